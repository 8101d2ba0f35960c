/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"

#include "ns3/hybrid-cipher.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

TEST(HybridCipher, OnlyThePrivateKeyOpensWhatThePublicKeySealed)
{
    for (const std::string execution : {"real", "modelled"})
    {
        auto crypto = MakeCrypto(execution);
        const auto keys = crypto->GenerateRsaKey(1024).value;
        const auto others = crypto->GenerateRsaKey(1024).value;
        const SharedBytes text(std::string_view("Hello World"));

        const auto sealed = HybridSeal(*crypto, AesMode::AES_256_GCM, keys.publicKey, text);
        ASSERT_TRUE(sealed.value);
        const auto opened =
            HybridOpen(*crypto, AesMode::AES_256_GCM, keys.privateKey, *sealed.value);
        const auto failed =
            HybridOpen(*crypto, AesMode::AES_256_GCM, others.privateKey, *sealed.value);

        EXPECT_EQ(opened.value, text) << execution;
        EXPECT_FALSE(failed.value) << execution;
        EXPECT_TRUE(failed.cost.IsStrictlyPositive()) << execution; // it was tried
    }
}

// RFC 8017, section 7.1.1: OAEP with SHA-1 leaves 64 - 42 = 22 bytes of a 512-bit key's block.
TEST(HybridCipher, AShortRsaKeyHasRoomForTheShorterAesKeyOnly)
{
    auto crypto = MakeCrypto("real");
    const auto keys = crypto->GenerateRsaKey(512).value;
    const SharedBytes text(std::string_view("Hello World"));

    EXPECT_TRUE(HybridSeal(*crypto, AesMode::AES_128_GCM, keys.publicKey, text).value);
    EXPECT_FALSE(HybridSeal(*crypto, AesMode::AES_256_GCM, keys.publicKey, text).value);
}

TEST(HybridCipher, WhatIsNoKeySealsNothing)
{
    auto crypto = MakeCrypto("real");
    const SharedBytes none(std::string_view("None"));

    EXPECT_FALSE(HybridSeal(*crypto, AesMode::AES_128_GCM, none, none).value);
}
