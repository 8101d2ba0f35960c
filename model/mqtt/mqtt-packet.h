/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_PACKET_H
#define MQTT_PACKET_H

#include "ns3/mqtt-properties.h"
#include "ns3/mqtt-reason-code.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/**
 * @file
 * @ingroup iot-ledger
 * MQTT control packets as plain values, of both versions. MqttCodec turns them into bytes and back.
 * What version 3.1.1 lacks (properties, most reason codes, subscription options) has its default
 * there and is not on its wire.
 *
 * Source: MQTT Version 5.0, OASIS Standard, 7 March 2019, and MQTT Version 3.1.1, OASIS Standard,
 * 29 October 2014. Section numbers below are the same in both; [v5] marks what only 5.0 has.
 */

namespace ns3
{
namespace iotledger
{

/// The versions of the protocol, by their level in CONNECT (3.1.2.2). @ingroup iot-ledger
enum class MqttVersion : uint8_t
{
    V3_1_1 = 4,
    V5_0 = 5,
};

/// The message a server publishes when a client is lost (3.1.2.5). @ingroup iot-ledger
struct MqttWill
{
    std::string topic;
    SharedBytes message;
    uint8_t qos{0};
    bool retain{false};
    MqttProperties properties{}; //!< [v5] 3.1.3.2
};

/// 3.1: a client asks for a connection. @ingroup iot-ledger
struct MqttConnect
{
    uint8_t protocolLevel{4}; //!< an MqttVersion (3.1.2.2); of another level no other field is read
    bool cleanStart{true};    //!< 3.1.2.4; in 3.1.1 Clean Session
    uint16_t keepAlive{0};    //!< [s], 0: off (3.1.2.10)
    std::string clientId;
    std::optional<MqttWill> will;
    std::optional<std::string> userName;
    std::optional<SharedBytes> password;
    MqttProperties properties{}; //!< [v5]
};

/// 3.2: the answer to CONNECT. @ingroup iot-ledger
struct MqttConnack
{
    bool sessionPresent{false};
    MqttReasonCode reasonCode{MqttReasonCode::SUCCESS};
    MqttProperties properties{}; //!< [v5]
};

/// 3.3: an application message. @ingroup iot-ledger
struct MqttPublish
{
    std::string topic; //!< a topic name: no wildcards; [v5] empty if a topic alias stands for it
    SharedBytes payload;
    uint8_t qos{0}; //!< 0 to 2
    bool retain{false};
    bool dup{false};
    uint16_t packetId{0};        //!< not 0 when qos > 0; not on the wire when qos = 0
    MqttProperties properties{}; //!< [v5]
};

/// 3.4: the answer to a PUBLISH of QoS 1. @ingroup iot-ledger
struct MqttPuback
{
    uint16_t packetId{0};
    MqttReasonCode reasonCode{MqttReasonCode::SUCCESS}; //!< [v5]
    MqttProperties properties{};                        //!< [v5]
};

/// 3.5: the answer to a PUBLISH of QoS 2: received. @ingroup iot-ledger
struct MqttPubrec
{
    uint16_t packetId{0};
    MqttReasonCode reasonCode{MqttReasonCode::SUCCESS}; //!< [v5]
    MqttProperties properties{};                        //!< [v5]
};

/// 3.6: the answer to PUBREC: let go of it. @ingroup iot-ledger
struct MqttPubrel
{
    uint16_t packetId{0};
    MqttReasonCode reasonCode{MqttReasonCode::SUCCESS}; //!< [v5]
    MqttProperties properties{};                        //!< [v5]
};

/// 3.7: the answer to PUBREL: complete. @ingroup iot-ledger
struct MqttPubcomp
{
    uint16_t packetId{0};
    MqttReasonCode reasonCode{MqttReasonCode::SUCCESS}; //!< [v5]
    MqttProperties properties{};                        //!< [v5]
};

/// [v5] 3.8.3.1: which retained messages a new subscription brings. @ingroup iot-ledger
enum class MqttRetainHandling : uint8_t
{
    SEND = 0,        //!< those that match
    SEND_IF_NEW = 1, //!< those that match, if the subscription did not exist
    DO_NOT_SEND = 2, //!< none
};

/// One topic filter of a SUBSCRIBE, with its options. @ingroup iot-ledger
struct MqttSubscription
{
    std::string filter;
    uint8_t qos{0};                //!< the most the subscriber wants: 0 to 2
    bool noLocal{false};           //!< [v5] not what this client publishes
    bool retainAsPublished{false}; //!< [v5] RETAIN flags stay as published
    MqttRetainHandling retainHandling{MqttRetainHandling::SEND}; //!< [v5]
};

/// 3.8: a client asks for messages. @ingroup iot-ledger
struct MqttSubscribe
{
    uint16_t packetId{0};
    std::vector<MqttSubscription> subscriptions{}; //!< at least one
    MqttProperties properties{};                   //!< [v5]
};

/// 3.9: the answer to SUBSCRIBE. @ingroup iot-ledger
struct MqttSuback
{
    uint16_t packetId{0};
    /// Per filter, in its order: the QoS granted, or a failure (in 3.1.1 UNSPECIFIED_ERROR).
    std::vector<MqttReasonCode> reasonCodes{};
    MqttProperties properties{}; //!< [v5]
};

/// 3.10: a client wants no more messages. @ingroup iot-ledger
struct MqttUnsubscribe
{
    uint16_t packetId{0};
    std::vector<std::string> filters{}; //!< at least one
    MqttProperties properties{};        //!< [v5]
};

/// 3.11: the answer to UNSUBSCRIBE. @ingroup iot-ledger
struct MqttUnsuback
{
    uint16_t packetId{0};
    std::vector<MqttReasonCode> reasonCodes{}; //!< [v5] per filter, in its order
    MqttProperties properties{};               //!< [v5]
};

/// 3.12: is the server there? @ingroup iot-ledger
struct MqttPingreq
{
};

/// 3.13: it is. @ingroup iot-ledger
struct MqttPingresp
{
};

/// 3.14: the client leaves in order; [v5] or the server tells why it ends the connection.
/// @ingroup iot-ledger
struct MqttDisconnect
{
    MqttReasonCode reasonCode{MqttReasonCode::NORMAL_DISCONNECTION}; //!< [v5]
    MqttProperties properties{};                                     //!< [v5]
};

/// [v5] 3.15: extended authentication. @ingroup iot-ledger
struct MqttAuth
{
    MqttReasonCode reasonCode{MqttReasonCode::SUCCESS};
    MqttProperties properties{};
};

/// Any control packet. @ingroup iot-ledger
using MqttPacket = std::variant<MqttConnect,
                                MqttConnack,
                                MqttPublish,
                                MqttPuback,
                                MqttPubrec,
                                MqttPubrel,
                                MqttPubcomp,
                                MqttSubscribe,
                                MqttSuback,
                                MqttUnsubscribe,
                                MqttUnsuback,
                                MqttPingreq,
                                MqttPingresp,
                                MqttDisconnect,
                                MqttAuth>;

/// A rule that received bytes break. @ingroup iot-ledger
struct MqttFault
{
    MqttReasonCode reasonCode{MqttReasonCode::SUCCESS}; //!< what to say to the peer (4.13)
    std::string_view rule;                              //!< of unlimited lifetime; empty: no fault
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_PACKET_H */
