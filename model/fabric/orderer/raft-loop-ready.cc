/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-log-size.h"
#include "raft-loop.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

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
    const auto bytes = GetRaftLogSize(m_ready.entries) +
                       (m_ready.hardState ? RAFT_RECORD_OVERHEAD : 0) +
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
    for (auto& message : messages)
    {
        if (message.type == RaftMessageType::SNAPSHOT)
        {
            // It may be older than the node that it goes to: node.go, send.
            message.snapshot.voters = m_node.GetStatus().voters;
        }
        cost += m_context.costs->send.Of(GetRaftLogSize(message.entries) +
                                         message.snapshot.data.GetSize());
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

} // namespace iotledger
} // namespace ns3
