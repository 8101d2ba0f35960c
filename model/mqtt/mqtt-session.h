/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SESSION_H
#define MQTT_SESSION_H

#include "ns3/mqtt-packet-ids.h"
#include "ns3/mqtt-packet.h"
#include "ns3/nstime.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/// Why a server's session ended. @ingroup iot-ledger
enum class MqttSessionEnd
{
    DISCONNECTED,   //!< the client sent DISCONNECT
    LOST,           //!< the connection ended without one
    TIMED_OUT,      //!< nothing came for 1.5 times the keep-alive (3.1.2.10)
    TAKEN_OVER,     //!< the same client id connected again [MQTT-3.1.4-2]
    REFUSED,        //!< CONNECT was answered with an error; there was no session
    PROTOCOL_ERROR, //!< malformed or forbidden packet (4.8)
    STOPPED,        //!< the server stopped
};

/**
 * @ingroup iot-ledger
 * @brief What an MQTT 3.1.1 server must know and check for one connection.
 *
 * Rules only: the connection, the clock and the subscriptions are MqttBroker's.
 *
 * Source: MQTT 3.1.1, sections 3 and 4.
 * Left out: sessions that outlive their connection (CONNECT with clean session 0 is answered with
 * "server unavailable"), QoS 2 (not granted; a PUBLISH of QoS 2 is a protocol error), user names.
 */
class MqttSession
{
  public:
    /// @return what the server must answer to @p connect.
    static MqttReasonCode Judge(const MqttConnect& connect);

    /**
     * Decodes what the client sent.
     * @param bytes one whole packet
     * @param fault the rule it breaks, if the result is empty
     * @return the packet, if the client may send it now
     */
    std::optional<MqttPacket> Read(const SharedBytes& bytes, std::string_view& fault) const;

    /**
     * The server accepts the connection.
     * @param connect what the client asked for
     * @param clientId the client's, or the one the server made up for it [MQTT-3.1.3-6]
     */
    void Open(const MqttConnect& connect, std::string clientId);

    void Close(); //!< the session has ended; the client id stays known
    bool IsOpen() const;
    const std::string& GetClientId() const;

    /// @return the message to publish if the connection is lost, once.
    std::optional<MqttPublish> TakeWill();

    void Touch(Time now); //!< a packet has come
    Time GetLastPacket() const;
    Time GetPatience() const; //!< the silence after which the client counts as lost; 0: never

    /// @return the answer to @p subscribe: at most QoS 1 (3.8.4 allows to grant less).
    static MqttSuback Grant(const MqttSubscribe& subscribe);

    /**
     * Makes @p publish ready to go to this client: gives it a packet id if its QoS is 1. When none
     * is free the packet is held back, and so are the following ones, to keep their order.
     * @return whether it may go now
     */
    bool Prepare(MqttPublish& publish);

    /// PUBACK @p id came. @return a packet held back that may go now, with its packet id.
    std::optional<MqttPublish> Acknowledge(uint16_t id);

  private:
    std::string_view Check(const MqttPacket& packet) const;

    std::string m_clientId;
    bool m_isOpen{false};
    Time m_patience; //!< 1.5 times the keep-alive; 0: off
    Time m_lastPacket;
    std::optional<MqttWill> m_will;
    MqttPacketIds m_ids;
    std::deque<MqttPublish> m_heldBack;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SESSION_H */
