/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-connection-table.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

MqttConnection&
MqttConnectionTable::Add(Ptr<MessageChannel> channel)
{
    if (m_free.empty())
    {
        m_free.push_back(static_cast<uint32_t>(m_slots.size()));
        m_slots.emplace_back();
    }
    const uint32_t index = m_free.back();
    m_free.pop_back();
    Slot& slot = m_slots[index];
    slot.connection = std::make_unique<MqttConnection>();
    slot.connection->id = {index, slot.generation};
    slot.connection->channel = std::move(channel);
    return *slot.connection;
}

MqttConnection*
MqttConnectionTable::Find(MqttConnectionId id) const
{
    if (id.slot >= m_slots.size() || m_slots[id.slot].generation != id.generation)
    {
        return nullptr;
    }
    return m_slots[id.slot].connection.get();
}

MqttConnectionId
MqttConnectionTable::GetId(uint32_t slot) const
{
    return {slot, m_slots[slot].generation};
}

void
MqttConnectionTable::Remove(MqttConnectionId id)
{
    if (Find(id))
    {
        Slot& slot = m_slots[id.slot];
        slot.connection = nullptr;
        ++slot.generation;
        m_free.push_back(id.slot);
    }
}

void
MqttConnectionTable::Clear()
{
    m_clients.clear();
    m_slots.clear();
    m_free.clear();
}

void
MqttConnectionTable::Register(MqttConnection& connection)
{
    m_clients[connection.session.GetClientId()] = &connection;
}

void
MqttConnectionTable::Unregister(const MqttConnection& connection)
{
    m_clients.erase(connection.session.GetClientId());
}

MqttConnection*
MqttConnectionTable::FindClient(const std::string& clientId) const
{
    const auto client = m_clients.find(clientId);
    return client == m_clients.end() ? nullptr : client->second;
}

uint32_t
MqttConnectionTable::GetClients() const
{
    return static_cast<uint32_t>(m_clients.size());
}

} // namespace iotledger
} // namespace ns3
