/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-loop.h"

#include "raft-log-size.h"

#include "ns3/raft-codec.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint64_t CATCH_UP_ENTRIES = 4; //!< storage.go, DefaultSnapshotCatchUpEntries

} // namespace

RaftLoop::RaftLoop(const OrdererContext& context,
                   RaftSettings settings,
                   Time tick,
                   RaftStorage& storage,
                   Hooks hooks)
    : m_context(context),
      m_tick(tick),
      m_storage(storage),
      m_hooks(std::move(hooks)),
      m_node(settings, storage),
      m_id(settings.id),
      m_thread(CreateObject<Strand>(context.place.process)),
      m_heartbeatTick(settings.heartbeatTick)
{
}

RaftLoop::~RaftLoop()
{
    m_clock.Cancel();
    m_campaign.Cancel();
    m_thread->Dispose();
}

void
RaftLoop::Bootstrap(const std::vector<uint64_t>& voters)
{
    m_node.Bootstrap(voters);
}

void
RaftLoop::Start(bool campaigns)
{
    m_campaigns = campaigns;
    // Processes do not start in step: their clocks are out of phase by up to a tick.
    const auto phase = m_tick * m_context.random->GetValue(0.0, 1.0);
    m_clock = Simulator::Schedule(phase + m_tick, &RaftLoop::Tick, this);
    if (campaigns)
    {
        m_campaign = Simulator::Schedule(2 * m_heartbeatTick * m_tick, &RaftLoop::Campaign, this);
    }
    Proceed();
}

void
RaftLoop::Tick()
{
    m_clock = Simulator::Schedule(m_tick, &RaftLoop::Tick, this);
    if (m_isBusy)
    {
        m_hasMissedTick = true;
        return;
    }
    m_node.Tick();
    Proceed();
}

void
RaftLoop::Campaign()
{
    if (m_campaigns)
    {
        m_campaign = Simulator::Schedule(2 * m_heartbeatTick * m_tick, &RaftLoop::Campaign, this);
        m_node.Campaign();
        Proceed();
    }
}

void
RaftLoop::Receive(const SharedBytes& bytes)
{
    m_thread->Submit(m_context.costs->receive.Of(bytes.GetSize()), m_life.Bind([this, bytes] {
        const auto message = DecodeRaftMessage(bytes);
        if (message && message->to == m_id)
        {
            m_node.Step(*message);
            Proceed();
        }
    }));
}

void
RaftLoop::Propose(SharedBytes data, std::function<void(bool isTaken)> done)
{
    const bool isTaken = m_node.Propose(std::move(data));
    done(isTaken);
    Proceed();
}

void
RaftLoop::ProposeConfChange(const RaftConfChange& change)
{
    m_node.ProposeConfChange(change);
    Proceed();
}

const std::vector<uint64_t>&
RaftLoop::ApplyConfChange(const RaftConfChange& change)
{
    return m_node.ApplyConfChange(change);
}

void
RaftLoop::TransferLeadership(uint64_t to)
{
    m_node.TransferLeadership(to);
    Proceed();
}

void
RaftLoop::ReportUnreachable(uint64_t node)
{
    m_node.ReportUnreachable(node);
}

void
RaftLoop::TakeSnapshot(uint64_t index, std::vector<uint64_t> voters, SharedBytes data)
{
    const auto bytes = data.GetSize() + RAFT_RECORD_OVERHEAD;
    const auto keep = [this, index, voters = std::move(voters), data = std::move(data)] {
        if (m_storage.CreateSnapshot(index, voters, data) && index > CATCH_UP_ENTRIES)
        {
            m_storage.Compact(index - CATCH_UP_ENTRIES);
        }
    };
    m_context.place.disk->WriteAndSync(bytes, m_life.Bind(keep));
}

uint64_t
RaftLoop::GetStoredIndex() const
{
    return m_storage.GetLastIndex();
}

RaftStatus
RaftLoop::GetStatus() const
{
    return m_node.GetStatus();
}

} // namespace iotledger
} // namespace ns3
