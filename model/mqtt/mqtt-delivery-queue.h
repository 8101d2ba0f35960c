/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_DELIVERY_QUEUE_H
#define MQTT_DELIVERY_QUEUE_H

#include "ns3/mqtt-message.h"
#include "ns3/mqtt-session-table.h"

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// One session that a message goes to. @ingroup iot-ledger
struct MqttRecipient
{
    MqttSlotId session;
    uint8_t qos; //!< of the delivery
    bool retain; //!< of the delivery
    bool dup{false};
    uint16_t packetId{0}; //!< 0: not given yet
    std::vector<uint32_t> identifiers;
    MqttSlotId connection{}; //!< for which the packet id was given: the next one repeats it anew
};

/**
 * @ingroup iot-ledger
 * @brief What an event loop still has to deliver, message by message, session by session.
 *
 * Recipients that are gone when their turn comes are left out. Recipients whose packets are the
 * same (QoS 0, one version, one RETAIN flag) share its bytes.
 *
 * Source: MQTT Version 5.0, 3.3 (what a delivery says) and 4.6 (order).
 */
class MqttDeliveryQueue
{
  public:
    using DoneCallback = std::function<void()>;
    using DroppedCallback = std::function<void(const std::string& clientId, const MqttPublish&)>;

    /// @param dropped told of messages that a session's full queue, or the client, does not take
    MqttDeliveryQueue(const MqttSessionTable& sessions, DroppedCallback dropped);

    /// @param done called when all have been served, also if there are none; may be null
    void Add(MqttMessagePtr message,
             std::vector<MqttRecipient> recipients,
             DoneCallback done = nullptr);

    /// Adds one whose packet id is given. It is older than what @p session has not taken up yet,
    /// and comes before it [MQTT-4.6.0-6].
    void Add(MqttSlotId session, MqttDelivery delivery);

    void Clear();

    /// Goes on to the next delivery. @return whether there is one.
    bool Advance();

    // The delivery that Advance came to:
    MqttConnection* GetReceiver() const; //!< null: it is gone meanwhile, or nothing is current
    const MqttPublish& GetPublish() const;
    const SharedBytes& GetBytes() const;

  private:
    /// A message and those it goes to.
    struct FanOut
    {
        MqttMessagePtr message;
        MqttPublish publish; //!< as of the current delivery
        std::vector<MqttRecipient> recipients;
        std::size_t next;
        DoneCallback done;
        std::array<SharedBytes, 4> shared; //!< packets of QoS 0, once somebody needs them
    };

    FanOut* GetFront();
    MqttConnection* FindReceiver(MqttSlotId session) const;
    bool Prepare(FanOut& fanOut, MqttRecipient& recipient);
    bool Encode(FanOut& fanOut, const MqttRecipient& recipient, const MqttConnection& connection);

    const MqttSessionTable& m_sessions;
    DroppedCallback m_dropped;
    std::deque<FanOut> m_given; //!< those of given packet ids, which come first
    std::deque<FanOut> m_fanOuts;
    // The current delivery:
    const FanOut* m_current{nullptr}; //!< null: none
    MqttSlotId m_receiver;
    MqttSlotId m_connection;
    SharedBytes m_bytes;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_DELIVERY_QUEUE_H */
