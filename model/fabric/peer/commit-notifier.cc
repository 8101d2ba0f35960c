/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "commit-notifier.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

uint64_t
CommitNotifier::Add(const std::string& transactionId, Listener listener)
{
    const auto number = m_next++;
    m_listeners[transactionId].emplace(number, std::move(listener));
    m_transactions.emplace(number, transactionId);
    return number;
}

void
CommitNotifier::Remove(uint64_t number)
{
    const auto transaction = m_transactions.find(number);
    if (transaction == m_transactions.end())
    {
        return;
    }
    const auto waiting = m_listeners.find(transaction->second);
    waiting->second.erase(number);
    if (waiting->second.empty())
    {
        m_listeners.erase(waiting);
    }
    m_transactions.erase(transaction);
}

void
CommitNotifier::Notify(const std::string& transactionId, uint64_t block, uint8_t code)
{
    const auto waiting = m_listeners.find(transactionId);
    if (waiting == m_listeners.end())
    {
        return;
    }
    const auto listeners = std::move(waiting->second);
    m_listeners.erase(waiting);
    for (const auto& [number, listener] : listeners)
    {
        m_transactions.erase(number);
    }
    for (const auto& [number, listener] : listeners)
    {
        listener(block, code);
    }
}

std::size_t
CommitNotifier::GetCount() const
{
    return m_transactions.size();
}

} // namespace iotledger
} // namespace ns3
