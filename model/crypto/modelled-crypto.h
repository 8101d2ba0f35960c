/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MODELLED_CRYPTO_H
#define MODELLED_CRYPTO_H

#include "crypto-execution.h"
#include "random-bytes.h"

namespace ns3
{
namespace iotledger
{

/**
 * @brief Modelled execution: placeholders of the real sizes, in a hundredth of the time. Internal.
 *
 * Keys are those of key-placeholder.h. What is encrypted stands as it is in the ciphertext, so
 * virtual zeros stay virtual and nothing is copied; a check value made from the key, a drawn nonce
 * and the content decides whether decryption succeeds. All integers are big endian.
 *
 *     RSA ciphertext   nonce[8] check[16] size[2] plaintext zeros, as long as the modulus
 *     AES-GCM          iv = nonce[12], tag = check[16], ciphertext = plaintext
 *     AES-CBC          iv = nonce[7] padding[1] check[8], ciphertext = plaintext zeros[padding];
 *                      the check leaves out the content, for CBC does not authenticate it
 *     SHA-256          check[32]
 *     ECDSA signature  SEQUENCE { INTEGER nonce, INTEGER check } with 32 bytes each, whose sign
 *                      bytes give the sizes of real signatures their spread (RFC 3279); the
 *                      negative of check, modulo the order of the curve, serves as well
 *     X25519 secret    check[32] of both public keys
 */
class ModelledCrypto : public CryptoExecution
{
  public:
    explicit ModelledCrypto(RandomBytes random);

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
    RandomBytes m_random;
};

} // namespace iotledger
} // namespace ns3

#endif /* MODELLED_CRYPTO_H */
