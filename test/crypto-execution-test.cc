/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

/// What must hold whoever makes the bytes: run with both executions.
class CryptoExecutions : public testing::TestWithParam<const char*>
{
  protected:
    Ptr<Crypto> m_crypto = MakeCrypto(GetParam());
    Ptr<Crypto> m_other = MakeCrypto(GetParam(), 11);
    SharedBytes m_message{"a key to be wrapped"};
};

// RFC 8017, section 7.1: the plaintext has at most k - 42 bytes, the ciphertext k.
TEST_P(CryptoExecutions, OnlyTheMatchingPrivateKeyUnwraps)
{
    const auto pair = m_crypto->GenerateRsaKey(1024).value;
    const auto stranger = m_other->GenerateRsaKey(1024).value;
    const auto wrapped = m_crypto->RsaEncrypt(pair.publicKey, m_message).value.value();

    EXPECT_EQ(wrapped.GetSize(), 128U);
    EXPECT_EQ(m_other->RsaDecrypt(pair.privateKey, wrapped).value, m_message);
    EXPECT_EQ(m_other->RsaDecrypt(stranger.privateKey, wrapped).value, std::nullopt);
    EXPECT_EQ(m_other->RsaDecrypt(pair.privateKey, wrapped.Slice(1)).value, std::nullopt);
    for (const std::size_t offset : {0U, 20U, 60U, 127U})
    {
        EXPECT_EQ(m_other->RsaDecrypt(pair.privateKey, Alter(wrapped, offset)).value, std::nullopt);
    }
    EXPECT_TRUE(m_crypto->RsaEncrypt(pair.publicKey, SharedBytes::Zeros(86)).value);
    EXPECT_FALSE(m_crypto->RsaEncrypt(pair.publicKey, SharedBytes::Zeros(87)).value);
}

TEST_P(CryptoExecutions, AnAlteredPublicKeyWrapsForNobody)
{
    const auto pair = m_crypto->GenerateRsaKey(1024).value;
    const auto altered = Alter(pair.publicKey, 60);

    const auto wrapped = m_crypto->RsaEncrypt(altered, m_message).value;

    ASSERT_TRUE(wrapped);
    EXPECT_EQ(m_crypto->RsaDecrypt(pair.privateKey, *wrapped).value, std::nullopt);
}

TEST_P(CryptoExecutions, BytesThatAreNoKeyAreRefusedAtNoCost)
{
    const auto pair = m_crypto->GenerateRsaKey(512).value;
    const auto ecdsa = m_crypto->GenerateEcdsaKey().value;
    for (const auto& noKey : {SharedBytes(),
                              m_message,
                              pair.privateKey,
                              ecdsa.publicKey,
                              pair.publicKey.Slice(0, 93),
                              pair.publicKey.WithZeros(1)})
    {
        const auto result = m_crypto->RsaEncrypt(noKey, m_message);
        EXPECT_EQ(result.value, std::nullopt);
        EXPECT_EQ(result.cost, Time(0));
    }
}

// SP 800-38D: 12-byte IV, 16-byte tag; SP 800-38A: 16-byte IV, padded to 16 bytes.
TEST_P(CryptoExecutions, AesOpensWithTheRightKeyOnly)
{
    const std::vector<std::size_t> sizes{0, 1, 15, 16, 17, 1000};
    for (const auto mode : AES_MODES)
    {
        const auto gcm = mode == AesMode::AES_128_GCM || mode == AesMode::AES_256_GCM;
        const auto key = m_crypto->GenerateAesKey(mode);
        for (const auto size : sizes)
        {
            const SharedBytes plaintext(std::vector<uint8_t>(size, 0xa5));
            const auto sealed = m_crypto->AesEncrypt(mode, key, plaintext).value;
            EXPECT_EQ(sealed.iv.GetSize(), gcm ? 12U : 16U);
            EXPECT_EQ(sealed.tag.GetSize(), gcm ? 16U : 0U);
            EXPECT_EQ(sealed.ciphertext.GetSize(), gcm ? size : (size / 16 + 1) * 16);
            EXPECT_EQ(m_other->AesDecrypt(mode, key, sealed).value, plaintext);
            EXPECT_NE(m_other->AesDecrypt(mode, Alter(key, 5), sealed).value, plaintext);
            EXPECT_EQ(m_other->AesDecrypt(mode, key.Slice(1), sealed).value, std::nullopt);
        }
    }
}

TEST_P(CryptoExecutions, GcmNoticesEveryAlteration)
{
    const auto mode = AesMode::AES_256_GCM;
    const auto key = m_crypto->GenerateAesKey(mode);
    const auto sealed = m_crypto->AesEncrypt(mode, key, SharedBytes::Zeros(100)).value;
    auto iv = sealed;
    auto tag = sealed;
    auto text = sealed;
    auto cut = sealed;
    iv.iv = Alter(iv.iv, 11);
    tag.tag = Alter(tag.tag, 15);
    text.ciphertext = Alter(text.ciphertext, 99);
    cut.ciphertext = cut.ciphertext.Slice(0, 99);

    for (const auto& altered : {iv, tag, text, cut})
    {
        EXPECT_EQ(m_crypto->AesDecrypt(mode, key, altered).value, std::nullopt);
    }
}

TEST_P(CryptoExecutions, EcdsaTellsRightFromWrong)
{
    const auto pair = m_crypto->GenerateEcdsaKey().value;
    const auto stranger = m_crypto->GenerateEcdsaKey().value;
    const auto signature = m_crypto->EcdsaSign(pair.privateKey, m_message).value;

    EXPECT_TRUE(m_other->EcdsaVerify(pair.publicKey, m_message, signature).value);
    EXPECT_FALSE(m_other->EcdsaVerify(stranger.publicKey, m_message, signature).value);
    EXPECT_FALSE(m_other->EcdsaVerify(pair.publicKey, Alter(m_message, 3), signature).value);
    for (std::size_t i = 0; i < signature.GetSize(); i++)
    {
        EXPECT_FALSE(m_other->EcdsaVerify(pair.publicKey, m_message, Alter(signature, i)).value);
        EXPECT_FALSE(m_other->EcdsaVerify(pair.publicKey, m_message, signature.Slice(0, i)).value);
    }
}

TEST_P(CryptoExecutions, X25519GivesBothSidesOneSecret)
{
    const auto a = m_crypto->GenerateX25519Key().value;
    const auto b = m_other->GenerateX25519Key().value;
    const auto c = m_other->GenerateX25519Key().value;

    const auto secret = m_crypto->X25519Derive(a.privateKey, b.publicKey).value;

    ASSERT_TRUE(secret);
    EXPECT_EQ(secret->GetSize(), 32U);
    EXPECT_EQ(m_other->X25519Derive(b.privateKey, a.publicKey).value, secret);
    EXPECT_NE(m_other->X25519Derive(c.privateKey, a.publicKey).value, secret);
    EXPECT_EQ(m_other->X25519Derive(b.privateKey, m_message).value, std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Both, CryptoExecutions, testing::Values("real", "modelled"));

} // namespace
} // namespace iotledger
} // namespace ns3
