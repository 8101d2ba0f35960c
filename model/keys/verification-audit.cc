/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "verification-audit.h"

namespace ns3
{
namespace iotledger
{

VerificationAudit::VerificationAudit(RightKey rightKey, EventLog& events)
    : m_rightKey(std::move(rightKey)),
      m_events(events)
{
}

void
VerificationAudit::Watch(Ptr<MtpDevice> device)
{
    const auto* keys = &device->GetKeys(); // as old as the device, whose traces these are
    device->GetSender()->TraceConnectWithoutContext(
        "Started",
        Callback<void, uint32_t, uint32_t, const KeySubject&>(
            [this, keys](uint32_t sender, uint32_t /* operation */, const KeySubject& target) {
                m_wrong.erase(sender);
                const auto& copy = keys->Get(target);
                const auto& right = m_rightKey(target);
                if (!copy.IsEmpty() && !right.IsEmpty() && copy != right)
                {
                    m_wrong[sender] = target;
                }
            }));
    device->GetSender()->TraceConnectWithoutContext(
        "Verified",
        Callback<void, uint32_t, uint32_t, const VerificationResult&>(
            [this](uint32_t sender, uint32_t /* operation */, const VerificationResult& result) {
                HandleVerified(sender, result);
            }));
}

void
VerificationAudit::HandleVerified(uint32_t sender, const VerificationResult& result)
{
    const auto wrong = m_wrong.find(sender);
    if (wrong == m_wrong.end())
    {
        return;
    }
    const bool missed = result.outcome == VerificationOutcome::VERIFIED;
    m_events.Add(KeySubject::Device(sender).GetName(),
                 missed ? "tampered-send-missed" : "tampered-send-caught",
                 "its copy of the key of " + wrong->second.GetName() + " is wrong");
    m_wrong.erase(wrong);
}

} // namespace iotledger
} // namespace ns3
