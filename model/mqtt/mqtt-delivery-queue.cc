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
    const MqttConnection* connection = FindReceiver(session);
    if (!connection)
    {
        return; // the session keeps it for the client's return
    }
    MqttRecipient recipient{session,
                            delivery.qos,
                            delivery.retain,
                            delivery.dup,
                            delivery.packetId,
                            std::move(delivery.identifiers),
                            connection->id};
    MqttPublish publish = delivery.message->publish;
    m_given.push_back(
        {std::move(delivery.message), std::move(publish), {std::move(recipient)}, 0, nullptr, {}});
}

void
MqttDeliveryQueue::Clear()
{
    m_current = nullptr;
    m_given.clear();
    m_fanOuts.clear();
}

MqttDeliveryQueue::FanOut*
MqttDeliveryQueue::GetFront()
{
    auto& fanOuts = m_given.empty() ? m_fanOuts : m_given;
    return fanOuts.empty() ? nullptr : &fanOuts.front();
}

bool
MqttDeliveryQueue::Advance()
{
    m_current = nullptr;
    while (FanOut* fanOut = GetFront())
    {
        if (fanOut->next < fanOut->recipients.size())
        {
            if (Prepare(*fanOut, fanOut->recipients[fanOut->next++]))
            {
                m_current = fanOut;
                return true;
            }
            continue;
        }
        const DoneCallback done = std::move(fanOut->done);
        (m_given.empty() ? m_fanOuts : m_given).pop_front();
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
    if (recipient.packetId != 0)
    {
        if (!connection || connection->id != recipient.connection) // repeated on the next one
        {
            return false;
        }
    }
    else
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
    m_receiver = recipient.session;
    m_connection = connection->id;
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
    MqttConnection* connection = m_current ? FindReceiver(m_receiver) : nullptr;
    return connection && connection->id == m_connection ? connection : nullptr;
}

const MqttPublish&
MqttDeliveryQueue::GetPublish() const
{
    return m_current->publish;
}

const SharedBytes&
MqttDeliveryQueue::GetBytes() const
{
    return m_bytes;
}

} // namespace iotledger
} // namespace ns3
