/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_REASON_CODE_H
#define MQTT_REASON_CODE_H

#include <cstdint>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What became of a request, or why a connection ends.
 *
 * Codes from 0x80 on are failures. Version 3.1.1 knows fewer codes, and other ones in CONNACK:
 * MqttCodec translates.
 *
 * Source: MQTT Version 5.0, OASIS Standard, 7 March 2019, table 2-6.
 */
enum class MqttReasonCode : uint8_t
{
    SUCCESS = 0x00,
    NORMAL_DISCONNECTION = 0x00,
    GRANTED_QOS_0 = 0x00,
    GRANTED_QOS_1 = 0x01,
    GRANTED_QOS_2 = 0x02,
    DISCONNECT_WITH_WILL = 0x04,
    NO_MATCHING_SUBSCRIBERS = 0x10,
    NO_SUBSCRIPTION_EXISTED = 0x11,
    CONTINUE_AUTHENTICATION = 0x18,
    REAUTHENTICATE = 0x19,
    UNSPECIFIED_ERROR = 0x80,
    MALFORMED_PACKET = 0x81,
    PROTOCOL_ERROR = 0x82,
    IMPLEMENTATION_SPECIFIC_ERROR = 0x83,
    UNSUPPORTED_PROTOCOL_VERSION = 0x84,
    CLIENT_IDENTIFIER_NOT_VALID = 0x85,
    BAD_USER_NAME_OR_PASSWORD = 0x86,
    NOT_AUTHORIZED = 0x87,
    SERVER_UNAVAILABLE = 0x88,
    SERVER_BUSY = 0x89,
    BANNED = 0x8a,
    SERVER_SHUTTING_DOWN = 0x8b,
    BAD_AUTHENTICATION_METHOD = 0x8c,
    KEEP_ALIVE_TIMEOUT = 0x8d,
    SESSION_TAKEN_OVER = 0x8e,
    TOPIC_FILTER_INVALID = 0x8f,
    TOPIC_NAME_INVALID = 0x90,
    PACKET_IDENTIFIER_IN_USE = 0x91,
    PACKET_IDENTIFIER_NOT_FOUND = 0x92,
    RECEIVE_MAXIMUM_EXCEEDED = 0x93,
    TOPIC_ALIAS_INVALID = 0x94,
    PACKET_TOO_LARGE = 0x95,
    MESSAGE_RATE_TOO_HIGH = 0x96,
    QUOTA_EXCEEDED = 0x97,
    ADMINISTRATIVE_ACTION = 0x98,
    PAYLOAD_FORMAT_INVALID = 0x99,
    RETAIN_NOT_SUPPORTED = 0x9a,
    QOS_NOT_SUPPORTED = 0x9b,
    USE_ANOTHER_SERVER = 0x9c,
    SERVER_MOVED = 0x9d,
    SHARED_SUBSCRIPTIONS_NOT_SUPPORTED = 0x9e,
    CONNECTION_RATE_EXCEEDED = 0x9f,
    MAXIMUM_CONNECT_TIME = 0xa0,
    SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED = 0xa1,
    WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED = 0xa2,
};

/// @return whether @p code tells of a failure (2.4).
constexpr bool
IsFailure(MqttReasonCode code)
{
    return static_cast<uint8_t>(code) >= 0x80;
}

/// @param type of a packet (table 2-1) @return whether such a packet of MQTT 5.0 may carry @p code.
bool IsReasonCodeOf(uint8_t type, MqttReasonCode code);

/// @param code a return code of MQTT 3.1.1, table 3.1: 0 to 5
MqttReasonCode FromConnectReturnCode(uint8_t code);

/// @return what MQTT 3.1.1 has for @p code in CONNACK (table 3.1); 3, server unavailable, for all
/// that it knows no word for.
uint8_t ToConnectReturnCode(MqttReasonCode code);

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_REASON_CODE_H */
