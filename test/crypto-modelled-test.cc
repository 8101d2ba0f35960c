/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

namespace ns3
{
namespace iotledger
{
namespace
{

TEST(CryptoModelled, KeysHaveTheSizesOfRealOnes)
{
    const auto real = MakeCrypto("real");
    const auto modelled = MakeCrypto("modelled");
    for (const uint32_t bits : {512U, 600U, 1000U, 1024U, 1536U, 2048U})
    {
        const auto a = real->GenerateRsaKey(bits).value;
        const auto b = modelled->GenerateRsaKey(bits).value;
        EXPECT_EQ(a.publicKey.GetSize(), b.publicKey.GetSize()) << bits;
        // The secret numbers of a real key lose a byte now and then.
        EXPECT_NEAR(static_cast<double>(a.privateKey.GetSize()), b.privateKey.GetSize(), 4) << bits;
    }
    EXPECT_EQ(modelled->GenerateRsaKey(2048).value.publicKey.GetSize(), 294U);
    EXPECT_EQ(modelled->GenerateRsaKey(4096).value.publicKey.GetSize(), 550U);

    const auto ecdsa = std::pair(real->GenerateEcdsaKey(), modelled->GenerateEcdsaKey());
    EXPECT_EQ(ecdsa.first.value.publicKey.GetSize(), ecdsa.second.value.publicKey.GetSize());
    EXPECT_EQ(ecdsa.first.value.privateKey.GetSize(), ecdsa.second.value.privateKey.GetSize());
    const auto x25519 = std::pair(real->GenerateX25519Key(), modelled->GenerateX25519Key());
    EXPECT_EQ(x25519.first.value.publicKey.GetSize(), x25519.second.value.publicKey.GetSize());
    EXPECT_EQ(x25519.first.value.privateKey.GetSize(), x25519.second.value.privateKey.GetSize());
}

// A DER integer gets a sign byte when its top bit is set: both of a signature's, one, or none with
// the chances 1/4, 1/2, 1/4; shorter ones come with a chance below 1 %.
TEST(CryptoModelled, SignatureSizesSpreadLikeRealOnes)
{
    for (const auto* execution : {"real", "modelled"})
    {
        const auto crypto = MakeCrypto(execution);
        const auto pair = crypto->GenerateEcdsaKey().value;
        std::map<uint64_t, int> sizes;
        for (int i = 0; i < 600; i++)
        {
            sizes[crypto->EcdsaSign(pair.privateKey, SharedBytes("message")).value.GetSize()]++;
        }
        EXPECT_NEAR(sizes[70], 150, 45) << execution;
        EXPECT_NEAR(sizes[71], 300, 50) << execution;
        EXPECT_NEAR(sizes[72], 150, 45) << execution;
    }
}

TEST(CryptoModelled, DigestsAreEqualForEqualContentOnly)
{
    const auto crypto = MakeCrypto("modelled");
    const SharedBytes stored(std::vector<uint8_t>(1000, 0));

    EXPECT_EQ(crypto->Sha256(stored).value.GetSize(), 32U);
    EXPECT_EQ(crypto->Sha256(stored).value, crypto->Sha256(SharedBytes::Zeros(1000)).value);
    EXPECT_NE(crypto->Sha256(stored).value, crypto->Sha256(SharedBytes::Zeros(1001)).value);
    EXPECT_NE(crypto->Sha256(stored).value, crypto->Sha256(Alter(stored, 999)).value);
}

TEST(CryptoModelled, BigCiphertextsStayVirtual)
{
    const auto crypto = MakeCrypto("modelled");
    const auto payload = SharedBytes::Zeros(1'000'000'000'000);
    for (const auto mode : AES_MODES)
    {
        const auto key = crypto->GenerateAesKey(mode);
        const auto sealed = crypto->AesEncrypt(mode, key, payload).value;
        EXPECT_EQ(sealed.ciphertext.GetHeadSize(), 0U);
        EXPECT_EQ(crypto->AesDecrypt(mode, key, sealed).value, payload);
    }
}

TEST(CryptoModelled, CostsAreThoseOfRealExecution)
{
    std::vector<std::vector<Time>> costs;
    for (const auto* execution : {"real", "modelled"})
    {
        const auto crypto = MakeCrypto(execution, 3);
        std::vector<Time> c;
        const SharedBytes message("message");
        const auto rsa = crypto->GenerateRsaKey(640);
        const auto wrapped = crypto->RsaEncrypt(rsa.value.publicKey, message);
        c = {rsa.cost,
             wrapped.cost,
             crypto->RsaDecrypt(rsa.value.privateKey, *wrapped.value).cost,
             crypto->RsaDecrypt(rsa.value.privateKey, message).cost,
             crypto->RsaDecrypt(message, message).cost};
        for (const auto mode : AES_MODES)
        {
            const auto key = crypto->GenerateAesKey(mode);
            const auto sealed = crypto->AesEncrypt(mode, key, SharedBytes::Zeros(12345));
            c.push_back(sealed.cost);
            c.push_back(crypto->AesDecrypt(mode, key, sealed.value).cost);
        }
        const auto ecdsa = crypto->GenerateEcdsaKey();
        const auto signature = crypto->EcdsaSign(ecdsa.value.privateKey, message);
        const auto verified = crypto->EcdsaVerify(ecdsa.value.publicKey, message, signature.value);
        const auto x25519 = crypto->GenerateX25519Key();
        const auto derived = crypto->X25519Derive(x25519.value.privateKey, message);
        for (const auto& cost : {crypto->Sha256(message).cost,
                                 ecdsa.cost,
                                 signature.cost,
                                 verified.cost,
                                 x25519.cost,
                                 derived.cost,
                                 crypto->X509Verify(message, message, 0).cost,
                                 crypto->SocketWrite(100),
                                 crypto->SocketRead(100)})
        {
            c.push_back(cost);
        }
        costs.push_back(c);
    }
    EXPECT_EQ(costs[0], costs[1]);
}

// With n draws, the share below a quantile q has the standard deviation sqrt(q (1 - q) / n).
TEST(CryptoModelled, DrawnCostsHaveTheQuantilesOfTheProfile)
{
    const auto crypto = MakeCrypto("modelled", 1, "x86-server");
    const int draws = 20000;
    std::vector<Time> costs;
    for (int i = 0; i < draws; i++)
    {
        costs.push_back(crypto->GenerateRsaKey(2048).cost);
    }
    for (const auto quantile : {0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98})
    {
        const auto limit =
            crypto->GetProfile().GetCost(CryptoOperation::RSA_KEYGEN, 2048, quantile);
        const auto below =
            std::count_if(costs.begin(), costs.end(), [&](Time cost) { return cost < limit; });
        const auto deviation = std::sqrt(quantile * (1 - quantile) / draws);
        EXPECT_NEAR(static_cast<double>(below) / draws, quantile, 4 * deviation);
    }
}

TEST(CryptoModelled, SigningCostsTheHashOfItsData)
{
    const auto a = MakeCrypto("modelled");
    const auto b = MakeCrypto("modelled");
    const auto key = a->GenerateEcdsaKey().value;
    b->GenerateEcdsaKey();
    const auto small = a->EcdsaSign(key.privateKey, SharedBytes()).cost;
    const auto large = b->EcdsaSign(key.privateKey, SharedBytes::Zeros(1'000'000)).cost;

    // 6.444 ns/B in raspberry-pi-4, times a factor between 0.5 and 3
    EXPECT_GT(large - small, MilliSeconds(3));
    EXPECT_LT(large - small, MilliSeconds(20));
}

TEST(CryptoModelled, UnknownExecutionIsRefused)
{
    const auto crypto = CreateObject<Crypto>();

    EXPECT_FALSE(crypto->SetAttributeFailSafe("Execution", StringValue("reel")));
    EXPECT_TRUE(crypto->SetAttributeFailSafe("Execution", StringValue("real")));
}

} // namespace
} // namespace iotledger
} // namespace ns3
