/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-node.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

bool
RaftNode::SendAppend(uint64_t to, bool evenIfEmpty)
{
    auto& progress = m_progress.at(to);
    if (progress.IsPaused())
    {
        return false;
    }
    const auto next = progress.GetNext();
    if (next < m_log.GetFirstIndex())
    {
        return evenIfEmpty && SendSnapshot(to, progress);
    }
    RaftMessage append;
    append.type = RaftMessageType::APPEND;
    append.to = to;
    append.entries = m_log.GetEntries(next, m_log.GetLastIndex() + 1, m_settings.maxSizePerMessage);
    if (append.entries.empty() && !evenIfEmpty)
    {
        return false;
    }
    append.index = next - 1;
    append.logTerm = m_log.GetTerm(append.index);
    append.commit = m_log.GetCommitted();
    if (!append.entries.empty())
    {
        progress.Sent(append.entries.back().index);
    }
    Send(std::move(append));
    return true;
}

bool
RaftNode::SendSnapshot(uint64_t to, RaftProgress& progress)
{
    const auto& snapshot = m_log.GetSnapshot();
    // To a node that may be down it would only be lost; one older than the log is of no use.
    if (!progress.IsActive() || snapshot.index + 1 < m_log.GetFirstIndex())
    {
        return false;
    }
    progress.BecomeSnapshot(snapshot.index);
    RaftMessage message;
    message.type = RaftMessageType::SNAPSHOT;
    message.to = to;
    message.snapshot = snapshot;
    Send(std::move(message));
    return true;
}

void
RaftNode::BroadcastAppend()
{
    for (const auto& [node, progress] : m_progress)
    {
        if (node != m_settings.id)
        {
            SendAppend(node, true);
        }
    }
}

void
RaftNode::BroadcastHeartbeat()
{
    for (const auto& [node, progress] : m_progress)
    {
        if (node == m_settings.id)
        {
            continue;
        }
        RaftMessage heartbeat;
        heartbeat.type = RaftMessageType::HEARTBEAT;
        heartbeat.to = node;
        // What it is not known to have, it must not commit: its log may differ there.
        heartbeat.commit = std::min(progress.GetMatch(), m_log.GetCommitted());
        Send(std::move(heartbeat));
    }
}

void
RaftNode::SendTimeoutNow(uint64_t to)
{
    RaftMessage message;
    message.type = RaftMessageType::TIMEOUT_NOW;
    message.to = to;
    Send(std::move(message));
}

} // namespace iotledger
} // namespace ns3
