/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BROKER_H
#define MQTT_BROKER_H

#include "ns3/application.h"
#include "ns3/mqtt-connection-table.h"
#include "ns3/mqtt-delivery-queue.h"
#include "ns3/mqtt-topic-tree.h"
#include "ns3/strand.h"
#include "ns3/traced-callback.h"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An MQTT 3.1.1 broker: one event loop (a Strand), as mosquitto.
 *
 * Each packet read costs PacketCost plus the read cost of its bytes, and includes its answer; each
 * delivery to a subscriber costs DeliveryCost plus the write cost of its bytes, and includes the
 * PUBACK that comes back, of which only the read cost of its bytes is paid. As in mosquitto the
 * deliveries of a PUBLISH come before the next packet is read; they leave one after another, in
 * order of subscription. A part of the program that is no client (a plug-in, as mosquitto calls
 * it) may take messages by SubscribeLocally and send by PublishLocally.
 *
 * A client whose bytes break the standard is aborted; the others do not notice.
 * Left out: as in MqttSession; retained messages (delivered, not kept); a time limit for CONNECT.
 * A packet is a sign of life when it has come in whole.
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
    void SetStrand(Ptr<Strand> strand);                   //!< null: nothing costs time
    void SetCosts(CostFunction read, CostFunction write); //!< either may be null: nothing per byte

    void SubscribeLocally(const std::string& filter, LocalCallback callback);
    void SetSubscribedCallback(SubscribedCallback callback);

    /// Delivers to every session subscribed to @p topic, each at DeliveryCost, @p except left out.
    /// @return to how many.
    uint32_t PublishLocally(const std::string& topic,
                            const SharedBytes& payload,
                            uint8_t qos,
                            const std::string& except = "");

    uint32_t GetSessions() const; //!< clients whose CONNECT was accepted and that are there still

    /// A PUBLISH has come in whole at @p arrived; its costs are paid now.
    typedef void (*ReceivedTracedCallback)(const std::string& clientId,
                                           const MqttPublish& publish,
                                           uint32_t packetBytes,
                                           Time arrived);
    /// A PUBLISH has been handed to the channel of @p clientId, its delivery cost paid.
    typedef void (*DeliveredTracedCallback)(const std::string& clientId,
                                            const MqttPublish& publish,
                                            uint32_t packetBytes);
    /// A CONNECT has been accepted.
    typedef void (*ConnectedTracedCallback)(const std::string& clientId);
    /// A session has ended.
    typedef void (*DisconnectedTracedCallback)(const std::string& clientId, MqttSessionEnd end);
    /// A client (of unknown id before CONNECT: empty) broke the rule that @p reason tells.
    typedef void (*MalformedTracedCallback)(const std::string& clientId, const std::string& reason);

  protected:
    void DoDispose() override;

  private:
    /// A packet off a channel, or the channel's end.
    struct Inbound
    {
        MqttConnectionId from;
        SharedBytes bytes;
        Time arrived;
        std::optional<MessageChannel::CloseReason> closed;
    };

    void StartApplication() override;
    void StopApplication() override;

    void Accept(Ptr<MessageChannel> channel);
    void TakePacket(MqttConnectionId from, const SharedBytes& bytes);
    void TakeClosed(MqttConnectionId from, MessageChannel::CloseReason reason);
    void End(MqttConnection& connection, MqttSessionEnd end);
    void Pump(); //!< the event loop: one task at a time, deliveries first
    bool StartDelivery();
    bool StartRead();
    void Run(Time cost, void (MqttBroker::*finish)());
    void Finish();
    void FinishDelivery();
    void FinishRead();

    void HandlePacket(MqttConnection& from, MqttPacket& packet);
    void HandleConnect(MqttConnection& from, const MqttConnect& connect);
    void HandlePublish(MqttConnection& from, MqttPublish& publish);
    void HandleSubscribe(MqttConnection& from, const MqttSubscribe& subscribe);
    uint32_t Route(MqttPublish publish, const MqttConnection* except = nullptr);

    uint16_t m_port;
    Time m_packetCost;
    Time m_deliveryCost;
    Ptr<Transport> m_transport;
    Ptr<Strand> m_strand;
    CostFunction m_readCost;
    CostFunction m_writeCost;
    SubscribedCallback m_subscribedCallback;

    MqttConnectionTable m_connections;
    MqttTopicTree m_subscriptions;      //!< subscribers are slots of m_connections
    MqttTopicTree m_localSubscriptions; //!< subscribers are indices of m_localCallbacks
    std::vector<LocalCallback> m_localCallbacks;
    std::deque<Inbound> m_inbox;
    MqttDeliveryQueue m_deliveries{m_connections};
    void (MqttBroker::*m_finish)(){nullptr}; //!< ends the task under way; null: none
    uint64_t m_namesMadeUp{0};

    TracedCallback<const std::string&, const MqttPublish&, uint32_t, Time> m_receivedTrace;
    TracedCallback<const std::string&, const MqttPublish&, uint32_t> m_deliveredTrace;
    TracedCallback<const std::string&> m_connectedTrace;
    TracedCallback<const std::string&, MqttSessionEnd> m_disconnectedTrace;
    TracedCallback<const std::string&, const std::string&> m_malformedTrace;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BROKER_H */
