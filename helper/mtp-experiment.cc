/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-experiment.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MtpExperiment);

namespace
{

constexpr uint32_t MIN_DEVICES = 2;

AesMode
ParseAesMode(const std::string& name)
{
    static const std::pair<const char*, AesMode> modes[] = {
        {"aes-128-gcm", AesMode::AES_128_GCM},
        {"aes-256-gcm", AesMode::AES_256_GCM},
        {"aes-128-cbc", AesMode::AES_128_CBC},
        {"aes-256-cbc", AesMode::AES_256_CBC},
    };
    for (const auto& [known, mode] : modes)
    {
        if (name == known)
        {
            return mode;
        }
    }
    NS_ABORT_MSG("MtpExperiment::Aes is '" << name << "', expected aes-128-gcm, aes-256-gcm, "
                                           << "aes-128-cbc or aes-256-cbc");
}

} // namespace

TypeId
MtpExperiment::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::MtpExperiment")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<MtpExperiment>()
            .AddAttribute("Devices",
                          "Number of devices",
                          UintegerValue(3),
                          MakeUintegerAccessor(&MtpExperiment::m_count),
                          MakeUintegerChecker<uint32_t>(MIN_DEVICES, KeyStore::MAX_DEVICE))
            .AddAttribute("Payload",
                          "Data sent in a round [B] (default: 1 MB, paper section 5.1 B)",
                          UintegerValue(1048576),
                          MakeUintegerAccessor(&MtpExperiment::m_payload),
                          // An MQTT packet holds at most 268,435,455 B (MQTT 3.1.1, 2.2.3).
                          MakeUintegerChecker<uint64_t>(1, 268000000))
            .AddAttribute("Rounds",
                          "Number of verification and send rounds",
                          UintegerValue(20),
                          MakeUintegerAccessor(&MtpExperiment::m_rounds),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("VerificationTimeout",
                          "How long a sender waits for the answers of all devices",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&MtpExperiment::m_verificationTimeout),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("OperationTimeout",
                          "How long nothing may end before what is under way is given up",
                          TimeValue(Seconds(600)),
                          MakeTimeAccessor(&MtpExperiment::m_operationTimeout),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("StartSpread",
                          "Devices connect at times drawn uniformly from zero to this",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&MtpExperiment::m_startSpread),
                          MakeTimeChecker(Time()))
            .AddAttribute("Registration",
                          "How devices register: together, sequential or provisioned",
                          StringValue("together"),
                          MakeStringAccessor(&MtpExperiment::m_registration),
                          MakeStringChecker())
            .AddAttribute("DataSendEnds",
                          "When a datasend ends: when its recipient has decrypted, or when everyone "
                          "has tried to",
                          StringValue("recipient"),
                          MakeStringAccessor(&MtpExperiment::m_dataSendEnds),
                          MakeStringChecker())
            .AddAttribute("RsaBits",
                          "Size of the devices' RSA keys [bit]",
                          UintegerValue(2048),
                          MakeUintegerAccessor(&MtpExperiment::m_rsaBits),
                          MakeUintegerChecker<uint32_t>(512, 4096))
            .AddAttribute("Aes",
                          "How data is encrypted: aes-128-gcm, aes-256-gcm, aes-128-cbc or "
                          "aes-256-cbc",
                          StringValue("aes-256-gcm"),
                          MakeStringAccessor(&MtpExperiment::m_aes),
                          MakeStringChecker())
            .AddAttribute("Qos",
                          "MQTT quality of service of the devices' messages",
                          UintegerValue(0),
                          MakeUintegerAccessor(&MtpExperiment::m_qos),
                          MakeUintegerChecker<uint8_t>(0, 2));
    return tid;
}

uint32_t
MtpExperiment::GetDevices() const
{
    return m_count;
}

bool
MtpExperiment::SendsEndWithAll() const
{
    return m_dataSendEnds == "everyone";
}

uint32_t
MtpExperiment::GetRsaBits() const
{
    return m_rsaBits;
}

MtpSender::Settings
MtpExperiment::GetDeviceSettings(uint32_t number) const
{
    return {number, ParseAesMode(m_aes), m_qos, m_verificationTimeout};
}

void
MtpExperiment::SetCourse(std::unique_ptr<ExperimentCourse> course)
{
    m_course = std::move(course);
}

int64_t
MtpExperiment::AssignStreams(int64_t stream)
{
    m_startDraw = CreateObject<UniformRandomVariable>();
    m_startDraw->SetStream(stream);
    return 1 + m_course->AssignStreams(stream + 1);
}

void
MtpExperiment::Install(std::vector<Ptr<MtpDevice>> devices, Ptr<KeyDirectory> directory)
{
    NS_ABORT_MSG_IF(m_registration != "together" && m_registration != "sequential" &&
                        m_registration != "provisioned",
                    "MtpExperiment::Registration is '"
                        << m_registration << "', expected together, sequential or provisioned");
    NS_ABORT_MSG_IF(devices.size() != m_count,
                    "MtpExperiment::Devices is " << m_count << " but " << devices.size()
                                                 << " devices are installed");
    m_devices = std::move(devices);
    m_directory = directory;
    for (const auto& device : m_devices)
    {
        const uint32_t number = device->GetNumber();
        device->SetJoinedCallback([this, number] { HandleJoined(number); });
        device->TraceConnectWithoutContext(
            "DataTried",
            Callback<void, uint32_t, uint32_t, uint32_t, bool, const SharedBytes&>(
                [this](uint32_t, uint32_t, uint32_t, bool, const SharedBytes&) {
                    m_watchdog.Note();
                }));
        const double share = m_startDraw->GetValue(0, 1);
        device->GetClient()->SetStartTime(
            NanoSeconds(static_cast<int64_t>(share * m_startSpread.GetNanoSeconds())));
    }
    if (m_registration == "provisioned")
    {
        Provision();
    }
    m_watchdog.Start(m_operationTimeout, [this] { HandleStalled(); });
}

void
MtpExperiment::HandleEnded(const KeyOperation& operation)
{
    m_watchdog.Note();
    if (operation.operation == "register")
    {
        HandleRegistered();
    }
    else
    {
        m_course->HandleEnded(operation);
    }
}

void
MtpExperiment::SetStalledCallback(std::function<void()> callback)
{
    m_stalled = std::move(callback);
}

void
MtpExperiment::SetPhaseCallbacks(std::function<void()> roundsBegin, std::function<void()> finished)
{
    m_roundsBegin = std::move(roundsBegin);
    m_finished = std::move(finished);
}

void
MtpExperiment::DoDispose()
{
    m_watchdog.Stop();
    m_course.reset();
    m_devices.clear();
    m_directory = nullptr;
    m_stalled = nullptr;
    m_roundsBegin = nullptr;
    m_finished = nullptr;
    Object::DoDispose();
}

void
MtpExperiment::HandleJoined(uint32_t device)
{
    ++m_joined;
    m_watchdog.Note();
    const bool isLast = m_joined == m_count && m_phase == Phase::JOINING;
    if (m_registration == "together")
    {
        m_devices[device - 1]->Register();
    }
    else if (isLast && m_registration == "sequential")
    {
        m_devices.front()->Register();
    }
    else if (isLast)
    {
        Prepare();
    }
}

void
MtpExperiment::HandleRegistered()
{
    ++m_registered;
    if (m_phase != Phase::JOINING)
    {
        return; // too late for what is under way
    }
    if (m_registered == m_count)
    {
        Prepare();
    }
    else if (m_registration == "sequential")
    {
        m_devices[m_registered]->Register();
    }
}

void
MtpExperiment::HandleStalled()
{
    const Phase phase = m_phase;
    if (m_stalled)
    {
        m_stalled(); // what it ends moves the run on by HandleEnded
    }
    if (phase != Phase::JOINING)
    {
        m_course->HandleStalled();
    }
    else if (m_phase == Phase::JOINING)
    {
        Prepare(); // some device never joined
    }
}

void
MtpExperiment::Provision()
{
    std::vector<SubjectKey> keys;
    for (const auto& device : m_devices)
    {
        keys.push_back(device->ProvisionOwnKey());
        m_directory->Provision(keys.back());
    }
    for (const auto& device : m_devices)
    {
        const uint32_t number = device->GetNumber();
        for (const auto& key : keys)
        {
            device->Store({key.subject, m_directory->Tell(number, key.subject)});
        }
    }
}

void
MtpExperiment::Prepare()
{
    m_phase = Phase::PREPARING;
    m_course->Prepare([this] { StartRounds(); });
}

void
MtpExperiment::StartRounds()
{
    m_phase = Phase::ROUNDS;
    if (m_roundsBegin)
    {
        m_roundsBegin();
    }
    StartRound();
}

void
MtpExperiment::StartRound()
{
    if (m_round == m_rounds)
    {
        m_watchdog.Stop();
        if (m_finished)
        {
            m_finished();
        }
        Simulator::Stop();
        return;
    }
    m_watchdog.Note();
    m_course->StartRound(m_round++, SharedBytes::Zeros(m_payload), [this] {
        Simulator::ScheduleNow(&MtpExperiment::StartRound, this);
    });
}

} // namespace iotledger
} // namespace ns3
