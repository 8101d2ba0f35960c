/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-loop.h"

#include "ns3/log.h"
#include "ns3/raft-codec.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_LOG_COMPONENT_DEFINE("RaftLoop");

namespace
{

constexpr uint64_t CATCH_UP_ENTRIES = 4; //!< storage.go, DefaultSnapshotCatchUpEntries

/// [B] of a record in etcd's write-ahead log beside its data (server/storage/wal/encoder.go: length
/// of 8, type, CRC and padding).
constexpr uint64_t RECORD_OVERHEAD = 24;

uint64_t
SizeOf(const RaftEntries& entries)
{
    uint64_t size = 0;
    for (const auto& entry : entries)
    {
        size += entry.GetEncodedSize() + RECORD_OVERHEAD;
    }
    return size;
}

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
        if (message && message->to == m_node.GetStatus().id)
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
RaftLoop::Proceed()
{
    if (m_isBusy || !m_node.HasReady())
    {
        return;
    }
    m_isBusy = true;
    m_ready = m_node.TakeReady();
    Store();
}

void
RaftLoop::Store()
{
    const bool isEmpty =
        m_ready.entries.empty() && !m_ready.hardState && m_ready.snapshot.IsEmpty();
    if (isEmpty)
    {
        Restore();
        return;
    }
    const auto bytes = SizeOf(m_ready.entries) + (m_ready.hardState ? RECORD_OVERHEAD : 0) +
                       m_ready.snapshot.data.GetSize();
    const bool syncs = m_ready.mustSync || !m_ready.snapshot.IsEmpty();
    m_context.place.process->Submit(m_context.costs->store.Of(bytes),
                                    m_life.Bind([this, bytes, syncs] {
                                        const auto disk = m_context.place.disk;
                                        if (syncs)
                                        {
                                            disk->WriteAndSync(bytes,
                                                               m_life.Bind([this] { Persist(); }));
                                        }
                                        else
                                        {
                                            m_unsynced = m_ready.hardState;
                                            disk->Write(bytes, m_life.Bind([this] { Restore(); }));
                                        }
                                    }));
}

void
RaftLoop::Persist()
{
    if (m_unsynced)
    {
        m_storage.SetHardState(*std::exchange(m_unsynced, std::nullopt));
    }
    if (m_ready.hardState)
    {
        m_storage.SetHardState(*m_ready.hardState);
    }
    if (!m_ready.snapshot.IsEmpty())
    {
        m_storage.ApplySnapshot(m_ready.snapshot);
    }
    m_storage.Append(m_ready.entries);
    Restore();
}

void
RaftLoop::Restore()
{
    if (m_ready.snapshot.IsEmpty())
    {
        HandOver();
        return;
    }
    m_hooks.restore(m_ready.snapshot, m_life.Bind([this] { HandOver(); }));
}

void
RaftLoop::HandOver()
{
    if (m_ready.softState && m_ready.softState->leader != 0)
    {
        m_campaigns = false;
    }
    if (m_ready.committedEntries.empty() && !m_ready.softState)
    {
        Send();
        return;
    }
    m_hooks.apply({std::move(m_ready.committedEntries), m_ready.softState},
                  m_life.Bind([this] { Send(); }));
}

void
RaftLoop::Send()
{
    m_node.Advance();
    auto messages = std::move(m_ready.messages);
    if (messages.empty())
    {
        Finish();
        return;
    }
    Time cost;
    for (const auto& message : messages)
    {
        cost += m_context.costs->send.Of(SizeOf(message.entries) + message.snapshot.data.GetSize());
    }
    m_context.place.process->Submit(cost, m_life.Bind([this, messages = std::move(messages)] {
        Transmit(messages);
        Finish();
    }));
}

void
RaftLoop::Transmit(const std::vector<RaftMessage>& messages)
{
    for (const auto& message : messages)
    {
        const bool isSent = m_hooks.send(message);
        if (!isSent)
        {
            m_node.ReportUnreachable(message.to);
        }
        if (message.type == RaftMessageType::SNAPSHOT)
        {
            m_node.ReportSnapshot(message.to, isSent);
        }
    }
}

void
RaftLoop::Finish()
{
    m_isBusy = false;
    if (std::exchange(m_hasMissedTick, false))
    {
        m_node.Tick();
    }
    Proceed();
}

void
RaftLoop::TakeSnapshot(uint64_t index, std::vector<uint64_t> voters, SharedBytes data)
{
    const auto bytes = data.GetSize() + RECORD_OVERHEAD;
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
