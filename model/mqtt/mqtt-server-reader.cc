/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-server-reader.h"

#include "ns3/mqtt-codec.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint8_t CONNECT = 1; // table 2-1

template <typename... Packets>
bool
IsAny(const MqttPacket& packet)
{
    return (std::holds_alternative<Packets>(packet) || ...);
}

} // namespace

std::optional<MqttPacket>
MqttServerReader::Read(const SharedBytes& bytes, const MqttServerLimits& limits, MqttFault& fault)
{
    fault = {};
    if (limits.maxPacketSize != 0 && bytes.GetSize() > limits.maxPacketSize)
    {
        fault = {MqttReasonCode::PACKET_TOO_LARGE,
                 "a packet larger than the server takes (3.2.2.3.6)"};
        return std::nullopt;
    }
    if (m_isOpen && bytes[0] >> 4 == CONNECT) // whatever else it says
    {
        fault = {MqttReasonCode::PROTOCOL_ERROR, "a second CONNECT [MQTT-3.1.0-2]"};
        return std::nullopt;
    }
    auto packet = MqttCodec::Decode(bytes, m_version, &fault);
    if (packet)
    {
        fault = Check(*packet, limits);
    }
    return fault.rule.empty() ? std::move(packet) : std::nullopt;
}

void
MqttServerReader::Open(MqttVersion version)
{
    m_isOpen = true;
    m_version = version;
}

bool
MqttServerReader::IsOpen() const
{
    return m_isOpen;
}

MqttVersion
MqttServerReader::GetVersion() const
{
    return m_version;
}

MqttFault
MqttServerReader::Check(MqttPacket& packet, const MqttServerLimits& limits)
{
    if (!m_isOpen)
    {
        return IsAny<MqttConnect>(packet)
                   ? MqttFault{}
                   : MqttFault{MqttReasonCode::PROTOCOL_ERROR,
                               "the first packet is not CONNECT [MQTT-3.1.0-1]"};
    }
    if (IsAny<MqttConnack, MqttSuback, MqttUnsuback, MqttPingresp>(packet))
    {
        return {MqttReasonCode::PROTOCOL_ERROR, "a packet that only a server sends (table 2-1)"};
    }
    if (IsAny<MqttAuth>(packet)) // CONNECT with an Authentication Method was refused
    {
        return {MqttReasonCode::PROTOCOL_ERROR, "AUTH without an Authentication Method (4.12)"};
    }
    if (auto* publish = std::get_if<MqttPublish>(&packet))
    {
        return CheckPublish(*publish, limits);
    }
    return {};
}

MqttFault
MqttServerReader::CheckPublish(MqttPublish& publish, const MqttServerLimits& limits)
{
    if (publish.qos > limits.maxQos)
    {
        return {MqttReasonCode::QOS_NOT_SUPPORTED, "a QoS above the maximum [MQTT-3.2.2-11]"};
    }
    if (publish.retain && !limits.retainAvailable)
    {
        return {MqttReasonCode::RETAIN_NOT_SUPPORTED, "RETAIN is not available [MQTT-3.2.2-14]"};
    }
    if (publish.properties.Has(MqttPropertyId::SUBSCRIPTION_IDENTIFIER))
    {
        return {MqttReasonCode::PROTOCOL_ERROR,
                "a Subscription Identifier from a client [MQTT-3.3.4-6]"};
    }
    return ResolveAlias(publish, limits);
}

MqttFault
MqttServerReader::ResolveAlias(MqttPublish& publish, const MqttServerLimits& limits)
{
    const uint32_t alias = publish.properties.GetNumber(MqttPropertyId::TOPIC_ALIAS, 0);
    if (alias == 0)
    {
        return publish.topic.empty()
                   ? MqttFault{MqttReasonCode::PROTOCOL_ERROR, "neither topic nor alias (3.3.2.1)"}
                   : MqttFault{};
    }
    if (alias > limits.maxTopicAlias)
    {
        return {MqttReasonCode::TOPIC_ALIAS_INVALID, "a topic alias too large [MQTT-3.3.2-9]"};
    }
    m_aliases.resize(std::max<std::size_t>(m_aliases.size(), alias));
    std::string& topic = m_aliases[alias - 1];
    if (!publish.topic.empty())
    {
        topic = publish.topic;
    }
    else if (topic.empty())
    {
        return {MqttReasonCode::PROTOCOL_ERROR,
                "a topic alias that stands for nothing (3.3.2.3.4)"};
    }
    publish.topic = topic;
    publish.properties.Remove(MqttPropertyId::TOPIC_ALIAS); // 3.3.2.3.4: not for other connections
    return {};
}

} // namespace iotledger
} // namespace ns3
