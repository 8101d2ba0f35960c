/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-connect-rules.h"

#include "ns3/mqtt-session.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

using Id = MqttPropertyId;

bool
IsV5(const MqttConnect& connect)
{
    return connect.protocolLevel == static_cast<uint8_t>(MqttVersion::V5_0);
}

} // namespace

MqttReasonCode
JudgeMqttConnect(const MqttConnect& connect,
                 const MqttServerLimits& limits,
                 const MqttAccessControl* access)
{
    if (connect.protocolLevel != static_cast<uint8_t>(MqttVersion::V3_1_1) && !IsV5(connect))
    {
        return MqttReasonCode::UNSUPPORTED_PROTOCOL_VERSION; // [MQTT-3.1.2-2]
    }
    if (connect.properties.Has(Id::AUTHENTICATION_METHOD)) // 4.12: none is supported
    {
        return MqttReasonCode::BAD_AUTHENTICATION_METHOD;
    }
    if (!IsV5(connect) && connect.clientId.empty() && !connect.cleanStart)
    {
        return MqttReasonCode::CLIENT_IDENTIFIER_NOT_VALID; // 3.1.1: [MQTT-3.1.3-8]
    }
    if (connect.will && connect.will->qos > limits.maxQos)
    {
        return MqttReasonCode::QOS_NOT_SUPPORTED; // [MQTT-3.2.2-12]
    }
    if (connect.will && connect.will->retain && !limits.retainAvailable)
    {
        return MqttReasonCode::RETAIN_NOT_SUPPORTED; // [MQTT-3.2.2-13]
    }
    const bool isKnown =
        connect.userName ? !access || access->Authenticate(*connect.userName,
                                                           connect.password.value_or(SharedBytes()))
                         : limits.allowAnonymous;
    return isKnown ? MqttReasonCode::SUCCESS : MqttReasonCode::NOT_AUTHORIZED;
}

uint32_t
GetMqttSessionExpiry(const MqttConnect& connect, const MqttServerLimits& limits)
{
    const uint32_t wanted = IsV5(connect)
                                ? connect.properties.GetNumber(Id::SESSION_EXPIRY_INTERVAL, 0)
                            : connect.cleanStart ? 0
                                                 : MqttSession::NEVER;
    return std::min(wanted, limits.maxSessionExpiry);
}

uint16_t
GetMqttKeepAlive(const MqttConnect& connect, const MqttServerLimits& limits)
{
    const bool isTooLong = connect.keepAlive == 0 || connect.keepAlive > limits.maxKeepAlive;
    return IsV5(connect) && limits.maxKeepAlive != 0 && isTooLong ? limits.maxKeepAlive
                                                                  : connect.keepAlive;
}

MqttConnack
AcceptMqttConnect(const MqttConnect& connect,
                  const MqttServerLimits& limits,
                  const std::string& clientId,
                  bool sessionPresent)
{
    MqttConnack connack{sessionPresent, MqttReasonCode::SUCCESS, {}};
    if (!IsV5(connect))
    {
        return connack;
    }
    auto& properties = connack.properties; // in the order of mosquitto 2.0.11
    const uint32_t expiry = GetMqttSessionExpiry(connect, limits);
    if (expiry != connect.properties.GetNumber(Id::SESSION_EXPIRY_INTERVAL, 0))
    {
        properties.Add(Id::SESSION_EXPIRY_INTERVAL, expiry);
    }
    if (!limits.retainAvailable)
    {
        properties.Add(Id::RETAIN_AVAILABLE, 0u);
    }
    if (limits.maxQos < 2)
    {
        properties.Add(Id::MAXIMUM_QOS, static_cast<uint32_t>(limits.maxQos));
    }
    if (limits.maxTopicAlias > 0)
    {
        properties.Add(Id::TOPIC_ALIAS_MAXIMUM, static_cast<uint32_t>(limits.maxTopicAlias));
    }
    if (const uint16_t keepAlive = GetMqttKeepAlive(connect, limits);
        keepAlive != connect.keepAlive)
    {
        properties.Add(Id::SERVER_KEEP_ALIVE, static_cast<uint32_t>(keepAlive));
    }
    if (connect.clientId.empty())
    {
        properties.Add(Id::ASSIGNED_CLIENT_IDENTIFIER, clientId);
    }
    if (limits.maxPacketSize != 0)
    {
        properties.Add(Id::MAXIMUM_PACKET_SIZE, limits.maxPacketSize);
    }
    if (limits.receiveMaximum != UINT16_MAX)
    {
        properties.Add(Id::RECEIVE_MAXIMUM, static_cast<uint32_t>(limits.receiveMaximum));
    }
    return connack;
}

} // namespace iotledger
} // namespace ns3
