/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_MESSAGE_H
#define MTP_MESSAGE_H

#include "ns3/crypto.h"
#include "ns3/key-subject.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
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
 *     subject  := u32: a device's number; with the highest bit set, a topic's
 *     entry    := subject key                  key  := size:u16 bytes
 *     register := 1 entry
 *     keys     := 2 count:u32 entry*
 *     verify   := 3 sender:u32 operation:u32 entry
 *     answer   := 4 sender:u32 operation:u32 responder:u32 verdict:u8   (1: Check, 0: Error)
 *     data     := 5 sender:u32 operation:u32 subject wrapped:key iv:key tag:key ciphertext
 *     prove    := 6 sender:u32 operation:u32 subject
 *     proof    := 7 sender:u32 operation:u32 subject size:u32 root:32 signature:key
 *                   steps:u8 digest:32*
 *
 * Devices and topics are numbered from 1; operations by their sender, from 1. The verification of a
 * key and the data sent after it are one operation. The last two are those of DigestVerification.
 */

/// A device makes its public key known to the broker. @ingroup iot-ledger
struct MtpRegister
{
    SubjectKey key;
};

/// The broker makes keys known to devices. @ingroup iot-ledger
struct MtpKeys
{
    std::vector<SubjectKey> keys;
};

/// A sender asks devices whether their copy of a key is the same as its own. @ingroup iot-ledger
struct MtpVerify
{
    uint32_t sender;
    uint32_t operation;
    SubjectKey target;
};

/// A device answers a sender: Check (the copies agree) or Error. @ingroup iot-ledger
struct MtpAnswer
{
    uint32_t sender;
    uint32_t operation;
    uint32_t responder;
    bool check;
};

/// Encrypted data for one recipient, or one topic's subscribers. @ingroup iot-ledger
struct MtpData
{
    uint32_t sender;
    uint32_t operation;
    KeySubject recipient;
    SharedBytes wrappedKey; //!< the AES key, encrypted with the recipient's public RSA key
    AesSealed sealed;
};

/// A sender asks the broker to prove which key is a subject's. @ingroup iot-ledger
struct MtpProve
{
    uint32_t sender;
    uint32_t operation;
    KeySubject subject;
};

/// The broker's proof: a signed tree head and a path to it (see KeyTree). @ingroup iot-ledger
struct MtpProof
{
    uint32_t sender;
    uint32_t operation;
    KeySubject subject;
    uint32_t size;                 //!< leaves of the tree
    SharedBytes root;              //!< 32 B
    SharedBytes signature;         //!< of the tree head, see EncodeTreeHead
    std::vector<SharedBytes> path; //!< 32 B each, from the leaf up
};

/// Any MTP message. @ingroup iot-ledger
using MtpMessage =
    std::variant<MtpRegister, MtpKeys, MtpVerify, MtpAnswer, MtpData, MtpProve, MtpProof>;

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
        PROVE = 6,
        PROOF = 7,
    };

    Kind kind;
    uint32_t first;  //!< register: subject; keys: count; all others: sender
    uint32_t second; //!< keys: the first subject; register: nothing; all others: operation
};

/// @return the heading of @p payload, or nothing if it is no MTP message.
std::optional<MtpHeading> PeekMtp(const SharedBytes& payload);

} // namespace iotledger
} // namespace ns3

#endif /* MTP_MESSAGE_H */
