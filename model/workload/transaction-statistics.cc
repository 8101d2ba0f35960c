/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "transaction-statistics.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

void
TransactionStatistics::Outcome::Add(Time latency)
{
    minLatency = count == 0 ? latency : std::min(minLatency, latency);
    maxLatency = std::max(maxLatency, latency);
    totalLatency += latency;
    ++count;
}

void
TransactionStatistics::Outcome::Merge(const Outcome& other)
{
    if (other.count > 0)
    {
        minLatency = count == 0 ? other.minLatency : std::min(minLatency, other.minLatency);
        maxLatency = std::max(maxLatency, other.maxLatency);
        totalLatency += other.totalLatency;
        count += other.count;
    }
}

void
TransactionStatistics::Start(Time now)
{
    m_start = now;
    m_active = true;
}

void
TransactionStatistics::Stop()
{
    m_active = false;
}

void
TransactionStatistics::AddPart(std::shared_ptr<TransactionStatistics> part)
{
    m_parts.push_back(std::move(part));
}

void
TransactionStatistics::Submit()
{
    if (!m_active)
    {
        return;
    }
    ++m_submitted;
    for (const auto& part : m_parts)
    {
        part->Submit();
    }
}

void
TransactionStatistics::Finish(Time created, Time finished, bool isSuccess)
{
    if (!m_active)
    {
        return;
    }
    ++m_finished;
    if (created < m_start)
    {
        return;
    }
    m_firstCreated = GetCompleted() == 0 ? created : std::min(m_firstCreated, created);
    m_lastCreated = std::max(m_lastCreated, created);
    m_lastFinished = std::max(m_lastFinished, finished);
    (isSuccess ? m_successful : m_failed).Add(finished - created);
    for (const auto& part : m_parts)
    {
        part->Finish(created, finished, isSuccess);
    }
}

void
TransactionStatistics::Merge(const TransactionStatistics& other)
{
    if (other.GetCompleted() > 0)
    {
        m_firstCreated = GetCompleted() == 0 ? other.m_firstCreated
                                             : std::min(m_firstCreated, other.m_firstCreated);
        m_lastCreated = std::max(m_lastCreated, other.m_lastCreated);
        m_lastFinished = std::max(m_lastFinished, other.m_lastFinished);
    }
    m_submitted += other.m_submitted;
    m_finished += other.m_finished;
    m_successful.Merge(other.m_successful);
    m_failed.Merge(other.m_failed);
}

Time
TransactionStatistics::GetStart() const
{
    return m_start;
}

uint64_t
TransactionStatistics::GetSubmitted() const
{
    return m_submitted;
}

uint64_t
TransactionStatistics::GetFinished() const
{
    return m_finished;
}

int64_t
TransactionStatistics::GetUnfinished() const
{
    return static_cast<int64_t>(m_submitted) - static_cast<int64_t>(m_finished);
}

const TransactionStatistics::Outcome&
TransactionStatistics::GetSuccessful() const
{
    return m_successful;
}

const TransactionStatistics::Outcome&
TransactionStatistics::GetFailed() const
{
    return m_failed;
}

Time
TransactionStatistics::GetTotalLatency() const
{
    return m_successful.totalLatency + m_failed.totalLatency;
}

std::optional<Time>
TransactionStatistics::GetMeanLatency() const
{
    if (GetCompleted() == 0)
    {
        return std::nullopt;
    }
    return GetTotalLatency() / static_cast<int64_t>(GetCompleted());
}

Time
TransactionStatistics::GetFirstCreated() const
{
    return m_firstCreated;
}

Time
TransactionStatistics::GetLastCreated() const
{
    return m_lastCreated;
}

Time
TransactionStatistics::GetLastFinished() const
{
    return m_lastFinished;
}

uint64_t
TransactionStatistics::GetCompleted() const
{
    return m_successful.count + m_failed.count;
}

} // namespace iotledger
} // namespace ns3
