/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_PLACEHOLDER_H
#define KEY_PLACEHOLDER_H

#include "random-bytes.h"

#include "ns3/crypto.h"

namespace ns3
{
namespace iotledger
{

// Keys for modelled execution. They have the DER frame and the size of real ones, with drawn bytes
// for the public numbers. A private key repeats the public numbers, as PKCS #8 does anyway; that
// is how the two halves are known to belong together. The secret numbers of an RSA key are virtual
// zeros. Internal.

/// What tells one key pair from another.
struct KeyIdentity
{
    uint32_t bits; //!< RSA modulus size, else 0
    uint64_t id;   //!< the same for both halves of a pair
};

/// RFC 8017, appendix A.1, in RFC 5280, section 4.1.2.7, and RFC 5208, section 5.
KeyPair MakeRsaPlaceholder(uint32_t bits, RandomBytes& random);
/// @return empty if @p der is not a whole key of 512 to 4096 bit
std::optional<KeyIdentity> ReadRsaPublicKey(const SharedBytes& der);
std::optional<KeyIdentity> ReadRsaPrivateKey(const SharedBytes& der);

/// RFC 5480, section 2, and RFC 5915, section 3, on P-256.
KeyPair MakeEcdsaPlaceholder(RandomBytes& random);
std::optional<KeyIdentity> ReadEcdsaPublicKey(const SharedBytes& der);
std::optional<KeyIdentity> ReadEcdsaPrivateKey(const SharedBytes& der);

/// RFC 8410, sections 4 and 7.
KeyPair MakeX25519Placeholder(RandomBytes& random);
std::optional<KeyIdentity> ReadX25519PublicKey(const SharedBytes& der);
std::optional<KeyIdentity> ReadX25519PrivateKey(const SharedBytes& der);

} // namespace iotledger
} // namespace ns3

#endif /* KEY_PLACEHOLDER_H */
