/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// OpenSSL's own crypto.h has the guard that this file's name would give.
#ifndef IOT_LEDGER_OPENSSL_CRYPTO_H
#define IOT_LEDGER_OPENSSL_CRYPTO_H

#include "crypto-execution.h"
#include "random-bytes.h"

namespace ns3
{
namespace iotledger
{

/// Real execution: OpenSSL performs every operation, on keys decoded for it. Internal.
class OpensslCrypto : public CryptoExecution
{
  public:
    explicit OpensslCrypto(RandomBytes random);

    KeyPair GenerateRsaKey(uint32_t bits) override;
    RsaResult RsaEncrypt(const SharedBytes& publicKey, const SharedBytes& plaintext) override;
    RsaResult RsaDecrypt(const SharedBytes& privateKey, const SharedBytes& ciphertext) override;
    std::optional<AesSealed> AesEncrypt(AesMode mode,
                                        const SharedBytes& key,
                                        const SharedBytes& plaintext) override;
    std::optional<SharedBytes> AesDecrypt(AesMode mode,
                                          const SharedBytes& key,
                                          const AesSealed& sealed) override;
    SharedBytes Sha256(const SharedBytes& data) override;
    KeyPair GenerateEcdsaKey() override;
    std::optional<SharedBytes> EcdsaSign(const SharedBytes& privateKey,
                                         const SharedBytes& data) override;
    bool EcdsaVerify(const SharedBytes& publicKey,
                     const SharedBytes& data,
                     const SharedBytes& signature) override;
    KeyPair GenerateX25519Key() override;
    std::optional<SharedBytes> X25519Derive(const SharedBytes& privateKey,
                                            const SharedBytes& peerPublicKey) override;

  private:
    KeyPair Generate(const char* type, uint32_t bits = 0);

    RandomBytes m_random;
};

} // namespace iotledger
} // namespace ns3

#endif /* IOT_LEDGER_OPENSSL_CRYPTO_H */
