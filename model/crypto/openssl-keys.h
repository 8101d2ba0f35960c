/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_KEYS_H
#define OPENSSL_KEYS_H

#include "openssl-library.h"

#include "ns3/crypto.h"

namespace ns3
{
namespace iotledger
{

/// Key types by their OpenSSL names. Internal.
inline constexpr const char* RSA_KEY = "RSA";
inline constexpr const char* EC_KEY = "EC"; //!< on the curve P-256
inline constexpr const char* X25519_KEY = "X25519";

/// Generates a key inside a RandomScope. Internal. @param bits RSA modulus size, else ignored.
PkeyHandle GenerateKey(const char* type, uint32_t bits = 0);

/// Encodes both halves in DER: RFC 5280, section 4.1.2.7, and RFC 5208, section 5. Internal.
KeyPair EncodeKeyPair(const EVP_PKEY* key);

/// Decodes a key. Internal. @return null unless @p der is one whole key of @p type.
PkeyHandle DecodePublicKey(const SharedBytes& der, const char* type);
PkeyHandle DecodePrivateKey(const SharedBytes& der, const char* type);

/// All bytes in one piece, copied only where the string has virtual zeros. Internal.
class ContiguousBytes
{
  public:
    explicit ContiguousBytes(const SharedBytes& bytes);

    const uint8_t* GetData() const;
    std::size_t GetSize() const;

  private:
    SharedBytes m_bytes;
    std::vector<uint8_t> m_copy;
};

} // namespace iotledger
} // namespace ns3

#endif /* OPENSSL_KEYS_H */
