/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CONNECTION_TABLE_H
#define MQTT_CONNECTION_TABLE_H

#include "ns3/message-channel.h"
#include "ns3/mqtt-idle-timer.h"
#include "ns3/mqtt-session.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Tells a connection from all others, those that had its slot before included.
struct MqttConnectionId
{
    uint32_t slot;
    uint32_t generation;
};

/// A server's end of a connection.
struct MqttConnection
{
    MqttConnectionId id;
    Ptr<MessageChannel> channel;
    MqttSession session;
    MqttIdleTimer keepAlive;
    bool hasPeer{true};   //!< the channel has not reported its end
    bool hasEnded{false}; //!< the server is done with it
};

/**
 * @ingroup iot-ledger
 * @brief The connections of a server, by slot and by client id. Slots are used again.
 */
class MqttConnectionTable
{
  public:
    MqttConnection& Add(Ptr<MessageChannel> channel);

    /// @return the connection, or null if it is no longer here.
    MqttConnection* Find(MqttConnectionId id) const;

    MqttConnectionId GetId(uint32_t slot) const; //!< of the connection now in @p slot

    void Remove(MqttConnectionId id);
    void Clear();

    /// Enters an open session under its client id, which no other one has.
    void Register(MqttConnection& connection);
    void Unregister(const MqttConnection& connection);
    MqttConnection* FindClient(const std::string& clientId) const; //!< null: none
    uint32_t GetClients() const;                                   //!< how many are registered

    /// Calls @p visit with every connection, in order of their slots.
    template <typename Visitor>
    void ForEach(Visitor visit) const;

  private:
    struct Slot
    {
        std::unique_ptr<MqttConnection> connection;
        uint32_t generation{0};
    };

    std::vector<Slot> m_slots;
    std::vector<uint32_t> m_free;
    std::unordered_map<std::string, MqttConnection*> m_clients; //!< never iterated
};

template <typename Visitor>
void
MqttConnectionTable::ForEach(Visitor visit) const
{
    for (const auto& slot : m_slots)
    {
        if (slot.connection)
        {
            visit(*slot.connection);
        }
    }
}

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CONNECTION_TABLE_H */
