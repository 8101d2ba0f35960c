/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_PACKET_H
#define MQTT_PACKET_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/**
 * @file
 * @ingroup iot-ledger
 * MQTT control packets as plain values. MqttCodec turns them into bytes and back.
 *
 * Source: MQTT Version 3.1.1, OASIS Standard, 29 October 2014; section numbers below are its own.
 * Left out: PUBREC, PUBREL, PUBCOMP (3.5 to 3.7), UNSUBSCRIBE, UNSUBACK (3.10, 3.11).
 */

namespace ns3
{
namespace iotledger
{

/// The message a server publishes when a client is lost (3.1.2.5). @ingroup iot-ledger
struct MqttWill
{
    std::string topic;
    SharedBytes message;
    uint8_t qos{0};
    bool retain{false};
};

/// 3.1: a client asks for a connection. @ingroup iot-ledger
struct MqttConnect
{
    uint8_t protocolLevel{4}; //!< 4: MQTT 3.1.1 (3.1.2.2); of another level no other field is read
    bool cleanSession{true};
    uint16_t keepAlive{0}; //!< [s], 0: off (3.1.2.10)
    std::string clientId;
    std::optional<MqttWill> will;
    std::optional<std::string> userName;
    std::optional<SharedBytes> password;
};

/// Table 3.1: what the server says to CONNECT. @ingroup iot-ledger
enum class MqttConnectCode : uint8_t
{
    ACCEPTED = 0,
    UNACCEPTABLE_PROTOCOL_VERSION = 1,
    IDENTIFIER_REJECTED = 2,
    SERVER_UNAVAILABLE = 3,
    BAD_USER_NAME_OR_PASSWORD = 4,
    NOT_AUTHORIZED = 5,
};

/// 3.2: the answer to CONNECT. @ingroup iot-ledger
struct MqttConnack
{
    bool sessionPresent{false};
    MqttConnectCode returnCode{MqttConnectCode::ACCEPTED};
};

/// 3.3: an application message. @ingroup iot-ledger
struct MqttPublish
{
    std::string topic; //!< a topic name: no wildcards
    SharedBytes payload;
    uint8_t qos{0}; //!< 0 to 2
    bool retain{false};
    bool dup{false};
    uint16_t packetId{0}; //!< not 0 when qos > 0; not on the wire when qos = 0
};

/// 3.4: the answer to a PUBLISH of QoS 1. @ingroup iot-ledger
struct MqttPuback
{
    uint16_t packetId{0};
};

/// One topic filter of a SUBSCRIBE. @ingroup iot-ledger
struct MqttSubscription
{
    std::string filter;
    uint8_t qos{0}; //!< the most the subscriber wants: 0 to 2
};

/// 3.8: a client asks for messages. @ingroup iot-ledger
struct MqttSubscribe
{
    uint16_t packetId{0};
    std::vector<MqttSubscription> subscriptions; //!< at least one
};

/// 3.9: the answer to SUBSCRIBE. @ingroup iot-ledger
struct MqttSuback
{
    static constexpr uint8_t FAILURE = 0x80;

    uint16_t packetId{0};
    std::vector<uint8_t> returnCodes; //!< per filter, in its order: the QoS granted, or FAILURE
};

/// 3.12: is the server there? @ingroup iot-ledger
struct MqttPingreq
{
};

/// 3.13: it is. @ingroup iot-ledger
struct MqttPingresp
{
};

/// 3.14: the client leaves in order. @ingroup iot-ledger
struct MqttDisconnect
{
};

/// Any control packet. @ingroup iot-ledger
using MqttPacket = std::variant<MqttConnect,
                                MqttConnack,
                                MqttPublish,
                                MqttPuback,
                                MqttSubscribe,
                                MqttSuback,
                                MqttPingreq,
                                MqttPingresp,
                                MqttDisconnect>;

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_PACKET_H */
