/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-client-session.h"

#include "ns3/assert.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-string.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

MqttPacket
MqttClientSession::MakeConnect(const std::string& clientId, Time keepAlive)
{
    const int64_t second = Seconds(1).GetTimeStep();
    MqttConnect connect;
    connect.keepAlive = static_cast<uint16_t>((keepAlive.GetTimeStep() + second - 1) / second);
    connect.clientId = clientId;
    return connect;
}

void
MqttClientSession::Publish(MqttPublish publish, Done sent)
{
    NS_ASSERT_MSG(IsMqttTopicName(publish.topic), "not a topic name: " << publish.topic);
    NS_ASSERT_MSG(publish.qos <= 1, "QoS " << +publish.qos << " is not supported");
    m_waiting.push_back({std::move(publish), std::move(sent)});
}

void
MqttClientSession::Subscribe(std::vector<MqttSubscription> subscriptions, Done done)
{
    m_waiting.push_back({MqttSubscribe{0, std::move(subscriptions)}, std::move(done)});
}

std::optional<MqttClientSession::Outgoing>
MqttClientSession::Next()
{
    if (!m_isOpen || m_waiting.empty())
    {
        return std::nullopt;
    }
    auto& [packet, done] = m_waiting.front();
    auto* publish = std::get_if<MqttPublish>(&packet);
    const bool needsId = !publish || publish->qos > 0;
    const uint16_t id = needsId ? m_ids.Allocate() : 0;
    if (needsId && id == 0)
    {
        return std::nullopt;
    }
    Outgoing outgoing;
    if (publish)
    {
        publish->packetId = id;
        outgoing = {MqttCodec::Encode(*publish, MqttVersion::V3_1_1), std::move(done)};
    }
    else
    {
        auto& subscribe = std::get<MqttSubscribe>(packet);
        subscribe.packetId = id;
        m_pending.emplace(id, Pending{subscribe.subscriptions.size(), std::move(done)});
        outgoing.bytes = MqttCodec::Encode(MqttPacket(std::move(subscribe)), MqttVersion::V3_1_1);
    }
    m_waiting.pop_front();
    return outgoing;
}

std::optional<MqttPacket>
MqttClientSession::Read(const SharedBytes& bytes, std::string_view& fault) const
{
    fault = {};
    MqttFault broken;
    auto packet = MqttCodec::Decode(bytes, MqttVersion::V3_1_1, &broken);
    fault = packet ? Check(*packet) : broken.rule;
    return fault.empty() ? std::move(packet) : std::nullopt;
}

std::string_view
MqttClientSession::Check(const MqttPacket& packet) const
{
    const bool isConnack = std::holds_alternative<MqttConnack>(packet);
    if (!m_isOpen)
    {
        return isConnack ? "" : "the first packet is not CONNACK [MQTT-3.2.0-1]";
    }
    if (isConnack)
    {
        return "a second CONNACK (3.2)";
    }
    if (std::holds_alternative<MqttConnect>(packet) ||
        std::holds_alternative<MqttSubscribe>(packet) ||
        std::holds_alternative<MqttPingreq>(packet) ||
        std::holds_alternative<MqttDisconnect>(packet))
    {
        return "a packet that only a client sends (table 2.1)";
    }
    if (const auto* publish = std::get_if<MqttPublish>(&packet); publish && publish->qos > 1)
    {
        return "a QoS that was not asked for [MQTT-3.8.4-6]";
    }
    if (const auto* suback = std::get_if<MqttSuback>(&packet))
    {
        const auto pending = m_pending.find(suback->packetId);
        if (pending == m_pending.end() || pending->second.filters != suback->reasonCodes.size())
        {
            return "SUBACK does not answer a SUBSCRIBE [MQTT-3.8.4-2, -5]";
        }
    }
    return "";
}

void
MqttClientSession::Open()
{
    m_isOpen = true;
}

MqttClientSession::Done
MqttClientSession::Acknowledge(const MqttPacket& answer)
{
    if (const auto* suback = std::get_if<MqttSuback>(&answer))
    {
        return Finish(*suback);
    }
    const auto* puback = std::get_if<MqttPuback>(&answer);
    if (puback && m_pending.count(puback->packetId) == 0) // the id of a SUBSCRIBE is SUBACK's
    {
        m_ids.Release(puback->packetId);
    }
    return nullptr;
}

MqttClientSession::Done
MqttClientSession::Finish(const MqttSuback& suback)
{
    const auto pending = m_pending.find(suback.packetId);
    NS_ASSERT_MSG(pending != m_pending.end(), "Check refuses such a SUBACK");
    Done done = std::move(pending->second.done);
    m_pending.erase(pending);
    m_ids.Release(suback.packetId);
    const auto& codes = suback.reasonCodes;
    const bool isRefused = std::any_of(codes.begin(), codes.end(), IsFailure);
    return isRefused ? nullptr : done;
}

std::size_t
MqttClientSession::GetInFlight() const
{
    return m_ids.GetInUse();
}

} // namespace iotledger
} // namespace ns3
