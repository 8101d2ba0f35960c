/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_MESSAGE_H
#define MQTT_MESSAGE_H

#include "ns3/mqtt-packet.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An application message as a server keeps it, once for all who are to get it.
 */
struct MqttMessage
{
    MqttPublish publish; //!< with its topic, without topic alias and packet id
    Time received;

    /// @return the seconds that are left of the Message Expiry Interval at @p now (3.3.2.3.3);
    /// negative: none, the message has expired; UINT32_MAX: it does not expire.
    int64_t GetRemaining(Time now) const
    {
        const uint32_t interval =
            publish.properties.GetNumber(MqttPropertyId::MESSAGE_EXPIRY_INTERVAL, UINT32_MAX);
        if (interval == UINT32_MAX)
        {
            return interval;
        }
        return now - received >= Seconds(interval)
                   ? -1
                   : interval - static_cast<int64_t>((now - received).GetSeconds());
    }
};

using MqttMessagePtr = std::shared_ptr<const MqttMessage>; //!< @ingroup iot-ledger

/// A message on its way to one client. @ingroup iot-ledger
struct MqttDelivery
{
    MqttMessagePtr message;
    uint8_t qos{0};
    bool retain{false};
    bool dup{false};
    uint16_t packetId{0};              //!< 0: none needed, or not given yet
    std::vector<uint32_t> identifiers; //!< Subscription Identifiers (3.3.2.3.8)
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_MESSAGE_H */
