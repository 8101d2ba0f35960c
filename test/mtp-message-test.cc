/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mtp-message.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

namespace
{

const SharedBytes KEY(std::string_view("KEY"));

const MtpRegister REGISTER{{KeySubject::Device(7), KEY}};
const MtpKeys KEYS{
    {{KeySubject::Device(1), KEY}, {KeySubject::Topic(258), SharedBytes(std::string_view("X"))}}};
const MtpVerify VERIFY{1, 2, {KeySubject::Device(3), KEY}};
const MtpAnswer ANSWER{1, 2, 4, true};
const MtpData DATA{1,
                   2,
                   KeySubject::Device(3),
                   {SharedBytes(std::string_view("W")),
                    {SharedBytes(std::string_view("IV")),
                     SharedBytes(std::string_view("T")),
                     SharedBytes::Zeros(3)}}};

const MtpProve PROVE{1, 2, KeySubject::Topic(3)};
const MtpProof PROOF{1,
                     2,
                     KeySubject::Device(3),
                     5,
                     SharedBytes(std::vector<uint8_t>(32, 'R')),
                     SharedBytes(std::string_view("SIG")),
                     {SharedBytes(std::vector<uint8_t>(32, 'A'))}};

SharedBytes
Bytes(std::initializer_list<uint8_t> bytes)
{
    return SharedBytes(std::vector<uint8_t>(bytes));
}

} // namespace

// The grammar in mtp-message.h, byte by byte.
TEST(MtpMessage, IsEncodedAsItsGrammarSays)
{
    EXPECT_EQ(EncodeMtp(REGISTER), Bytes({1, 0, 0, 0, 7, 0, 3, 'K', 'E', 'Y'}));
    EXPECT_EQ(EncodeMtp(KEYS),
              Bytes({2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 3, 'K', 'E', 'Y', 128, 0, 1, 2, 0, 1, 'X'}));
    EXPECT_EQ(EncodeMtp(VERIFY),
              Bytes({3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 3, 'K', 'E', 'Y'}));
    EXPECT_EQ(EncodeMtp(ANSWER), Bytes({4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 4, 1}));
    EXPECT_EQ(EncodeMtp(DATA), Bytes({5, 0, 0,   0, 1, 0,   0,   0, 2, 0,   0, 0, 3,
                                      0, 1, 'W', 0, 2, 'I', 'V', 0, 1, 'T', 0, 0, 0}));
}

TEST(MtpMessage, ProofsAreEncodedAsTheGrammarSays)
{
    EXPECT_EQ(EncodeMtp(PROVE), Bytes({6, 0, 0, 0, 1, 0, 0, 0, 2, 128, 0, 0, 3}));
    auto expected = Bytes({7, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 5}).ToVector();
    expected.insert(expected.end(), 32, 'R');
    expected.insert(expected.end(), {0, 3, 'S', 'I', 'G', 1});
    expected.insert(expected.end(), 32, 'A');
    EXPECT_EQ(EncodeMtp(PROOF), SharedBytes(expected));
}

TEST(MtpMessage, DecodesToWhatWasEncoded)
{
    for (const MtpMessage& message : {MtpMessage(REGISTER),
                                      MtpMessage(KEYS),
                                      MtpMessage(VERIFY),
                                      MtpMessage(ANSWER),
                                      MtpMessage(DATA),
                                      MtpMessage(PROVE),
                                      MtpMessage(PROOF)})
    {
        const auto bytes = EncodeMtp(message);
        const auto decoded = DecodeMtp(bytes);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->index(), message.index());
        EXPECT_EQ(EncodeMtp(*decoded), bytes);
    }
}

TEST(MtpMessage, IsRefusedWhenCutShort)
{
    for (const MtpMessage& message : {MtpMessage(REGISTER),
                                      MtpMessage(KEYS),
                                      MtpMessage(VERIFY),
                                      MtpMessage(ANSWER),
                                      MtpMessage(PROVE),
                                      MtpMessage(PROOF)})
    {
        const auto bytes = EncodeMtp(message);
        for (uint64_t size = 0; size < bytes.GetSize(); ++size)
        {
            EXPECT_FALSE(DecodeMtp(bytes.Slice(0, size))) << "first " << size << " bytes";
        }
    }
    // A ciphertext may have any length, down to none: what stands before it may not be cut.
    const auto data = EncodeMtp(DATA);
    for (uint64_t size = 0; size < data.GetSize() - 3; ++size)
    {
        EXPECT_FALSE(DecodeMtp(data.Slice(0, size))) << "first " << size << " bytes";
    }
}

TEST(MtpMessage, IsRefusedWithBytesLeftOver)
{
    auto bytes = EncodeMtp(ANSWER).ToVector();
    bytes.push_back(0);
    EXPECT_FALSE(DecodeMtp(SharedBytes(bytes)));
}

TEST(MtpMessage, UnknownKindsVerdictsAndCountsAreRefused)
{
    EXPECT_FALSE(DecodeMtp(Bytes({0, 0, 0, 0, 7, 0, 3, 'K', 'E', 'Y'})));
    EXPECT_FALSE(DecodeMtp(Bytes({8, 0, 0, 0, 7, 0, 3, 'K', 'E', 'Y'})));
    EXPECT_FALSE(DecodeMtp(Bytes({4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 4, 2})));
    EXPECT_FALSE(DecodeMtp(Bytes({2, 255, 255, 255, 255, 0, 0, 0, 1, 0, 0})));
}

TEST(MtpMessage, TellsItsHeadingWithoutBeingDecoded)
{
    const auto heading = PeekMtp(EncodeMtp(ANSWER));
    ASSERT_TRUE(heading);
    EXPECT_EQ(heading->kind, MtpHeading::Kind::ANSWER);
    EXPECT_EQ(heading->first, ANSWER.sender);
    EXPECT_EQ(heading->second, ANSWER.operation);
    EXPECT_FALSE(PeekMtp(Bytes({4, 0, 0, 0})));
    EXPECT_FALSE(PeekMtp(SharedBytes(std::string_view("{\"json\": 1}"))));
}
