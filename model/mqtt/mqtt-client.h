/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CLIENT_H
#define MQTT_CLIENT_H

#include "ns3/application.h"
#include "ns3/message-channel.h"
#include "ns3/mqtt-packet.h"
#include "ns3/strand.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An MQTT 3.1.1 client on a node.
 *
 * (attributes: ClientId, Remote (Address), KeepAlive, ReconnectDelay?…; collaborators set by the
 * helper: transport, strand, and what reading and writing a message costs.)
 */
class MqttClient : public Application
{
  public:
    /// What reading or writing a packet of so many bytes costs the CPU; null: nothing.
    using CostFunction = std::function<Time(uint64_t bytes)>;
    using ConnectedCallback = std::function<void()>; //!< CONNACK accepted
    /// A PUBLISH has been read. @p arrived: when its last byte came, before the CPU took it up.
    using PublishCallback = std::function<void(const MqttPublish& publish, Time arrived)>;
    using SubscribedCallback = std::function<void()>; //!< SUBACK with no failure
    using ClosedCallback = std::function<void(MessageChannel::CloseReason)>;

    static TypeId GetTypeId();

    void SetTransport(Ptr<Transport> transport);
    void SetStrand(Ptr<Strand> strand);
    void SetCosts(CostFunction read, CostFunction write);
    void SetCallbacks(/* the four above */);

    /// Subscribes to @p filters at the QoS given with each; @p done at SUBACK.
    void Subscribe(const std::vector<MqttSubscription>& filters, SubscribedCallback done);

    /**
     * Publishes. The write cost runs on the strand first; then the packet goes to the channel.
     * @param sent called when the packet has been handed to the channel (may be null)
     */
    void Publish(const std::string& topic,
                 const SharedBytes& payload,
                 uint8_t qos,
                 std::function<void()> sent);

    void Disconnect();
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CLIENT_H */
