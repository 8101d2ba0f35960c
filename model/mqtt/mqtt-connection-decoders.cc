/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// CONNECT, CONNACK, DISCONNECT and AUTH off the wire.

#include "mqtt-packet-decoders.h"

#include "ns3/mqtt-property-codec.h"

namespace ns3
{
namespace iotledger
{

namespace
{

MqttWill
DecodeWill(MqttBodyReader& body, uint8_t flags)
{
    MqttWill will;
    if (body.IsV5())
    {
        will.properties = ReadProperties(body, MqttPropertyPlace::WILL);
    }
    will.topic = body.TopicName();
    will.message = body.Binary();
    will.qos = flags >> 3 & 0x03;
    will.retain = flags & 0x20;
    body.Require(will.qos <= 2, "will QoS 3 [MQTT-3.1.2-12]");
    return will;
}

void
CheckConnectFlags(MqttBodyReader& body, uint8_t flags)
{
    const bool hasWill = flags & 0x04;
    const bool hasPassword = flags & 0x40;
    const bool hasUserName = flags & 0x80;
    body.Require((flags & 0x01) == 0, "the reserved connect flag is set [MQTT-3.1.2-3]");
    body.Require(hasWill || (flags & 0x38) == 0,
                 "will QoS or retain without a will [MQTT-3.1.2-11, -13]");
    body.Require(hasUserName || !hasPassword || body.IsV5(),
                 "a password without a user name [MQTT 3.1.1: MQTT-3.1.2-22]");
}

} // namespace

MqttPacket
DecodeConnect(MqttBodyReader& body)
{
    MqttConnect packet;
    body.RequireIfRead(body.RawText() == "MQTT",
                       "the protocol name is not MQTT [MQTT-3.1.2-1]",
                       MqttReasonCode::UNSUPPORTED_PROTOCOL_VERSION);
    packet.protocolLevel = body.U8();
    const auto version = static_cast<MqttVersion>(packet.protocolLevel);
    if (version != MqttVersion::V3_1_1 && version != MqttVersion::V5_0)
    {
        body.Rest(); // of an unknown format, yet it needs an answer
        return packet;
    }
    body.SetVersion(version);
    const uint8_t flags = body.U8();
    CheckConnectFlags(body, flags);
    packet.cleanStart = flags & 0x02;
    packet.keepAlive = body.U16();
    if (body.IsV5())
    {
        packet.properties = ReadProperties(body, MqttPropertyPlace::CONNECT);
    }
    packet.clientId = body.String();
    if (flags & 0x04)
    {
        packet.will = DecodeWill(body, flags);
    }
    if (flags & 0x80)
    {
        packet.userName = body.String();
    }
    if (flags & 0x40)
    {
        packet.password = body.Binary();
    }
    return packet;
}

MqttPacket
DecodeConnack(MqttBodyReader& body)
{
    MqttConnack packet;
    const uint8_t flags = body.U8();
    packet.sessionPresent = flags == 1;
    body.Require(flags <= 1, "reserved connect acknowledge flags are set [MQTT-3.2.2-1]");
    if (body.IsV5())
    {
        packet.reasonCode = DecodeReasonCode(body, 2);
        packet.properties = ReadProperties(body, MqttPropertyPlace::CONNACK);
    }
    else
    {
        const uint8_t code = body.U8();
        body.Require(code <= 5, "a reserved connect return code (3.1.1: table 3.1)");
        packet.reasonCode = FromConnectReturnCode(code);
    }
    body.Require(flags == 0 || packet.reasonCode == MqttReasonCode::SUCCESS,
                 "a session with a refusal [MQTT-3.2.2-6]",
                 MqttReasonCode::PROTOCOL_ERROR);
    return packet;
}

MqttPacket
DecodeDisconnect(MqttBodyReader& body)
{
    MqttDisconnect packet;
    if (body.IsV5() && body.HasMore())
    {
        packet.reasonCode = DecodeReasonCode(body, 14);
        if (body.HasMore()) // 3.14.2.2.1: else there are no properties
        {
            packet.properties = ReadProperties(body, MqttPropertyPlace::DISCONNECT);
        }
    }
    return packet;
}

MqttPacket
DecodeAuth(MqttBodyReader& body)
{
    MqttAuth packet;
    body.Require(body.IsV5(), "a packet type that is not known (3.1.1: 2.2.1)");
    if (body.HasMore()) // 3.15.2.1: else it is success, and there are no properties
    {
        packet.reasonCode = DecodeReasonCode(body, 15);
        packet.properties = ReadProperties(body, MqttPropertyPlace::AUTH);
        body.Require(packet.properties.Has(MqttPropertyId::AUTHENTICATION_METHOD),
                     "AUTH names no authentication method (3.15.2.2.2)",
                     MqttReasonCode::PROTOCOL_ERROR);
    }
    return packet;
}

} // namespace iotledger
} // namespace ns3
