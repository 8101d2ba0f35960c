/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "verification-records.h"

namespace ns3
{
namespace iotledger
{

VerificationRecords::VerificationRecords(KeyOperationTable& table, EventLog& events)
    : m_table(table),
      m_events(events)
{
}

void
VerificationRecords::Start(const Key& key, const KeySubject& target, uint32_t devices)
{
    m_verifications[key].row = m_table.Start("pubcheck", key.first, target, devices);
}

void
VerificationRecords::ReachBroker(const Key& key, uint32_t witness, MessageHop hop)
{
    auto* verification = Find(key);
    if (verification && witness == 0)
    {
        verification->question = hop;
    }
    else if (verification)
    {
        auto& ways = verification->ways[witness];
        ways.question = hop;
        ways.asked = true;
    }
}

void
VerificationRecords::ReachWitness(const Key& key, uint32_t witness, MessageHop hop)
{
    if (auto* verification = Find(key))
    {
        verification->ways[witness].request = hop;
    }
}

void
VerificationRecords::AnswerBroker(const Key& key, uint32_t witness, MessageHop hop)
{
    if (auto* verification = Find(key))
    {
        verification->ways[witness].answer = hop;
    }
}

void
VerificationRecords::Compile(const Key& key, uint32_t responder, MessageHop hop)
{
    if (auto* verification = Find(key))
    {
        verification->last = hop;
        verification->lastResponder = responder;
    }
}

std::vector<MessageHop>
VerificationRecords::Verification::GetHops(uint32_t responder) const
{
    const auto found = ways.find(responder);
    const auto way = found == ways.end() ? Ways() : found->second;
    const auto& asked = way.asked ? way.question : question;
    // A broker that answers in a device's name does so before that device's own answer has come.
    const bool answered = !way.answer.came.IsZero() && way.answer.came <= last.left;
    return answered ? std::vector<MessageHop>{asked, way.request, way.answer, last}
                    : std::vector<MessageHop>{asked, last};
}

std::optional<KeySubject>
VerificationRecords::End(const Key& key, const VerificationResult& result)
{
    const auto found = m_verifications.find(key);
    if (found == m_verifications.end())
    {
        return std::nullopt; // it was given up
    }
    auto verification = std::move(found->second);
    m_verifications.erase(found);
    auto& row = verification.row;
    row.replies = result.replies;
    row.mismatches = static_cast<uint32_t>(result.errors.size()) + (result.finding.empty() ? 0 : 1);
    row.cutShort = result.outcome == VerificationOutcome::TIMEOUT;
    if (verification.lastResponder)
    {
        row.hops = verification.GetHops(*verification.lastResponder);
    }
    Log(row, result);
    static const char* const names[] = {"ok", "mismatch", "timeout", "undeliverable"};
    m_table.End(row, names[static_cast<int>(result.outcome)]);
    return row.target;
}

uint64_t*
VerificationRecords::FindBytes(const Key& key)
{
    auto* verification = Find(key);
    return verification ? &verification->row.bytes : nullptr;
}

std::vector<KeyOperation>
VerificationRecords::TakeUnfinished()
{
    std::vector<KeyOperation> rows;
    for (auto& [key, verification] : std::exchange(m_verifications, {}))
    {
        rows.push_back(verification.row);
    }
    return rows;
}

VerificationRecords::Verification*
VerificationRecords::Find(const Key& key)
{
    const auto found = m_verifications.find(key);
    return found == m_verifications.end() ? nullptr : &found->second;
}

void
VerificationRecords::Log(const KeyOperation& row, const VerificationResult& result)
{
    const auto sender = KeySubject::Device(row.source).GetName();
    const auto target = row.target.GetName();
    for (const uint32_t device : result.errors)
    {
        m_events.Add(sender,
                     "key-mismatch",
                     KeySubject::Device(device).GetName() + " answered Error on the key of " +
                         target);
    }
    if (!result.finding.empty())
    {
        m_events.Add(sender, "key-mismatch", result.finding + ", on the key of " + target);
    }
    if (result.outcome == VerificationOutcome::TIMEOUT)
    {
        for (const uint32_t device : result.missing)
        {
            m_events.Add(sender,
                         "answer-missing",
                         KeySubject::Device(device).GetName() + " did not answer on the key of " +
                             target);
        }
    }
    else if (result.outcome == VerificationOutcome::UNDELIVERABLE)
    {
        m_events.Add(sender, "undeliverable", "no key of " + target + " is held");
    }
}

} // namespace iotledger
} // namespace ns3
