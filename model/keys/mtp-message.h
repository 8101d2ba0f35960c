/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_MESSAGE_H
#define MTP_MESSAGE_H

#include "ns3/crypto.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * @ingroup iot-ledger
 * The messages of the Message on Transmission Protocol (MTP), as payloads of MQTT PUBLISH.
 *
 * Source: T.-C. Hsu and H.-S. Lu, "Designing a secure and scalable service model using blockchain
 * and MQTT for IoT devices", WACV workshops 2024, sections 3.1, 4.1 and 5.1. The paper gives the
 * exchange, not its encoding; this one is binary, integers in network byte order:
 *
 *     register := 1 device:u32 key             key  := size:u16 bytes
 *     keys     := 2 count:u32 (device:u32 key)*
 *     verify   := 3 sender:u32 operation:u32 target:u32 key
 *     answer   := 4 sender:u32 operation:u32 responder:u32 verdict:u8   (1: Check, 0: Error)
 *     data     := 5 sender:u32 operation:u32 recipient:u32 wrapped:key iv:key tag:key ciphertext
 *
 * Devices are numbered from 1; operations by their sender, from 1. The verification of a key and
 * the data sent after it are one operation.
 */

/// A device's number and its public key. @ingroup iot-ledger
struct DeviceKey
{
    uint32_t device;
    SharedBytes key;
};

/// A device makes its public key known to the broker. @ingroup iot-ledger
struct MtpRegister
{
    DeviceKey key;
};

/// The broker makes keys known to devices. @ingroup iot-ledger
struct MtpKeys
{
    std::vector<DeviceKey> keys;
};

/// A sender asks all devices whether their copy of a recipient's key is the same as its own.
/// @ingroup iot-ledger
struct MtpVerify
{
    uint32_t sender;
    uint32_t operation;
    DeviceKey target;
};

/// A device answers a sender: Check (the copies agree) or Error. @ingroup iot-ledger
struct MtpAnswer
{
    uint32_t sender;
    uint32_t operation;
    uint32_t responder;
    bool check;
};

/// Encrypted data for one recipient, sent to all. @ingroup iot-ledger
struct MtpData
{
    uint32_t sender;
    uint32_t operation;
    uint32_t recipient;
    SharedBytes wrappedKey; //!< the AES key, encrypted with the recipient's public RSA key
    AesSealed sealed;
};

/// Any MTP message. @ingroup iot-ledger
using MtpMessage = std::variant<MtpRegister, MtpKeys, MtpVerify, MtpAnswer, MtpData>;

/// @return the payload of @p message.
SharedBytes EncodeMtp(const MtpMessage& message);

/// @return the message that @p payload is, or nothing if it is none.
std::optional<MtpMessage> DecodeMtp(const SharedBytes& payload);

/// What an MTP message is part of, read off its first bytes. @ingroup iot-ledger
struct MtpHeading
{
    enum class Kind : uint8_t
    {
        REGISTER = 1,
        KEYS = 2,
        VERIFY = 3,
        ANSWER = 4,
        DATA = 5,
    };

    Kind kind;
    uint32_t first;  //!< register: device; keys: count; verify, answer, data: sender
    uint32_t second; //!< verify, answer, data: operation; keys: the first key's device
};

/// @return the heading of @p payload, or nothing if it is no MTP message.
std::optional<MtpHeading> PeekMtp(const SharedBytes& payload);

/// The MQTT topics and client ids that MTP uses. @ingroup iot-ledger
namespace mtptopic
{
extern const std::string REGISTER;     //!< devices to broker
extern const std::string KEYS;         //!< broker to all devices
extern const std::string VERIFY;       //!< a sender to all devices
extern const std::string DATA;         //!< a sender to all devices
std::string ClientId(uint32_t device); //!< MQTT client id, and node name: device1 …
std::string Keys(uint32_t device);     //!< broker to one device
std::string Answer(uint32_t sender);   //!< all devices to one sender
} // namespace mtptopic

} // namespace iotledger
} // namespace ns3

#endif /* MTP_MESSAGE_H */
