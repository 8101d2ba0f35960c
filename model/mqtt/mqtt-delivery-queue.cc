/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-delivery-queue.h"

#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-connection.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// Gives @p publish the properties of a delivery, in the order of mosquitto 2.0.11: identifiers
/// first, what is left of the life of the message [MQTT-3.3.2-6] last.
void
SetProperties(MqttPublish& publish,
              const MqttMessage& message,
              const MqttRecipient& recipient,
              int64_t remaining)
{
    const auto& original = message.publish.properties;
    if (recipient.identifiers.empty() && original.IsEmpty())
    {
        publish.properties = {};
        return;
    }
    MqttProperties properties;
    for (const uint32_t identifier : recipient.identifiers)
    {
        properties.Add(MqttPropertyId::SUBSCRIPTION_IDENTIFIER, identifier);
    }
    for (const auto& entry : original.GetEntries())
    {
        if (entry.id != MqttPropertyId::MESSAGE_EXPIRY_INTERVAL)
        {
            properties.Add(entry.id, entry.value);
        }
    }
    if (remaining != UINT32_MAX)
    {
        properties.Add(MqttPropertyId::MESSAGE_EXPIRY_INTERVAL, static_cast<uint32_t>(remaining));
    }
    publish.properties = std::move(properties);
}

} // namespace

MqttDeliveryQueue::MqttDeliveryQueue(const MqttSessionTable& sessions, DroppedCallback dropped)
    : m_sessions(sessions),
      m_dropped(std::move(dropped))
{
}

void
MqttDeliveryQueue::Add(MqttMessagePtr message,
                       std::vector<MqttRecipient> recipients,
                       DoneCallback done)
{
    if (!recipients.empty() || done)
    {
        MqttPublish publish = message->publish;
        m_fanOuts.push_back({std::move(message),
                             std::move(publish),
                             std::move(recipients),
                             0,
                             std::move(done),
                             {}});
    }
}

void
MqttDeliveryQueue::Add(MqttSlotId session, MqttDelivery delivery)
{
    MqttRecipient recipient{session,
                            delivery.qos,
                            delivery.retain,
                            delivery.dup,
                            delivery.packetId,
                            std::move(delivery.identifiers)};
    Add(std::move(delivery.message), {std::move(recipient)});
}

void
MqttDeliveryQueue::Clear()
{
    m_fanOuts.clear();
}

bool
MqttDeliveryQueue::Advance()
{
    while (!m_fanOuts.empty())
    {
        FanOut& fanOut = m_fanOuts.front();
        while (fanOut.next < fanOut.recipients.size())
        {
            if (Prepare(fanOut, fanOut.recipients[fanOut.next++]))
            {
                return true;
            }
        }
        const DoneCallback done = std::move(fanOut.done);
        m_fanOuts.pop_front();
        if (done)
        {
            done();
        }
    }
    return false;
}

bool
MqttDeliveryQueue::Prepare(FanOut& fanOut, MqttRecipient& recipient)
{
    MqttSession* session = m_sessions.Find(recipient.session);
    if (!session)
    {
        return false;
    }
    const MqttConnection* connection = FindReceiver(recipient.session);
    if (recipient.packetId == 0)
    {
        MqttDelivery delivery{fanOut.message, recipient.qos, recipient.retain, false, 0, {}};
        delivery.identifiers = recipient.identifiers;
        const auto verdict = session->outbox.Offer(delivery, connection);
        recipient.packetId = delivery.packetId;
        if (verdict == MqttOutbox::Verdict::DROPPED)
        {
            m_dropped(session->clientId, fanOut.message->publish);
        }
        if (verdict != MqttOutbox::Verdict::SEND)
        {
            return false;
        }
    }
    if (!connection) // a repetition: the session keeps it for the client's return
    {
        return false;
    }
    m_receiver = recipient.session;
    if (!Encode(fanOut, recipient, *connection))
    {
        m_dropped(session->clientId, fanOut.message->publish);
        session->outbox.Discard(recipient.packetId);
        if (auto next = session->outbox.Next(Simulator::Now()))
        {
            Add(recipient.session, std::move(*next));
        }
        return false;
    }
    return true;
}

bool
MqttDeliveryQueue::Encode(FanOut& fanOut,
                          const MqttRecipient& recipient,
                          const MqttConnection& connection)
{
    const MqttVersion version = connection.reader.GetVersion();
    const int64_t remaining = fanOut.message->GetRemaining(Simulator::Now());
    if (remaining < 0)
    {
        return false;
    }
    MqttPublish& publish = fanOut.publish;
    publish.qos = recipient.qos;
    publish.retain = recipient.retain;
    publish.dup = recipient.dup;
    publish.packetId = recipient.packetId;
    const bool expires = remaining != UINT32_MAX;
    const bool isShared = publish.qos == 0 && recipient.identifiers.empty() && !expires;
    SharedBytes& shared = fanOut.shared[(connection.IsV5() ? 2 : 0) + (publish.retain ? 1 : 0)];
    if (isShared && !shared.IsEmpty())
    {
        m_bytes = shared;
    }
    else
    {
        SetProperties(publish, *fanOut.message, recipient, remaining);
        m_bytes = MqttCodec::Encode(publish, version);
        if (isShared)
        {
            shared = m_bytes;
        }
    }
    return m_bytes.GetSize() <= connection.maxPacketSize; // [MQTT-3.1.2-24, -25]
}

MqttConnection*
MqttDeliveryQueue::FindReceiver(MqttSlotId id) const
{
    const MqttSession* session = m_sessions.Find(id);
    MqttConnection* connection = session ? session->connection : nullptr;
    return connection && connection->hasPeer && !connection->hasEnded ? connection : nullptr;
}

MqttConnection*
MqttDeliveryQueue::GetReceiver() const
{
    return m_fanOuts.empty() ? nullptr : FindReceiver(m_receiver);
}

const MqttPublish&
MqttDeliveryQueue::GetPublish() const
{
    return m_fanOuts.front().publish;
}

const SharedBytes&
MqttDeliveryQueue::GetBytes() const
{
    return m_bytes;
}

} // namespace iotledger
} // namespace ns3
