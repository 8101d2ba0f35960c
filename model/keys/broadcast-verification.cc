/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "broadcast-verification.h"

#include "ns3/mtp-topic.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(BroadcastVerification);

TypeId
BroadcastVerification::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::BroadcastVerification")
                            .SetParent<VerificationStrategy>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<BroadcastVerification>();
    return tid;
}

void
BroadcastVerification::Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended)
{
    m_inquiry.Start(m_parts,
                    operation,
                    target,
                    {mtptopic::VERIFY},
                    m_parts.keys->GetStore(KeySubject::Kind::DEVICE).GetOwners(),
                    std::move(ended));
}

void
BroadcastVerification::Cancel()
{
    m_inquiry.Cancel();
}

void
BroadcastVerification::HandleMessage(const MtpMessage& message)
{
    if (const auto* answer = std::get_if<MtpAnswer>(&message))
    {
        m_inquiry.HandleAnswer(m_parts, *answer);
    }
}

} // namespace iotledger
} // namespace ns3
