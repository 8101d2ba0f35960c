/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// MqttBroker: what it does with each packet.

#include "mqtt-broker.h"

#include "ns3/mqtt-string.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr MqttFault WRONG_ACKNOWLEDGEMENT{
    MqttReasonCode::PROTOCOL_ERROR,
    "an acknowledgement that does not fit the QoS of the message (4.3)"};

} // namespace

void
MqttBroker::Handle(MqttConnection& from, MqttPublish& publish)
{
    const uint16_t packetId = publish.packetId;
    if (publish.qos == 2)
    {
        TakeExactlyOnce(from, publish);
        return;
    }
    std::optional<MqttPacket> answer;
    if (publish.qos == 1)
    {
        answer = MqttPuback{packetId};
    }
    TakePublish(from, MakeMessage(std::move(publish)), std::move(answer));
}

void
MqttBroker::TakeExactlyOnce(MqttConnection& from, MqttPublish& publish) // 4.3.3, method B
{
    auto& incoming = from.session->incoming;
    const uint16_t packetId = publish.packetId;
    auto reason = MqttReasonCode::SUCCESS;
    if (incoming.count(packetId) == 0) // else it has come before
    {
        if (from.IsV5() && incoming.size() >= m_limits.receiveMaximum)
        {
            HandleFault(from,
                        {MqttReasonCode::RECEIVE_MAXIMUM_EXCEEDED,
                         "more messages of QoS 2 than the Receive Maximum [MQTT-3.3.4-9]"});
            return;
        }
        if (MayWrite(*from.session, publish.topic))
        {
            incoming.emplace(packetId, MakeMessage(std::move(publish)));
        }
        else
        {
            reason = MqttReasonCode::NOT_AUTHORIZED;
        }
    }
    Transmit(from, MqttPubrec{packetId, reason, {}});
}

void
MqttBroker::TakePublish(MqttConnection& from,
                        const MqttMessagePtr& message,
                        std::optional<MqttPacket> answer)
{
    const MqttSession& session = *from.session;
    uint32_t count = 0;
    const bool isAllowed = MayWrite(session, message->publish.topic);
    if (isAllowed)
    {
        count = PublishFor(session, message);
    }
    if (!answer)
    {
        return;
    }
    if (auto* puback = std::get_if<MqttPuback>(&*answer))
    {
        puback->reasonCode = !isAllowed   ? MqttReasonCode::NOT_AUTHORIZED
                             : count == 0 ? MqttReasonCode::NO_MATCHING_SUBSCRIBERS
                                          : MqttReasonCode::SUCCESS;
    }
    // As mosquitto: the publisher hears when the message has gone out to the others.
    m_loops[from.loop]->GetDeliveries().Add(message,
                                            {},
                                            [this, id = from.id, packet = std::move(*answer)] {
                                                MqttConnection* publisher = m_connections.Find(id);
                                                if (publisher && !publisher->hasEnded)
                                                {
                                                    Transmit(*publisher, packet);
                                                }
                                            });
}

void
MqttBroker::Handle(MqttConnection& from, MqttPuback& puback)
{
    if (!from.session->outbox.HandlePuback(puback.packetId))
    {
        HandleFault(from, WRONG_ACKNOWLEDGEMENT);
        return;
    }
    SendNext(from);
}

void
MqttBroker::Handle(MqttConnection& from, MqttPubrec& pubrec)
{
    const bool isRefusal = IsFailure(pubrec.reasonCode);
    if (!from.session->outbox.HandlePubrec(pubrec.packetId, isRefusal))
    {
        HandleFault(from, WRONG_ACKNOWLEDGEMENT);
        return;
    }
    if (!isRefusal) // 4.3.3; as mosquitto, also for a message that is not known any more
    {
        Transmit(from, MqttPubrel{pubrec.packetId});
    }
    SendNext(from);
}

void
MqttBroker::Handle(MqttConnection& from, MqttPubrel& pubrel)
{
    auto& incoming = from.session->incoming;
    const auto held = incoming.find(pubrel.packetId);
    if (held == incoming.end()) // repeated; as mosquitto, without a reason code
    {
        Transmit(from, MqttPubcomp{pubrel.packetId});
        return;
    }
    const MqttMessagePtr message = std::move(held->second);
    incoming.erase(held);
    TakePublish(from, message, MqttPubcomp{pubrel.packetId});
}

void
MqttBroker::Handle(MqttConnection& from, MqttPubcomp& pubcomp)
{
    if (!from.session->outbox.HandlePubcomp(pubcomp.packetId))
    {
        HandleFault(from, WRONG_ACKNOWLEDGEMENT);
        return;
    }
    SendNext(from);
}

void
MqttBroker::Handle(MqttConnection& from, MqttSubscribe& subscribe)
{
    const uint32_t identifier =
        subscribe.properties.GetNumber(MqttPropertyId::SUBSCRIPTION_IDENTIFIER, 0);
    MqttSuback suback{subscribe.packetId, {}, {}};
    std::vector<bool> isNew;
    for (const auto& subscription : subscribe.subscriptions)
    {
        if (MqttSysTopics::IsAbout(subscription.filter) && !m_sysEvent.IsRunning())
        {
            TellStatistics(); // they were not kept up while nobody asked
        }
        const uint8_t qos = std::min(subscription.qos, m_maxQos);
        suback.reasonCodes.push_back(static_cast<MqttReasonCode>(qos));
        isNew.push_back(
            m_subscriptions.Subscribe(subscription, qos, identifier, from.session->id.slot));
    }
    Transmit(from, suback);
    for (std::size_t i = 0; i < subscribe.subscriptions.size(); ++i)
    {
        const auto& subscription = subscribe.subscriptions[i];
        const auto handling = subscription.retainHandling;
        if (handling == MqttRetainHandling::SEND ||
            (handling == MqttRetainHandling::SEND_IF_NEW && isNew[i]))
        {
            SendRetained(from, subscription, identifier);
        }
    }
    for (const auto& subscription : subscribe.subscriptions)
    {
        m_subscribedTrace(from.clientId, subscription.filter);
    }
}

void
MqttBroker::SendRetained(MqttConnection& to,
                         const MqttSubscription& subscription,
                         uint32_t identifier)
{
    if (SplitSharedFilter(subscription.filter))
    {
        return; // 4.8.2: none for shared subscriptions
    }
    for (const auto& message : m_retained.Find(subscription.filter, Simulator::Now()))
    {
        if (!MayRead(*to.session, message->publish.topic))
        {
            continue;
        }
        const uint8_t qos = std::min({message->publish.qos, subscription.qos, m_maxQos});
        MqttRecipient recipient{to.session->id, qos, true, false, 0, {}};
        if (identifier != 0)
        {
            recipient.identifiers.push_back(identifier);
        }
        m_loops[to.loop]->GetDeliveries().Add(message, {std::move(recipient)});
    }
}

void
MqttBroker::Handle(MqttConnection& from, MqttUnsubscribe& unsubscribe)
{
    MqttUnsuback unsuback{unsubscribe.packetId, {}, {}};
    for (const auto& filter : unsubscribe.filters)
    {
        const bool existed = m_subscriptions.Unsubscribe(filter, from.session->id.slot);
        unsuback.reasonCodes.push_back(existed ? MqttReasonCode::SUCCESS
                                               : MqttReasonCode::NO_SUBSCRIPTION_EXISTED);
    }
    Transmit(from, unsuback);
}

void
MqttBroker::Handle(MqttConnection& from, MqttPingreq& /* pingreq */)
{
    Transmit(from, MqttPingresp());
}

} // namespace iotledger
} // namespace ns3
