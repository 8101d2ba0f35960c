/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// MqttBroker: where messages go, and what it sends.

#include "mqtt-broker.h"

#include "ns3/assert.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-string.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

uint32_t
MqttBroker::PublishLocally(const std::string& topic,
                           const SharedBytes& payload,
                           uint8_t qos,
                           const std::string& except)
{
    return PublishLocally({topic, payload, qos}, except);
}

uint32_t
MqttBroker::PublishLocally(MqttPublish publish, const std::string& except)
{
    NS_ASSERT_MSG(IsMqttTopicName(publish.topic), "not a topic name: " << publish.topic);
    const uint32_t count = Route(MakeMessage(std::move(publish)), MqttTopicTree::NOBODY, except);
    PumpAll();
    return count;
}

uint32_t
MqttBroker::PublishFor(const MqttSession& session, const MqttMessagePtr& message)
{
    const uint32_t publisher = session.id.slot;
    const auto plugIns = m_localSubscriptions.FindSubscribers(message->publish.topic);
    for (const auto& match : plugIns)
    {
        m_localCallbacks[match.subscriber](session.clientId, message->publish);
    }
    return static_cast<uint32_t>(plugIns.size()) + Route(message, publisher);
}

MqttMessagePtr
MqttBroker::MakeMessage(MqttPublish publish) const
{
    publish.dup = false; // [MQTT-3.3.1-3]
    publish.packetId = 0;
    return std::make_shared<const MqttMessage>(MqttMessage{std::move(publish), Simulator::Now()});
}

std::vector<MqttTopicTree::Match>
MqttBroker::FindReceivers(const std::string& topic, uint32_t publisher)
{
    // As mosquitto: a client of 5.0 gets a copy for each of its subscriptions, others one.
    return m_subscriptions.Find(
        topic,
        publisher,
        [this](uint32_t slot) { return m_sessions.GetAt(slot)->connection; },
        [this](uint32_t slot) { return !m_sessions.GetAt(slot)->isV5; });
}

uint32_t
MqttBroker::Route(const MqttMessagePtr& message, uint32_t publisher, const std::string& except)
{
    const MqttPublish& publish = message->publish;
    if (publish.retain && m_retainAvailable)
    {
        m_retained.Put(message);
    }
    auto matches = FindReceivers(publish.topic, publisher);
    std::vector<std::vector<MqttRecipient>> recipients(m_loops.size());
    recipients.front().reserve(matches.size());
    uint32_t count = 0;
    for (auto& match : matches)
    {
        const MqttSession& session = *m_sessions.GetAt(match.subscriber);
        if (session.clientId == except)
        {
            continue;
        }
        ++count; // as mosquitto, also one that may not read it
        if (!MayRead(session, publish.topic))
        {
            continue;
        }
        // The client's thread delivers; any one puts the message by for a client that is away.
        const uint32_t loop = session.connection ? session.connection->loop : 0;
        recipients[loop].push_back({session.id,
                                    std::min(publish.qos, match.qos),
                                    match.retainAsPublished && publish.retain,
                                    false,
                                    0,
                                    std::move(match.identifiers)});
    }
    for (std::size_t loop = 0; loop < m_loops.size(); ++loop)
    {
        m_loops[loop]->GetDeliveries().Add(message, std::move(recipients[loop]));
    }
    return count;
}

bool
MqttBroker::MayRead(const MqttSession& session, const std::string& topic) const
{
    return !m_access || m_access->MayRead(session.clientId, session.userName, topic);
}

bool
MqttBroker::MayWrite(const MqttSession& session, const std::string& topic) const
{
    const bool isReserved = topic.compare(0, 4, "$SYS") == 0 || topic.compare(0, 7, "$share/") == 0;
    return !isReserved &&
           (!m_access || m_access->MayWrite(session.clientId, session.userName, topic));
}

void
MqttBroker::Drop(const std::string& clientId, const MqttPublish& publish)
{
    ++m_statistics.publishDropped;
    m_droppedTrace(clientId, publish);
}

void
MqttBroker::PumpAll()
{
    for (const auto& loop : m_loops)
    {
        loop->Pump();
    }
}

void
MqttBroker::TellStatistics()
{
    const MqttBrokerStatistics::State state{Simulator::Now() - m_started,
                                            m_connected,
                                            m_sessions.GetCount(),
                                            m_subscriptions.GetCount(),
                                            m_subscriptions.GetSharedCount(),
                                            m_retained.GetCount(),
                                            m_retained.GetBytes()};
    for (auto& change : m_sysTopics.TakeChanges(m_statistics.Describe(state)))
    {
        Route(MakeMessage(std::move(change)), MqttTopicTree::NOBODY);
    }
    if (m_sysInterval.IsZero())
    {
        return;
    }
    m_sysEvent = Simulator::Schedule(m_sysInterval, [this] {
        if (HasSysSubscribers())
        {
            TellStatistics();
            PumpAll();
        }
    });
}

bool
MqttBroker::HasSysSubscribers() const
{
    const auto topics = m_statistics.Describe({});
    return std::any_of(topics.begin(), topics.end(), [&](const auto& topic) {
        return m_subscriptions.IsWanted(topic.first);
    });
}

void
MqttBroker::Deliver(MqttConnection& to, const MqttPublish& publish, const SharedBytes& bytes)
{
    ++m_statistics.messagesSent;
    ++m_statistics.publishSent;
    m_statistics.bytesSent += bytes.GetSize();
    m_statistics.publishBytesSent += publish.payload.GetSize();
    to.channel->Send(bytes);
    m_deliveredTrace(to.clientId, publish, static_cast<uint32_t>(bytes.GetSize()));
}

void
MqttBroker::Transmit(MqttConnection& to, const MqttPacket& packet)
{
    const SharedBytes bytes = MqttCodec::Encode(packet, to.reader.GetVersion());
    ++m_statistics.messagesSent;
    m_statistics.bytesSent += bytes.GetSize();
    to.channel->Send(bytes);
}

} // namespace iotledger
} // namespace ns3
