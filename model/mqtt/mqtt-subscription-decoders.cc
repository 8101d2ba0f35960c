/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// SUBSCRIBE, SUBACK, UNSUBSCRIBE and UNSUBACK off the wire.

#include "mqtt-packet-decoders.h"

#include "ns3/mqtt-property-codec.h"
#include "ns3/mqtt-string.h"

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
DecodeFilter(MqttBodyReader& body)
{
    std::string filter = body.RawText();
    body.RequireIfRead(IsMqttTopicFilter(filter),
                       "not a topic filter [MQTT-3.8.3-1, MQTT-4.7.1-1, -2, MQTT-4.7.3-1, -2]");
    body.Require(!body.IsV5() || !IsMarkedAsShared(filter) || SplitSharedFilter(filter),
                 "not a shared subscription's filter [MQTT-4.8.2-1, -2]");
    return filter;
}

/// 3.8.3.1: the byte behind each filter.
void
DecodeOptions(MqttBodyReader& body, MqttSubscription& subscription)
{
    const uint8_t options = body.U8();
    subscription.qos = options & 0x03;
    if (!body.IsV5())
    {
        body.Require(options <= 2, "a requested QoS above 2 [MQTT 3.1.1: MQTT-3.8.3-4]");
        return;
    }
    const uint8_t retainHandling = options >> 4 & 0x03;
    subscription.noLocal = options & 0x04;
    subscription.retainAsPublished = options & 0x08;
    subscription.retainHandling = static_cast<MqttRetainHandling>(retainHandling);
    body.Require((options & 0xc0) == 0, "reserved subscription options are set [MQTT-3.8.3-5]");
    body.Require(subscription.qos <= 2,
                 "a requested QoS of 3 (3.8.3.1)",
                 MqttReasonCode::PROTOCOL_ERROR);
    body.Require(retainHandling <= 2,
                 "retain handling of 3 (3.8.3.1)",
                 MqttReasonCode::PROTOCOL_ERROR);
    body.Require(!subscription.noLocal || !IsMarkedAsShared(subscription.filter),
                 "no local on a shared subscription [MQTT-3.8.3-4]",
                 MqttReasonCode::PROTOCOL_ERROR);
}

} // namespace

MqttPacket
DecodeSubscribe(MqttBodyReader& body)
{
    MqttSubscribe packet;
    packet.packetId = body.PacketId();
    if (body.IsV5())
    {
        packet.properties = ReadProperties(body, MqttPropertyPlace::SUBSCRIBE);
    }
    body.RequireIfRead(body.GetRemaining() > 0,
                       "no topic filter [MQTT-3.8.3-2]",
                       MqttReasonCode::PROTOCOL_ERROR);
    while (body.HasMore())
    {
        MqttSubscription subscription;
        subscription.filter = DecodeFilter(body);
        DecodeOptions(body, subscription);
        packet.subscriptions.push_back(std::move(subscription));
    }
    return packet;
}

MqttPacket
DecodeSuback(MqttBodyReader& body)
{
    MqttSuback packet;
    packet.packetId = body.PacketId();
    if (body.IsV5())
    {
        packet.properties = ReadProperties(body, MqttPropertyPlace::SUBACK);
    }
    body.Require(body.HasMore(), "no reason code [MQTT-3.8.4-6]");
    while (body.HasMore())
    {
        packet.reasonCodes.push_back(DecodeReasonCode(body, 9));
        const MqttReasonCode code = packet.reasonCodes.back();
        body.Require(body.IsV5() || code <= MqttReasonCode::UNSPECIFIED_ERROR,
                     "a reserved return code [MQTT 3.1.1: MQTT-3.9.3-2]");
    }
    return packet;
}

MqttPacket
DecodeUnsubscribe(MqttBodyReader& body)
{
    MqttUnsubscribe packet;
    packet.packetId = body.PacketId();
    if (body.IsV5())
    {
        packet.properties = ReadProperties(body, MqttPropertyPlace::UNSUBSCRIBE);
    }
    body.RequireIfRead(body.GetRemaining() > 0,
                       "no topic filter [MQTT-3.10.3-2]",
                       MqttReasonCode::PROTOCOL_ERROR);
    while (body.HasMore())
    {
        packet.filters.push_back(DecodeFilter(body));
    }
    return packet;
}

MqttPacket
DecodeUnsuback(MqttBodyReader& body)
{
    MqttUnsuback packet;
    packet.packetId = body.PacketId();
    if (!body.IsV5())
    {
        return packet;
    }
    packet.properties = ReadProperties(body, MqttPropertyPlace::UNSUBACK);
    body.Require(body.HasMore(), "no reason code [MQTT-3.11.3-1]");
    while (body.HasMore())
    {
        packet.reasonCodes.push_back(DecodeReasonCode(body, 11));
    }
    return packet;
}

} // namespace iotledger
} // namespace ns3
