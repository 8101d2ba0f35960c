/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-progress.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

RaftProgress::RaftProgress(uint64_t match, uint64_t next, uint32_t window)
    : m_match(match),
      m_next(next),
      m_window(window)
{
}

RaftProgressState
RaftProgress::GetState() const
{
    return m_state;
}

uint64_t
RaftProgress::GetMatch() const
{
    return m_match;
}

uint64_t
RaftProgress::GetNext() const
{
    return m_next;
}

bool
RaftProgress::IsActive() const
{
    return m_isActive;
}

void
RaftProgress::SetActive(bool isActive)
{
    m_isActive = isActive;
}

bool
RaftProgress::IsPaused() const
{
    switch (m_state)
    {
    case RaftProgressState::PROBE:
        return m_isProbeSent;
    case RaftProgressState::REPLICATE:
        return IsWindowFull();
    case RaftProgressState::SNAPSHOT:
        break;
    }
    return true;
}

bool
RaftProgress::IsWindowFull() const
{
    return m_inflight.size() >= m_window;
}

void
RaftProgress::Become(RaftProgressState state)
{
    m_state = state;
    m_isProbeSent = false;
    m_pendingSnapshot = 0;
    m_inflight.clear();
}

void
RaftProgress::BecomeProbe()
{
    // A snapshot that arrived need not be sent again, even if the answer is still on its way.
    const auto start = std::max(m_match, m_pendingSnapshot) + 1;
    Become(RaftProgressState::PROBE);
    m_next = start;
}

void
RaftProgress::BecomeReplicate()
{
    Become(RaftProgressState::REPLICATE);
    m_next = m_match + 1;
}

void
RaftProgress::BecomeSnapshot(uint64_t index)
{
    Become(RaftProgressState::SNAPSHOT);
    m_pendingSnapshot = index;
}

void
RaftProgress::DropSnapshot()
{
    m_pendingSnapshot = 0;
}

bool
RaftProgress::IsSnapshotDone() const
{
    return m_match >= m_pendingSnapshot;
}

void
RaftProgress::Pause()
{
    m_isProbeSent = true;
}

void
RaftProgress::Resume()
{
    m_isProbeSent = false;
}

void
RaftProgress::Sent(uint64_t last)
{
    if (m_state == RaftProgressState::PROBE)
    {
        m_isProbeSent = true;
        return;
    }
    NS_ASSERT_MSG(m_state == RaftProgressState::REPLICATE && !IsWindowFull(), "sent while paused");
    m_next = last + 1;
    m_inflight.push_back(last);
}

bool
RaftProgress::Update(uint64_t index)
{
    const auto isNews = index > m_match;
    if (isNews)
    {
        m_match = index;
        m_isProbeSent = false;
    }
    m_next = std::max(m_next, index + 1);
    return isNews;
}

bool
RaftProgress::StepBack(uint64_t rejected, uint64_t hint)
{
    if (m_state == RaftProgressState::REPLICATE)
    {
        if (rejected <= m_match)
        {
            return false;
        }
        m_next = m_match + 1;
        return true;
    }
    // Only the answer to the probe on its way counts: it asked about the entry before the next.
    if (m_next != rejected + 1)
    {
        return false;
    }
    m_next = std::max<uint64_t>(std::min(rejected, hint + 1), 1);
    m_isProbeSent = false;
    return true;
}

void
RaftProgress::FreeTo(uint64_t index)
{
    while (!m_inflight.empty() && m_inflight.front() <= index)
    {
        m_inflight.pop_front();
    }
}

void
RaftProgress::FreeFirst()
{
    if (!m_inflight.empty())
    {
        m_inflight.pop_front();
    }
}

} // namespace iotledger
} // namespace ns3
