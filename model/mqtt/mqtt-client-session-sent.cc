/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a client sends.

#include "mqtt-client-session.h"

#include "ns3/assert.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-string.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint64_t MAX_ALIAS_SIZE = 3 + 2; // [B]: the property, and its share of two length fields

} // namespace

void
MqttClientSession::Publish(MqttPublish publish, Done sent, Answered answered)
{
    NS_ASSERT_MSG(IsMqttTopicName(publish.topic), "not a topic name: " << publish.topic);
    NS_ASSERT_MSG(publish.qos <= 2, "QoS " << +publish.qos);
    m_waiting.push_back({std::move(publish), std::move(sent), std::move(answered)});
}

void
MqttClientSession::Subscribe(MqttSubscribe subscribe, Answered answered)
{
    m_waiting.push_back({std::move(subscribe), nullptr, std::move(answered)});
}

void
MqttClientSession::Unsubscribe(MqttUnsubscribe unsubscribe, Answered answered)
{
    m_waiting.push_back({std::move(unsubscribe), nullptr, std::move(answered)});
}

std::optional<MqttClientSession::Outgoing>
MqttClientSession::Next()
{
    if (!m_isOpen || (m_waiting.empty() && m_again.empty()))
    {
        return std::nullopt;
    }
    if (!m_again.empty())
    {
        return NextAgain();
    }
    Waiting& waiting = m_waiting.front();
    const auto* publish = std::get_if<MqttPublish>(&waiting.packet);
    std::optional<Outgoing> outgoing;
    if (publish && publish->qos > m_server.qos)
    {
        outgoing = Refuse(waiting, MqttReasonCode::QOS_NOT_SUPPORTED); // [MQTT-3.2.2-11]
    }
    else if (publish && publish->retain && !m_server.takesRetained)
    {
        outgoing = Refuse(waiting, MqttReasonCode::RETAIN_NOT_SUPPORTED); // [MQTT-3.2.2-14]
    }
    else if (publish && publish->qos == 0)
    {
        outgoing = NextUnnumbered(waiting, *publish);
    }
    else
    {
        outgoing = NextNumbered(waiting);
    }
    if (outgoing)
    {
        m_waiting.pop_front();
    }
    return outgoing;
}

std::optional<MqttClientSession::Outgoing>
MqttClientSession::NextAgain()
{
    if (m_isOutCount >= m_server.receiveMaximum)
    {
        return std::nullopt;
    }
    const uint16_t id = m_again.front();
    m_again.pop_front();
    const auto found = m_sent.find(id);
    if (found == m_sent.end())
    {
        return Next(); // answered meanwhile
    }
    Sent& sent = found->second;
    sent.isOut = true;
    ++m_isOutCount;
    if (sent.stage == Stage::RELEASED)
    {
        return Outgoing{MqttCodec::Encode(MqttPacket(MqttPubrel{id}), m_version)};
    }
    sent.publish->dup = true; // [MQTT-3.3.1-1]
    return Outgoing{Encode(*sent.publish)};
}

MqttClientSession::Outgoing
MqttClientSession::NextUnnumbered(Waiting& waiting, const MqttPublish& publish)
{
    SharedBytes bytes = Encode(publish);
    if (bytes.GetSize() > m_server.packetSize)
    {
        return Refuse(waiting, MqttReasonCode::PACKET_TOO_LARGE);
    }
    return {std::move(bytes), std::move(waiting.sent)};
}

std::optional<MqttClientSession::Outgoing>
MqttClientSession::NextNumbered(Waiting& waiting)
{
    auto* publish = std::get_if<MqttPublish>(&waiting.packet);
    auto* subscribe = std::get_if<MqttSubscribe>(&waiting.packet);
    auto* unsubscribe = std::get_if<MqttUnsubscribe>(&waiting.packet);
    const bool isBlocked = publish && m_isOutCount >= m_server.receiveMaximum; // 4.9
    const uint16_t id = isBlocked ? 0 : m_ids.Allocate();
    if (id == 0)
    {
        return std::nullopt;
    }
    SharedBytes bytes;
    Sent sent{Stage::SUBSCRIBE, true, m_count++, 0, nullptr, nullptr};
    if (publish)
    {
        publish->packetId = id;
        bytes = Encode(*publish);
        sent.stage = publish->qos == 1 ? Stage::QOS_1 : Stage::QOS_2;
    }
    else if (subscribe)
    {
        subscribe->packetId = id;
        bytes = MqttCodec::Encode(MqttPacket(*subscribe), m_version);
        sent.filters = subscribe->subscriptions.size();
    }
    else
    {
        unsubscribe->packetId = id;
        bytes = MqttCodec::Encode(MqttPacket(*unsubscribe), m_version);
        sent.stage = Stage::UNSUBSCRIBE;
        sent.filters = unsubscribe->filters.size();
    }
    if (bytes.GetSize() > m_server.packetSize)
    {
        m_ids.Release(id);
        return Refuse(waiting, MqttReasonCode::PACKET_TOO_LARGE); // [MQTT-3.2.2-15]
    }
    m_isOutCount += publish ? 1 : 0;
    if (publish && m_outlives)
    {
        sent.publish = std::make_unique<MqttPublish>(std::move(*publish));
    }
    sent.answered = std::move(waiting.answered);
    m_sent.emplace(id, std::move(sent));
    return Outgoing{std::move(bytes), std::move(waiting.sent)};
}

MqttClientSession::Outgoing
MqttClientSession::Refuse(Waiting& waiting, MqttReasonCode code) const
{
    Outgoing outgoing;
    outgoing.refusal = code;
    if (waiting.answered)
    {
        outgoing.sent = [answered = std::move(waiting.answered), code] {
            answered(MqttPuback{0, code});
        };
    }
    return outgoing;
}

SharedBytes
MqttClientSession::Encode(const MqttPublish& publish)
{
    SharedBytes bytes = MqttCodec::Encode(publish, m_version);
    // An alias is known to the server once the packet is sent that names it, which may be larger.
    if (!m_aliases || !m_usesAliases || bytes.GetSize() + MAX_ALIAS_SIZE > m_server.packetSize)
    {
        return bytes;
    }
    MqttPublish shortened = publish;
    m_aliases->Apply(shortened);
    return MqttCodec::Encode(shortened, m_version);
}

} // namespace iotledger
} // namespace ns3
