/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-chain.h"

#include "ns3/channel-config.h"
#include "ns3/orderer-channel.h"
#include "ns3/raft-codec.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

bool
IsCandidate(RaftRole role)
{
    return role == RaftRole::PRE_CANDIDATE || role == RaftRole::CANDIDATE;
}

} // namespace

void
RaftChain::HandleApply(const RaftLoop::Apply& apply)
{
    if (apply.softState)
    {
        HandleSoftState(*apply.softState);
    }
    ApplyFrom(std::make_shared<const RaftEntries>(apply.entries), 0);
}

void
RaftChain::HandleSoftState(const RaftSoftState& state)
{
    const auto before = std::exchange(m_soft, state);
    if (state.leader != before.leader)
    {
        if (state.leader == m_id)
        {
            BecomeLeader();
        }
        else if (before.leader == m_id)
        {
            BecomeFollower();
        }
    }
    const bool hasHeir = state.leader != 0 && state.leader != m_id;
    if (hasHeir && m_abdication)
    {
        auto submission = std::move(*std::exchange(m_abdication, std::nullopt));
        submission.done = [](const std::string&) {}; // its sender has been answered
        m_submissions.push_back(std::move(submission));
    }
    const bool foundLeader = before.leader == 0 && state.leader != 0;
    const bool quitCandidate = IsCandidate(before.role) && !IsCandidate(state.role);
    if (foundLeader || quitCandidate)
    {
        m_isErrored = false;
    }
    if (IsCandidate(state.role) || state.leader == 0)
    {
        // Two consenters could not become three if one of them alone were in error.
        constexpr std::size_t LEAST = 3;
        if (!m_isErrored && m_state.consenters.size() >= LEAST)
        {
            m_isErrored = true;
            m_channel.NoteErrored();
        }
    }
}

void
RaftChain::ApplyFrom(const Entries& entries, std::size_t position)
{
    if (position == entries->size())
    {
        FinishApply(entries);
        return;
    }
    const auto& entry = (*entries)[position];
    const auto next = [this, entries, position] { ApplyFrom(entries, position + 1); };
    const bool isNew = entry.index > m_applied;
    m_applied = std::max(m_applied, entry.index);
    if (entry.type == RaftEntryType::CONF_CHANGE)
    {
        ApplyConfChange(entry);
        next();
        return;
    }
    m_accumulated += entry.data.GetSize();
    if (!isNew || entry.data.IsEmpty())
    {
        next();
        return;
    }
    ApplyBlock(entry, next);
}

void
RaftChain::ApplyBlock(const RaftEntry& entry, std::function<void()> next)
{
    const auto block = OrderedBlock::Parse(entry.data);
    if (!block || block->GetNumber() != m_lastNumber + 1)
    {
        next(); // it came by another way already
        return;
    }
    m_inflight -= std::min<uint32_t>(m_inflight, 1);
    m_lastNumber = block->GetNumber();
    m_lastHash = block->GetHash();
    m_lastIsConfig = block->IsConfig();
    m_state.raftIndex = entry.index;
    m_channel.NoteAgreed(m_lastNumber);
    if (m_lastIsConfig)
    {
        WriteConfig(*block);
    }
    m_channel.WriteBlock(*block, m_state, m_life.Bind(std::move(next)));
}

void
RaftChain::WriteConfig(const OrderedBlock& block)
{
    m_configInflight = false;
    m_channel.ApplyConfig(block);
    Configure();
    const auto before = m_state.consenters;
    const auto after = ChangeConsenters(m_channel.GetConfig().raft.consenters);
    for (const bool adds : {true, false})
    {
        const auto& with = adds ? after : before;
        const auto& without = adds ? before : after;
        for (const auto id : with)
        {
            if (std::find(without.begin(), without.end(), id) == without.end())
            {
                RaftConfChange change;
                change.type = adds ? RaftConfChangeType::ADD_NODE : RaftConfChangeType::REMOVE_NODE;
                change.node = id;
                m_confChange = change;
                m_configInflight = true;
                m_loop->ProposeConfChange(change); // followers' are dropped
                return;
            }
        }
    }
}

/// Gives new consenters their ids and forgets those that are gone, but for their addresses until
/// Raft has agreed too. @return the ids, in the order of @p wanted.
std::vector<uint64_t>
RaftChain::ChangeConsenters(const std::vector<RaftConsenter>& wanted)
{
    std::map<uint64_t, RaftConsenter> known;
    for (const auto id : m_state.consenters)
    {
        known[id] = m_consenters[id];
    }
    m_state.consenters.clear();
    for (const auto& consenter : wanted)
    {
        const auto found =
            std::find_if(known.begin(), known.end(), [&consenter](const auto& entry) {
                return entry.second == consenter;
            });
        const auto id = found != known.end() ? found->first : m_state.nextConsenter++;
        m_state.consenters.push_back(id);
        m_consenters[id] = consenter;
    }
    return m_state.consenters;
}

void
RaftChain::ApplyConfChange(const RaftEntry& entry)
{
    const auto change = DecodeRaftConfChange(entry.data);
    if (!change)
    {
        return;
    }
    m_loop->ApplyConfChange(*change);
    if (m_confChange && m_confChange->node == change->node && m_confChange->type == change->type)
    {
        m_confChange.reset();
        m_configInflight = false;
    }
    const bool removesThis =
        change->type == RaftConfChangeType::REMOVE_NODE && change->node == m_id;
    const auto& consenters = m_state.consenters;
    if (removesThis && std::find(consenters.begin(), consenters.end(), m_id) == consenters.end())
    {
        m_isHalted = true;
    }
}

void
RaftChain::FinishApply(const Entries& entries)
{
    // While entries are applied again after a restart, their last block is not the state at
    // m_applied (in Fabric only the failure of a whole machine, which loses what the log was not
    // synchronised for, makes a difference between the two).
    const bool isCurrent = entries->empty() || entries->back().index == m_applied;
    if (isCurrent && m_accumulated >= m_snapshotInterval)
    {
        for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry)
        {
            if (entry->type == RaftEntryType::NORMAL && !entry->data.IsEmpty())
            {
                m_loop->TakeSnapshot(m_applied, m_loop->GetStatus().voters, entry->data);
                m_accumulated = 0;
                break;
            }
        }
    }
    StartAccepting();
    Done();
    if (m_isHalted)
    {
        for (const auto& submission : std::exchange(m_submissions, {}))
        {
            submission.done("chain is stopped");
        }
        m_channel.NoteHalted();
    }
}

// chain.go, catchUp.
void
RaftChain::HandleRestore(const RaftSnapshot& snapshot)
{
    const auto block = OrderedBlock::Parse(snapshot.data);
    if (snapshot.index <= m_applied || !block)
    {
        Done();
        return;
    }
    m_applied = snapshot.index;
    if (block->GetNumber() <= m_lastNumber)
    {
        Done();
        return;
    }
    std::vector<ConsenterAddress> sources;
    for (const auto& [id, consenter] : m_consenters)
    {
        if (id != m_id)
        {
            sources.push_back(consenter.address);
        }
    }
    m_channel.Pull(sources,
                   block->GetNumber(),
                   m_life.Bind([this](const OrderedBlock& pulled, std::function<void()> next) {
                       WritePulled(pulled, std::move(next));
                   }),
                   m_life.Bind([this] { Done(); }));
}

void
RaftChain::WritePulled(const OrderedBlock& block, std::function<void()> next)
{
    m_lastNumber = block.GetNumber();
    m_lastHash = block.GetHash();
    m_lastIsConfig = block.IsConfig();
    const auto state = block.GetRaftState();
    if (m_lastIsConfig)
    {
        m_channel.ApplyConfig(block);
        Configure();
        ChangeConsenters(m_channel.GetConfig().raft.consenters);
    }
    m_state.raftIndex = state ? state->raftIndex : m_state.raftIndex;
    m_channel.NoteAgreed(m_lastNumber);
    m_channel.WriteBlock(block, m_state, m_life.Bind(std::move(next)));
}

void
RaftChain::Configure()
{
    const auto& config = m_channel.GetConfig();
    m_cutter.Configure({config.batchSize.maxMessageCount, config.batchSize.preferredMaxBytes},
                       config.batchTimeout);
    m_snapshotInterval = config.raft.snapshotIntervalSize;
}

} // namespace iotledger
} // namespace ns3
