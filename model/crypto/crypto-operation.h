/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_OPERATION_H
#define CRYPTO_OPERATION_H

#include "ns3/crypto-profile.h"

#include <array>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/// What the cost of an operation depends on. Internal.
enum class CostKind
{
    BY_KEY_SIZE,
    BY_BYTES,
    FIXED,
};

struct CryptoOperationEntry
{
    CryptoOperation operation;
    std::string_view name; //!< in profile files
    CostKind kind;
};

/// All operations, in the order of the enumeration. Internal.
inline constexpr std::array<CryptoOperationEntry, 21> CRYPTO_OPERATIONS{{
    {CryptoOperation::RSA_KEYGEN, "rsa-keygen", CostKind::BY_KEY_SIZE},
    {CryptoOperation::RSA_OAEP_ENCRYPT, "rsa-oaep-encrypt", CostKind::BY_KEY_SIZE},
    {CryptoOperation::RSA_OAEP_DECRYPT, "rsa-oaep-decrypt", CostKind::BY_KEY_SIZE},
    {CryptoOperation::AES_128_GCM_ENCRYPT, "aes-128-gcm-encrypt", CostKind::BY_BYTES},
    {CryptoOperation::AES_128_GCM_DECRYPT, "aes-128-gcm-decrypt", CostKind::BY_BYTES},
    {CryptoOperation::AES_256_GCM_ENCRYPT, "aes-256-gcm-encrypt", CostKind::BY_BYTES},
    {CryptoOperation::AES_256_GCM_DECRYPT, "aes-256-gcm-decrypt", CostKind::BY_BYTES},
    {CryptoOperation::AES_128_CBC_ENCRYPT, "aes-128-cbc-encrypt", CostKind::BY_BYTES},
    {CryptoOperation::AES_128_CBC_DECRYPT, "aes-128-cbc-decrypt", CostKind::BY_BYTES},
    {CryptoOperation::AES_256_CBC_ENCRYPT, "aes-256-cbc-encrypt", CostKind::BY_BYTES},
    {CryptoOperation::AES_256_CBC_DECRYPT, "aes-256-cbc-decrypt", CostKind::BY_BYTES},
    {CryptoOperation::SHA_256, "sha-256", CostKind::BY_BYTES},
    {CryptoOperation::ECDSA_P256_KEYGEN, "ecdsa-p256-keygen", CostKind::FIXED},
    {CryptoOperation::ECDSA_P256_SIGN, "ecdsa-p256-sign", CostKind::FIXED},
    {CryptoOperation::ECDSA_P256_VERIFY, "ecdsa-p256-verify", CostKind::FIXED},
    {CryptoOperation::X509_VERIFY, "x509-verify", CostKind::FIXED},
    {CryptoOperation::X25519_KEYGEN, "x25519-keygen", CostKind::FIXED},
    {CryptoOperation::X25519_DERIVE, "x25519-derive", CostKind::FIXED},
    {CryptoOperation::ECDH_P256_DERIVE, "ecdh-p256-derive", CostKind::FIXED},
    {CryptoOperation::SOCKET_WRITE, "socket-write", CostKind::BY_BYTES},
    {CryptoOperation::SOCKET_READ, "socket-read", CostKind::BY_BYTES},
}};

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTO_OPERATION_H */
