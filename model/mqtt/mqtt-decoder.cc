/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-codec.h"

#include "ns3/mqtt-body-reader.h"
#include "ns3/mqtt-framing.h"
#include "ns3/mqtt-string.h"

#include <algorithm>
#include <array>

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
    will.topic = body.TopicName();
    will.message = body.Binary();
    will.qos = flags >> 3 & 0x03;
    will.retain = flags & 0x20;
    body.Require(will.qos <= 2, "will QoS 3 [MQTT-3.1.2-14]");
    return will;
}

MqttPacket
DecodeConnect(MqttBodyReader& body)
{
    MqttConnect packet;
    body.Require(body.RawText() == "MQTT", "the protocol name is not MQTT [MQTT-3.1.2-1]");
    packet.protocolLevel = body.U8();
    if (packet.protocolLevel != 4) // what follows is of an unknown format, yet needs an answer
    {
        body.Rest();
        return packet;
    }
    const uint8_t flags = body.U8();
    const bool hasWill = flags & 0x04;
    const bool hasPassword = flags & 0x40;
    const bool hasUserName = flags & 0x80;
    body.Require((flags & 0x01) == 0, "the reserved connect flag is set [MQTT-3.1.2-3]");
    body.Require(hasWill || (flags & 0x38) == 0,
                 "will QoS or retain without a will [MQTT-3.1.2-11, -13, -15]");
    body.Require(hasUserName || !hasPassword, "a password without a user name [MQTT-3.1.2-22]");
    packet.cleanSession = flags & 0x02;
    packet.keepAlive = body.U16();
    packet.clientId = body.String();
    if (hasWill)
    {
        packet.will = DecodeWill(body, flags);
    }
    if (hasUserName)
    {
        packet.userName = body.String();
    }
    if (hasPassword)
    {
        packet.password = body.Binary();
    }
    return packet;
}

MqttPacket
DecodeConnack(MqttBodyReader& body)
{
    const uint8_t flags = body.U8();
    const uint8_t code = body.U8();
    body.Require(flags <= 1, "reserved connect acknowledge flags are set (3.2.2.1)");
    body.Require(code <= 5, "a reserved connect return code (table 3.1)");
    body.Require(flags == 0 || code == 0, "a session with a refusal [MQTT-3.2.2-4]");
    return MqttConnack{flags == 1, static_cast<MqttConnectCode>(code)};
}

MqttPacket
DecodePublish(MqttBodyReader& body)
{
    MqttPublish packet;
    packet.retain = body.GetFlags() & 0x01;
    packet.qos = body.GetFlags() >> 1 & 0x03;
    packet.dup = body.GetFlags() & 0x08;
    body.Require(packet.qos <= 2, "QoS 3 [MQTT-3.3.1-4]");
    body.Require(!packet.dup || packet.qos > 0, "DUP with QoS 0 [MQTT-3.3.1-2]");
    packet.topic = body.TopicName();
    packet.packetId = packet.qos > 0 ? body.PacketId() : 0;
    packet.payload = body.Rest();
    return packet;
}

MqttPacket
DecodePuback(MqttBodyReader& body)
{
    return MqttPuback{body.PacketId()};
}

MqttPacket
DecodeSubscribe(MqttBodyReader& body)
{
    MqttSubscribe packet;
    packet.packetId = body.PacketId();
    body.Require(body.HasMore(), "no topic filter [MQTT-3.8.3-3]");
    while (body.HasMore())
    {
        MqttSubscription subscription;
        subscription.filter = body.RawText();
        subscription.qos = body.U8();
        body.Require(IsMqttTopicFilter(subscription.filter),
                     "not a topic filter [MQTT-3.8.3-1, MQTT-4.7.1-2, -3, MQTT-4.7.3-1, -2]");
        body.Require(subscription.qos <= 2, "a requested QoS above 2 [MQTT-3.8.3-4]");
        packet.subscriptions.push_back(std::move(subscription));
    }
    return packet;
}

MqttPacket
DecodeSuback(MqttBodyReader& body)
{
    MqttSuback packet;
    packet.packetId = body.PacketId();
    body.Require(body.HasMore(), "no return code (3.9.3)");
    while (body.HasMore())
    {
        const uint8_t code = body.U8();
        body.Require(code <= 2 || code == MqttSuback::FAILURE,
                     "a reserved return code [MQTT-3.9.3-2]");
        packet.returnCodes.push_back(code);
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

/// Tables 2.1 and 2.2: what the lower half of the first byte must be, and who reads the body.
struct Row
{
    uint8_t flags;
    MqttPacket (*decode)(MqttBodyReader& body); // null: a packet this codec does not know
};

constexpr std::array<Row, 16> ROWS{{
    {0, nullptr}, // reserved
    {0, DecodeConnect},
    {0, DecodeConnack},
    {ANY_FLAGS, DecodePublish},
    {0, DecodePuback},
    {0, nullptr}, // PUBREC
    {2, nullptr}, // PUBREL
    {0, nullptr}, // PUBCOMP
    {2, DecodeSubscribe},
    {0, DecodeSuback},
    {2, nullptr}, // UNSUBSCRIBE
    {0, nullptr}, // UNSUBACK
    {0, DecodeEmpty<MqttPingreq>},
    {0, DecodeEmpty<MqttPingresp>},
    {0, DecodeEmpty<MqttDisconnect>},
    {0, nullptr}, // reserved
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
MqttCodec::Decode(const SharedBytes& bytes, std::string_view* reason)
{
    const auto refuse = [reason](std::string_view why) {
        if (reason)
        {
            *reason = why;
        }
        return std::nullopt;
    };
    const std::size_t header = MeasureHeader(bytes);
    if (header == 0)
    {
        return refuse("the remaining length is not that of the packet (2.2.3)");
    }
    const Row& row = ROWS[bytes[0] >> 4];
    const uint8_t flags = bytes[0] & 0x0f;
    if (!row.decode)
    {
        return refuse("a packet type that is not known (2.2.1)");
    }
    if (row.flags != ANY_FLAGS && row.flags != flags)
    {
        return refuse("reserved flags of the fixed header [MQTT-2.2.2-2]");
    }
    MqttBodyReader body(bytes.Slice(header), flags);
    std::optional<MqttPacket> packet = row.decode(body);
    if (const auto fault = body.Judge(); !fault.empty())
    {
        return refuse(fault);
    }
    return packet;
}

} // namespace iotledger
} // namespace ns3
