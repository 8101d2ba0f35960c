/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BROKER_H
#define MQTT_BROKER_H

#include "ns3/application.h"
#include "ns3/message-channel.h"
#include "ns3/mqtt-packet.h"
#include "ns3/strand.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An MQTT 3.1.1 broker: one event loop (a Strand), as mosquitto.
 *
 * Each packet read costs PacketCost plus the read cost of its bytes; each delivery to a subscriber
 * costs DeliveryCost plus the write cost of its bytes. Both run in order on the strand, so
 * deliveries of one PUBLISH leave one after another, in order of subscription.
 * A part of the program that is no client (a plug-in, as mosquitto calls it) may take messages
 * by SubscribeLocally and send by PublishLocally.
 */
class MqttBroker : public Application
{
  public:
    using CostFunction = std::function<Time(uint64_t bytes)>;
    /// A PUBLISH that matches a plug-in's filter. Runs after the packet's cost, before deliveries.
    using LocalCallback =
        std::function<void(const std::string& clientId, const MqttPublish& publish)>;
    /// A client subscribed (called after SUBACK was sent).
    using SubscribedCallback =
        std::function<void(const std::string& clientId, const std::string& filter)>;

    static TypeId GetTypeId();

    void SetTransport(Ptr<Transport> transport);
    void SetStrand(Ptr<Strand> strand);
    void SetCosts(CostFunction read, CostFunction write);

    void SubscribeLocally(const std::string& filter, LocalCallback callback);
    void SetSubscribedCallback(SubscribedCallback callback);

    /// Delivers to every session subscribed to @p topic, each at DeliveryCost, @p except left out.
    /// @return to how many.
    uint32_t PublishLocally(const std::string& topic,
                            const SharedBytes& payload,
                            uint8_t qos,
                            const std::string& except = "");

    uint32_t GetSessions() const;

    /// A PUBLISH has come in whole at @p arrived; its costs are paid now.
    typedef void (*ReceivedTracedCallback)(const std::string& clientId,
                                           const MqttPublish& publish,
                                           uint32_t packetBytes,
                                           Time arrived);
    /// A PUBLISH has been handed to the channel of @p clientId, its delivery cost paid.
    typedef void (*DeliveredTracedCallback)(const std::string& clientId,
                                            const MqttPublish& publish,
                                            uint32_t packetBytes);
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BROKER_H */
