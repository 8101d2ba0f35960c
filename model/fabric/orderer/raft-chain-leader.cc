/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-chain.h"

#include "ns3/block-hash.h"
#include "ns3/channel-config.h"
#include "ns3/log.h"
#include "ns3/orderer-channel.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

NS_LOG_COMPONENT_DEFINE("RaftChain");

namespace
{

/// @return the base-128 varint at the start of @p bytes; 0 if it does not end there.
uint64_t
ReadVarint(std::string_view bytes)
{
    uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        const auto byte = static_cast<uint8_t>(bytes[i]);
        value |= static_cast<uint64_t>(byte & 0x7F) << (7 * i);
        if (byte < 0x80)
        {
            return value;
        }
    }
    return 0;
}

} // namespace

// node.go, start: hash(channelID) modulo the number of consenters, plus one.
bool
RaftChain::ChoosesThisNode() const
{
    constexpr std::size_t OFFSET = 24; // of the 32 bytes
    const auto hash = Sha256({m_channel.GetName()});
    const auto number = ReadVarint(std::string_view(hash).substr(OFFSET));
    return m_id == number % m_state.consenters.size() + 1;
}

void
RaftChain::BecomeLeader()
{
    NS_LOG_INFO(m_context.place.name << " leads " << m_channel.GetName());
    ++m_leadership;
    m_inflight = 0;
    m_justElected = true;
    m_accepts = false;
    ResumeConfChange();
    m_channel.NoteElected(m_loop->GetStatus().hardState.term);
}

// chain.go, getInFlightConfChange: a predecessor may have agreed on a change of the consenters and
// failed before it told Raft.
void
RaftChain::ResumeConfChange()
{
    const auto voters = m_loop->GetStatus().voters;
    const auto& consenters = m_state.consenters;
    if (m_lastNumber == 0 || !m_lastIsConfig || voters.size() == consenters.size())
    {
        return;
    }
    const bool adds = consenters.size() > voters.size();
    for (const auto id : adds ? consenters : voters)
    {
        const auto& others = adds ? voters : consenters;
        if (std::find(others.begin(), others.end(), id) == others.end())
        {
            RaftConfChange change;
            change.type = adds ? RaftConfChangeType::ADD_NODE : RaftConfChangeType::REMOVE_NODE;
            change.node = id;
            m_confChange = change;
            m_configInflight = true;
            m_loop->ProposeConfChange(change);
            return;
        }
    }
}

void
RaftChain::BecomeFollower()
{
    const auto lost = m_cutter.Clear() + std::exchange(m_unproposed, 0);
    m_hasExpired = false;
    ++m_leadership;
    m_inflight = 0;
    m_justElected = false;
    m_accepts = true;
    m_configInflight = m_confChange.has_value(); // a block in flight may be lost
    if (lost > 0)
    {
        m_channel.NoteLost(lost);
    }
}

void
RaftChain::Order(const Submission& submission)
{
    auto envelope = submission.envelope;
    if (submission.sequence < m_channel.GetSequence())
    {
        auto verdict = m_channel.Reprocess(envelope, submission.isConfig);
        if (!verdict.IsAccepted())
        {
            Begin(verdict.cost, [this] { Done(); });
            return;
        }
        envelope = verdict.envelope;
    }
    if (submission.isConfig && Abdicates(submission))
    {
        Done();
        return;
    }
    BlockCutter::Message message{envelope, submission.size};
    auto batches = submission.isConfig ? m_cutter.OrderConfig(std::move(message))
                                       : m_cutter.Order(std::move(message));
    const bool hasConfig = submission.isConfig || m_configInflight;
    if (hasConfig || m_inflight + batches.size() >= m_maxInflight)
    {
        m_accepts = false; // an expired timer does not look: chain.go, run
    }
    Propose(std::move(batches));
}

// chain.go, ordered: a leader does not order its own removal.
bool
RaftChain::Abdicates(const Submission& submission)
{
    const auto wanted = m_channel.GetConsentersOf(submission.envelope);
    if (!wanted || std::find(wanted->begin(), wanted->end(), m_consenters[m_id]) != wanted->end())
    {
        return false;
    }
    const auto status = m_loop->GetStatus();
    uint64_t heir = 0;
    uint64_t match = 0;
    for (const auto& [id, progress] : status.progress)
    {
        if (id != m_id && progress.GetMatch() >= match)
        {
            heir = id;
            match = progress.GetMatch();
        }
    }
    if (heir == 0)
    {
        return false; // the only one
    }
    m_abdication = submission;
    m_loop->TransferLeadership(heir);
    return true;
}

void
RaftChain::HandleExpiry()
{
    auto batch = m_cutter.CutExpired();
    if (batch.envelopes.empty())
    {
        Done();
        return;
    }
    Propose({std::move(batch)});
}

void
RaftChain::Propose(TimedBlockCutter::Batches batches)
{
    Time cost;
    std::vector<OrderedBlock> blocks;
    for (const auto& batch : batches)
    {
        blocks.push_back(OrderedBlock::Make(m_nextNumber++, m_nextPrevious, batch.envelopes));
        m_nextPrevious = blocks.back().GetHash();
        m_configInflight |= blocks.back().IsConfig();
        ++m_inflight;
        m_unproposed += batch.envelopes.size();
        cost += m_context.costs->propose.Of(blocks.back().GetBytes().GetSize());
        m_channel.NoteCut(blocks.back().GetNumber(), batch);
    }
    if (blocks.empty())
    {
        Done();
        return;
    }
    Begin(cost, [this, blocks = std::move(blocks)] {
        for (const auto& block : blocks)
        {
            HandToRaft(block);
        }
        Done();
    });
}

void
RaftChain::HandToRaft(const OrderedBlock& block)
{
    m_proposer->Submit(Time(0), m_life.Bind([this, block, leadership = m_leadership] {
        if (leadership != m_leadership)
        {
            return; // counted as lost already
        }
        m_loop->Propose(block.GetBytes(), [this, &block](bool isTaken) {
            if (isTaken)
            {
                m_unproposed -= block.GetEnvelopes().size();
                return;
            }
            // What follows would leave a gap: all of it is lost, and numbers start anew.
            m_channel.NoteLost(std::exchange(m_unproposed, 0));
            ++m_leadership;
            m_inflight = 0;
            m_justElected = true;
            m_accepts = false;
            StartAccepting();
            Next();
        });
    }));
}

// chain.go, run: once all its predecessors' entries are written.
void
RaftChain::StartAccepting()
{
    if (m_justElected)
    {
        if (m_loop->GetStoredIndex() > m_applied || m_configInflight)
        {
            return;
        }
        m_nextNumber = m_lastNumber + 1;
        m_nextPrevious = m_lastHash;
        m_justElected = false;
        m_accepts = true;
    }
    else if (m_configInflight)
    {
        m_accepts = false;
    }
    else if (m_inflight < m_maxInflight)
    {
        m_accepts = true;
    }
}

} // namespace iotledger
} // namespace ns3
