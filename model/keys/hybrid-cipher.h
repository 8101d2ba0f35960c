/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HYBRID_CIPHER_H
#define HYBRID_CIPHER_H

#include "ns3/crypto.h"

#include <optional>

namespace ns3
{
namespace iotledger
{

/// Data encrypted for the holder of one private RSA key. @ingroup iot-ledger
struct HybridSealed
{
    SharedBytes wrappedKey; //!< the AES key, encrypted with the public RSA key
    AesSealed sealed;       //!< the data, encrypted with the AES key
};

/**
 * Encrypts data of any length for the holder of a private RSA key: with a new AES key, and that
 * with the public RSA key (figure 3 of the paper named in mtp-message.h).
 * @return what was encrypted, nothing if @p publicKey is no RSA key or too short for the AES key;
 * the cost of both steps, sequentially
 */
Costed<std::optional<HybridSealed>> HybridSeal(Crypto& crypto,
                                               AesMode mode,
                                               const SharedBytes& publicKey,
                                               const SharedBytes& plaintext);

/// Decrypts it. @return the data, nothing if @p privateKey does not belong to it or it was altered;
/// the cost of as many steps as were tried
Costed<std::optional<SharedBytes>> HybridOpen(Crypto& crypto,
                                              AesMode mode,
                                              const SharedBytes& privateKey,
                                              const HybridSealed& data);

} // namespace iotledger
} // namespace ns3

#endif /* HYBRID_CIPHER_H */
