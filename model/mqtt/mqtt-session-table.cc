/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-session-table.h"

namespace ns3
{
namespace iotledger
{

namespace
{

void
CancelEventsOf(MqttSession& session)
{
    session.willEvent.Cancel();
    session.expiryEvent.Cancel();
}

} // namespace

MqttSession&
MqttSessionTable::Add(const std::string& clientId)
{
    MqttSession& session = m_sessions.Add();
    session.clientId = clientId;
    m_clients[clientId] = &session;
    return session;
}

MqttSession*
MqttSessionTable::Find(MqttSlotId id) const
{
    return m_sessions.Find(id);
}

MqttSession*
MqttSessionTable::GetAt(uint32_t slot) const
{
    return m_sessions.GetAt(slot);
}

MqttSession*
MqttSessionTable::FindClient(const std::string& clientId) const
{
    const auto client = m_clients.find(clientId);
    return client == m_clients.end() ? nullptr : client->second;
}

void
MqttSessionTable::Remove(MqttSession& session)
{
    CancelEventsOf(session);
    m_clients.erase(session.clientId);
    m_sessions.Remove(session.id);
}

void
MqttSessionTable::CancelEvents()
{
    m_sessions.ForEach(CancelEventsOf);
}

void
MqttSessionTable::Clear()
{
    CancelEvents();
    m_clients.clear();
    m_sessions.Clear();
}

uint64_t
MqttSessionTable::GetQueued() const
{
    uint64_t messages = 0;
    m_sessions.ForEach(
        [&messages](const MqttSession& session) { messages += session.outbox.GetQueued(); });
    return messages;
}

uint64_t
MqttSessionTable::GetQueuedBytes() const
{
    uint64_t bytes = 0;
    m_sessions.ForEach(
        [&bytes](const MqttSession& session) { bytes += session.outbox.GetQueuedBytes(); });
    return bytes;
}

uint32_t
MqttSessionTable::GetCount() const
{
    return m_sessions.GetCount();
}

} // namespace iotledger
} // namespace ns3
