/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "openssl-crypto.h"

#include "openssl-keys.h"
#include "openssl-operations.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the modulus size of @p key, 0 for one out of the range of Crypto.
uint32_t
GetRsaBits(const EVP_PKEY* key)
{
    const auto bits = EVP_PKEY_get_bits(key);
    return bits >= 512 && bits <= 4096 ? static_cast<uint32_t>(bits) : 0;
}

} // namespace

OpensslCrypto::OpensslCrypto(RandomBytes random)
    : m_random(std::move(random))
{
}

KeyPair
OpensslCrypto::Generate(const char* type, uint32_t bits)
{
    const ErrorScope errors;
    const RandomScope random(m_random);
    return EncodeKeyPair(GenerateKey(type, bits).get());
}

KeyPair
OpensslCrypto::GenerateRsaKey(uint32_t bits)
{
    return Generate(RSA_KEY, bits);
}

CryptoExecution::RsaResult
OpensslCrypto::RsaEncrypt(const SharedBytes& publicKey, const SharedBytes& plaintext)
{
    const ErrorScope errors;
    const RandomScope random(m_random);
    const auto key = DecodePublicKey(publicKey, RSA_KEY);
    const auto bits = key ? GetRsaBits(key.get()) : 0;
    return {bits, bits > 0 ? OaepEncrypt(key.get(), plaintext) : std::nullopt};
}

CryptoExecution::RsaResult
OpensslCrypto::RsaDecrypt(const SharedBytes& privateKey, const SharedBytes& ciphertext)
{
    const ErrorScope errors;
    const RandomScope random(m_random); // blinding
    const auto key = DecodePrivateKey(privateKey, RSA_KEY);
    const auto bits = key ? GetRsaBits(key.get()) : 0;
    return {bits, bits > 0 ? OaepDecrypt(key.get(), ciphertext) : std::nullopt};
}

std::optional<AesSealed>
OpensslCrypto::AesEncrypt(AesMode mode, const SharedBytes& key, const SharedBytes& plaintext)
{
    const ErrorScope errors;
    const SharedBytes iv(m_random.Take(GetAesSizes(mode).iv));
    return AesSeal(mode, key, iv, plaintext);
}

std::optional<SharedBytes>
OpensslCrypto::AesDecrypt(AesMode mode, const SharedBytes& key, const AesSealed& sealed)
{
    const ErrorScope errors;
    return AesOpen(mode, key, sealed);
}

SharedBytes
OpensslCrypto::Sha256(const SharedBytes& data)
{
    return SharedBytes(Sha256Digest(data));
}

KeyPair
OpensslCrypto::GenerateEcdsaKey()
{
    return Generate(EC_KEY);
}

std::optional<SharedBytes>
OpensslCrypto::EcdsaSign(const SharedBytes& privateKey, const SharedBytes& data)
{
    const ErrorScope errors;
    const RandomScope random(m_random);
    const auto key = DecodePrivateKey(privateKey, EC_KEY);
    return key ? EcdsaSignDigest(key.get(), Sha256Digest(data)) : std::nullopt;
}

bool
OpensslCrypto::EcdsaVerify(const SharedBytes& publicKey,
                           const SharedBytes& data,
                           const SharedBytes& signature)
{
    const ErrorScope errors;
    const auto key = DecodePublicKey(publicKey, EC_KEY);
    return key && EcdsaVerifyDigest(key.get(), Sha256Digest(data), signature);
}

KeyPair
OpensslCrypto::GenerateX25519Key()
{
    return Generate(X25519_KEY);
}

std::optional<SharedBytes>
OpensslCrypto::X25519Derive(const SharedBytes& privateKey, const SharedBytes& peerPublicKey)
{
    const ErrorScope errors;
    const auto own = DecodePrivateKey(privateKey, X25519_KEY);
    const auto peer = DecodePublicKey(peerPublicKey, X25519_KEY);
    return own && peer ? DeriveSecret(own.get(), peer.get()) : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
