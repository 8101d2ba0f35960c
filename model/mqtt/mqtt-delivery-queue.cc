/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-delivery-queue.h"

#include "ns3/mqtt-codec.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

MqttDeliveryQueue::MqttDeliveryQueue(const MqttConnectionTable& connections)
    : m_connections(connections)
{
}

void
MqttDeliveryQueue::Add(MqttPublish publish, std::vector<MqttRecipient> recipients)
{
    if (!recipients.empty())
    {
        const uint8_t qos = publish.qos;
        m_fanOuts.push_back({std::move(publish), qos, std::move(recipients), 0, {}});
    }
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
        m_fanOuts.pop_front();
    }
    return false;
}

bool
MqttDeliveryQueue::Prepare(FanOut& fanOut, const MqttRecipient& recipient)
{
    MqttConnection* receiver = FindReceiver(recipient.id);
    if (!receiver)
    {
        return false;
    }
    MqttPublish& publish = fanOut.publish;
    publish.qos = std::min(fanOut.qos, recipient.qos);
    publish.packetId = recipient.packetId;
    if (publish.packetId == 0 && !receiver->session.Prepare(publish))
    {
        return false;
    }
    m_receiver = recipient.id;
    if (publish.qos > 0)
    {
        m_bytes = MqttCodec::Encode(publish, MqttVersion::V3_1_1);
        return true;
    }
    if (fanOut.unnumbered.IsEmpty())
    {
        fanOut.unnumbered = MqttCodec::Encode(publish, MqttVersion::V3_1_1);
    }
    m_bytes = fanOut.unnumbered;
    return true;
}

MqttConnection*
MqttDeliveryQueue::FindReceiver(MqttConnectionId id) const
{
    MqttConnection* connection = m_connections.Find(id);
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
