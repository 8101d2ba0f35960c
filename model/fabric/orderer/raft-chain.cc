/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-chain.h"

#include "ns3/channel-config.h"
#include "ns3/orderer-channel.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

const Time RaftChain::RPC_TIMEOUT = Seconds(7);

RaftChain::RaftChain(OrdererChannel& channel, const OrdererContext& context, RaftStorage& storage)
    : m_channel(channel),
      m_context(context),
      m_storage(storage),
      m_state(channel.GetLastRaftState()),
      m_maxInflight(channel.GetConfig().raft.maxInflightBlocks),
      m_cutter([this] {
          m_hasExpired = true;
          Next();
      }),
      m_intake(CreateObject<Strand>(context.place.process)),
      m_proposer(CreateObject<Strand>(context.place.process)),
      m_lastNumber(channel.GetHeight() - 1),
      m_lastHash(channel.GetLastHash()),
      m_lastIsConfig(channel.GetLastConfig() == m_lastNumber),
      m_applied(m_state.raftIndex)
{
    const auto& raft = channel.GetConfig().raft;
    for (std::size_t i = 0; i < raft.consenters.size() && i < m_state.consenters.size(); ++i)
    {
        const auto id = m_state.consenters[i];
        m_consenters[id] = raft.consenters[i];
        if (raft.consenters[i].address.host == context.place.name)
        {
            m_id = id;
        }
    }
    RaftSettings settings;
    settings.id = m_id;
    settings.electionTick = raft.electionTick;
    settings.heartbeatTick = raft.heartbeatTick;
    settings.maxInflightMessages = raft.maxInflightBlocks;
    settings.maxSizePerMessage = channel.GetConfig().batchSize.preferredMaxBytes;
    settings.draw = [random = context.random](uint32_t bound) {
        return random->GetInteger(0, bound - 1);
    };
    RaftLoop::Hooks hooks;
    hooks.apply = [this](RaftLoop::Apply apply, RaftLoop::Taken taken) {
        m_apply = PendingApply{std::move(apply), std::move(taken)};
        Next();
    };
    hooks.restore = [this](RaftSnapshot snapshot, RaftLoop::Taken taken) {
        m_restore = PendingRestore{std::move(snapshot), std::move(taken)};
        Next();
    };
    hooks.send = [this](const RaftMessage& message) { return Send(message); };
    m_loop = std::make_unique<RaftLoop>(context, settings, raft.tickInterval, storage, hooks);
    Configure();
}

RaftChain::~RaftChain()
{
    m_intake->Dispose();
    m_proposer->Dispose();
}

bool
RaftChain::IsFresh() const
{
    return m_storage.GetLastIndex() == 0 && m_storage.GetHardState().term == 0 &&
           m_storage.GetSnapshot().IsEmpty();
}

void
RaftChain::Start()
{
    if (!m_storage.GetSnapshot().IsEmpty())
    {
        // Before entries behind it, which may be committed too: node.go, run.
        m_restore = PendingRestore{m_storage.GetSnapshot(), [] {}};
        Next();
    }
    const bool isFirst = IsFresh() && m_lastNumber == 0;
    if (isFirst)
    {
        m_loop->Bootstrap(m_state.consenters);
    }
    m_loop->Start(isFirst && ChoosesThisNode());
    Next();
}

void
RaftChain::Submit(Submission submission)
{
    if (m_isHalted)
    {
        submission.done("chain is stopped");
        return;
    }
    m_submissions.push_back(std::move(submission));
    Next();
}

void
RaftChain::Next()
{
    if (m_isBusy || m_isHalted)
    {
        return;
    }
    if (m_apply)
    {
        auto next = std::move(*std::exchange(m_apply, std::nullopt));
        m_isBusy = true;
        next.taken();
        HandleApply(next.apply);
    }
    else if (m_restore)
    {
        auto next = std::move(*std::exchange(m_restore, std::nullopt));
        m_isBusy = true;
        next.taken();
        HandleRestore(next.snapshot);
    }
    else if (std::exchange(m_hasExpired, false))
    {
        m_isBusy = true;
        HandleExpiry();
    }
    else if (m_accepts && !m_submissions.empty())
    {
        m_isBusy = true;
        TakeSubmission();
    }
}

void
RaftChain::Begin(Time cost, std::function<void()> task)
{
    m_context.place.process->Submit(cost, m_life.Bind(std::move(task)));
}

void
RaftChain::Done()
{
    m_isBusy = false;
    Next();
}

void
RaftChain::TakeSubmission()
{
    auto submission = std::move(m_submissions.front());
    m_submissions.pop_front();
    Begin(m_context.costs->order.Of(submission.envelope.GetSize()),
          [this, submission = std::move(submission)] { Handle(submission); });
}

void
RaftChain::Handle(const Submission& submission)
{
    const bool isCandidate =
        m_soft.role == RaftRole::PRE_CANDIDATE || m_soft.role == RaftRole::CANDIDATE;
    if (isCandidate || m_soft.leader == 0)
    {
        submission.done("no Raft leader");
        Done();
    }
    else if (m_soft.leader == m_id)
    {
        submission.done("");
        Order(submission);
    }
    else
    {
        Forward(m_soft.leader, submission);
        Done();
    }
}

bool
RaftChain::IsErrored() const
{
    return m_isErrored;
}

bool
RaftChain::IsLeader() const
{
    return m_soft.leader == m_id && m_id != 0;
}

RaftStatus
RaftChain::GetStatus() const
{
    return m_loop->GetStatus();
}

uint64_t
RaftChain::GetMemoryBytes() const
{
    uint64_t bytes = m_cutter.GetPendingBytes();
    for (const auto& submission : m_submissions)
    {
        bytes += submission.size;
    }
    for (auto index = m_storage.GetFirstIndex(); index <= m_storage.GetLastIndex(); ++index)
    {
        bytes += m_storage.GetEntry(index).data.GetSize();
    }
    return bytes;
}

uint64_t
RaftChain::GetUnsharedCount() const
{
    uint64_t count = m_cutter.GetPendingCount() + m_unproposed;
    for (const auto& submission : m_submissions)
    {
        count += submission.isForwarded ? 1 : 0;
    }
    return count;
}

} // namespace iotledger
} // namespace ns3
