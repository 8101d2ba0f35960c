/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CLIENT_H
#define MQTT_CLIENT_H

#include "ns3/application.h"
#include "ns3/event-id.h"
#include "ns3/message-channel.h"
#include "ns3/mqtt-client-session.h"
#include "ns3/mqtt-idle-timer.h"
#include "ns3/mqtt-link.h"
#include "ns3/mqtt-packet.h"
#include "ns3/strand.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An MQTT client of version 3.1.1 or 5.0 on a node.
 *
 * Connects when the application starts, and again after a lost connection if ReconnectDelay says
 * so; a new connection resumes the session unless CleanStart or the server forbids it. What is
 * subscribed or published while there is no connection waits for the next one; when there will be
 * none it is dropped. Packets are read and written as MqttLink says; a packet is a sign of life
 * when it has come in whole. A server that breaks the standard is told so (5.0) and left.
 * Left out: authentication in several steps (4.12); AUTH is answered as a protocol error.
 */
class MqttClient : public Application
{
  public:
    /// What reading or writing a packet of so many bytes costs the CPU; null: nothing.
    using CostFunction = MqttLink::CostFunction;
    using ConnectedCallback = std::function<void()>; //!< CONNACK accepted
    /// A PUBLISH has been read. @p arrived: when its last byte came, before the CPU took it up.
    using PublishCallback = std::function<void(const MqttPublish& publish, Time arrived)>;
    using SubscribedCallback = std::function<void()>; //!< SUBACK with no failure
    using SubackCallback = std::function<void(const MqttSuback& suback)>;
    using UnsubackCallback = std::function<void(const MqttUnsuback& unsuback)>;
    /// The server has the message (PUBACK, PUBCOMP) or refuses it; or it must not be sent at all.
    using AcknowledgedCallback = std::function<void(MqttReasonCode, const MqttProperties&)>;
    /// The connection has ended; REFUSED also when the server said no in its CONNACK.
    using ClosedCallback = std::function<void(MessageChannel::CloseReason)>;

    static TypeId GetTypeId();

    void SetTransport(Ptr<Transport> transport);
    void SetStrand(Ptr<Strand> strand); //!< null: packets are read and written at no cost, at once
    void SetCosts(CostFunction read, CostFunction write);
    void SetWill(MqttWill will);                          //!< of the following connections
    void SetConnectProperties(MqttProperties properties); //!< [v5] beside those of attributes
    void SetCallbacks(ConnectedCallback connected,
                      PublishCallback published,
                      ClosedCallback closed); //!< each may be null

    /// Subscribes to @p filters at the QoS given with each; @p done at SUBACK.
    void Subscribe(const std::vector<MqttSubscription>& filters, SubscribedCallback done);
    void Subscribe(MqttSubscribe subscribe, SubackCallback answered);
    void Unsubscribe(MqttUnsubscribe unsubscribe, UnsubackCallback answered);

    /**
     * Publishes. The write cost runs on the strand first; then the packet goes to the channel.
     * @param topic a topic name
     * @param payload the application message
     * @param qos 0 to 2
     * @param sent called when the packet has been handed to the channel (may be null)
     */
    void Publish(const std::string& topic,
                 const SharedBytes& payload,
                 uint8_t qos,
                 std::function<void()> sent);
    void Publish(MqttPublish publish,
                 std::function<void()> sent,
                 AcknowledgedCallback acknowledged = nullptr);

    /// Sends DISCONNECT behind what was published, then closes and reports CLOSED. From now on
    /// nothing is received and nothing may be sent [MQTT-3.14.4-2].
    void Disconnect(MqttDisconnect disconnect = {});

    bool IsConnected() const;              //!< CONNACK accepted and not closed since
    const MqttConnack& GetConnack() const; //!< the last one
    std::size_t GetWaiting() const;        //!< packets that have not been sent yet

    /// The server has accepted the connection.
    typedef void (*ConnectedTracedCallback)(const std::string& clientId);
    /// A PUBLISH that came in whole at @p arrived has been read.
    typedef void (*ReceivedTracedCallback)(const MqttPublish& publish,
                                           uint32_t packetBytes,
                                           Time arrived);
    /// The server's bytes broke the standard; the connection is aborted.
    typedef void (*MalformedTracedCallback)(const std::string& clientId, const std::string& reason);
    /// The server refuses or ends the connection; @p reason is its Reason String, perhaps empty.
    typedef void (*DisconnectedTracedCallback)(const std::string& clientId,
                                               MqttReasonCode code,
                                               const std::string& reason);
    /// A packet is not sent: the server has told that it takes none of this kind or size.
    typedef void (*DroppedTracedCallback)(const std::string& clientId, MqttReasonCode code);

  protected:
    void DoDispose() override;

  private:
    enum class State
    {
        IDLE,       //!< not started
        CONNECTING, //!< until CONNACK
        CONNECTED,
        CUT_OFF, //!< until the next attempt to connect
        LEAVING, //!< DISCONNECT is on its way
        CLOSED,
    };

    /// What few clients need.
    struct Extras
    {
        std::optional<MqttWill> will;
        MqttProperties properties;
    };

    void StartApplication() override;
    void StopApplication() override;

    static TypeId AddConnection(TypeId tid);
    static TypeId AddVersion5(TypeId tid); //!< the attributes that only 5.0 has
    static TypeId AddTraces(TypeId tid);
    MqttConnect MakeConnect() const;
    void Connect();
    SharedBytes Encode(const MqttPacket& packet) const;
    void SendWaiting();
    void HandlePacket(const SharedBytes& bytes, Time arrived);
    void HandleFault(const MqttFault& fault);
    void HandleConnack(const MqttConnack& connack);
    void HandlePublish(const MqttPacket& packet, uint32_t bytes, Time arrived);
    void HandleDisconnect(const MqttDisconnect& disconnect);
    void HandleAnswer(const MqttPacket& answer);
    void Ping();
    void End(MessageChannel::CloseReason reason, bool mayReturn = true);

    uint8_t m_version;
    bool m_cleanStart;
    bool m_usesTopicAliases;
    uint16_t m_receiveMaximum;
    uint16_t m_topicAliasMaximum;
    uint32_t m_maximumPacketSize; //!< [B]
    std::string m_clientId;
    std::string m_userName;
    std::string m_password;
    Address m_remote;
    Time m_keepAlive;
    Time m_sessionExpiryInterval;
    Time m_reconnectDelay;
    Time m_maximumReconnectDelay;
    Ptr<Transport> m_transport;
    std::unique_ptr<Extras> m_extras;
    ConnectedCallback m_connectedCallback;
    PublishCallback m_publishCallback;
    ClosedCallback m_closedCallback;

    State m_state{State::IDLE};
    bool m_hasSession{false}; //!< the server has accepted a connection before
    MqttLink m_link;
    MqttClientSession m_session;
    MqttConnack m_connack;
    MqttIdleTimer m_keepAliveTimer;
    Time m_pingSent;  //!< the last PINGREQ; answered if something came since
    Time m_nextDelay; //!< before the next attempt to connect
    EventId m_reconnection;

    TracedCallback<const std::string&> m_connectedTrace;
    TracedCallback<const MqttPublish&, uint32_t, Time> m_receivedTrace;
    TracedCallback<const std::string&, const std::string&> m_malformedTrace;
    TracedCallback<const std::string&, MqttReasonCode, const std::string&> m_disconnectedTrace;
    TracedCallback<const std::string&, MqttReasonCode> m_droppedTrace;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CLIENT_H */
