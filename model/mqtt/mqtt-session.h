/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SESSION_H
#define MQTT_SESSION_H

#include "ns3/event-id.h"
#include "ns3/mqtt-outbox.h"
#include "ns3/mqtt-packet.h"
#include "ns3/mqtt-slots.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace ns3
{
namespace iotledger
{

struct MqttConnection;

/// Why a client's connection to a server ended. @ingroup iot-ledger
enum class MqttSessionEnd
{
    DISCONNECTED,   //!< the client sent DISCONNECT
    LOST,           //!< the connection ended without one
    TIMED_OUT,      //!< nothing came for 1.5 times the keep-alive (3.1.2.10)
    TAKEN_OVER,     //!< the same client id connected again [MQTT-3.1.4-3]
    REFUSED,        //!< CONNECT was answered with an error
    PROTOCOL_ERROR, //!< malformed or forbidden packet (4.13)
    STOPPED,        //!< the server stopped
};

/**
 * @ingroup iot-ledger
 * @brief What a server remembers of a client, connected or not (4.1). Its subscriptions stand in
 * MqttSubscriptions, under its slot.
 */
struct MqttSession
{
    static constexpr uint32_t NEVER = UINT32_MAX; //!< an expiry interval (3.1.2.11.2)

    MqttSlotId id;
    std::string clientId;
    std::string userName;                //!< empty: none
    MqttConnection* connection{nullptr}; //!< null: not connected
    bool isV5{false};                    //!< its client's version, as it last connected
    uint32_t expiry{0};                  //!< [s] that it outlives its connection
    MqttOutbox outbox;
    /// Messages of QoS 2 that wait for PUBREL, by packet id (4.3.3, method B). Never iterated.
    std::unordered_map<uint16_t, MqttMessagePtr> incoming;
    std::optional<MqttWill> will;
    bool isTakenUp{false}; //!< its client has connected anew and goes on with it
    EventId willEvent;   //!< publishes the will when its delay is over
    EventId expiryEvent; //!< ends the session
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SESSION_H */
