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
SendRecords::Start(const Key& key, const KeySubject& recipient, uint32_t devices)
{
    m_sendings[key].row = m_table.Start("datasend", key.first, recipient, devices);
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
                     "the key of " + row.target.GetName() + " cannot encrypt");
        auto ended = std::move(row);
        m_sendings.erase(key);
        m_table.End(ended, "undeliverable");
    }
}

void
SendRecords::ReachBroker(const Key& key, MessageHop hop)
{
    if (auto* sending = Find(key))
    {
        sending->row.hops = {hop};
    }
}

void
SendRecords::ReachDevice(const Key& key, uint32_t device, MessageHop hop)
{
    auto* sending = Find(key);
    if (sending && sending->row.target == KeySubject::Device(device))
    {
        sending->down = hop;
        sending->handled = Simulator::Now();
    }
}

void
SendRecords::Try(const Key& key, uint32_t device, bool decrypted)
{
    const auto found = m_sendings.find(key);
    if (found == m_sendings.end() || found->second.row.target != KeySubject::Device(device))
    {
        return;
    }
    auto sending = std::move(found->second);
    m_sendings.erase(found);
    sending.row.crypto += Simulator::Now() - sending.handled;
    sending.row.hops.push_back(sending.down);
    m_table.End(sending.row, decrypted ? "ok" : "undeliverable");
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

} // namespace iotledger
} // namespace ns3
