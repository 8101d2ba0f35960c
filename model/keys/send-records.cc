/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "send-records.h"

#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

SendRecords::SendRecords(KeyOperationTable& table, EventLog& events)
    : m_table(table),
      m_events(events)
{
}

void
SendRecords::Start(const Key& key,
                   const KeySubject& target,
                   std::set<uint32_t> recipients,
                   const std::set<uint32_t>& others,
                   uint32_t devices)
{
    auto& sending = m_sendings[key];
    const char* operation = target.IsDevice() ? "datasend" : "topic-send";
    sending.row = m_table.Start(operation, key.first, target, devices);
    for (const uint32_t device : recipients)
    {
        sending.awaited[device] = {};
    }
    for (const uint32_t device : others)
    {
        sending.awaited[device] = {};
    }
    sending.recipients = std::move(recipients);
}

void
SendRecords::Encrypt(const Key& key, bool ok)
{
    auto* sending = Find(key);
    if (!sending)
    {
        return;
    }
    auto& row = sending->row;
    row.crypto = Simulator::Now() - row.start;
    if (!ok)
    {
        m_events.Add(KeySubject::Device(row.source).GetName(),
                     "undeliverable",
                     "the key of " + m_table.Describe(row.target) + " cannot encrypt");
        End(key, "undeliverable");
    }
}

void
SendRecords::ReachBroker(const Key& key, MessageHop hop)
{
    auto* sending = Find(key);
    if (!sending)
    {
        return;
    }
    sending->row.hops = {hop};
    if (sending->awaited.empty())
    {
        m_events.Add(KeySubject::Device(key.first).GetName(),
                     "undeliverable",
                     "nobody else subscribed to " + m_table.Describe(sending->row.target));
        End(key, "undeliverable");
    }
}

void
SendRecords::ReachDevice(const Key& key, uint32_t device, MessageHop hop)
{
    auto* sending = Find(key);
    if (sending && sending->awaited.count(device) > 0)
    {
        sending->awaited[device] = {hop, Simulator::Now()};
    }
}

void
SendRecords::Try(const Key& key, uint32_t device, bool decrypted)
{
    auto* sending = Find(key);
    if (!sending || sending->awaited.count(device) == 0)
    {
        return;
    }
    const auto arrival = sending->awaited.extract(device).mapped();
    sending->failed = sending->failed || (!decrypted && sending->recipients.count(device) > 0);
    if (sending->awaited.empty())
    {
        sending->row.crypto += Simulator::Now() - arrival.handled;
        sending->row.hops.push_back(arrival.down);
        End(key, sending->failed ? "undeliverable" : "ok");
    }
}

uint64_t*
SendRecords::FindBytes(const Key& key)
{
    auto* sending = Find(key);
    return sending ? &sending->row.bytes : nullptr;
}

std::vector<KeyOperation>
SendRecords::TakeUnfinished()
{
    std::vector<KeyOperation> rows;
    for (const auto& [key, sending] : std::exchange(m_sendings, {}))
    {
        rows.push_back(sending.row);
    }
    return rows;
}

SendRecords::Sending*
SendRecords::Find(const Key& key)
{
    const auto found = m_sendings.find(key);
    return found == m_sendings.end() ? nullptr : &found->second;
}

void
SendRecords::End(const Key& key, const std::string& outcome)
{
    // Who is told may start the next one.
    m_table.End(m_sendings.extract(key).mapped().row, outcome);
}

} // namespace iotledger
} // namespace ns3
