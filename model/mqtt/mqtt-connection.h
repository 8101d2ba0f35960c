/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CONNECTION_H
#define MQTT_CONNECTION_H

#include "ns3/message-channel.h"
#include "ns3/mqtt-idle-timer.h"
#include "ns3/mqtt-server-reader.h"
#include "ns3/mqtt-session.h"
#include "ns3/mqtt-slots.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/// A server's end of a connection. @ingroup iot-ledger
struct MqttConnection
{
    MqttSlotId id;
    Ptr<MessageChannel> channel;
    MqttServerReader reader;
    MqttSession* session{nullptr};      //!< null: CONNECT has not been accepted
    std::string clientId;               //!< known from CONNECT on, also after the session's end
    uint32_t loop{0};                   //!< the event loop that serves it
    uint32_t maxPacketSize{UINT32_MAX}; //!< [B] that the client takes (3.1.2.11.4)
    Time lastPacket;                    //!< when something last came
    MqttIdleTimer keepAlive;
    bool hasPeer{true};   //!< the channel has not reported its end
    bool hasEnded{false}; //!< the server is done with it

    bool IsV5() const
    {
        return reader.GetVersion() == MqttVersion::V5_0;
    }
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CONNECTION_H */
