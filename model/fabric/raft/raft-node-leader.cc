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

void
RaftNode::TickLeader()
{
    ++m_heartbeatElapsed;
    ++m_electionElapsed;
    if (m_electionElapsed >= m_settings.electionTick)
    {
        m_electionElapsed = 0;
        if (m_settings.checkQuorum && !IsQuorumActive())
        {
            BecomeFollower(m_term, 0);
            return;
        }
        m_leadTransferee = 0; // it took too long
    }
    if (m_heartbeatElapsed >= m_settings.heartbeatTick)
    {
        m_heartbeatElapsed = 0;
        BroadcastHeartbeat();
    }
}

bool
RaftNode::IsQuorumActive()
{
    std::map<uint64_t, bool> isActive;
    for (auto& [node, progress] : m_progress)
    {
        isActive[node] = node == m_settings.id || progress.IsActive();
        progress.SetActive(false);
    }
    return m_quorum.Judge(isActive) == RaftQuorum::Verdict::WON;
}

bool
RaftNode::StepLeader(const RaftMessage& message)
{
    if (message.type == RaftMessageType::PROPOSAL)
    {
        return TakeProposal(message.entries);
    }
    auto* progress = FindProgress(message.from);
    if (!progress)
    {
        return false;
    }
    switch (message.type)
    {
    case RaftMessageType::APPEND_RESPONSE:
        if (message.reject)
        {
            HandleRejection(message, *progress);
        }
        else if (message.index <= m_log.GetLastIndex())
        {
            HandleAcceptance(message, *progress);
        }
        return true;
    case RaftMessageType::HEARTBEAT_RESPONSE:
        HandleHeartbeatResponse(message.from, *progress);
        return true;
    case RaftMessageType::TRANSFER_LEADER:
        HandleTransfer(message.from);
        return true;
    default:
        return true;
    }
}

bool
RaftNode::TakeProposal(RaftEntries entries)
{
    if (!m_quorum.HasVoter(m_settings.id) || m_leadTransferee != 0)
    {
        return false;
    }
    auto index = m_log.GetLastIndex();
    for (auto& entry : entries)
    {
        ++index;
        if (entry.type != RaftEntryType::CONF_CHANGE)
        {
            continue;
        }
        if (m_pendingConfIndex > m_log.GetApplied())
        {
            entry = {}; // two changes at once could make two disjoint majorities
        }
        else
        {
            m_pendingConfIndex = index;
        }
    }
    AppendOwn(std::move(entries));
    BroadcastAppend();
    return true;
}

void
RaftNode::AppendOwn(RaftEntries entries)
{
    auto index = m_log.GetLastIndex();
    for (auto& entry : entries)
    {
        entry.term = m_term;
        entry.index = ++index;
    }
    m_log.Append(entries);
    m_progress.at(m_settings.id).Update(index);
    TryCommit(); // alone, this is a majority
}

bool
RaftNode::TryCommit()
{
    std::vector<uint64_t> matches;
    for (const auto& [node, progress] : m_progress)
    {
        matches.push_back(progress.GetMatch());
    }
    return m_log.TryCommit(m_quorum.GetAgreedIndex(std::move(matches)), m_term);
}

void
RaftNode::HandleRejection(const RaftMessage& message, RaftProgress& progress)
{
    progress.SetActive(true);
    const auto hint = message.logTerm == 0
                          ? message.rejectHint
                          : m_log.FindConflictByTerm(message.rejectHint, message.logTerm);
    if (progress.StepBack(message.index, hint))
    {
        if (progress.GetState() == RaftProgressState::REPLICATE)
        {
            progress.BecomeProbe();
        }
        SendAppend(message.from, true);
    }
}

void
RaftNode::HandleAcceptance(const RaftMessage& message, RaftProgress& progress)
{
    progress.SetActive(true);
    const auto wasPaused = progress.IsPaused();
    if (!progress.Update(message.index))
    {
        return;
    }
    switch (progress.GetState())
    {
    case RaftProgressState::PROBE:
        progress.BecomeReplicate();
        break;
    case RaftProgressState::REPLICATE:
        progress.FreeTo(message.index);
        break;
    case RaftProgressState::SNAPSHOT:
        if (progress.IsSnapshotDone())
        {
            progress.BecomeReplicate();
        }
        break;
    }
    if (TryCommit())
    {
        BroadcastAppend();
    }
    else if (wasPaused)
    {
        SendAppend(message.from, true); // it may have missed the latest commit index
    }
    while (SendAppend(message.from, false))
    {
    }
    if (message.from == m_leadTransferee && progress.GetMatch() == m_log.GetLastIndex())
    {
        SendTimeoutNow(message.from);
    }
}

void
RaftNode::HandleHeartbeatResponse(uint64_t from, RaftProgress& progress)
{
    progress.SetActive(true);
    progress.Resume();
    if (progress.GetState() == RaftProgressState::REPLICATE && progress.IsWindowFull())
    {
        progress.FreeFirst(); // answers may be lost; it shall not stop for good
    }
    if (progress.GetMatch() < m_log.GetLastIndex())
    {
        SendAppend(from, true);
    }
}

void
RaftNode::ReportUnreachable(uint64_t node)
{
    auto* progress = m_role == RaftRole::LEADER ? FindProgress(node) : nullptr;
    if (progress && progress->GetState() == RaftProgressState::REPLICATE)
    {
        progress->BecomeProbe(); // what was sent optimistically is likely lost
    }
}

void
RaftNode::ReportSnapshot(uint64_t node, bool hasArrived)
{
    auto* progress = m_role == RaftRole::LEADER ? FindProgress(node) : nullptr;
    if (!progress || progress->GetState() != RaftProgressState::SNAPSHOT)
    {
        return;
    }
    if (!hasArrived)
    {
        progress->DropSnapshot();
    }
    progress->BecomeProbe();
    progress->Pause(); // until it answers, or the next heartbeat
}

void
RaftNode::TransferLeadership(uint64_t to)
{
    RaftMessage request;
    request.type = RaftMessageType::TRANSFER_LEADER;
    request.from = to;
    Dispatch(request);
}

void
RaftNode::HandleTransfer(uint64_t to)
{
    if (to == m_leadTransferee || to == m_settings.id)
    {
        return;
    }
    m_electionElapsed = 0; // it may take one election timeout
    m_leadTransferee = to;
    if (m_progress.at(to).GetMatch() == m_log.GetLastIndex())
    {
        SendTimeoutNow(to);
    }
    else
    {
        SendAppend(to, true);
    }
}

} // namespace iotledger
} // namespace ns3
