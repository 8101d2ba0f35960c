/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "quorum-verification.h"

#include "ns3/mtp-topic.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(QuorumVerification);

TypeId
QuorumVerification::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::QuorumVerification")
            .SetParent<VerificationStrategy>()
            .SetGroupName("IotLedger")
            .AddConstructor<QuorumVerification>()
            .AddAttribute("Witnesses",
                          "How many other devices are asked (quorum); all if there are fewer",
                          UintegerValue(16),
                          MakeUintegerAccessor(&QuorumVerification::m_count),
                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

QuorumVerification::QuorumVerification()
    : m_draw(CreateObject<UniformRandomVariable>())
{
}

int64_t
QuorumVerification::AssignStreams(int64_t stream)
{
    m_draw->SetStream(stream);
    return 1;
}

void
QuorumVerification::Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended)
{
    const auto witnesses = DrawWitnesses();
    std::vector<std::string> topics;
    for (const uint32_t witness : witnesses)
    {
        topics.push_back(mtptopic::Device(witness));
    }
    m_inquiry.Start(m_parts, operation, target, topics, witnesses, std::move(ended));
}

void
QuorumVerification::Cancel()
{
    m_inquiry.Cancel();
}

void
QuorumVerification::HandleMessage(const MtpMessage& message)
{
    if (const auto* answer = std::get_if<MtpAnswer>(&message))
    {
        m_inquiry.HandleAnswer(m_parts, *answer);
    }
}

std::vector<uint32_t>
QuorumVerification::DrawWitnesses()
{
    auto devices = m_parts.keys->GetStore(KeySubject::Kind::DEVICE).GetOwners();
    devices.erase(std::remove(devices.begin(), devices.end(), m_parts.number), devices.end());
    const auto count = std::min<std::size_t>(m_count, devices.size());
    // The first steps of a shuffle: Knuth, The Art of Computer Programming 2, algorithm 3.4.2P.
    for (std::size_t i = 0; i < count; ++i)
    {
        const auto last = static_cast<uint32_t>(devices.size() - 1);
        std::swap(devices[i], devices[m_draw->GetInteger(static_cast<uint32_t>(i), last)]);
    }
    devices.resize(count);
    return devices;
}

} // namespace iotledger
} // namespace ns3
