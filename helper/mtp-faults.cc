/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-faults.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

bool
HoldsFromTheStart(const Fault& fault)
{
    return fault.broker && fault.at.IsZero();
}

} // namespace

MtpFaults::MtpFaults(MtpNetwork& network, uint32_t rsaBits, EventLog& events)
    : m_network(network),
      m_rsaBits(rsaBits),
      m_events(events),
      m_crypto(network.MakeCrypto(network.GetBrokerPlace().machine)),
      m_draw(CreateObject<UniformRandomVariable>())
{
}

MtpFaults::~MtpFaults()
{
    if (m_attacker)
    {
        m_attacker->Dispose();
    }
    if (m_forger)
    {
        m_forger->Dispose();
    }
}

int64_t
MtpFaults::AssignStreams(int64_t stream)
{
    m_draw->SetStream(stream);
    return 1 + m_crypto->AssignStreams(stream + 1);
}

void
MtpFaults::Begin(const std::vector<Fault>& faults)
{
    for (const auto& fault : faults)
    {
        if (HoldsFromTheStart(fault))
        {
            CompromiseBroker(fault);
        }
    }
}

void
MtpFaults::Schedule(const std::vector<Fault>& faults)
{
    const auto count = static_cast<uint32_t>(m_network.GetDevices().size());
    for (const auto& fault : faults)
    {
        if (fault.type == "tamper-key")
        {
            const bool attacker = fault.replacement == "attacker";
            ScheduleTamper(fault.at,
                           fault.device,
                           {KeySubject::Device(fault.target),
                            attacker ? GetAttackerKey() : KeyStore::GetNoKey()});
        }
        else if (!fault.broker)
        {
            ScheduleCompromise(fault.at,
                               Draw(fault.devices.Of(count), GetUnnamedDevices(faults, count)));
        }
        else if (!HoldsFromTheStart(fault))
        {
            Simulator::Schedule(fault.at, &MtpFaults::CompromiseBroker, this, fault);
        }
    }
}

void
MtpFaults::ScheduleTamper(Time at, uint32_t device, uint32_t target)
{
    ScheduleTamper(at, device, {KeySubject::Device(target), KeyStore::GetNoKey()});
}

void
MtpFaults::ScheduleTamper(Time at, uint32_t device, const SubjectKey& replacement)
{
    Simulator::Schedule(at, [this, device, replacement] {
        m_network.GetDevices()[device - 1]->TamperKey(replacement);
        m_events.Add(KeySubject::Device(device).GetName(),
                     "tamper-key",
                     "copy of the key of " + replacement.subject.GetName() + " replaced");
    });
}

void
MtpFaults::ScheduleCompromise(Time at, const std::vector<uint32_t>& devices)
{
    Simulator::Schedule(at, [this, devices] {
        for (const uint32_t device : devices)
        {
            m_network.GetDevices()[device - 1]->Compromise();
            m_events.Add(KeySubject::Device(device).GetName(),
                         "compromise",
                         "answers Check whatever it holds");
        }
    });
}

void
MtpFaults::CompromiseBroker(const Fault& fault)
{
    KeyDeception deception;
    deception.key = GetAttackerKey();
    deception.target = KeySubject::Device(fault.target);
    deception.victims.insert(fault.victims.begin(), fault.victims.end());
    m_network.GetDirectory()->Deceive(deception);
    if (fault.forgesAnswers && !m_forger)
    {
        m_forger = CreateObject<AnswerForger>();
        m_forger->Install(m_network.GetBroker(), m_network.GetDirectory());
    }
    std::string detail = "tells " +
                         std::string(fault.victims.empty() ? "all devices" : "some devices") +
                         " a wrong key of " + deception.target.GetName();
    m_events.Add("broker",
                 "compromise",
                 detail + (fault.forgesAnswers ? " and answers Check in their names" : ""));
}

std::vector<uint32_t>
MtpFaults::Draw(uint32_t count, std::vector<uint32_t> devices)
{
    // The first steps of a shuffle: Knuth, The Art of Computer Programming 2, algorithm 3.4.2P.
    for (uint32_t i = 0; i < count; ++i)
    {
        const auto last = static_cast<uint32_t>(devices.size() - 1);
        std::swap(devices[i], devices[m_draw->GetInteger(i, last)]);
    }
    devices.resize(count);
    std::sort(devices.begin(), devices.end());
    return devices;
}

const SharedBytes&
MtpFaults::GetAttackerKey()
{
    if (!m_attacker)
    {
        m_attacker = CreateObject<Eavesdropper>();
        m_attacker->Install(m_network.GetBroker(), m_crypto, m_rsaBits, m_events);
    }
    return m_attacker->GetPublicKey();
}

} // namespace iotledger
} // namespace ns3
