/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CLIENT_SESSION_H
#define MQTT_CLIENT_SESSION_H

#include "ns3/mqtt-packet-ids.h"
#include "ns3/mqtt-packet.h"
#include "ns3/nstime.h"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What an MQTT 3.1.1 client must remember and check for one connection.
 *
 * Packets wait here until the server has accepted the connection and a packet id is free, in order
 * of the calls. Rules only: the connection, the clock and the CPU are MqttClient's.
 *
 * Source: MQTT 3.1.1, sections 2.3.1, 3 and 4.
 */
class MqttClientSession
{
  public:
    using Done = std::function<void()>;

    /// A packet that may be sent now.
    struct Outgoing
    {
        SharedBytes bytes;
        Done sent; //!< what to call when it has been sent; may be null
    };

    /// @return the packet that opens a session; @p keepAlive in whole seconds, rounded up
    static MqttPacket MakeConnect(const std::string& clientId, Time keepAlive);

    /// @param publish QoS 0 or 1; its packet id is set here
    void Publish(MqttPublish publish, Done sent);

    /// @param done returned by Acknowledge when the server has granted every subscription
    void Subscribe(std::vector<MqttSubscription> subscriptions, Done done);

    /// @return the next packet, oldest first, if it may be sent now.
    std::optional<Outgoing> Next();

    /**
     * Decodes what the server sent.
     * @param bytes one whole packet
     * @param fault the rule it breaks, if the result is empty
     * @return the packet, if the server may send it now
     */
    std::optional<MqttPacket> Read(const SharedBytes& bytes, std::string_view& fault) const;

    void Open(); //!< CONNACK came and accepts the connection

    /// Takes note of a PUBACK or SUBACK; other packets do not matter.
    /// @return what to call: null if there is nothing, or if the server granted not everything
    Done Acknowledge(const MqttPacket& answer);

    std::size_t GetInFlight() const; //!< packets whose acknowledgement has not come

  private:
    struct Waiting
    {
        std::variant<MqttPublish, MqttSubscribe> packet;
        Done done;
    };

    /// A SUBSCRIBE without its SUBACK.
    struct Pending
    {
        std::size_t filters;
        Done done;
    };

    std::string_view Check(const MqttPacket& packet) const;
    Done Finish(const MqttSuback& suback);

    bool m_isOpen{false};
    MqttPacketIds m_ids;
    std::deque<Waiting> m_waiting;
    std::unordered_map<uint16_t, Pending> m_pending; //!< by packet id; never iterated
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CLIENT_SESSION_H */
