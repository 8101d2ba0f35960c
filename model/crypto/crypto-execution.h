/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_EXECUTION_H
#define CRYPTO_EXECUTION_H

#include "ns3/crypto.h"

namespace ns3
{
namespace iotledger
{

/**
 * @brief How the results of Crypto come about, without their cost: really or modelled. Internal.
 *
 * Operations mean what those of Crypto mean.
 */
class CryptoExecution
{
  public:
    /// The outcome of an RSA operation.
    struct RsaResult
    {
        uint32_t bits{0}; //!< modulus size of the key, 0 if it was no RSA key of 512 to 4096 bit
        std::optional<SharedBytes> value;
    };

    virtual ~CryptoExecution() = default;

    virtual KeyPair GenerateRsaKey(uint32_t bits) = 0;
    virtual RsaResult RsaEncrypt(const SharedBytes& publicKey, const SharedBytes& plaintext) = 0;
    virtual RsaResult RsaDecrypt(const SharedBytes& privateKey, const SharedBytes& ciphertext) = 0;

    /// @return empty if @p key does not have the size for @p mode
    virtual std::optional<AesSealed> AesEncrypt(AesMode mode,
                                                const SharedBytes& key,
                                                const SharedBytes& plaintext) = 0;
    virtual std::optional<SharedBytes> AesDecrypt(AesMode mode,
                                                  const SharedBytes& key,
                                                  const AesSealed& sealed) = 0;

    virtual SharedBytes Sha256(const SharedBytes& data) = 0;

    virtual KeyPair GenerateEcdsaKey() = 0;
    /// @return empty if @p privateKey is no P-256 key
    virtual std::optional<SharedBytes> EcdsaSign(const SharedBytes& privateKey,
                                                 const SharedBytes& data) = 0;
    virtual bool EcdsaVerify(const SharedBytes& publicKey,
                             const SharedBytes& data,
                             const SharedBytes& signature) = 0;

    virtual KeyPair GenerateX25519Key() = 0;
    virtual std::optional<SharedBytes> X25519Derive(const SharedBytes& privateKey,
                                                    const SharedBytes& peerPublicKey) = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTO_EXECUTION_H */
