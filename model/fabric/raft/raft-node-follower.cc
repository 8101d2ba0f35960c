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
RaftNode::StepCandidate(const RaftMessage& message)
{
    const auto awaited = m_role == RaftRole::PRE_CANDIDATE ? RaftMessageType::PRE_VOTE_RESPONSE
                                                           : RaftMessageType::VOTE_RESPONSE;
    switch (message.type)
    {
    case RaftMessageType::PROPOSAL:
        return false;
    case RaftMessageType::APPEND:
    case RaftMessageType::HEARTBEAT:
    case RaftMessageType::SNAPSHOT:
        BecomeFollower(message.term, message.from); // somebody else won this term
        return StepFromLeader(message);
    default:
        if (message.type == awaited)
        {
            CountVote(message);
        }
        return true;
    }
}

bool
RaftNode::StepFollower(const RaftMessage& message)
{
    switch (message.type)
    {
    case RaftMessageType::PROPOSAL:
        if (m_leader == 0 || m_settings.disableProposalForwarding)
        {
            return false;
        }
        break;
    case RaftMessageType::TRANSFER_LEADER:
        if (m_leader == 0)
        {
            return true;
        }
        break;
    case RaftMessageType::APPEND:
    case RaftMessageType::HEARTBEAT:
    case RaftMessageType::SNAPSHOT:
        m_electionElapsed = 0;
        m_leader = message.from;
        return StepFromLeader(message);
    case RaftMessageType::TIMEOUT_NOW:
        StartElection(RaftElection::TRANSFER);
        return true;
    default:
        return true;
    }
    auto forwarded = message;
    forwarded.to = m_leader;
    Send(std::move(forwarded));
    return true;
}

bool
RaftNode::StepFromLeader(const RaftMessage& message)
{
    switch (message.type)
    {
    case RaftMessageType::APPEND:
        HandleAppend(message);
        return true;
    case RaftMessageType::SNAPSHOT:
        HandleSnapshot(message);
        return true;
    default:
        break;
    }
    if (message.commit > m_log.GetLastIndex())
    {
        return false; // no correct leader sends this
    }
    m_log.CommitTo(message.commit);
    RaftMessage answer;
    answer.type = RaftMessageType::HEARTBEAT_RESPONSE;
    answer.to = message.from;
    answer.context = message.context;
    Send(std::move(answer));
    return true;
}

void
RaftNode::HandleAppend(const RaftMessage& message)
{
    RaftMessage answer;
    answer.type = RaftMessageType::APPEND_RESPONSE;
    answer.to = message.from;
    if (message.index < m_log.GetCommitted())
    {
        answer.index = m_log.GetCommitted();
    }
    else if (const auto last =
                 m_log.TryAppend(message.index, message.logTerm, message.commit, message.entries))
    {
        answer.index = *last;
    }
    else
    {
        // Entries of terms after the leader's at that place cannot be in its log.
        const auto hint = std::min(message.index, m_log.GetLastIndex());
        answer.index = message.index;
        answer.reject = true;
        answer.rejectHint = m_log.FindConflictByTerm(hint, message.logTerm);
        answer.logTerm = m_log.GetTerm(answer.rejectHint);
    }
    Send(std::move(answer));
}

void
RaftNode::HandleSnapshot(const RaftMessage& message)
{
    const auto isRestored = Restore(message.snapshot);
    RaftMessage answer;
    answer.type = RaftMessageType::APPEND_RESPONSE;
    answer.to = message.from;
    answer.index = isRestored ? m_log.GetLastIndex() : m_log.GetCommitted();
    Send(std::move(answer));
}

bool
RaftNode::Restore(const RaftSnapshot& snapshot)
{
    const auto& voters = snapshot.voters;
    if (snapshot.index <= m_log.GetCommitted() ||
        std::find(voters.begin(), voters.end(), m_settings.id) == voters.end())
    {
        return false;
    }
    if (m_log.Matches(snapshot.index, snapshot.term))
    {
        m_log.CommitTo(snapshot.index); // all of it is here already
        return false;
    }
    m_log.Restore(snapshot);
    Configure(voters);
    return true;
}

} // namespace iotledger
} // namespace ns3
