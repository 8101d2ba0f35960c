/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-codec.h"

#include "ns3/mqtt-body-reader.h"
#include "ns3/mqtt-framing.h"
#include "ns3/mqtt-packet-decoders.h"
#include "ns3/mqtt-property-codec.h"
#include "ns3/mqtt-string.h"

#include <algorithm>
#include <array>

namespace ns3
{
namespace iotledger
{

namespace
{

MqttPacket
DecodePublish(MqttBodyReader& body)
{
    MqttPublish packet;
    packet.retain = body.GetFlags() & 0x01;
    packet.qos = body.GetFlags() >> 1 & 0x03;
    packet.dup = body.GetFlags() & 0x08;
    body.Require(packet.qos <= 2, "QoS 3 [MQTT-3.3.1-4]");
    body.Require(!packet.dup || packet.qos > 0, "DUP with QoS 0 [MQTT-3.3.1-2]");
    packet.topic = body.RawText();
    const bool hasName = !body.IsV5() || !packet.topic.empty();
    body.RequireIfRead(IsMqttString(packet.topic), "the topic is not UTF-8 [MQTT-3.3.2-1]");
    body.RequireIfRead(!hasName || IsMqttTopicName(packet.topic),
                       "not a topic name [MQTT-3.3.2-2, MQTT-4.7.3-1, -2]",
                       MqttReasonCode::PROTOCOL_ERROR);
    packet.packetId = packet.qos > 0 ? body.PacketId() : 0;
    if (body.IsV5())
    {
        packet.properties = ReadProperties(body, MqttPropertyPlace::PUBLISH);
        body.RequireIfRead(hasName || packet.properties.Has(MqttPropertyId::TOPIC_ALIAS),
                           "neither a topic name nor a topic alias (3.3.2.1)",
                           MqttReasonCode::PROTOCOL_ERROR);
    }
    packet.payload = body.Rest();
    return packet;
}

/// 3.4 to 3.7: PUBACK, PUBREC, PUBREL, PUBCOMP.
template <typename T, MqttPropertyPlace PLACE>
MqttPacket
DecodeAck(MqttBodyReader& body)
{
    T packet;
    packet.packetId = body.PacketId();
    if (body.IsV5() && body.HasMore())
    {
        packet.reasonCode = DecodeReasonCode(body, static_cast<uint8_t>(PLACE));
        if (body.HasMore()) // 3.4.2.2.1: else there are no properties
        {
            packet.properties = ReadProperties(body, PLACE);
        }
    }
    return packet;
}

template <typename T>
MqttPacket
DecodeEmpty(MqttBodyReader& /* body */)
{
    return T{};
}

constexpr uint8_t ANY_FLAGS = 0xff;

/// Tables 2-1 and 2-2: what the lower half of the first byte must be, and who reads the body.
struct Row
{
    uint8_t flags;
    MqttPacket (*decode)(MqttBodyReader& body); // null: reserved
};

constexpr std::array<Row, 16> ROWS{{
    {0, nullptr},
    {0, DecodeConnect},
    {0, DecodeConnack},
    {ANY_FLAGS, DecodePublish},
    {0, DecodeAck<MqttPuback, MqttPropertyPlace::PUBACK>},
    {0, DecodeAck<MqttPubrec, MqttPropertyPlace::PUBREC>},
    {2, DecodeAck<MqttPubrel, MqttPropertyPlace::PUBREL>},
    {0, DecodeAck<MqttPubcomp, MqttPropertyPlace::PUBCOMP>},
    {2, DecodeSubscribe},
    {0, DecodeSuback},
    {2, DecodeUnsubscribe},
    {0, DecodeUnsuback},
    {0, DecodeEmpty<MqttPingreq>},
    {0, DecodeEmpty<MqttPingresp>},
    {0, DecodeDisconnect},
    {0, DecodeAuth},
}};

/// @return the size of the fixed header of @p bytes, if they are exactly one packet; else 0.
std::size_t
MeasureHeader(const SharedBytes& bytes)
{
    std::array<uint8_t, MqttFraming::HEADER_LIMIT> start;
    const std::size_t size = std::min<uint64_t>(bytes.GetSize(), start.size());
    bytes.Slice(0, size).CopyTo(start.data());
    const auto extent = MqttFraming().Measure(start.data(), size);
    if (extent.verdict != MessageFraming::Verdict::KNOWN || extent.size != bytes.GetSize())
    {
        return 0;
    }
    return 2 + std::distance(start.begin() + 1,
                             std::find_if(start.begin() + 1, start.end(), [](uint8_t byte) {
                                 return (byte & 0x80) == 0;
                             }));
}

} // namespace

std::optional<MqttPacket>
MqttCodec::Decode(const SharedBytes& bytes, MqttVersion version, MqttFault* fault)
{
    const auto refuse = [fault](const MqttFault& found) {
        if (fault)
        {
            *fault = found;
        }
        return std::nullopt;
    };
    const std::size_t header = MeasureHeader(bytes);
    if (header == 0)
    {
        return refuse({MqttReasonCode::MALFORMED_PACKET,
                       "the remaining length is not that of the packet (2.1.4)"});
    }
    const Row& row = ROWS[bytes[0] >> 4];
    const uint8_t flags = bytes[0] & 0x0f;
    if (!row.decode)
    {
        return refuse({MqttReasonCode::PROTOCOL_ERROR, "a packet type that is not known (2.1.2)"});
    }
    if (row.flags != ANY_FLAGS && row.flags != flags)
    {
        return refuse({MqttReasonCode::MALFORMED_PACKET,
                       "reserved flags of the fixed header [MQTT-2.1.3-1]"});
    }
    MqttBodyReader body(bytes.Slice(header), flags, version);
    std::optional<MqttPacket> packet = row.decode(body);
    body.Require(!body.IsV5() || header == 2 || bytes[header - 1] != 0,
                 "a remaining length longer than it need be [MQTT-1.5.5-1]");
    if (const auto found = body.Judge(); !found.rule.empty())
    {
        return refuse(found);
    }
    return packet;
}

} // namespace iotledger
} // namespace ns3
