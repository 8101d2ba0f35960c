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

namespace
{

/// Marks a vote asked for on the leader's behalf (etcd: campaignTransfer).
const SharedBytes TRANSFER_MARK(std::string_view("CampaignTransfer"));

bool
IsFromLeader(RaftMessageType type)
{
    return type == RaftMessageType::APPEND || type == RaftMessageType::HEARTBEAT ||
           type == RaftMessageType::SNAPSHOT;
}

} // namespace

void
RaftNode::Reset(uint64_t term)
{
    if (m_term != term)
    {
        m_term = term;
        m_vote = 0;
    }
    m_leader = 0;
    m_leadTransferee = 0;
    m_pendingConfIndex = 0;
    m_votes.clear();
    m_electionElapsed = 0;
    m_heartbeatElapsed = 0;
    m_electionTimeout = m_settings.electionTick + m_settings.draw(m_settings.electionTick);
    const auto last = m_log.GetLastIndex();
    for (auto& [node, progress] : m_progress)
    {
        const auto match = node == m_settings.id ? last : 0;
        progress = RaftProgress(match, last + 1, m_settings.maxInflightMessages);
    }
}

void
RaftNode::BecomeFollower(uint64_t term, uint64_t leader)
{
    Reset(term);
    m_leader = leader;
    m_role = RaftRole::FOLLOWER;
}

void
RaftNode::BecomeLeader()
{
    Reset(m_term);
    m_leader = m_settings.id;
    m_role = RaftRole::LEADER;
    m_progress.at(m_settings.id).BecomeReplicate();
    // A conf change may be among the entries inherited: none is taken before those are applied.
    m_pendingConfIndex = m_log.GetLastIndex();
    // Entries of earlier terms are committed only along with one of the own term.
    AppendOwn({RaftEntry{}});
}

void
RaftNode::Campaign()
{
    StartElection(m_settings.preVote ? RaftElection::PRE : RaftElection::REAL);
}

bool
RaftNode::IsPromotable() const
{
    return m_quorum.HasVoter(m_settings.id) && !m_log.HasUnstableSnapshot();
}

void
RaftNode::StartElection(RaftElection kind)
{
    if (m_role == RaftRole::LEADER || !IsPromotable())
    {
        return;
    }
    const auto first = std::max(m_log.GetApplied() + 1, m_log.GetFirstIndex());
    const auto unapplied = m_log.GetEntries(first, m_log.GetCommitted() + 1, UINT64_MAX);
    const auto isConfChange = [](const RaftEntry& entry) {
        return entry.type == RaftEntryType::CONF_CHANGE;
    };
    // Whose votes count is only known once committed changes are applied.
    if (std::none_of(unapplied.begin(), unapplied.end(), isConfChange))
    {
        RunElection(kind);
    }
}

void
RaftNode::RunElection(RaftElection kind)
{
    RaftMessage request;
    if (kind == RaftElection::PRE)
    {
        m_role = RaftRole::PRE_CANDIDATE;
        m_leader = 0;
        m_votes.clear();
        request.type = RaftMessageType::PRE_VOTE;
        request.term = m_term + 1; // the one it would be
    }
    else
    {
        Reset(m_term + 1);
        m_role = RaftRole::CANDIDATE;
        m_vote = m_settings.id;
        request.type = RaftMessageType::VOTE;
        request.term = m_term;
    }
    m_votes[m_settings.id] = true;
    if (m_quorum.Judge(m_votes) == RaftQuorum::Verdict::WON)
    {
        FinishElection(); // alone
        return;
    }
    request.logTerm = m_log.GetLastTerm();
    request.index = m_log.GetLastIndex();
    if (kind == RaftElection::TRANSFER)
    {
        request.context = TRANSFER_MARK;
    }
    for (const auto voter : m_quorum.GetVoters())
    {
        if (voter != m_settings.id)
        {
            request.to = voter;
            Send(request);
        }
    }
}

void
RaftNode::FinishElection()
{
    if (m_role == RaftRole::PRE_CANDIDATE)
    {
        RunElection(RaftElection::REAL);
        return;
    }
    BecomeLeader();
    BroadcastAppend();
}

bool
RaftNode::StepHigherTerm(const RaftMessage& message)
{
    const auto isVote =
        message.type == RaftMessageType::VOTE || message.type == RaftMessageType::PRE_VOTE;
    const auto isInLease =
        m_settings.checkQuorum && m_leader != 0 && m_electionElapsed < m_settings.electionTick;
    if (isVote && isInLease && message.context != TRANSFER_MARK)
    {
        return false; // the leader is alive: no vote, and no new term either
    }
    // Pre-votes ask about a term that does not exist yet; so do the answers that grant them.
    const auto isAboutFuture =
        message.type == RaftMessageType::PRE_VOTE ||
        (message.type == RaftMessageType::PRE_VOTE_RESPONSE && !message.reject);
    if (!isAboutFuture)
    {
        BecomeFollower(message.term, IsFromLeader(message.type) ? message.from : 0);
    }
    return true;
}

void
RaftNode::AnswerLowerTerm(const RaftMessage& message)
{
    RaftMessage answer;
    answer.to = message.from;
    if ((m_settings.checkQuorum || m_settings.preVote) &&
        (message.type == RaftMessageType::HEARTBEAT || message.type == RaftMessageType::APPEND))
    {
        // Votes of a higher term are not heeded under leases, so a node whose term has run ahead
        // could never come back: its leader must hear of the term.
        answer.type = RaftMessageType::APPEND_RESPONSE;
        Send(std::move(answer));
    }
    else if (message.type == RaftMessageType::PRE_VOTE)
    {
        // A candidate whose term lags must learn of the higher one, or nobody might ever win.
        answer.type = RaftMessageType::PRE_VOTE_RESPONSE;
        answer.reject = true;
        Send(std::move(answer));
    }
}

void
RaftNode::AnswerVote(const RaftMessage& message)
{
    const auto isPreVote = message.type == RaftMessageType::PRE_VOTE;
    const auto isFree = m_vote == message.from || (m_vote == 0 && m_leader == 0) ||
                        (isPreVote && message.term > m_term);
    RaftMessage answer;
    answer.type = isPreVote ? RaftMessageType::PRE_VOTE_RESPONSE : RaftMessageType::VOTE_RESPONSE;
    answer.to = message.from;
    answer.reject = !isFree || !m_log.IsUpToDate(message.index, message.logTerm);
    if (!answer.reject)
    {
        answer.term = message.term; // the asker ignores answers of a term that is past
        if (!isPreVote)
        {
            m_electionElapsed = 0;
            m_vote = message.from;
        }
    }
    Send(std::move(answer));
}

void
RaftNode::CountVote(const RaftMessage& message)
{
    m_votes.emplace(message.from, !message.reject);
    switch (m_quorum.Judge(m_votes))
    {
    case RaftQuorum::Verdict::WON:
        FinishElection();
        break;
    case RaftQuorum::Verdict::LOST:
        BecomeFollower(m_term, 0);
        break;
    case RaftQuorum::Verdict::PENDING:
        break;
    }
}

} // namespace iotledger
} // namespace ns3
