/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bridge.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MqttBridge);

namespace
{

using Id = MqttPropertyId;

constexpr std::string_view VIA = "via";

/// @return whether @p properties name @p broker among those that the message has left.
bool
WentVia(const MqttProperties& properties, const std::string& broker)
{
    const auto& entries = properties.GetEntries();
    return std::any_of(entries.begin(), entries.end(), [&](const MqttProperties::Entry& entry) {
        const auto* pair = std::get_if<MqttProperties::Pair>(&entry.value);
        return pair && pair->first == VIA && pair->second == broker;
    });
}

/// @return @p properties for the next connection of a message that leaves @p broker.
MqttProperties
PassOn(const MqttProperties& properties, const std::string& broker)
{
    MqttProperties passed = properties;
    passed.Remove(Id::TOPIC_ALIAS);
    passed.Remove(Id::SUBSCRIPTION_IDENTIFIER);
    passed.Add(Id::USER_PROPERTY, MqttProperties::Pair(VIA, broker));
    return passed;
}

/// @return the first topic of @p tree that matches @p topic, or NOBODY.
uint32_t
FindFirst(const MqttTopicTree& tree, const std::string& topic)
{
    uint32_t first = MqttTopicTree::NOBODY;
    for (const auto& match : tree.FindSubscribers(topic))
    {
        first = std::min(first, match.subscriber);
    }
    return first;
}

} // namespace

TypeId
MqttBridge::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::MqttBridge")
            .SetParent<Application>()
            .SetGroupName("IotLedger")
            .AddConstructor<MqttBridge>()
            .AddAttribute("MaximumQueued",
                          "The most messages that wait for the remote broker; "
                          "further ones are dropped. 0: no limit. The default is mosquitto "
                          "2.0.11's max_queued_messages. Messages of QoS 0 do not wait for a "
                          "connection (its queue_qos0_messages, false).",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&MqttBridge::m_maximumQueued),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("LocalName",
                          "The name of the local broker in \"via\", the same at all bridges.",
                          StringValue(),
                          MakeStringAccessor(&MqttBridge::m_localName),
                          MakeStringChecker())
            .AddAttribute("RemoteName",
                          "The name of the remote broker in \"via\", the same at all bridges.",
                          StringValue(),
                          MakeStringAccessor(&MqttBridge::m_remoteName),
                          MakeStringChecker())
            .AddTraceSource("Exported",
                            "A message is handed to the remote broker's client.",
                            MakeTraceSourceAccessor(&MqttBridge::m_exportedTrace),
                            "ns3::iotledger::MqttBridge::ExportedTracedCallback")
            .AddTraceSource("Imported",
                            "A message of the remote broker is handed to the local one.",
                            MakeTraceSourceAccessor(&MqttBridge::m_importedTrace),
                            "ns3::iotledger::MqttBridge::ImportedTracedCallback")
            .AddTraceSource("Dropped",
                            "A message that should go out does not.",
                            MakeTraceSourceAccessor(&MqttBridge::m_droppedTrace),
                            "ns3::iotledger::MqttBridge::DroppedTracedCallback");
    return tid;
}

MqttBridge::MqttBridge()
    : m_client(CreateObject<MqttClient>())
{
    // mosquitto 2.0.11: cleansession false, restart_timeout from 5 s up to 30 s.
    m_client->SetAttribute("ProtocolVersion", UintegerValue(5));
    m_client->SetAttribute("CleanStart", BooleanValue(false));
    m_client->SetAttribute("SessionExpiryInterval", TimeValue(Seconds(UINT32_MAX)));
    m_client->SetAttribute("ReconnectDelay", TimeValue(Seconds(5)));
    m_client->SetAttribute("MaximumReconnectDelay", TimeValue(Seconds(30)));
}

void
MqttBridge::SetBroker(Ptr<MqttBroker> broker)
{
    m_broker = std::move(broker);
}

void
MqttBridge::AddTopic(MqttBridgeTopic topic)
{
    NS_ABORT_MSG_IF(!topic.IsValid(),
                    "MqttBridge: the topic '" << topic.pattern << "' with the prefixes '"
                                              << topic.localPrefix << "' and '"
                                              << topic.remotePrefix << "' is not valid");
    m_topics.push_back(std::move(topic));
}

Ptr<MqttClient>
MqttBridge::GetClient() const
{
    return m_client;
}

void
MqttBridge::DoDispose()
{
    m_isRunning = false;
    m_broker = nullptr;
    m_client = nullptr;
    Application::DoDispose();
}

void
MqttBridge::StartApplication()
{
    NS_ABORT_MSG_IF(!m_broker, "MqttBridge: no broker is set");
    NS_ABORT_MSG_IF(m_localName.empty() || m_remoteName.empty() || m_localName == m_remoteName,
                    "MqttBridge: LocalName '" << m_localName << "' and RemoteName '" << m_remoteName
                                              << "' must be two names");
    m_isRunning = true;
    for (std::size_t i = 0; i < m_topics.size(); ++i)
    {
        const MqttBridgeTopic& topic = m_topics[i];
        const auto index = static_cast<uint32_t>(i);
        if (topic.IsIn())
        {
            m_in.Subscribe(topic.GetRemoteFilter(), index, {topic.qos});
        }
        if (topic.IsOut())
        {
            m_out.Subscribe(topic.GetLocalFilter(), index, {topic.qos});
            m_broker->SubscribeLocally(
                topic.GetLocalFilter(),
                [this, i](const std::string&, const MqttPublish& publish) { Export(i, publish); });
        }
    }
    m_client->SetCallbacks([this] { Subscribe(); },
                           [this](const MqttPublish& publish, Time) { Import(publish); },
                           nullptr);
    GetNode()->AddApplication(m_client);
}

void
MqttBridge::StopApplication()
{
    m_isRunning = false;
    m_client->Disconnect();
}

void
MqttBridge::Subscribe()
{
    if (m_client->GetConnack().sessionPresent)
    {
        return; // the remote broker knows
    }
    MqttSubscribe subscribe;
    for (const auto& topic : m_topics)
    {
        if (topic.IsIn())
        {
            subscribe.subscriptions.push_back({topic.GetRemoteFilter(), topic.qos, true, true});
        }
    }
    if (!subscribe.subscriptions.empty())
    {
        m_client->Subscribe(std::move(subscribe), nullptr);
    }
}

void
MqttBridge::Export(std::size_t index, const MqttPublish& publish)
{
    if (!m_isRunning || FindFirst(m_out, publish.topic) != index)
    {
        return;
    }
    const MqttBridgeTopic& topic = m_topics[index];
    auto remote = topic.ToRemote(publish.topic);
    if (!remote || WentVia(publish.properties, m_remoteName))
    {
        return;
    }
    const uint8_t qos = std::min(publish.qos, topic.qos);
    const bool isFull = m_maximumQueued > 0 && m_client->GetWaiting() >= m_maximumQueued;
    if (isFull || (qos == 0 && !m_client->IsConnected()))
    {
        m_droppedTrace(publish.topic);
        return;
    }
    MqttPublish copy{std::move(*remote), publish.payload, qos, publish.retain};
    copy.properties = PassOn(publish.properties, m_localName);
    m_exportedTrace(publish.topic, copy);
    m_client->Publish(std::move(copy), nullptr);
}

void
MqttBridge::Import(const MqttPublish& publish)
{
    const uint32_t index = m_isRunning ? FindFirst(m_in, publish.topic) : MqttTopicTree::NOBODY;
    if (index == MqttTopicTree::NOBODY || WentVia(publish.properties, m_localName))
    {
        return;
    }
    auto local = m_topics[index].ToLocal(publish.topic);
    if (!local)
    {
        return;
    }
    MqttPublish copy{std::move(*local), publish.payload, publish.qos, publish.retain};
    copy.properties = PassOn(publish.properties, m_remoteName);
    m_importedTrace(copy);
    m_broker->PublishLocally(std::move(copy));
}

} // namespace iotledger
} // namespace ns3
