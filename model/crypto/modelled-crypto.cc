/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "modelled-crypto.h"

#include "ecdsa-signature.h"
#include "fingerprint.h"
#include "key-placeholder.h"
#include "openssl-operations.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::size_t RSA_NONCE_SIZE = 8;
constexpr std::size_t RSA_CHECK_SIZE = 16;
constexpr std::size_t RSA_PREFIX_SIZE = RSA_NONCE_SIZE + RSA_CHECK_SIZE + 2;
constexpr std::size_t OAEP_OVERHEAD = 42; //!< [B] two SHA-1 digests and two bytes
constexpr std::size_t CBC_NONCE_SIZE = 7;
constexpr std::size_t CBC_CHECK_SIZE = 8;

std::size_t
GetModulusSize(uint32_t bits)
{
    return (bits + 7) / 8;
}

/// @return the check value of an RSA ciphertext whose part behind it is @p rest.
Bytes
GetRsaCheck(uint64_t key, const SharedBytes& nonce, const SharedBytes& rest)
{
    return Fingerprint().Add(key).Add(nonce).Add(rest).Take(RSA_CHECK_SIZE);
}

Bytes
GetGcmTag(AesMode mode, const SharedBytes& key, const SharedBytes& iv, const SharedBytes& text)
{
    return Fingerprint()
        .Add(static_cast<uint64_t>(mode))
        .Add(key)
        .Add(iv)
        .Add(text)
        .Take(GetAesSizes(mode).tag);
}

/// @param iv whose first bytes are nonce and padding @param size [B] of the ciphertext
Bytes
GetCbcCheck(AesMode mode, const SharedBytes& key, const SharedBytes& iv, uint64_t size)
{
    return Fingerprint()
        .Add(static_cast<uint64_t>(mode))
        .Add(key)
        .Add(iv.Slice(0, CBC_NONCE_SIZE + 1))
        .Add(size)
        .Take(CBC_CHECK_SIZE);
}

/// Makes @p number one that needs all of its bytes in DER and is less than the order of the curve.
void
BoundNumber(EcdsaSignature::Number& number)
{
    number.front() |= number.front() == 0 ? 1 : 0;
    number[3] &= number[0] == 0xff && number[1] == 0xff && number[2] == 0xff ? 0xfe : 0xff;
}

EcdsaSignature::Number
GetSignatureCheck(uint64_t key, const SharedBytes& data, const EcdsaSignature::Number& nonce)
{
    EcdsaSignature::Number check;
    Fingerprint()
        .Add(key)
        .Add(data)
        .Add(nonce.data(), nonce.size())
        .Fill(check.data(), check.size());
    BoundNumber(check);
    return check;
}

} // namespace

ModelledCrypto::ModelledCrypto(RandomBytes random)
    : m_random(std::move(random))
{
}

KeyPair
ModelledCrypto::GenerateRsaKey(uint32_t bits)
{
    return MakeRsaPlaceholder(bits, m_random);
}

CryptoExecution::RsaResult
ModelledCrypto::RsaEncrypt(const SharedBytes& publicKey, const SharedBytes& plaintext)
{
    const auto key = ReadRsaPublicKey(publicKey);
    if (!key)
    {
        return {};
    }
    const auto size = GetModulusSize(key->bits);
    if (plaintext.GetSize() + OAEP_OVERHEAD > size)
    {
        return {key->bits, std::nullopt};
    }
    const auto textSize = static_cast<std::size_t>(plaintext.GetSize());
    Bytes head(RSA_PREFIX_SIZE + textSize);
    m_random.Fill(head.data(), RSA_NONCE_SIZE);
    head[RSA_PREFIX_SIZE - 2] = static_cast<uint8_t>(textSize >> 8);
    head[RSA_PREFIX_SIZE - 1] = static_cast<uint8_t>(textSize);
    plaintext.CopyTo(head.data() + RSA_PREFIX_SIZE);

    const auto draft = SharedBytes(head).WithZeros(size - head.size());
    const auto check = GetRsaCheck(key->id,
                                   draft.Slice(0, RSA_NONCE_SIZE),
                                   draft.Slice(RSA_NONCE_SIZE + RSA_CHECK_SIZE));
    std::copy(check.begin(), check.end(), head.begin() + RSA_NONCE_SIZE);
    const auto zeros = size - head.size();
    return {key->bits, SharedBytes(std::move(head)).WithZeros(zeros)};
}

CryptoExecution::RsaResult
ModelledCrypto::RsaDecrypt(const SharedBytes& privateKey, const SharedBytes& ciphertext)
{
    const auto key = ReadRsaPrivateKey(privateKey);
    if (!key)
    {
        return {};
    }
    if (ciphertext.GetSize() != GetModulusSize(key->bits))
    {
        return {key->bits, std::nullopt};
    }
    const auto rest = ciphertext.Slice(RSA_NONCE_SIZE + RSA_CHECK_SIZE);
    const auto check = GetRsaCheck(key->id, ciphertext.Slice(0, RSA_NONCE_SIZE), rest);
    if (ciphertext.Slice(RSA_NONCE_SIZE, RSA_CHECK_SIZE) != SharedBytes(check))
    {
        return {key->bits, std::nullopt};
    }
    return {key->bits, rest.Slice(2, static_cast<uint64_t>(rest[0]) << 8 | rest[1])};
}

std::optional<AesSealed>
ModelledCrypto::AesEncrypt(AesMode mode, const SharedBytes& key, const SharedBytes& plaintext)
{
    const auto& sizes = GetAesSizes(mode);
    if (key.GetSize() != sizes.key)
    {
        return std::nullopt;
    }
    if (sizes.tag > 0)
    {
        const SharedBytes iv(m_random.Take(sizes.iv));
        return AesSealed{iv, SharedBytes(GetGcmTag(mode, key, iv, plaintext)), plaintext};
    }
    const auto padding = sizes.block - plaintext.GetSize() % sizes.block;
    auto iv = m_random.Take(sizes.iv);
    iv[CBC_NONCE_SIZE] = static_cast<uint8_t>(padding);
    const auto check = GetCbcCheck(mode, key, SharedBytes(iv), plaintext.GetSize() + padding);
    std::copy(check.begin(), check.end(), iv.end() - CBC_CHECK_SIZE);
    return AesSealed{SharedBytes(std::move(iv)), SharedBytes(), plaintext.WithZeros(padding)};
}

std::optional<SharedBytes>
ModelledCrypto::AesDecrypt(AesMode mode, const SharedBytes& key, const AesSealed& sealed)
{
    const auto& sizes = GetAesSizes(mode);
    const auto& text = sealed.ciphertext;
    if (key.GetSize() != sizes.key || sealed.iv.GetSize() != sizes.iv ||
        sealed.tag.GetSize() != sizes.tag)
    {
        return std::nullopt;
    }
    if (sizes.tag > 0)
    {
        const auto right = sealed.tag == SharedBytes(GetGcmTag(mode, key, sealed.iv, text));
        return right ? std::optional(text) : std::nullopt;
    }
    const SharedBytes check(GetCbcCheck(mode, key, sealed.iv, text.GetSize()));
    if (sealed.iv.Slice(sizes.iv - CBC_CHECK_SIZE) != check)
    {
        return std::nullopt;
    }
    return text.Slice(0, text.GetSize() - sealed.iv[CBC_NONCE_SIZE]);
}

SharedBytes
ModelledCrypto::Sha256(const SharedBytes& data)
{
    return SharedBytes(Fingerprint().Add(data).Take(32));
}

KeyPair
ModelledCrypto::GenerateEcdsaKey()
{
    return MakeEcdsaPlaceholder(m_random);
}

std::optional<SharedBytes>
ModelledCrypto::EcdsaSign(const SharedBytes& privateKey, const SharedBytes& data)
{
    const auto key = ReadEcdsaPrivateKey(privateKey);
    if (!key)
    {
        return std::nullopt;
    }
    EcdsaSignature signature;
    m_random.Fill(signature.r.data(), signature.r.size());
    BoundNumber(signature.r);
    signature.s = GetSignatureCheck(key->id, data, signature.r);
    return signature.Encode();
}

bool
ModelledCrypto::EcdsaVerify(const SharedBytes& publicKey,
                            const SharedBytes& data,
                            const SharedBytes& signature)
{
    const auto key = ReadEcdsaPublicKey(publicKey);
    const auto numbers = key ? EcdsaSignature::Decode(signature) : std::nullopt;
    if (!numbers)
    {
        return false;
    }
    const auto check = GetSignatureCheck(key->id, data, numbers->r);
    return numbers->s == check || numbers->Negated().s == check;
}

KeyPair
ModelledCrypto::GenerateX25519Key()
{
    return MakeX25519Placeholder(m_random);
}

std::optional<SharedBytes>
ModelledCrypto::X25519Derive(const SharedBytes& privateKey, const SharedBytes& peerPublicKey)
{
    const auto own = ReadX25519PrivateKey(privateKey);
    const auto peer = ReadX25519PublicKey(peerPublicKey);
    if (!own || !peer)
    {
        return std::nullopt;
    }
    const auto [first, second] = std::minmax(own->id, peer->id);
    return SharedBytes(Fingerprint().Add(first).Add(second).Take(32));
}

} // namespace iotledger
} // namespace ns3
