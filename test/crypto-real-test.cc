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

// FIPS 180-4 example values (NIST, Cryptographic Standards and Guidelines: SHA256.pdf).
TEST(CryptoReal, Sha256GivesThePublishedDigests)
{
    const auto crypto = MakeCrypto("real");
    const std::string_view twoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

    EXPECT_EQ(crypto->Sha256(SharedBytes("abc")).value,
              CryptoBytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    EXPECT_EQ(crypto->Sha256(SharedBytes(twoBlocks)).value,
              CryptoBytes("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    EXPECT_EQ(crypto->Sha256(SharedBytes(std::string(1'000'000, 'a'))).value,
              CryptoBytes("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

// head -c 1000000 /dev/zero | sha256sum
TEST(CryptoReal, VirtualZerosAreHashedLikeStoredOnes)
{
    const auto crypto = MakeCrypto("real");

    EXPECT_EQ(crypto->Sha256(SharedBytes::Zeros(1'000'000)).value,
              CryptoBytes("d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025"));
}

// McGrew, Viega: The Galois/Counter Mode of Operation, appendix B, test cases 3, 13 and 14 (the
// specification of NIST SP 800-38D).
TEST(CryptoReal, GcmOpensThePublishedVectors)
{
    const auto crypto = MakeCrypto("real");
    const AesSealed case3{
        CryptoBytes("cafebabefacedbaddecaf888"),
        CryptoBytes("4d5c2af327cd64a62cf35abd2ba6fab4"),
        CryptoBytes("42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                    "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985")};
    const AesSealed case13{SharedBytes::Zeros(12),
                           CryptoBytes("530f8afbc74536b9a963b4f1c4cb738b"),
                           SharedBytes()};
    const AesSealed case14{SharedBytes::Zeros(12),
                           CryptoBytes("d0d1c8a799996bf0265b98b5d48ab919"),
                           CryptoBytes("cea7403d4d606b6e074ec5d3baf39d18")};

    EXPECT_EQ(crypto
                  ->AesDecrypt(AesMode::AES_128_GCM,
                               CryptoBytes("feffe9928665731c6d6a8f9467308308"),
                               case3)
                  .value,
              CryptoBytes("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                          "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"));
    EXPECT_EQ(crypto->AesDecrypt(AesMode::AES_256_GCM, SharedBytes::Zeros(32), case13).value,
              SharedBytes());
    EXPECT_EQ(crypto->AesDecrypt(AesMode::AES_256_GCM, SharedBytes::Zeros(32), case14).value,
              SharedBytes::Zeros(16));
}

// NIST SP 800-38A, F.2.1 and F.2.5; the last block is the padding, as openssl enc appends it.
TEST(CryptoReal, CbcOpensThePublishedVectors)
{
    const auto crypto = MakeCrypto("real");
    const auto iv = CryptoBytes("000102030405060708090a0b0c0d0e0f");
    const auto plaintext =
        CryptoBytes("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
    const auto sealed128 =
        CryptoBytes("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
                    "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7"
                    "8cb82807230e1321d3fae00d18cc2012");
    const auto sealed256 =
        CryptoBytes("f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
                    "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"
                    "3f461796d6b0d6b2e0c2a72b4d80e644");

    EXPECT_EQ(crypto
                  ->AesDecrypt(AesMode::AES_128_CBC,
                               CryptoBytes("2b7e151628aed2a6abf7158809cf4f3c"),
                               {iv, SharedBytes(), sealed128})
                  .value,
              plaintext);
    EXPECT_EQ(
        crypto
            ->AesDecrypt(
                AesMode::AES_256_CBC,
                CryptoBytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"),
                {iv, SharedBytes(), sealed256})
            .value,
        plaintext);
}

// RFC 7748, section 6.1, with the keys framed as RFC 8410 has it.
TEST(CryptoReal, X25519GivesThePublishedSecret)
{
    const auto crypto = MakeCrypto("real");
    const auto privateFrame = CryptoBytes("302e020100300506032b656e04220420");
    const auto publicFrame = CryptoBytes("302a300506032b656e032100");
    const auto alicePrivate =
        CryptoBytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    const auto alicePublic =
        CryptoBytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    const auto bobPrivate =
        CryptoBytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    const auto bobPublic =
        CryptoBytes("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    const auto secret =
        CryptoBytes("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");

    EXPECT_EQ(crypto->X25519Derive(privateFrame + alicePrivate, publicFrame + bobPublic).value,
              secret);
    EXPECT_EQ(crypto->X25519Derive(privateFrame + bobPrivate, publicFrame + alicePublic).value,
              secret);
}

// RFC 6979, appendix A.2.5: P-256, SHA-256, message "sample".
TEST(CryptoReal, EcdsaVerifiesThePublishedSignature)
{
    const auto crypto = MakeCrypto("real");
    const auto publicKey =
        CryptoBytes("3059301306072a8648ce3d020106082a8648ce3d03010703420004"
                    "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    const auto signature =
        CryptoBytes("3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                    "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");

    EXPECT_TRUE(crypto->EcdsaVerify(publicKey, SharedBytes("sample"), signature).value);
    EXPECT_FALSE(crypto->EcdsaVerify(publicKey, SharedBytes("Sample"), signature).value);
    EXPECT_FALSE(crypto->EcdsaVerify(publicKey, SharedBytes("sample"), Alter(signature, 40)).value);
}

// openssl pkeyutl -encrypt -pkeyopt rsa_padding_mode:oaep, OpenSSL 3.0, with a key of openssl
// genpkey.
TEST(CryptoReal, OaepOpensWhatTheOpensslCommandSealed)
{
    const auto crypto = MakeCrypto("real");
    const auto privateKey = CryptoBytes(
        "30820277020100300d06092a864886f70d0101010500048202613082025d02010002818100e24d9b"
        "70256ca3393b8d33f05303d4668c710f4b0c0c240bf32e01234871055c5d40713606c86d65b1b203"
        "d12a41b6de44f70352937cf0738835a68276e2371f825184a09f52b6a97c936b1e11ac7b6f9e2aa6"
        "5b0c4efa91ae5d38ff738d672289639a3e6f51445864691724e8d6c77c53c0b9649bd97540bc2daa"
        "29ecaec13502030100010281803e54c7e26cbc6e7cbe15575ff34d93bc2724a0e4b7cdc443f25812"
        "82285ad0f22ed1281d8c62ba170f898b9999fcfda45cf4785acf3ad373cee9901251325fa1ee4cdf"
        "83abfe5558aa1edcb45984cc4dd13bd104e2db2ad65cda0447801992f3393f7f3ff37cd6c299aa8b"
        "64c9e931f1b15843bc9cbbcb43e2516cbd08c9c7c1024100ff655d91014fc7b1d8586ec3208496bc"
        "b70e2fdd9c91ec9ae2af599cf0de707abd1a4572d4a5404ed482fdd5d61cd8b7c311d58b0234584b"
        "8dc0355b75c200d1024100e2d6a07adac80b7928d3343e60500450e9542a93e710bf42a8e6422f09"
        "d9f675b447bc5c43c472aa4b9897d9ba04932748418f3ddfece7120fd8c1bcd08b3325024100bd60"
        "98a4f1680b17a0e8d218f67fda964cd6c43f7bdde8a860f6cd6846636adc5864a6a2a37375dffe4c"
        "b39460943b4ee7e2cd89aa34ce5417e432ac83013c4102410093e898d9a2c09fe28fc12fa6a08c6c"
        "5409e08ca6c61b006b49d0624563aa10ef6ceefd9e37bde77aad32418981a6ac0108375f5c5c1f90"
        "0811f72754a3b2b055024039f0616f6f24f20e935e799d3bbd3dbb81c2f40c338c5f8109cfc99fd0"
        "96889093b3bf6eb825b68a4a4935488e83487171c4b0365e9f53bb64be307980eb35ae");
    const auto ciphertext = CryptoBytes(
        "60763f9bb0441dd338e2b0c08cc543217dcba684f37e1f18d554ac4844c6479c537d3c16dc75fee7"
        "29a534b208779178f37f296d546d1cf96264c859383a19fc1c9510ca4f4bd86e558ea17cbc62d591"
        "0a53c95d0e8665855a992c7518fea6baeeeb430a5d4a756ec6eb8fa9c8ec41cdae87418133f818fb"
        "ffedacd4761ea9cc");

    EXPECT_EQ(crypto->RsaDecrypt(privateKey, ciphertext).value,
              CryptoBytes("000102030405060708090a0b0c0d0e0f"));
    EXPECT_EQ(crypto->RsaDecrypt(privateKey, Alter(ciphertext, 99)).value, std::nullopt);
}

TEST(CryptoReal, SameStreamGivesTheSameKeysAndSignatures)
{
    const auto a = MakeCrypto("real", 5);
    const auto b = MakeCrypto("real", 5);
    const auto other = MakeCrypto("real", 7);
    const SharedBytes message("message");

    const auto rsa = a->GenerateRsaKey(1024).value;
    const auto wrapped = a->RsaEncrypt(rsa.publicKey, message).value;
    const auto ecdsa = a->GenerateEcdsaKey().value;
    const auto signature = a->EcdsaSign(ecdsa.privateKey, message).value;
    const auto x25519 = a->GenerateX25519Key().value;

    // What another node does in between must not matter.
    EXPECT_NE(other->GenerateRsaKey(1024).value.publicKey, rsa.publicKey);
    EXPECT_EQ(b->GenerateRsaKey(1024).value.privateKey, rsa.privateKey);
    EXPECT_NE(other->GenerateEcdsaKey().value.publicKey, ecdsa.publicKey);
    EXPECT_EQ(b->RsaEncrypt(rsa.publicKey, message).value, wrapped);
    EXPECT_EQ(b->GenerateEcdsaKey().value.publicKey, ecdsa.publicKey);
    EXPECT_NE(other->EcdsaSign(ecdsa.privateKey, message).value, signature);
    EXPECT_EQ(b->EcdsaSign(ecdsa.privateKey, message).value, signature);
    EXPECT_EQ(b->GenerateX25519Key().value.publicKey, x25519.publicKey);
}

TEST(CryptoReal, OneStreamNeverRepeatsItself)
{
    const auto crypto = MakeCrypto("real");
    const SharedBytes message("message");
    const auto rsa = crypto->GenerateRsaKey(512).value;
    const auto ecdsa = crypto->GenerateEcdsaKey().value;

    EXPECT_NE(crypto->GenerateRsaKey(512).value.publicKey, rsa.publicKey);
    EXPECT_NE(crypto->RsaEncrypt(rsa.publicKey, message).value,
              crypto->RsaEncrypt(rsa.publicKey, message).value);
    EXPECT_NE(crypto->EcdsaSign(ecdsa.privateKey, message).value,
              crypto->EcdsaSign(ecdsa.privateKey, message).value);
    EXPECT_NE(crypto->GenerateAesKey(AesMode::AES_256_GCM),
              crypto->GenerateAesKey(AesMode::AES_256_GCM));
}

} // namespace
} // namespace iotledger
} // namespace ns3
