/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "simulation-lock.h"

#include "ns3/assert.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

void
SimulationLock::Share(Granted granted)
{
    if (m_isOwned || !m_waitingWriters.empty())
    {
        m_waitingReaders.push_back(std::move(granted));
        return;
    }
    m_readers++;
    granted();
}

void
SimulationLock::Unshare()
{
    NS_ASSERT_MSG(m_readers > 0, "nobody shares the lock");
    m_readers--;
    Grant();
}

void
SimulationLock::Own(Granted granted)
{
    m_waitingWriters.push_back(std::move(granted));
    Grant();
}

void
SimulationLock::Disown()
{
    NS_ASSERT_MSG(m_isOwned, "nobody owns the lock");
    m_isOwned = false;
    auto readers = std::exchange(m_waitingReaders, {});
    m_readers += readers.size();
    for (const auto& reader : readers)
    {
        reader();
    }
    Grant();
}

uint32_t
SimulationLock::GetReaders() const
{
    return m_readers;
}

void
SimulationLock::Grant()
{
    if (m_readers == 0 && !m_isOwned && !m_waitingWriters.empty())
    {
        m_isOwned = true;
        const auto writer = std::move(m_waitingWriters.front());
        m_waitingWriters.pop_front();
        writer();
    }
}

} // namespace iotledger
} // namespace ns3
