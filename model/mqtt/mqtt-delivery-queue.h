/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_DELIVERY_QUEUE_H
#define MQTT_DELIVERY_QUEUE_H

#include "ns3/mqtt-connection-table.h"
#include "ns3/mqtt-packet.h"

#include <cstddef>
#include <deque>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// One subscriber that a PUBLISH goes to.
struct MqttRecipient
{
    MqttConnectionId id;
    uint8_t qos;          //!< the most it wants
    uint16_t packetId{0}; //!< 0: not given yet
};

/**
 * @ingroup iot-ledger
 * @brief What a server still has to deliver, PUBLISH by PUBLISH, subscriber by subscriber.
 *
 * Recipients that are gone when their turn comes are left out. All recipients of QoS 0 share the
 * bytes of one packet.
 *
 * Source: MQTT 3.1.1, 3.8.4 (the QoS of a delivery) and 4.6 (order).
 */
class MqttDeliveryQueue
{
  public:
    explicit MqttDeliveryQueue(const MqttConnectionTable& connections);

    void Add(MqttPublish publish, std::vector<MqttRecipient> recipients);
    void Clear();

    /// Goes on to the next delivery. @return whether there is one.
    bool Advance();

    // The delivery that Advance came to:
    MqttConnection* GetReceiver() const; //!< null: it is gone meanwhile, or nothing is current
    const MqttPublish& GetPublish() const;
    const SharedBytes& GetBytes() const;

  private:
    /// A PUBLISH and those it goes to.
    struct FanOut
    {
        MqttPublish publish; //!< as of the current delivery
        uint8_t qos;         //!< as published
        std::vector<MqttRecipient> recipients;
        std::size_t next;
        SharedBytes unnumbered; //!< the packet of QoS 0, once somebody needs it
    };

    MqttConnection* FindReceiver(MqttConnectionId id) const;
    bool Prepare(FanOut& fanOut, const MqttRecipient& recipient);

    const MqttConnectionTable& m_connections;
    std::deque<FanOut> m_fanOuts;
    MqttConnectionId m_receiver{};
    SharedBytes m_bytes;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_DELIVERY_QUEUE_H */
