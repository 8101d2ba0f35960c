/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CLIENT_H
#define MQTT_CLIENT_H

#include "ns3/application.h"
#include "ns3/message-channel.h"
#include "ns3/mqtt-client-session.h"
#include "ns3/mqtt-idle-timer.h"
#include "ns3/mqtt-link.h"
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
 * @brief An MQTT 3.1.1 client on a node: one clean session over one connection.
 *
 * Connects when the application starts. What is subscribed or published before the server has
 * accepted waits for it; after the connection has ended it is dropped. Packets are read and
 * written as MqttLink says; a packet is a sign of life when it has come in whole.
 * Left out: reconnecting, which the owner decides on at the closed callback.
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
    /// The connection has ended; REFUSED also when the server said no in its CONNACK.
    using ClosedCallback = std::function<void(MessageChannel::CloseReason)>;

    static TypeId GetTypeId();

    void SetTransport(Ptr<Transport> transport);
    void SetStrand(Ptr<Strand> strand); //!< null: packets are read and written at no cost, at once
    void SetCosts(CostFunction read, CostFunction write);
    void SetCallbacks(ConnectedCallback connected,
                      PublishCallback published,
                      ClosedCallback closed); //!< each may be null

    /// Subscribes to @p filters at the QoS given with each; @p done at SUBACK.
    void Subscribe(const std::vector<MqttSubscription>& filters, SubscribedCallback done);

    /**
     * Publishes. The write cost runs on the strand first; then the packet goes to the channel.
     * @param topic a topic name
     * @param payload the application message
     * @param qos 0 or 1
     * @param sent called when the packet has been handed to the channel (may be null)
     */
    void Publish(const std::string& topic,
                 const SharedBytes& payload,
                 uint8_t qos,
                 std::function<void()> sent);

    /// Sends DISCONNECT behind what was published, then closes and reports CLOSED. From now on
    /// nothing is received and nothing may be sent [MQTT-3.14.4-2].
    void Disconnect();

    bool IsConnected() const; //!< CONNACK accepted and not closed since

    /// The server has accepted the connection.
    typedef void (*ConnectedTracedCallback)(const std::string& clientId);
    /// A PUBLISH that came in whole at @p arrived has been read.
    typedef void (*ReceivedTracedCallback)(const MqttPublish& publish,
                                           uint32_t packetBytes,
                                           Time arrived);
    /// The server's bytes broke the standard; the connection is aborted.
    typedef void (*MalformedTracedCallback)(const std::string& clientId, const std::string& reason);

  protected:
    void DoDispose() override;

  private:
    enum class State
    {
        IDLE,       //!< not started
        CONNECTING, //!< until CONNACK
        CONNECTED,
        LEAVING, //!< DISCONNECT is on its way
        CLOSED,
    };

    void StartApplication() override;
    void StopApplication() override;

    void SendWaiting();
    void HandlePacket(const SharedBytes& bytes, Time arrived);
    void HandleConnack(const MqttConnack& connack);
    void HandlePublish(const MqttPublish& publish, uint32_t bytes, Time arrived);
    void HandleAnswer(const MqttPacket& answer);
    void Ping();
    void End(MessageChannel::CloseReason reason);

    std::string m_clientId;
    Address m_remote;
    Time m_keepAlive;
    Ptr<Transport> m_transport;
    ConnectedCallback m_connectedCallback;
    PublishCallback m_publishCallback;
    ClosedCallback m_closedCallback;

    State m_state{State::IDLE};
    MqttLink m_link;
    MqttClientSession m_session;
    MqttIdleTimer m_keepAliveTimer;
    Time m_pingSent; //!< the last PINGREQ; answered if something came since

    TracedCallback<const std::string&> m_connectedTrace;
    TracedCallback<const MqttPublish&, uint32_t, Time> m_receivedTrace;
    TracedCallback<const std::string&, const std::string&> m_malformedTrace;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CLIENT_H */
