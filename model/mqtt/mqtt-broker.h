/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BROKER_H
#define MQTT_BROKER_H

#include "ns3/application.h"
#include "ns3/mqtt-access-control.h"
#include "ns3/mqtt-broker-statistics.h"
#include "ns3/mqtt-connection.h"
#include "ns3/mqtt-cost-model.h"
#include "ns3/mqtt-event-loop.h"
#include "ns3/mqtt-retained-store.h"
#include "ns3/mqtt-server-limits.h"
#include "ns3/mqtt-session-table.h"
#include "ns3/mqtt-subscriptions.h"
#include "ns3/mqtt-sys-topics.h"
#include "ns3/strand.h"
#include "ns3/traced-callback.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An MQTT 3.1.1 and 5.0 broker of one event loop, as mosquitto, or of several.
 *
 * Each packet read costs PacketCost plus that of its bytes, and includes its answer; each
 * delivery to a subscriber costs DeliveryCost plus the cost of its bytes, and includes the PUBACK
 * or PUBCOMP that comes back, of which only the bytes are paid. As in mosquitto the deliveries of a
 * PUBLISH come before the next packet is read; they leave one after another, in order of
 * subscription. With several Threads, connections are dealt out in turn, and each thread reads and
 * delivers for its own ones. A part of the program that is no client (a plug-in, as mosquitto calls
 * it) may take messages by SubscribeLocally and send by PublishLocally.
 *
 * A client whose bytes break the standard is told so (5.0: DISCONNECT with a reason code) and its
 * connection is closed; the others do not notice.
 * Left out: extended authentication (CONNECT with an Authentication Method is refused), topic
 * aliases in what the broker sends, a time limit for CONNECT, storage on disk.
 * A packet is a sign of life when it has come in whole.
 */
class MqttBroker : public Application
{
  public:
    using CostFunction = MqttCostModel::OfBytes;
    /// A PUBLISH or will that matches a plug-in's filter. Runs after the packet's cost, before
    /// deliveries.
    using LocalCallback =
        std::function<void(const std::string& clientId, const MqttPublish& publish)>;

    static TypeId GetTypeId();

    MqttBroker();

    void SetTransport(Ptr<Transport> transport);
    /// Where the first thread runs; further ones are added on its Host. Null: nothing costs time.
    void SetStrand(Ptr<Strand> strand);
    /// What the bytes of a packet cost; either may be null: nothing.
    void SetCosts(CostFunction read, CostFunction write);
    /// Costs that were measured on a busy broker, instead of the attributes and SetCosts.
    void SetProfile(std::shared_ptr<const MqttBrokerProfile> profile);

    void SubscribeLocally(const std::string& filter, LocalCallback callback);

    /// Delivers to every session subscribed to @p topic, each at DeliveryCost, the client @p except
    /// left out. @return to how many.
    uint32_t PublishLocally(const std::string& topic,
                            const SharedBytes& payload,
                            uint8_t qos,
                            const std::string& except = "");

    /// The same with RETAIN and properties.
    uint32_t PublishLocally(MqttPublish publish, const std::string& except = "");

    uint32_t GetSessions() const;         //!< clients that are connected, or may come back
    uint32_t GetConnectedClients() const; //!< clients whose CONNECT was accepted, still there
    uint64_t GetMemory() const;           //!< [B] of connections, retained and waiting messages
    const MqttBrokerStatistics& GetStatistics() const;

    /// A PUBLISH has come in whole at @p arrived; its costs are paid now.
    typedef void (*ReceivedTracedCallback)(const std::string& clientId,
                                           const MqttPublish& publish,
                                           uint32_t packetBytes,
                                           Time arrived);
    /// A PUBLISH has been handed to the channel of @p clientId, its delivery cost paid.
    typedef void (*DeliveredTracedCallback)(const std::string& clientId,
                                            const MqttPublish& publish,
                                            uint32_t packetBytes);
    /// A message for @p clientId is lost: its queue is full, or it takes no packet so large.
    typedef void (*DroppedTracedCallback)(const std::string& clientId, const MqttPublish& publish);
    /// A CONNECT has been accepted.
    typedef void (*ConnectedTracedCallback)(const std::string& clientId);
    /// A CONNECT, or (with an empty id) a connection, has been refused.
    typedef void (*RefusedTracedCallback)(const std::string& clientId, MqttReasonCode reason);
    /// A subscription has been granted (SUBACK was sent).
    typedef void (*SubscribedTracedCallback)(const std::string& clientId,
                                             const std::string& filter);
    /// A client's connection has ended.
    typedef void (*DisconnectedTracedCallback)(const std::string& clientId, MqttSessionEnd end);
    /// A client (of unknown id before CONNECT: empty) broke the rule that @p reason tells.
    typedef void (*MalformedTracedCallback)(const std::string& clientId, const std::string& reason);

  protected:
    void DoDispose() override;

  private:
    using Inbound = MqttEventLoop::Inbound;

    void StartApplication() override;
    void StopApplication() override;

    // Connections and event loops.
    std::unique_ptr<MqttEventLoop> MakeLoop();
    void PumpAll(); //!< after messages were published outside of an event loop
    void Accept(Ptr<MessageChannel> channel);
    void TakePacket(MqttSlotId from, const SharedBytes& bytes);
    void TakeClosed(MqttSlotId from, MessageChannel::CloseReason reason);
    void RemoveLater(const MqttConnection& connection);
    void Read(const Inbound& inbound);
    void Deliver(MqttConnection& to, const MqttPublish& publish, const SharedBytes& bytes);
    void Transmit(MqttConnection& to, const MqttPacket& packet);
    void HandleFault(MqttConnection& from, const MqttFault& fault);

    // Sessions.
    MqttSession& OpenSession(const MqttConnect& connect, bool& isPresent);
    void StartKeepAlive(MqttConnection& connection, uint16_t keepAlive);
    void Resume(MqttConnection& connection);
    void SendNext(MqttConnection& to); //!< what may go now of what has waited
    void End(MqttConnection& connection,
             MqttSessionEnd end,
             MqttReasonCode reason = MqttReasonCode::SUCCESS);
    void CloseChannel(MqttConnection& connection, MqttSessionEnd end, MqttReasonCode reason);
    void Leave(MqttSession& session); //!< its connection has ended
    void EndSession(MqttSession& session);
    void PublishWill(MqttSession& session);
    void FireWill(MqttSlotId id);
    void Expire(MqttSlotId id);

    // Packets.
    void Handle(MqttConnection& from, MqttConnect& connect);
    void Handle(MqttConnection& from, MqttPublish& publish);
    void Handle(MqttConnection& from, MqttPuback& puback);
    void Handle(MqttConnection& from, MqttPubrec& pubrec);
    void Handle(MqttConnection& from, MqttPubrel& pubrel);
    void Handle(MqttConnection& from, MqttPubcomp& pubcomp);
    void Handle(MqttConnection& from, MqttSubscribe& subscribe);
    void Handle(MqttConnection& from, MqttUnsubscribe& unsubscribe);
    void Handle(MqttConnection& from, MqttPingreq& pingreq);
    void Handle(MqttConnection& from, MqttDisconnect& disconnect);

    /// Others never come: MqttServerReader refuses what only a server sends.
    template <typename Other>
    void Handle(MqttConnection& /* from */, Other& /* packet */)
    {
    }

    void TakeExactlyOnce(MqttConnection& from, MqttPublish& publish);
    void TakePublish(MqttConnection& from,
                     const MqttMessagePtr& message,
                     std::optional<MqttPacket> answer);
    void SendRetained(MqttConnection& to,
                      const MqttSubscription& subscription,
                      uint32_t identifier);

    // Messages.
    MqttMessagePtr MakeMessage(MqttPublish publish) const;
    std::vector<MqttTopicTree::Match> FindReceivers(const std::string& topic, uint32_t publisher);
    uint32_t PublishFor(const MqttSession& session, const MqttMessagePtr& message);
    uint32_t Route(const MqttMessagePtr& message,
                   uint32_t publisher,
                   const std::string& except = "");
    bool MayRead(const MqttSession& session, const std::string& topic) const;
    bool MayWrite(const MqttSession& session, const std::string& topic) const;
    void Drop(const std::string& clientId, const MqttPublish& publish);
    void TellStatistics();
    bool HasSysSubscribers() const;

    uint16_t m_port;
    uint32_t m_threads;
    uint32_t m_maxConnections;
    uint64_t m_connectionMemory;
    Time m_packetCost;
    Time m_deliveryCost;
    Time m_connectCost;
    Time m_subscribeCost;
    Time m_sysInterval;
    uint32_t m_maxInflight;
    uint32_t m_maxQueued;
    uint64_t m_maxQueuedBytes;
    uint32_t m_maxPacketSize;
    uint16_t m_receiveMaximum;
    uint16_t m_maxTopicAlias;
    uint16_t m_maxKeepAlive;
    uint32_t m_maxSessionExpiry;
    uint8_t m_maxQos;
    bool m_retainAvailable;
    bool m_allowAnonymous;
    MqttServerLimits m_limits; //!< as the attributes say at the start
    Ptr<MqttAccessControl> m_access;
    Ptr<Transport> m_transport;
    Ptr<Strand> m_strand;
    MqttCostModel m_costs; //!< as the attributes say at the start

    MqttSlots<MqttConnection> m_connections;
    MqttSessionTable m_sessions;
    MqttSubscriptions m_subscriptions; //!< subscribers are slots of m_sessions
    MqttRetainedStore m_retained;
    MqttTopicTree m_localSubscriptions;         //!< subscribers are indices of m_localCallbacks
    std::deque<LocalCallback> m_localCallbacks; //!< each stays where it is while it runs
    std::vector<std::unique_ptr<MqttEventLoop>> m_loops;
    MqttBrokerStatistics m_statistics;
    MqttSysTopics m_sysTopics;
    EventId m_sysEvent; //!< runs while somebody subscribes to $SYS topics
    Time m_started;
    uint32_t m_connected{0};
    uint32_t m_accepted{0}; //!< deals connections out to the loops
    uint64_t m_namesMadeUp{0};

    TracedCallback<const std::string&, const MqttPublish&, uint32_t, Time> m_receivedTrace;
    TracedCallback<const std::string&, const MqttPublish&, uint32_t> m_deliveredTrace;
    TracedCallback<const std::string&, const MqttPublish&> m_droppedTrace;
    TracedCallback<const std::string&> m_connectedTrace;
    TracedCallback<const std::string&, MqttReasonCode> m_refusedTrace;
    TracedCallback<const std::string&, const std::string&> m_subscribedTrace;
    TracedCallback<const std::string&, MqttSessionEnd> m_disconnectedTrace;
    TracedCallback<const std::string&, const std::string&> m_malformedTrace;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BROKER_H */
