/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_PACKET_DECODERS_H
#define MQTT_PACKET_DECODERS_H

#include "ns3/mqtt-body-reader.h"
#include "ns3/mqtt-packet.h"

/**
 * @file
 * @ingroup iot-ledger
 * The readers of packet bodies, by theme; MqttCodec::Decode chooses one by the packet type. Each
 * leaves the rules that the body breaks with the reader.
 */

namespace ns3
{
namespace iotledger
{

// How a connection begins and ends: 3.1, 3.2, 3.14, 3.15.
MqttPacket DecodeConnect(MqttBodyReader& body);
MqttPacket DecodeConnack(MqttBodyReader& body);
MqttPacket DecodeDisconnect(MqttBodyReader& body);
MqttPacket DecodeAuth(MqttBodyReader& body);

// Subscriptions: 3.8 to 3.11.
MqttPacket DecodeSubscribe(MqttBodyReader& body);
MqttPacket DecodeSuback(MqttBodyReader& body);
MqttPacket DecodeUnsubscribe(MqttBodyReader& body);
MqttPacket DecodeUnsuback(MqttBodyReader& body);

/// Reads a reason code of a packet of this @p type (table 2-1).
inline MqttReasonCode
DecodeReasonCode(MqttBodyReader& body, uint8_t type)
{
    const auto code = static_cast<MqttReasonCode>(body.U8());
    body.RequireIfRead(IsReasonCodeOf(type, code),
                       "a reason code that this packet cannot have (2.4)",
                       MqttReasonCode::PROTOCOL_ERROR);
    return code;
}

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_PACKET_DECODERS_H */
