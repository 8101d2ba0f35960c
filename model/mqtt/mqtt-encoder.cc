/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-codec.h"

#include "ns3/abort.h"
#include "ns3/assert.h"
#include "ns3/byte-io.h"
#include "ns3/mqtt-framing.h"
#include "ns3/mqtt-string.h"

#include <type_traits>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::string_view PROTOCOL_NAME = "MQTT"; // 3.1.2.1

// Three functions per packet type: its first byte, the size of its body [B], and its body.

void
WriteString(ByteWriter& out, std::string_view text)
{
    NS_ABORT_MSG_IF(text.size() > UINT16_MAX, "MQTT: a string of " << text.size() << " bytes");
    NS_ASSERT_MSG(IsMqttString(text), "MQTT: not an MQTT string (1.5.3)");
    out.U16(static_cast<uint16_t>(text.size())).Bytes(text);
}

void
WriteBinary(ByteWriter& out, const SharedBytes& bytes)
{
    NS_ABORT_MSG_IF(bytes.GetSize() > UINT16_MAX, "MQTT: a field of " << bytes.GetSize() << " B");
    out.U16(static_cast<uint16_t>(bytes.GetSize())).Bytes(bytes);
}

void
WritePacketId(ByteWriter& out, uint16_t id)
{
    NS_ASSERT_MSG(id != 0, "MQTT: packet identifier 0 (2.3.1)");
    out.U16(id);
}

uint8_t
GetFirstByte(const MqttConnect& /* packet */)
{
    return 0x10;
}

uint64_t
GetBodySize(const MqttConnect& packet)
{
    uint64_t size = 2 + PROTOCOL_NAME.size() + 1 + 1 + 2 + 2 + packet.clientId.size();
    size += packet.will ? 2 + packet.will->topic.size() + 2 + packet.will->message.GetSize() : 0;
    size += packet.userName ? 2 + packet.userName->size() : 0;
    size += packet.password ? 2 + packet.password->GetSize() : 0;
    return size;
}

uint8_t
GetConnectFlags(const MqttConnect& packet)
{
    NS_ASSERT_MSG(packet.userName || !packet.password, "MQTT: password alone [MQTT-3.1.2-22]");
    uint8_t flags = packet.cleanSession ? 0x02 : 0;
    if (packet.will)
    {
        flags |= 0x04 | packet.will->qos << 3 | (packet.will->retain ? 0x20 : 0);
    }
    return flags | (packet.password ? 0x40 : 0) | (packet.userName ? 0x80 : 0);
}

void
WriteBody(ByteWriter& out, const MqttConnect& packet)
{
    WriteString(out, PROTOCOL_NAME);
    out.U8(packet.protocolLevel).U8(GetConnectFlags(packet)).U16(packet.keepAlive);
    WriteString(out, packet.clientId);
    if (packet.will)
    {
        WriteString(out, packet.will->topic);
        WriteBinary(out, packet.will->message);
    }
    if (packet.userName)
    {
        WriteString(out, *packet.userName);
    }
    if (packet.password)
    {
        WriteBinary(out, *packet.password);
    }
}

uint8_t
GetFirstByte(const MqttConnack& /* packet */)
{
    return 0x20;
}

uint64_t
GetBodySize(const MqttConnack& /* packet */)
{
    return 2;
}

void
WriteBody(ByteWriter& out, const MqttConnack& packet)
{
    out.U8(packet.sessionPresent ? 1 : 0).U8(static_cast<uint8_t>(packet.returnCode));
}

uint8_t
GetFirstByte(const MqttPublish& packet)
{
    NS_ASSERT_MSG(packet.qos <= 2, "MQTT: QoS " << +packet.qos);
    return 0x30 | (packet.dup ? 0x08 : 0) | packet.qos << 1 | (packet.retain ? 0x01 : 0);
}

uint64_t
GetBodySize(const MqttPublish& packet)
{
    return 2 + packet.topic.size() + (packet.qos > 0 ? 2 : 0) + packet.payload.GetSize();
}

void
WriteBody(ByteWriter& out, const MqttPublish& packet)
{
    WriteString(out, packet.topic);
    if (packet.qos > 0)
    {
        WritePacketId(out, packet.packetId);
    }
    out.Bytes(packet.payload);
}

uint8_t
GetFirstByte(const MqttPuback& /* packet */)
{
    return 0x40;
}

uint64_t
GetBodySize(const MqttPuback& /* packet */)
{
    return 2;
}

void
WriteBody(ByteWriter& out, const MqttPuback& packet)
{
    WritePacketId(out, packet.packetId);
}

uint8_t
GetFirstByte(const MqttSubscribe& /* packet */)
{
    return 0x82;
}

uint64_t
GetBodySize(const MqttSubscribe& packet)
{
    uint64_t size = 2;
    for (const auto& subscription : packet.subscriptions)
    {
        size += 2 + subscription.filter.size() + 1;
    }
    return size;
}

void
WriteBody(ByteWriter& out, const MqttSubscribe& packet)
{
    NS_ASSERT_MSG(!packet.subscriptions.empty(), "MQTT: no topic filter [MQTT-3.8.3-3]");
    WritePacketId(out, packet.packetId);
    for (const auto& subscription : packet.subscriptions)
    {
        WriteString(out, subscription.filter);
        out.U8(subscription.qos);
    }
}

uint8_t
GetFirstByte(const MqttSuback& /* packet */)
{
    return 0x90;
}

uint64_t
GetBodySize(const MqttSuback& packet)
{
    return 2 + packet.returnCodes.size();
}

void
WriteBody(ByteWriter& out, const MqttSuback& packet)
{
    WritePacketId(out, packet.packetId);
    out.Bytes(packet.returnCodes.data(), packet.returnCodes.size());
}

uint8_t
GetFirstByte(const MqttPingreq& /* packet */)
{
    return 0xc0;
}

uint8_t
GetFirstByte(const MqttPingresp& /* packet */)
{
    return 0xd0;
}

uint8_t
GetFirstByte(const MqttDisconnect& /* packet */)
{
    return 0xe0;
}

/// PINGREQ, PINGRESP and DISCONNECT have no body.
template <typename T>
uint64_t
GetBodySize(const T& /* packet */)
{
    static_assert(std::is_empty_v<T>);
    return 0;
}

template <typename T>
void
WriteBody(ByteWriter& /* out */, const T& /* packet */)
{
    static_assert(std::is_empty_v<T>);
}

template <typename T>
SharedBytes
EncodeAny(const T& packet)
{
    uint64_t remaining = GetBodySize(packet);
    NS_ABORT_MSG_IF(remaining > MqttFraming::MAX_REMAINING_LENGTH,
                    "MQTT: a packet of " << remaining << " bytes (2.2.3: at most "
                                         << MqttFraming::MAX_REMAINING_LENGTH << ")");
    ByteWriter out;
    out.U8(GetFirstByte(packet));
    for (; remaining > 0x7f; remaining >>= 7)
    {
        out.U8(static_cast<uint8_t>(remaining | 0x80));
    }
    out.U8(static_cast<uint8_t>(remaining));
    WriteBody(out, packet);
    return out.Take();
}

} // namespace

SharedBytes
MqttCodec::Encode(const MqttPacket& packet)
{
    return std::visit([](const auto& value) { return EncodeAny(value); }, packet);
}

SharedBytes
MqttCodec::Encode(const MqttPublish& publish)
{
    return EncodeAny(publish);
}

} // namespace iotledger
} // namespace ns3
