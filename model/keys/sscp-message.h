/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SSCP_MESSAGE_H
#define SSCP_MESSAGE_H

#include "ns3/hybrid-cipher.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * @ingroup iot-ledger
 * The messages of the Subject-Specific Communication Protocol (SSCP), as payloads of MQTT PUBLISH.
 *
 * Source: the paper named in mtp-message.h, sections 3.2, 4.2 and 5.2. It gives the exchange, not
 * its encoding; this one is binary, integers in network byte order:
 *
 *     register  := 65 device:u32 name          name  := size:u8 UTF-8, a topic name of MQTT
 *     list      := 66 device:u32               sized := size:u16 bytes
 *     keys      := 67 count:u32 (topic:u32 name key:sized)*
 *     subscribe := 68 device:u32 topic:u32
 *     private   := 69 device:u32 topic:u32 (0 key:sized | 1 hybrid)   (key-message-fields.h)
 *
 * The broker numbers topics from 1, in order of registration, and says so in keys: names are for
 * people and MQTT subscriptions, numbers for everything else. Verifying a topic's key, and the data
 * encrypted with it, are as for a device's: MTP's verify, answer and data, with the topic as their
 * subject. Kinds begin at 65, so that no SSCP message is taken for one of MTP.
 */

/// A topic with its number and public key. @ingroup iot-ledger
struct TopicKey
{
    uint32_t topic;
    std::string name;
    SharedBytes key;
};

/// A device registers a topic: the broker is to make its key pair. @ingroup iot-ledger
struct SscpRegister
{
    uint32_t device;
    std::string name;
};

/// A device asks for the public keys of all topics. @ingroup iot-ledger
struct SscpList
{
    uint32_t device;
};

/// The broker makes topics and their public keys known to devices. @ingroup iot-ledger
struct SscpKeys
{
    std::vector<TopicKey> keys;
};

/// A device asks for the private key of a topic. @ingroup iot-ledger
struct SscpSubscribe
{
    uint32_t device;
    uint32_t topic;
};

/// The broker sends a subscriber the private key of a topic: as it is, which is the paper's way, or
/// encrypted with the subscriber's public key. @ingroup iot-ledger
struct SscpPrivateKey
{
    uint32_t device;
    uint32_t topic;
    std::variant<SharedBytes, HybridSealed> key;
};

/// Any SSCP message. @ingroup iot-ledger
using SscpMessage = std::variant<SscpRegister, SscpList, SscpKeys, SscpSubscribe, SscpPrivateKey>;

/// @return the payload of @p message.
SharedBytes EncodeSscp(const SscpMessage& message);

/// @return the message that @p payload is, or nothing if it is none.
std::optional<SscpMessage> DecodeSscp(const SharedBytes& payload);

/// The MQTT topics that SSCP uses. @ingroup iot-ledger
namespace sscptopic
{
constexpr std::size_t MAX_NAME = 255;      //!< [B] of a topic's name
extern const std::string REGISTER;         //!< devices to broker
extern const std::string LIST;             //!< devices to broker
extern const std::string KEYS;             //!< broker to all devices
extern const std::string SUBSCRIBE;        //!< devices to broker
std::string Keys(uint32_t device);         //!< broker to one device
std::string Private(uint32_t device);      //!< broker to one device
std::string Data(const std::string& name); //!< a sender to the subscribers of topic @p name
bool IsName(const std::string& name);      //!< @return whether a topic may be called so
} // namespace sscptopic

} // namespace iotledger
} // namespace ns3

#endif /* SSCP_MESSAGE_H */
