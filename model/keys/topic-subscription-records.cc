/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "topic-subscription-records.h"

#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

TopicSubscriptionRecords::TopicSubscriptionRecords(KeyOperationTable& table)
    : m_table(table)
{
}

void
TopicSubscriptionRecords::Start(const Key& key)
{
    m_subscriptions[key].row =
        m_table.Start("topic-subscribe", key.first, KeySubject::Topic(key.second), 1);
}

void
TopicSubscriptionRecords::ReachBroker(const Key& key, MessageHop hop)
{
    if (auto* subscription = Find(key))
    {
        subscription->row.hops = {hop};
    }
}

void
TopicSubscriptionRecords::Take(const Key& key)
{
    if (auto* subscription = Find(key))
    {
        subscription->taken = Simulator::Now();
    }
}

void
TopicSubscriptionRecords::Send(const Key& key)
{
    if (auto* subscription = Find(key))
    {
        subscription->row.crypto = Simulator::Now() - subscription->taken;
        subscription->row.brokerWork = subscription->row.crypto;
    }
}

void
TopicSubscriptionRecords::ReachDevice(const Key& key, MessageHop hop)
{
    if (auto* subscription = Find(key))
    {
        subscription->down = hop;
        subscription->handled = Simulator::Now();
    }
}

void
TopicSubscriptionRecords::End(const Key& key, bool usable)
{
    const auto found = m_subscriptions.find(key);
    if (found == m_subscriptions.end())
    {
        return; // it was given up
    }
    auto subscription = std::move(found->second);
    m_subscriptions.erase(found);
    auto& row = subscription.row;
    row.crypto += Simulator::Now() - subscription.handled;
    row.hops.push_back(subscription.down);
    m_table.End(row, usable ? "ok" : "undeliverable");
}

uint64_t*
TopicSubscriptionRecords::FindBytes(const Key& key)
{
    auto* subscription = Find(key);
    return subscription ? &subscription->row.bytes : nullptr;
}

std::vector<KeyOperation>
TopicSubscriptionRecords::TakeUnfinished()
{
    std::vector<KeyOperation> rows;
    for (auto& [key, subscription] : std::exchange(m_subscriptions, {}))
    {
        rows.push_back(subscription.row);
    }
    return rows;
}

TopicSubscriptionRecords::Subscription*
TopicSubscriptionRecords::Find(const Key& key)
{
    const auto found = m_subscriptions.find(key);
    return found == m_subscriptions.end() ? nullptr : &found->second;
}

} // namespace iotledger
} // namespace ns3
