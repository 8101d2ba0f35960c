/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SESSION_TABLE_H
#define MQTT_SESSION_TABLE_H

#include "ns3/mqtt-session.h"
#include "ns3/mqtt-slots.h"

#include <string>
#include <unordered_map>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The sessions of a server, by slot and by client id.
 */
class MqttSessionTable
{
  public:
    /// @return a new session of @p clientId, which has none.
    MqttSession& Add(const std::string& clientId);

    MqttSession* Find(MqttSlotId id) const;                     //!< null: it has ended
    MqttSession* GetAt(uint32_t slot) const;                    //!< null: no session
    MqttSession* FindClient(const std::string& clientId) const; //!< null: none

    void Remove(MqttSession& session); //!< its events are cancelled
    void CancelEvents(); //!< of all: from now on no will is published and no session expires
    void Clear();
    uint32_t GetCount() const;
    uint64_t GetQueued() const;      //!< messages that wait for clients
    uint64_t GetQueuedBytes() const; //!< [B] of payloads that wait for clients

  private:
    MqttSlots<MqttSession> m_sessions;
    std::unordered_map<std::string, MqttSession*> m_clients; //!< never iterated
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SESSION_TABLE_H */
