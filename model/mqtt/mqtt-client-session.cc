/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The connections of a session. What is sent and received on them is in
// mqtt-client-session-sent.cc and mqtt-client-session-received.cc.

#include "mqtt-client-session.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

uint32_t
MqttClientSession::ToSeconds(Time time)
{
    const int64_t second = Seconds(1).GetTimeStep();
    const int64_t steps = time.GetTimeStep();
    return static_cast<uint32_t>(steps / second + (steps % second > 0 ? 1 : 0));
}

void
MqttClientSession::SetUsesTopicAliases(bool uses)
{
    m_usesAliases = uses;
}

void
MqttClientSession::Begin(const MqttConnect& connect)
{
    using Id = MqttPropertyId;
    const auto& properties = connect.properties;
    m_version = static_cast<MqttVersion>(connect.protocolLevel);
    m_isClean = connect.cleanStart;
    m_outlives = m_version == MqttVersion::V5_0
                     ? properties.GetNumber(Id::SESSION_EXPIRY_INTERVAL, 0) > 0
                     : !connect.cleanStart;
    m_receiveMaximum = properties.GetNumber(Id::RECEIVE_MAXIMUM, UINT16_MAX);
    m_packetMaximum = properties.GetNumber(Id::MAXIMUM_PACKET_SIZE, UINT32_MAX);
    m_aliasMaximum = properties.GetNumber(Id::TOPIC_ALIAS_MAXIMUM, 0);
    if (m_isClean)
    {
        Forget();
    }
}

void
MqttClientSession::Open(const MqttConnack& connack)
{
    using Id = MqttPropertyId;
    const auto& properties = connack.properties;
    m_isOpen = true;
    m_server.packetSize = properties.GetNumber(Id::MAXIMUM_PACKET_SIZE, UINT32_MAX);
    m_server.receiveMaximum = properties.GetNumber(Id::RECEIVE_MAXIMUM, UINT16_MAX);
    m_server.qos = properties.GetNumber(Id::MAXIMUM_QOS, 2);
    m_server.takesRetained = properties.GetNumber(Id::RETAIN_AVAILABLE, 1) == 1;
    m_outlives = m_version == MqttVersion::V3_1_1
                     ? m_outlives
                     : properties.GetNumber(Id::SESSION_EXPIRY_INTERVAL, m_outlives ? 1 : 0) > 0;
    const uint16_t theirs =
        m_usesAliases ? properties.GetNumber(Id::TOPIC_ALIAS_MAXIMUM, 0) : uint16_t{0};
    if (m_aliasMaximum > 0 || theirs > 0)
    {
        m_aliases = std::make_unique<MqttTopicAliases>(m_aliasMaximum, theirs);
    }
    if (!connack.sessionPresent)
    {
        Forget();
    }
    for (const auto& sent : m_sent) // in no order yet
    {
        m_again.push_back(sent.first);
    }
    std::sort(m_again.begin(), m_again.end(), [this](uint16_t a, uint16_t b) {
        return m_sent.at(a).count < m_sent.at(b).count; // [MQTT-4.6.0-1]
    });
}

void
MqttClientSession::Close()
{
    m_isOpen = false;
    m_isOutCount = 0;
    m_again.clear();
    m_aliases = nullptr;
    if (!m_outlives)
    {
        Forget();
    }
    for (auto sent = m_sent.begin(); sent != m_sent.end();) // the order does not matter
    {
        sent->second.isOut = false;
        const bool isRequest = sent->second.stage >= Stage::SUBSCRIBE;
        if (isRequest)
        {
            m_ids.Release(sent->first);
        }
        sent = isRequest ? m_sent.erase(sent) : std::next(sent);
    }
}

void
MqttClientSession::Forget()
{
    m_ids = {};
    m_sent.clear();
    m_received.clear();
}

std::size_t
MqttClientSession::GetInFlight() const
{
    return m_ids.GetInUse();
}

std::size_t
MqttClientSession::GetWaiting() const
{
    return m_waiting.size();
}

MqttVersion
MqttClientSession::GetVersion() const
{
    return m_version;
}

} // namespace iotledger
} // namespace ns3
