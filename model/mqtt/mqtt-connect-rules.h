/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CONNECT_RULES_H
#define MQTT_CONNECT_RULES_H

#include "ns3/mqtt-access-control.h"
#include "ns3/mqtt-packet.h"
#include "ns3/mqtt-server-limits.h"

#include <cstdint>

/**
 * @file
 * @ingroup iot-ledger
 * What a server says to CONNECT. Values in, values out.
 *
 * Source: MQTT Version 5.0 and MQTT Version 3.1.1, sections 3.1 and 3.2.
 */

namespace ns3
{
namespace iotledger
{

/// @param access who may connect; null: everybody
/// @return SUCCESS, or why the server refuses @p connect
MqttReasonCode JudgeMqttConnect(const MqttConnect& connect,
                                const MqttServerLimits& limits,
                                const MqttAccessControl* access);

/// @return [s] that the session of @p connect outlives its connection (3.1.2.11.2; in 3.1.1: for
/// ever with Clean Session 0).
uint32_t GetMqttSessionExpiry(const MqttConnect& connect, const MqttServerLimits& limits);

/// @return [s] the keep-alive that the server holds @p connect to, 0: none
uint16_t GetMqttKeepAlive(const MqttConnect& connect, const MqttServerLimits& limits);

/// @param clientId of the session, which the server has made up if @p connect has none
/// @return the CONNACK that accepts @p connect
MqttConnack AcceptMqttConnect(const MqttConnect& connect,
                              const MqttServerLimits& limits,
                              const std::string& clientId,
                              bool sessionPresent);

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CONNECT_RULES_H */
