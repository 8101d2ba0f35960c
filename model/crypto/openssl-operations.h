/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_OPERATIONS_H
#define OPENSSL_OPERATIONS_H

#include "openssl-library.h"

#include "ns3/crypto.h"

namespace ns3
{
namespace iotledger
{

// The operations of Crypto on decoded keys, each one call of OpenSSL's EVP interface. What Crypto
// executes and what CryptoCalibration measures is this code. Internal. Failure is an empty result.

using Bytes = std::vector<uint8_t>;

struct AesSizes
{
    const char* name;  //!< OpenSSL's
    std::size_t key;   //!< [B]
    std::size_t iv;    //!< [B]
    std::size_t tag;   //!< [B], 0 if there is none
    std::size_t block; //!< [B] that the ciphertext is padded to, 1 if it is not
};

const AesSizes& GetAesSizes(AesMode mode);

/// RSAES-OAEP with SHA-1 and MGF1: RFC 8017, section 7.1.
std::optional<SharedBytes> OaepEncrypt(EVP_PKEY* key, const SharedBytes& plaintext);
std::optional<SharedBytes> OaepDecrypt(EVP_PKEY* key, const SharedBytes& ciphertext);

/// NIST SP 800-38D (GCM), SP 800-38A with the padding of RFC 5652, section 6.3 (CBC).
std::optional<AesSealed> AesSeal(AesMode mode,
                                 const SharedBytes& key,
                                 const SharedBytes& iv,
                                 const SharedBytes& plaintext);
std::optional<SharedBytes> AesOpen(AesMode mode, const SharedBytes& key, const AesSealed& sealed);

/// The same into buffers with room for EVP_MAX_BLOCK_LENGTH more bytes than there are in.
/// @return [B] what was written
std::optional<std::size_t> AesSealTo(AesMode mode,
                                     const SharedBytes& key,
                                     const SharedBytes& iv,
                                     const SharedBytes& plaintext,
                                     uint8_t* ciphertext,
                                     uint8_t* tag);
std::optional<std::size_t> AesOpenTo(AesMode mode,
                                     const SharedBytes& key,
                                     const AesSealed& sealed,
                                     uint8_t* plaintext);

/// FIPS 180-4. @return 32 bytes
Bytes Sha256Digest(const SharedBytes& data);

/// FIPS 186-4, chapter 6. @param digest 32 bytes @return a DER Ecdsa-Sig-Value (RFC 3279)
std::optional<SharedBytes> EcdsaSignDigest(EVP_PKEY* key, const Bytes& digest);
bool EcdsaVerifyDigest(EVP_PKEY* key, const Bytes& digest, const SharedBytes& signature);

/// X25519 (RFC 7748, section 6.1) or ECDH on P-256 (SEC 1, section 3.3.1), as the keys are.
/// @return 32 bytes, empty if they would be all zeros
std::optional<SharedBytes> DeriveSecret(EVP_PKEY* privateKey, EVP_PKEY* peerPublicKey);

/// RFC 5280, section 4. @return null unless @p der is one whole certificate
X509Handle DecodeCertificate(const SharedBytes& der);

/// RFC 5280, section 6, for a path of one certificate below the trusted @p issuer.
bool VerifyCertificate(const SharedBytes& certificate, const SharedBytes& issuer, int64_t epoch);

} // namespace iotledger
} // namespace ns3

#endif /* OPENSSL_OPERATIONS_H */
