/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-node.h"

#include "ns3/assert.h"
#include "ns3/raft-codec.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

void
RaftNode::Bootstrap(const std::vector<uint64_t>& voters)
{
    NS_ASSERT_MSG(m_log.GetLastIndex() == 0 && m_term == 0, "only a new node can be bootstrapped");
    BecomeFollower(1, 0);
    RaftEntries entries;
    for (const auto voter : voters)
    {
        const RaftConfChange change{0, RaftConfChangeType::ADD_NODE, voter, {}};
        entries.push_back(
            {RaftEntryType::CONF_CHANGE, 1, entries.size() + 1, EncodeRaftConfChange(change)});
    }
    m_log.Append(entries);
    m_log.CommitTo(entries.size());
    // The node knows its peers at once; applying the entries again changes nothing.
    Configure(voters);
}

void
RaftNode::Configure(const std::vector<uint64_t>& voters)
{
    m_quorum = {};
    m_progress.clear();
    const auto last = m_log.GetLastIndex();
    for (const auto voter : voters)
    {
        const auto match = voter == m_settings.id ? last : 0;
        m_quorum.Add(voter);
        m_progress.emplace(voter, RaftProgress(match, last + 1, m_settings.maxInflightMessages));
    }
}

bool
RaftNode::ProposeConfChange(const RaftConfChange& change)
{
    return ProposeEntry(RaftEntryType::CONF_CHANGE, EncodeRaftConfChange(change));
}

const std::vector<uint64_t>&
RaftNode::ApplyConfChange(const RaftConfChange& change)
{
    const auto isNew = !m_quorum.HasVoter(change.node);
    if (change.type == RaftConfChangeType::REMOVE_NODE)
    {
        m_quorum.Remove(change.node);
    }
    else if (change.node != 0)
    {
        m_quorum.Add(change.node);
    }
    if (!m_quorum.HasVoter(change.node))
    {
        m_progress.erase(change.node);
    }
    else if (isNew)
    {
        // The last entry is a probe of what the newcomer has. Until it can be heard of it counts as
        // active, or the leader might step down for its sake.
        const auto next = std::max<uint64_t>(m_log.GetLastIndex(), 1);
        const RaftProgress progress(0, next, m_settings.maxInflightMessages);
        m_progress.emplace(change.node, progress).first->second.SetActive(true);
    }
    if (m_role == RaftRole::LEADER && m_quorum.HasVoter(m_settings.id))
    {
        FollowNewVoters();
    }
    return m_quorum.GetVoters();
}

void
RaftNode::FollowNewVoters()
{
    if (TryCommit()) // the majority may be smaller now
    {
        BroadcastAppend();
    }
    else
    {
        for (const auto& [node, progress] : m_progress)
        {
            if (node != m_settings.id)
            {
                SendAppend(node, false);
            }
        }
    }
    if (!m_quorum.HasVoter(m_leadTransferee))
    {
        m_leadTransferee = 0;
    }
}

} // namespace iotledger
} // namespace ns3
