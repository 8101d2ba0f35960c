/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SERVER_LIMITS_H
#define MQTT_SERVER_LIMITS_H

#include "ns3/mqtt-outbox.h"

#include <cstdint>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What a server allows its clients. The defaults are those of MqttBroker's attributes.
 */
struct MqttServerLimits
{
    uint8_t maxQos{2};
    bool retainAvailable{true};
    uint32_t maxPacketSize{0};             //!< [B] that a client may send; 0: as MQTT allows
    uint16_t receiveMaximum{20};           //!< QoS 2 messages a client may have under way
    uint16_t maxTopicAlias{10};            //!< of a client's PUBLISH; 0: none
    uint16_t maxKeepAlive{UINT16_MAX};     //!< [s]
    uint32_t maxSessionExpiry{UINT32_MAX}; //!< [s]; UINT32_MAX: as long as the client wants
    bool allowAnonymous{true};             //!< without a user name
    MqttOutbox::Limits outbox;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SERVER_LIMITS_H */
