/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-codec.h"

#include "ns3/abort.h"
#include "ns3/assert.h"
#include "ns3/mqtt-body-writer.h"
#include "ns3/mqtt-framing.h"

#include <string_view>
#include <variant>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::string_view PROTOCOL_NAME = "MQTT"; // 3.1.2.1

// Each packet has one function that writes its body. It runs twice: into an MqttSizeCounter, since
// the remaining length stands first, and into the bytes.

uint8_t
GetConnectFlags(const MqttConnect& packet, bool isV5)
{
    NS_ASSERT_MSG(packet.userName || !packet.password || isV5,
                  "MQTT: password alone [MQTT 3.1.1: MQTT-3.1.2-22]");
    uint8_t flags = packet.cleanStart ? 0x02 : 0;
    if (packet.will)
    {
        flags |= 0x04 | packet.will->qos << 3 | (packet.will->retain ? 0x20 : 0);
    }
    return flags | (packet.password ? 0x40 : 0) | (packet.userName ? 0x80 : 0);
}

template <typename Out>
void
WriteBody(Out& out, const MqttConnect& packet, bool /* isV5 */)
{
    const bool isV5 = packet.protocolLevel == static_cast<uint8_t>(MqttVersion::V5_0);
    WriteString(out, PROTOCOL_NAME);
    out.U8(packet.protocolLevel).U8(GetConnectFlags(packet, isV5)).U16(packet.keepAlive);
    if (isV5)
    {
        WriteProperties(out, packet.properties);
    }
    WriteString(out, packet.clientId);
    if (packet.will)
    {
        if (isV5)
        {
            WriteProperties(out, packet.will->properties);
        }
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

template <typename Out>
void
WriteBody(Out& out, const MqttConnack& packet, bool isV5)
{
    out.U8(packet.sessionPresent ? 1 : 0);
    if (isV5)
    {
        WriteCode(out, packet.reasonCode);
        WriteProperties(out, packet.properties);
    }
    else
    {
        out.U8(ToConnectReturnCode(packet.reasonCode));
    }
}

template <typename Out>
void
WriteBody(Out& out, const MqttPublish& packet, bool isV5)
{
    WriteString(out, packet.topic);
    if (packet.qos > 0)
    {
        WritePacketId(out, packet.packetId);
    }
    if (isV5)
    {
        WriteProperties(out, packet.properties);
    }
    out.Bytes(packet.payload);
}

/// 3.4 to 3.7: PUBACK, PUBREC, PUBREL, PUBCOMP.
template <typename Out, typename Ack>
auto
WriteBody(Out& out, const Ack& packet, bool isV5)
    -> decltype(packet.packetId, packet.reasonCode, void())
{
    WritePacketId(out, packet.packetId);
    if (isV5)
    {
        WriteCodeAndProperties(out, packet.reasonCode, packet.properties);
    }
}

template <typename Out>
void
WriteBody(Out& out, const MqttSubscribe& packet, bool isV5)
{
    NS_ASSERT_MSG(!packet.subscriptions.empty(), "MQTT: no topic filter [MQTT-3.8.3-2]");
    WritePacketId(out, packet.packetId);
    if (isV5)
    {
        WriteProperties(out, packet.properties);
    }
    for (const auto& subscription : packet.subscriptions)
    {
        WriteString(out, subscription.filter);
        const uint8_t options = (subscription.noLocal ? 0x04 : 0) |
                                (subscription.retainAsPublished ? 0x08 : 0) |
                                static_cast<uint8_t>(subscription.retainHandling) << 4;
        out.U8(subscription.qos | (isV5 ? options : 0));
    }
}

template <typename Out>
void
WriteBody(Out& out, const MqttSuback& packet, bool isV5)
{
    WritePacketId(out, packet.packetId);
    if (isV5)
    {
        WriteProperties(out, packet.properties);
    }
    for (const MqttReasonCode code : packet.reasonCodes)
    {
        WriteCode(out, IsFailure(code) && !isV5 ? MqttReasonCode::UNSPECIFIED_ERROR : code);
    }
}

template <typename Out>
void
WriteBody(Out& out, const MqttUnsubscribe& packet, bool isV5)
{
    NS_ASSERT_MSG(!packet.filters.empty(), "MQTT: no topic filter [MQTT-3.10.3-2]");
    WritePacketId(out, packet.packetId);
    if (isV5)
    {
        WriteProperties(out, packet.properties);
    }
    for (const auto& filter : packet.filters)
    {
        WriteString(out, filter);
    }
}

template <typename Out>
void
WriteBody(Out& out, const MqttUnsuback& packet, bool isV5)
{
    WritePacketId(out, packet.packetId);
    if (isV5)
    {
        WriteProperties(out, packet.properties);
        for (const MqttReasonCode code : packet.reasonCodes)
        {
            WriteCode(out, code);
        }
    }
}

template <typename Out>
void
WriteBody(Out& /* out */, const MqttPingreq& /* packet */, bool /* isV5 */)
{
}

template <typename Out>
void
WriteBody(Out& /* out */, const MqttPingresp& /* packet */, bool /* isV5 */)
{
}

template <typename Out>
void
WriteBody(Out& out, const MqttDisconnect& packet, bool isV5)
{
    if (isV5)
    {
        WriteCodeAndProperties(out, packet.reasonCode, packet.properties);
    }
}

template <typename Out>
void
WriteBody(Out& out, const MqttAuth& packet, bool isV5)
{
    NS_ABORT_MSG_IF(!isV5, "MQTT: 3.1.1 has no AUTH");
    if (packet.reasonCode != MqttReasonCode::SUCCESS || !packet.properties.IsEmpty()) // 3.15.2.1
    {
        WriteCode(out, packet.reasonCode);
        WriteProperties(out, packet.properties);
    }
}

/// Tables 2-1 and 2-2: type and flags, in the order of MqttPacket; PUBLISH has flags of its own.
constexpr uint8_t FIRST_BYTES[] =
    {0x10, 0x20, 0x30, 0x40, 0x50, 0x62, 0x70, 0x82, 0x90, 0xa2, 0xb0, 0xc0, 0xd0, 0xe0, 0xf0};

uint8_t
GetFirstByte(const MqttPublish& packet)
{
    NS_ASSERT_MSG(packet.qos <= 2, "MQTT: QoS " << +packet.qos);
    return 0x30 | (packet.dup ? 0x08 : 0) | packet.qos << 1 | (packet.retain ? 0x01 : 0);
}

template <typename T>
SharedBytes
EncodeAny(uint8_t firstByte, const T& packet, bool isV5)
{
    MqttSizeCounter counter;
    WriteBody(counter, packet, isV5);
    uint64_t remaining = counter.size;
    NS_ABORT_MSG_IF(remaining > MqttFraming::MAX_REMAINING_LENGTH,
                    "MQTT: a packet of " << remaining << " bytes (2.1.4: at most "
                                         << MqttFraming::MAX_REMAINING_LENGTH << ")");
    ByteWriter out;
    out.U8(firstByte);
    for (; remaining > 0x7f; remaining >>= 7)
    {
        out.U8(static_cast<uint8_t>(remaining | 0x80));
    }
    out.U8(static_cast<uint8_t>(remaining));
    WriteBody(out, packet, isV5);
    return out.Take();
}

} // namespace

SharedBytes
MqttCodec::Encode(const MqttPacket& packet, MqttVersion version)
{
    if (const auto* publish = std::get_if<MqttPublish>(&packet))
    {
        return Encode(*publish, version);
    }
    const uint8_t firstByte = FIRST_BYTES[packet.index()];
    return std::visit(
        [=](const auto& value) {
            return EncodeAny(firstByte, value, version == MqttVersion::V5_0);
        },
        packet);
}

SharedBytes
MqttCodec::Encode(const MqttPublish& publish, MqttVersion version)
{
    return EncodeAny(GetFirstByte(publish), publish, version == MqttVersion::V5_0);
}

} // namespace iotledger
} // namespace ns3
