/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-directory.h"

#include "ns3/mtp-topic.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(KeyDirectory);

namespace
{

constexpr uint8_t QOS = 0;       //!< at most once; the connection's TCP loses nothing
constexpr uint32_t EVERYONE = 0; //!< no device's number

} // namespace

TypeId
KeyDirectory::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::KeyDirectory")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<KeyDirectory>()
            .AddAttribute("AnnounceInterval",
                          "Keys registered within this time of the first are announced "
                          "together; zero: each at once, as in the paper",
                          TimeValue(Time()),
                          MakeTimeAccessor(&KeyDirectory::m_announceInterval),
                          MakeTimeChecker(Time()))
            .AddTraceSource("Registered",
                            "A device's key has been stored and is being sent on",
                            MakeTraceSourceAccessor(&KeyDirectory::m_registered),
                            "ns3::iotledger::KeyDirectory::RegisteredCallback")
            .AddTraceSource("Stored",
                            "A key has been stored",
                            MakeTraceSourceAccessor(&KeyDirectory::m_stored),
                            "ns3::iotledger::KeyDirectory::StoredCallback");
    return tid;
}

void
KeyDirectory::Install(Ptr<MqttBroker> broker, std::shared_ptr<KeyPool> pool)
{
    m_broker = broker;
    m_keys = std::make_unique<KeyRing>(std::move(pool));
    m_broker->SubscribeLocally(mtptopic::REGISTER,
                               [this](const std::string& clientId, const MqttPublish& publish) {
                                   HandleRegister(clientId, publish);
                               });
    m_broker->TraceConnectWithoutContext("Subscribed",
                                         MakeCallback(&KeyDirectory::HandleSubscribed, this));
}

void
KeyDirectory::Provision(const SubjectKey& key)
{
    m_keys->Store(key);
    m_stored(key.subject);
}

const KeyRing&
KeyDirectory::GetKeys() const
{
    return *m_keys;
}

const std::optional<KeyDeception>&
KeyDirectory::GetDeception() const
{
    return m_deception;
}

const SharedBytes&
KeyDirectory::Tell(uint32_t device, const KeySubject& subject) const
{
    const auto& key = m_keys->Get(subject);
    return m_deception && m_deception->Concerns(device, subject) && !key.IsEmpty()
               ? m_deception->key
               : key;
}

void
KeyDirectory::Deceive(const KeyDeception& deception)
{
    m_deception = deception;
    std::vector<KeySubject> known;
    for (const uint32_t device : m_keys->GetStore(KeySubject::Kind::DEVICE).GetOwners())
    {
        if (deception.target.number == 0 || deception.target == KeySubject::Device(device))
        {
            known.push_back(KeySubject::Device(device));
        }
    }
    if (known.empty())
    {
        return;
    }
    if (deception.victims.empty())
    {
        Send(known, "");
    }
    SendLies(known);
}

void
KeyDirectory::DoDispose()
{
    m_announcement.Cancel();
    m_broker = nullptr;
    Object::DoDispose();
}

void
KeyDirectory::HandleRegister(const std::string& clientId, const MqttPublish& publish)
{
    const auto message = DecodeMtp(publish.payload);
    if (!message || !std::holds_alternative<MtpRegister>(*message))
    {
        return; // not for us: the broker relays it to whoever subscribed
    }
    const auto& key = std::get<MtpRegister>(*message).key;
    if (!key.subject.IsDevice() || clientId != mtptopic::ClientId(key.subject.number) ||
        !m_keys->Store(key))
    {
        return; // a device speaks for itself only
    }
    m_stored(key.subject);
    m_unannounced.push_back(key.subject);
    if (m_announceInterval.IsZero())
    {
        Announce();
    }
    else if (!m_announcement.IsRunning())
    {
        m_announcement = Simulator::Schedule(m_announceInterval, &KeyDirectory::Announce, this);
    }
}

void
KeyDirectory::Announce()
{
    m_announcement.Cancel();
    const auto subjects = std::exchange(m_unannounced, {});
    if (subjects.empty())
    {
        return;
    }
    // A single key need not go back to its owner; of several, each device takes what is new to it.
    const bool single = subjects.size() == 1;
    const uint32_t receivers = Send(subjects, single ? subjects.front().GetName() : "");
    for (const auto& subject : subjects)
    {
        m_registered(subject.number, single ? receivers : receivers - 1);
    }
    SendLies(subjects);
}

uint32_t
KeyDirectory::Send(const std::vector<KeySubject>& subjects, const std::string& except)
{
    MtpKeys keys;
    for (const auto& subject : subjects)
    {
        keys.keys.push_back({subject, Tell(EVERYONE, subject)});
    }
    return m_broker->PublishLocally(mtptopic::KEYS, EncodeMtp(keys), QOS, except);
}

void
KeyDirectory::SendLies(const std::vector<KeySubject>& subjects)
{
    if (!m_deception)
    {
        return;
    }
    for (const uint32_t victim : m_deception->victims)
    {
        MtpKeys keys;
        for (const auto& subject : subjects)
        {
            if (m_deception->Concerns(victim, subject))
            {
                keys.keys.push_back({subject, m_deception->key});
            }
        }
        if (!keys.keys.empty())
        {
            m_broker->PublishLocally(mtptopic::Device(victim), EncodeMtp(keys), QOS);
        }
    }
}

void
KeyDirectory::HandleSubscribed(const std::string& clientId, const std::string& filter)
{
    // Only a device subscribes to its own keys topic: whoever just did is the newcomer.
    const auto& devices = m_keys->GetStore(KeySubject::Kind::DEVICE);
    if (devices.GetCount() == 0 || filter.rfind(mtptopic::KEYS + "/", 0) != 0)
    {
        return;
    }
    MtpKeys known;
    known.keys.reserve(devices.GetCount());
    const uint32_t newcomer = mtptopic::GetClient(clientId);
    for (const uint32_t device : devices.GetOwners())
    {
        const auto subject = KeySubject::Device(device);
        known.keys.push_back({subject, Tell(newcomer, subject)});
    }
    m_broker->PublishLocally(filter, EncodeMtp(known), QOS);
}

} // namespace iotledger
} // namespace ns3
