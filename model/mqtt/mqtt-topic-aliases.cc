/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-topic-aliases.h"

namespace ns3
{
namespace iotledger
{

MqttTopicAliases::MqttTopicAliases(uint16_t incomingMaximum, uint16_t outgoingMaximum)
    : m_outgoingMaximum(outgoingMaximum),
      m_incoming(incomingMaximum)
{
}

MqttFault
MqttTopicAliases::Resolve(MqttPublish& publish)
{
    const uint32_t alias = publish.properties.GetNumber(MqttPropertyId::TOPIC_ALIAS, 0);
    if (alias == 0)
    {
        return {};
    }
    if (alias > m_incoming.size())
    {
        return {MqttReasonCode::TOPIC_ALIAS_INVALID,
                "a topic alias above the maximum [MQTT-3.3.2-9, -11]"};
    }
    std::string& topic = m_incoming[alias - 1];
    if (!publish.topic.empty())
    {
        topic = publish.topic;
    }
    else if (topic.empty())
    {
        return {MqttReasonCode::PROTOCOL_ERROR, "an unknown topic alias (3.3.2.3.4)"};
    }
    publish.topic = topic;
    return {};
}

void
MqttTopicAliases::Apply(MqttPublish& publish)
{
    const auto known = m_outgoing.find(publish.topic);
    if (known != m_outgoing.end())
    {
        publish.properties.Set(MqttPropertyId::TOPIC_ALIAS, uint32_t{known->second});
        publish.topic.clear();
    }
    else if (m_outgoing.size() < m_outgoingMaximum)
    {
        const auto alias = static_cast<uint16_t>(m_outgoing.size() + 1);
        m_outgoing.emplace(publish.topic, alias);
        publish.properties.Set(MqttPropertyId::TOPIC_ALIAS, uint32_t{alias});
    }
}

} // namespace iotledger
} // namespace ns3
