/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "witness-inquiry.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

void
WitnessInquiry::Start(const VerificationParts& parts,
                      uint32_t operation,
                      const SubjectKey& target,
                      const std::vector<std::string>& topics,
                      std::vector<uint32_t> witnesses,
                      EndedCallback ended)
{
    Cancel();
    m_operation = operation;
    m_tally.emplace(std::move(witnesses));
    m_ended = std::move(ended);
    m_timeout = Simulator::Schedule(parts.timeout,
                                    &WitnessInquiry::End,
                                    this,
                                    VerificationOutcome::TIMEOUT);
    for (const auto& topic : topics)
    {
        parts.publish(topic, MtpVerify{parts.number, operation, target});
    }
}

void
WitnessInquiry::HandleAnswer(const VerificationParts& parts, const MtpAnswer& answer)
{
    if (!m_tally || answer.operation != m_operation ||
        !m_tally->Add(answer.responder, answer.check))
    {
        return;
    }
    parts.compiled(m_operation, answer.responder);
    if (m_tally->IsComplete())
    {
        End(m_tally->IsVerified() ? VerificationOutcome::VERIFIED : VerificationOutcome::MISMATCH);
    }
}

void
WitnessInquiry::Cancel()
{
    m_timeout.Cancel();
    m_tally.reset();
    m_ended = nullptr;
}

void
WitnessInquiry::End(VerificationOutcome outcome)
{
    const VerificationResult result{outcome,
                                    m_tally->GetReplies(),
                                    m_tally->GetErrors(),
                                    m_tally->GetMissing(),
                                    ""};
    // Who is told may start the next one.
    const auto ended = std::exchange(m_ended, nullptr);
    Cancel();
    ended(result);
}

} // namespace iotledger
} // namespace ns3
