/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The event loop of MqttBroker and what it does with each packet.

#include "mqtt-broker.h"

#include "ns3/assert.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-string.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

void
MqttBroker::Pump()
{
    while (!m_finish && (StartDelivery() || StartRead()))
    {
    }
}

void
MqttBroker::Run(Time cost, void (MqttBroker::*finish)())
{
    m_finish = finish;
    if (m_strand)
    {
        m_strand->Submit(cost, [this] {
            Finish();
            Pump();
        });
    }
    else
    {
        Finish();
    }
}

void
MqttBroker::Finish()
{
    (this->*m_finish)();
    m_finish = nullptr;
}

bool
MqttBroker::StartDelivery()
{
    if (!m_deliveries.Advance())
    {
        return false;
    }
    const uint64_t size = m_deliveries.GetBytes().GetSize();
    Run(m_deliveryCost + (m_writeCost ? m_writeCost(size) : Time(0)), &MqttBroker::FinishDelivery);
    return true;
}

void
MqttBroker::FinishDelivery()
{
    if (const MqttConnection* to = m_deliveries.GetReceiver())
    {
        const SharedBytes& bytes = m_deliveries.GetBytes();
        to->channel->Send(bytes);
        m_deliveredTrace(to->session.GetClientId(),
                         m_deliveries.GetPublish(),
                         static_cast<uint32_t>(bytes.GetSize()));
    }
}

bool
MqttBroker::StartRead()
{
    if (m_inbox.empty())
    {
        return false;
    }
    Time cost;
    if (const Inbound& inbound = m_inbox.front(); !inbound.closed)
    {
        const bool isPuback = inbound.bytes[0] >> 4 == 4; // paid with the delivery it answers
        cost = isPuback ? Time(0) : m_packetCost;
        cost += m_readCost ? m_readCost(inbound.bytes.GetSize()) : Time(0);
    }
    Run(cost, &MqttBroker::FinishRead);
    return true;
}

void
MqttBroker::FinishRead()
{
    if (m_inbox.empty())
    {
        return; // stopped meanwhile
    }
    const Inbound inbound = std::move(m_inbox.front());
    m_inbox.pop_front();
    MqttConnection* from = m_connections.Find(inbound.from);
    if (!from || from->hasEnded)
    {
        return;
    }
    std::string_view fault;
    std::optional<MqttPacket> packet;
    if (!inbound.closed)
    {
        packet = from->session.Read(inbound.bytes, fault);
    }
    else if (*inbound.closed == MessageChannel::CloseReason::MALFORMED)
    {
        fault = "bytes that cannot start a packet (2.2.1, 2.2.3)";
    }
    if (!fault.empty())
    {
        m_malformedTrace(from->session.GetClientId(), std::string(fault));
    }
    if (!packet)
    {
        End(*from, fault.empty() ? MqttSessionEnd::LOST : MqttSessionEnd::PROTOCOL_ERROR);
        return;
    }
    if (const auto* publish = std::get_if<MqttPublish>(&*packet))
    {
        m_receivedTrace(from->session.GetClientId(),
                        *publish,
                        static_cast<uint32_t>(inbound.bytes.GetSize()),
                        inbound.arrived);
    }
    HandlePacket(*from, *packet);
}

void
MqttBroker::HandlePacket(MqttConnection& from, MqttPacket& packet)
{
    if (auto* publish = std::get_if<MqttPublish>(&packet))
    {
        HandlePublish(from, *publish);
    }
    else if (const auto* puback = std::get_if<MqttPuback>(&packet))
    {
        if (auto next = from.session.Acknowledge(puback->packetId))
        {
            const MqttRecipient recipient{from.id, next->qos, next->packetId};
            m_deliveries.Add(std::move(*next), {recipient});
        }
    }
    else if (const auto* connect = std::get_if<MqttConnect>(&packet))
    {
        HandleConnect(from, *connect);
    }
    else if (const auto* subscribe = std::get_if<MqttSubscribe>(&packet))
    {
        HandleSubscribe(from, *subscribe);
    }
    else if (std::holds_alternative<MqttPingreq>(packet))
    {
        from.channel->Send(MqttCodec::Encode(MqttPacket(MqttPingresp()), MqttVersion::V3_1_1));
    }
    else if (std::holds_alternative<MqttDisconnect>(packet))
    {
        End(from, MqttSessionEnd::DISCONNECTED);
    }
}

void
MqttBroker::HandleConnect(MqttConnection& from, const MqttConnect& connect)
{
    const MqttReasonCode code = MqttSession::Judge(connect);
    const SharedBytes connack =
        MqttCodec::Encode(MqttPacket(MqttConnack{false, code}), MqttVersion::V3_1_1);
    if (code != MqttReasonCode::SUCCESS)
    {
        from.channel->Send(connack);
        End(from, MqttSessionEnd::REFUSED);
        return;
    }
    std::string clientId = connect.clientId;
    while (clientId.empty())
    {
        const std::string name = "auto-" + std::to_string(++m_namesMadeUp);
        clientId = m_connections.FindClient(name) ? "" : name;
    }
    if (MqttConnection* other = m_connections.FindClient(clientId))
    {
        End(*other, MqttSessionEnd::TAKEN_OVER);
    }
    from.session.Open(connect, clientId);
    m_connections.Register(from);
    if (from.session.GetPatience().IsStrictlyPositive())
    {
        from.keepAlive.Start(
            from.session.GetPatience(),
            [&from] { return from.session.GetLastPacket(); },
            [this, &from] {
                End(from, MqttSessionEnd::TIMED_OUT);
                Pump();
            });
    }
    from.channel->Send(connack);
    m_connectedTrace(clientId);
}

void
MqttBroker::HandlePublish(MqttConnection& from, MqttPublish& publish)
{
    if (publish.qos == 1)
    {
        from.channel->Send(
            MqttCodec::Encode(MqttPacket(MqttPuback{publish.packetId}), MqttVersion::V3_1_1));
    }
    for (const auto& match : m_localSubscriptions.FindSubscribers(publish.topic))
    {
        m_localCallbacks[match.subscriber](from.session.GetClientId(), publish);
    }
    Route(std::move(publish));
}

void
MqttBroker::HandleSubscribe(MqttConnection& from, const MqttSubscribe& subscribe)
{
    const MqttSuback suback = MqttSession::Grant(subscribe);
    for (std::size_t i = 0; i < subscribe.subscriptions.size(); ++i)
    {
        m_subscriptions.Subscribe(subscribe.subscriptions[i].filter,
                                  from.id.slot,
                                  static_cast<uint8_t>(suback.reasonCodes[i]));
    }
    from.channel->Send(MqttCodec::Encode(MqttPacket(suback), MqttVersion::V3_1_1));
    for (std::size_t i = 0; m_subscribedCallback && i < subscribe.subscriptions.size(); ++i)
    {
        m_subscribedCallback(from.session.GetClientId(), subscribe.subscriptions[i].filter);
    }
}

uint32_t
MqttBroker::PublishLocally(const std::string& topic,
                           const SharedBytes& payload,
                           uint8_t qos,
                           const std::string& except)
{
    NS_ASSERT_MSG(IsMqttTopicName(topic), "not a topic name: " << topic);
    NS_ASSERT_MSG(qos <= 1, "QoS " << +qos << " is not supported");
    const uint32_t count =
        Route({topic, payload, qos}, except.empty() ? nullptr : m_connections.FindClient(except));
    Pump();
    return count;
}

uint32_t
MqttBroker::Route(MqttPublish publish, const MqttConnection* except)
{
    publish.dup = false;    // [MQTT-3.3.1-3]
    publish.retain = false; // [MQTT-3.3.1-9]
    std::vector<MqttRecipient> recipients;
    const auto matches = m_subscriptions.FindSubscribers(publish.topic);
    recipients.reserve(matches.size());
    for (const auto& match : matches)
    {
        const MqttConnectionId id = m_connections.GetId(match.subscriber);
        if (!except || id.slot != except->id.slot)
        {
            recipients.push_back({id, match.qos, 0});
        }
    }
    const auto count = static_cast<uint32_t>(recipients.size());
    m_deliveries.Add(std::move(publish), std::move(recipients));
    return count;
}

} // namespace iotledger
} // namespace ns3
