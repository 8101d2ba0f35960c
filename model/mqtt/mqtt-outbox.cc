/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-outbox.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

void
MqttOutbox::SetLimits(const Limits& limits)
{
    m_limits = limits;
}

void
MqttOutbox::SetReceiveMaximum(uint16_t maximum)
{
    m_receiveMaximum = maximum;
}

MqttOutbox::Verdict
MqttOutbox::Offer(MqttDelivery& delivery, bool isConnected)
{
    if (delivery.qos == 0)
    {
        return isConnected ? Verdict::SEND : Verdict::MISSED;
    }
    if (isConnected && m_queue.empty() && HasWindow())
    {
        TakeOff(delivery);
        return Verdict::SEND;
    }
    const uint64_t bytes = delivery.message->publish.payload.GetSize();
    if (!HasRoom(bytes))
    {
        return Verdict::DROPPED;
    }
    m_queuedBytes += bytes;
    m_queue.push_back(delivery);
    m_queue.back().packetId = m_ids.Allocate(); // as mosquitto; 0 if none is free yet
    return Verdict::QUEUED;
}

std::optional<MqttDelivery>
MqttOutbox::Next(Time now)
{
    while (!m_queue.empty() && HasWindow())
    {
        MqttDelivery delivery = std::move(m_queue.front());
        m_queue.pop_front();
        m_queuedBytes -= delivery.message->publish.payload.GetSize();
        if (delivery.message->GetRemaining(now) >= 0)
        {
            TakeOff(delivery);
            return delivery;
        }
        m_ids.Release(delivery.packetId);
    }
    return std::nullopt;
}

bool
MqttOutbox::HandlePuback(uint16_t packetId)
{
    const auto message = Find(packetId);
    if (message == m_inFlight.end())
    {
        return true;
    }
    if (message->delivery.qos != 1)
    {
        return false;
    }
    Complete(message);
    return true;
}

bool
MqttOutbox::HandlePubrec(uint16_t packetId, bool isRefusal)
{
    const auto message = Find(packetId);
    if (message == m_inFlight.end())
    {
        return true;
    }
    if (message->delivery.qos != 2)
    {
        return false;
    }
    message->isReleased = true;
    if (isRefusal) // 4.3.3: nothing follows
    {
        Complete(message);
    }
    return true;
}

bool
MqttOutbox::HandlePubcomp(uint16_t packetId)
{
    const auto message = Find(packetId);
    if (message == m_inFlight.end())
    {
        return true;
    }
    if (message->delivery.qos != 2 || !message->isReleased)
    {
        return false;
    }
    Complete(message);
    return true;
}

void
MqttOutbox::Discard(uint16_t packetId)
{
    if (const auto message = Find(packetId); message != m_inFlight.end())
    {
        Complete(message);
    }
}

std::vector<MqttOutbox::Retry>
MqttOutbox::TakeRetries()
{
    PutBack();
    std::vector<Retry> retries;
    for (const auto& message : m_inFlight)
    {
        retries.push_back({std::nullopt, message.delivery.packetId});
        if (!message.isReleased)
        {
            retries.back().publish = message.delivery;
        }
    }
    return retries;
}

void
MqttOutbox::PutBack()
{
    std::deque<InFlight> kept;
    std::deque<MqttDelivery> waiting;
    std::size_t sent = 0;
    for (auto& message : m_inFlight)
    {
        message.delivery.dup = true; // [MQTT-3.3.1-1]
        if (message.isReleased || sent++ < m_receiveMaximum)
        {
            kept.push_back(std::move(message));
            continue;
        }
        m_queuedBytes += message.delivery.message->publish.payload.GetSize();
        waiting.push_back(std::move(message.delivery));
    }
    m_inFlight = std::move(kept);
    m_queue.insert(m_queue.begin(), waiting.begin(), waiting.end());
}

std::size_t
MqttOutbox::GetInFlight() const
{
    return m_inFlight.size();
}

std::size_t
MqttOutbox::GetQueued() const
{
    return m_queue.size();
}

uint64_t
MqttOutbox::GetQueuedBytes() const
{
    return m_queuedBytes;
}

bool
MqttOutbox::HasWindow() const
{
    const std::size_t count = m_inFlight.size();
    return count < m_receiveMaximum && (m_limits.inFlight == 0 || count < m_limits.inFlight);
}

bool
MqttOutbox::HasRoom(uint64_t bytes) const
{
    return (m_limits.queued == 0 || m_queue.size() < m_limits.queued) &&
           (m_limits.queuedBytes == 0 || m_queuedBytes + bytes <= m_limits.queuedBytes);
}

void
MqttOutbox::TakeOff(MqttDelivery& delivery)
{
    if (delivery.packetId == 0)
    {
        delivery.packetId = m_ids.Allocate();
    }
    m_inFlight.push_back({delivery, false});
}

std::deque<MqttOutbox::InFlight>::iterator
MqttOutbox::Find(uint16_t packetId)
{
    return std::find_if(m_inFlight.begin(), m_inFlight.end(), [&](const InFlight& message) {
        return message.delivery.packetId == packetId;
    });
}

void
MqttOutbox::Complete(std::deque<InFlight>::iterator message)
{
    m_ids.Release(message->delivery.packetId);
    m_inFlight.erase(message);
}

} // namespace iotledger
} // namespace ns3
