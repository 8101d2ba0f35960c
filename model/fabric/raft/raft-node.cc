/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-node.h"

#include "raft-message-check.h"

#include "ns3/assert.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

bool
operator==(const RaftSoftState& a, const RaftSoftState& b)
{
    return a.leader == b.leader && a.role == b.role;
}

RaftNode::RaftNode(Settings settings, const RaftStorage& storage)
    : m_settings(std::move(settings)),
      m_log(storage, m_settings.maxSizePerMessage)
{
    NS_ASSERT_MSG(m_settings.id != 0 && m_settings.draw, "a node needs a name and a draw");
    NS_ASSERT_MSG(m_settings.heartbeatTick > 0 &&
                      m_settings.electionTick > m_settings.heartbeatTick,
                  "heartbeatTick must be positive and less than electionTick");
    NS_ASSERT_MSG(m_settings.maxInflightMessages > 0, "no message could ever be sent");
    Configure(storage.GetSnapshot().voters);
    const auto& state = storage.GetHardState();
    m_term = state.term;
    m_vote = state.vote;
    m_log.CommitTo(state.commit);
    m_log.AppliedTo(m_settings.applied);
    m_readyHardState = GetHardState();
    BecomeFollower(m_term, 0);
}

void
RaftNode::Tick()
{
    if (m_role == RaftRole::LEADER)
    {
        TickLeader();
        return;
    }
    ++m_electionElapsed;
    if (IsPromotable() && m_electionElapsed >= m_electionTimeout)
    {
        m_electionElapsed = 0;
        Campaign();
    }
}

bool
RaftNode::Step(const RaftMessage& message)
{
    if (message.to != m_settings.id || !IsWellFormed(message) ||
        (IsResponse(message.type) && !FindProgress(message.from)))
    {
        return false;
    }
    if (message.term > m_term)
    {
        return !StepHigherTerm(message) || Dispatch(message);
    }
    if (message.term < m_term && message.term != 0)
    {
        AnswerLowerTerm(message);
        return true;
    }
    return Dispatch(message);
}

bool
RaftNode::Dispatch(const RaftMessage& message)
{
    if (message.type == RaftMessageType::VOTE || message.type == RaftMessageType::PRE_VOTE)
    {
        AnswerVote(message);
        return true;
    }
    switch (m_role)
    {
    case RaftRole::LEADER:
        return StepLeader(message);
    case RaftRole::FOLLOWER:
        return StepFollower(message);
    case RaftRole::PRE_CANDIDATE:
    case RaftRole::CANDIDATE:
        break;
    }
    return StepCandidate(message);
}

bool
RaftNode::Propose(SharedBytes data)
{
    return ProposeEntry(RaftEntryType::NORMAL, std::move(data));
}

bool
RaftNode::ProposeEntry(RaftEntryType type, SharedBytes data)
{
    RaftMessage proposal;
    proposal.type = RaftMessageType::PROPOSAL;
    proposal.from = m_settings.id;
    proposal.entries.push_back({type, 0, 0, std::move(data)});
    return Dispatch(proposal);
}

bool
RaftNode::HasReady() const
{
    return !m_taken &&
           (!m_messages.empty() || !m_log.GetUnstable().empty() || m_log.HasUnstableSnapshot() ||
            m_log.HasCommittedToApply() || !(GetHardState() == m_readyHardState) ||
            !(GetSoftState() == m_readySoftState));
}

RaftReady
RaftNode::TakeReady()
{
    NS_ASSERT_MSG(!m_taken, "the last RaftReady is not yet done");
    RaftReady ready;
    if (!(GetSoftState() == m_readySoftState))
    {
        ready.softState = m_readySoftState = GetSoftState();
    }
    ready.entries = m_log.GetUnstable();
    const auto state = GetHardState();
    if (!(state == m_readyHardState))
    {
        // A commit index alone may be lost: the leader tells it again.
        ready.mustSync = state.term != m_readyHardState.term || state.vote != m_readyHardState.vote;
        ready.hardState = m_readyHardState = state;
    }
    ready.mustSync = ready.mustSync || !ready.entries.empty();
    ready.committedEntries = m_log.GetCommittedToApply();
    if (m_log.HasUnstableSnapshot())
    {
        ready.snapshot = m_log.GetSnapshot();
    }
    m_taken = ready;
    ready.messages = std::exchange(m_messages, {});
    return ready;
}

void
RaftNode::Advance()
{
    NS_ASSERT_MSG(m_taken, "no RaftReady was taken");
    const auto done = *std::exchange(m_taken, std::nullopt);
    m_log.AppliedTo(done.committedEntries.empty() ? done.snapshot.index
                                                  : done.committedEntries.back().index);
    m_log.StableSnapshotTo(done.snapshot.index);
    if (!done.entries.empty())
    {
        m_log.StableTo(done.entries.back().index, done.entries.back().term);
    }
}

RaftStatus
RaftNode::GetStatus() const
{
    RaftStatus status;
    status.id = m_settings.id;
    status.hardState = GetHardState();
    status.softState = GetSoftState();
    status.applied = m_log.GetApplied();
    status.lastIndex = m_log.GetLastIndex();
    status.leadTransferee = m_leadTransferee;
    status.voters = m_quorum.GetVoters();
    if (m_role == RaftRole::LEADER)
    {
        status.progress = m_progress;
    }
    return status;
}

void
RaftNode::Send(RaftMessage message)
{
    if (message.from == 0)
    {
        message.from = m_settings.id;
    }
    // Votes are for a term of their own; proposals have none, wherever they go.
    if (message.term == 0 && message.type != RaftMessageType::PROPOSAL)
    {
        message.term = m_term;
    }
    m_messages.push_back(std::move(message));
}

RaftProgress*
RaftNode::FindProgress(uint64_t node)
{
    const auto found = m_progress.find(node);
    return found == m_progress.end() ? nullptr : &found->second;
}

RaftHardState
RaftNode::GetHardState() const
{
    return {m_term, m_vote, m_log.GetCommitted()};
}

RaftSoftState
RaftNode::GetSoftState() const
{
    return {m_leader, m_role};
}

} // namespace iotledger
} // namespace ns3
