/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BRIDGE_H
#define MQTT_BRIDGE_H

#include "ns3/application.h"
#include "ns3/mqtt-bridge-topic.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mqtt-client.h"
#include "ns3/mqtt-topic-tree.h"
#include "ns3/traced-callback.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Shares topics of a broker with a remote broker, whose client it is.
 *
 * What clients of the local broker publish goes out by the first topic rule that it matches; what
 * comes in goes to the local subscribers. Messages of QoS 1 and 2 wait while the remote broker
 * cannot be reached, at both ends: the bridge's session there outlives its connections. Messages
 * keep their RETAIN flag and properties.
 *
 * No message comes back to where it was: the remote broker is told to keep the bridge's own
 * messages from it (No Local), and each bridge adds the broker that a message leaves to its user
 * properties, as "via", and carries no message to a broker that is named there. So a message ends
 * even where brokers are bridged in a ring or each to the other; there it may come on each way
 * once.
 *
 * Install it on the broker's node, with the broker's strand, since a bridge is part of it.
 * Source: mosquitto.conf(5) of mosquitto 2.0.11, section Configuring Bridges (topics, queueing).
 * "via" is made after HTTP's header field of that name: RFC 9110, 7.6.3.
 * Left out: MQTT 3.1.1 (it has no No Local); state topics ($SYS/broker/connection); what another
 * bridge of the same broker brings in.
 */
class MqttBridge : public Application
{
  public:
    static TypeId GetTypeId();

    MqttBridge();

    void SetBroker(Ptr<MqttBroker> broker); //!< the local one
    void AddTopic(MqttBridgeTopic topic);   //!< a valid one; earlier topics come first

    /// The client of the remote broker. The bridge has given it MQTT 5.0, a session that never
    /// expires and reconnecting; it wants Remote, a ClientId of its own, transport and costs.
    Ptr<MqttClient> GetClient() const;

    /// A message of @p localTopic goes out.
    typedef void (*ExportedTracedCallback)(const std::string& localTopic,
                                           const MqttPublish& publish);
    /// A message comes in as @p publish, under its local name.
    typedef void (*ImportedTracedCallback)(const MqttPublish& publish);
    /// A message of @p localTopic stays here: the remote broker is away and the queue is full.
    typedef void (*DroppedTracedCallback)(const std::string& localTopic);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    void Subscribe();
    void Export(std::size_t index, const MqttPublish& publish);
    void Import(const MqttPublish& publish);

    uint32_t m_maximumQueued;
    std::string m_localName;
    std::string m_remoteName;
    Ptr<MqttBroker> m_broker;
    Ptr<MqttClient> m_client;
    std::vector<MqttBridgeTopic> m_topics;
    MqttTopicTree m_out; //!< subscribers are indices of m_topics
    MqttTopicTree m_in;  //!< the same
    bool m_isRunning{false};

    TracedCallback<const std::string&, const MqttPublish&> m_exportedTrace;
    TracedCallback<const MqttPublish&> m_importedTrace;
    TracedCallback<const std::string&> m_droppedTrace;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BRIDGE_H */
