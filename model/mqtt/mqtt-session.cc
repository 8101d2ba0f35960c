/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-session.h"

#include "ns3/mqtt-codec.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

MqttReasonCode
MqttSession::Judge(const MqttConnect& connect)
{
    if (connect.protocolLevel != 4)
    {
        return MqttReasonCode::UNSUPPORTED_PROTOCOL_VERSION; // [MQTT-3.1.2-2]
    }
    if (!connect.cleanStart)
    {
        return connect.clientId.empty()
                   ? MqttReasonCode::CLIENT_IDENTIFIER_NOT_VALID // [MQTT-3.1.3-8]
                   : MqttReasonCode::SERVER_UNAVAILABLE;
    }
    return MqttReasonCode::SUCCESS;
}

std::optional<MqttPacket>
MqttSession::Read(const SharedBytes& bytes, std::string_view& fault) const
{
    fault = {};
    MqttFault broken;
    auto packet = MqttCodec::Decode(bytes, MqttVersion::V3_1_1, &broken);
    fault = packet ? Check(*packet) : broken.rule;
    return fault.empty() ? std::move(packet) : std::nullopt;
}

std::string_view
MqttSession::Check(const MqttPacket& packet) const
{
    const bool isConnect = std::holds_alternative<MqttConnect>(packet);
    if (!m_isOpen)
    {
        return isConnect ? "" : "the first packet is not CONNECT [MQTT-3.1.0-1]";
    }
    if (isConnect)
    {
        return "a second CONNECT [MQTT-3.1.0-2]";
    }
    if (std::holds_alternative<MqttConnack>(packet) || std::holds_alternative<MqttSuback>(packet) ||
        std::holds_alternative<MqttPingresp>(packet) ||
        std::holds_alternative<MqttUnsuback>(packet))
    {
        return "a packet that only a server sends (table 2.1)";
    }
    if (const auto* publish = std::get_if<MqttPublish>(&packet); publish && publish->qos > 1)
    {
        return "QoS 2 is not supported";
    }
    return "";
}

void
MqttSession::Open(const MqttConnect& connect, std::string clientId)
{
    m_isOpen = true;
    m_clientId = std::move(clientId);
    m_will = connect.will;
    m_patience = MilliSeconds(1500) * connect.keepAlive;
}

void
MqttSession::Close()
{
    m_isOpen = false;
    m_will.reset();
    m_heldBack.clear();
}

bool
MqttSession::IsOpen() const
{
    return m_isOpen;
}

const std::string&
MqttSession::GetClientId() const
{
    return m_clientId;
}

std::optional<MqttPublish>
MqttSession::TakeWill()
{
    const auto will = std::exchange(m_will, std::nullopt);
    if (!will)
    {
        return std::nullopt;
    }
    return MqttPublish{will->topic, will->message, std::min<uint8_t>(will->qos, 1)};
}

void
MqttSession::Touch(Time now)
{
    m_lastPacket = now;
}

Time
MqttSession::GetLastPacket() const
{
    return m_lastPacket;
}

Time
MqttSession::GetPatience() const
{
    return m_patience;
}

MqttSuback
MqttSession::Grant(const MqttSubscribe& subscribe)
{
    MqttSuback suback{subscribe.packetId, {}};
    for (const auto& subscription : subscribe.subscriptions)
    {
        suback.reasonCodes.push_back(
            static_cast<MqttReasonCode>(std::min<uint8_t>(subscription.qos, 1)));
    }
    return suback;
}

bool
MqttSession::Prepare(MqttPublish& publish)
{
    if (publish.qos == 0)
    {
        publish.packetId = 0;
        return true;
    }
    publish.packetId = m_heldBack.empty() ? m_ids.Allocate() : 0;
    if (publish.packetId == 0)
    {
        m_heldBack.push_back(publish);
    }
    return publish.packetId != 0;
}

std::optional<MqttPublish>
MqttSession::Acknowledge(uint16_t id)
{
    if (!m_ids.Release(id) || m_heldBack.empty())
    {
        return std::nullopt; // 4.8 knows no error for an id that is not in use
    }
    MqttPublish publish = std::move(m_heldBack.front());
    m_heldBack.pop_front();
    publish.packetId = m_ids.Allocate();
    return publish;
}

} // namespace iotledger
} // namespace ns3
