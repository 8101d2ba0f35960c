/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"

#include "ns3/ecdsa-signature.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

// n / 2 rounded down and up: SEC 2, section 2.4.2, halved by hand.
const std::string LOWER_HALF = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8";
const std::string UPPER_HALF = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9";

SharedBytes
MakeSignature(const std::string& s)
{
    return CryptoBytes("3025020101 0220" + s);
}

TEST(EcdsaSignature, LowIsUpToHalfTheOrder)
{
    EXPECT_TRUE(EcdsaSignature::Decode(MakeSignature(LOWER_HALF))->HasLowS());
    EXPECT_FALSE(EcdsaSignature::Decode(MakeSignature(UPPER_HALF))->HasLowS());
}

TEST(EcdsaSignature, TheTwoHalvesAreEachOthersNegative)
{
    const auto upper = *EcdsaSignature::Decode(MakeSignature(UPPER_HALF));

    EXPECT_EQ(upper.WithLowS().Encode(), MakeSignature(LOWER_HALF));
    EXPECT_EQ(upper.Negated().Negated().Encode(), MakeSignature(UPPER_HALF));
}

TEST(EcdsaSignature, NumbersHaveTheirShortestForm)
{
    const auto small = CryptoBytes("3007 02017f 02020080"); // 127 and 128: X.690, section 8.3.2
    const auto decoded = EcdsaSignature::Decode(small);

    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->Encode(), small);
}

TEST(EcdsaSignature, RefusesWhatIsNoSignature)
{
    const auto whole = MakeSignature(LOWER_HALF);
    for (uint64_t size = 0; size < whole.GetSize(); size++)
    {
        EXPECT_FALSE(EcdsaSignature::Decode(whole.Slice(0, size))) << size;
    }
    EXPECT_FALSE(EcdsaSignature::Decode(whole + CryptoBytes("00")));
    EXPECT_FALSE(EcdsaSignature::Decode(CryptoBytes("3006 020180 020101")));   // negative
    EXPECT_FALSE(EcdsaSignature::Decode(CryptoBytes("3007 02020001 020101"))); // too long a form
    // n itself
    EXPECT_FALSE(EcdsaSignature::Decode(
        CryptoBytes("3026 020101 022100 "
                    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")));
}

class EcdsaMalleability : public testing::TestWithParam<const char*>
{
};

// (r, n - s) verifies wherever (r, s) does: SEC 1, section 4.1.4.
TEST_P(EcdsaMalleability, BothHalvesVerifyAndNoOther)
{
    auto crypto = MakeCrypto(GetParam());
    const auto key = crypto->GenerateEcdsaKey().value;
    const SharedBytes data("data");
    const auto signature = *EcdsaSignature::Decode(crypto->EcdsaSign(key.privateKey, data).value);
    auto other = signature;
    other.s.back() ^= 1;

    EXPECT_TRUE(crypto->EcdsaVerify(key.publicKey, data, signature.Encode()).value);
    EXPECT_TRUE(crypto->EcdsaVerify(key.publicKey, data, signature.Negated().Encode()).value);
    EXPECT_FALSE(crypto->EcdsaVerify(key.publicKey, data, other.Encode()).value);
    EXPECT_FALSE(crypto->EcdsaVerify(key.publicKey, SharedBytes("Data"), signature.Encode()).value);
}

INSTANTIATE_TEST_SUITE_P(Execution, EcdsaMalleability, testing::Values("real", "modelled"));

} // namespace
} // namespace iotledger
} // namespace ns3
