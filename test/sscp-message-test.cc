/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mtp-message.h"
#include "ns3/sscp-message.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

namespace
{

SharedBytes
SscpText(std::string_view text)
{
    return SharedBytes(text);
}

SharedBytes
SscpBytes(std::initializer_list<uint8_t> bytes)
{
    return SharedBytes(std::vector<uint8_t>(bytes));
}

const HybridSealed SEALED{SscpText("W"), {SscpText("IV"), SscpText("T"), SharedBytes::Zeros(3)}};

std::vector<SscpMessage>
GetOneOfEach()
{
    return {SscpRegister{7, "A/b"},
            SscpList{7},
            SscpKeys{{{1, "A", SscpText("KEY")}, {258, "B", SscpText("X")}}},
            SscpSubscribe{3, 2},
            SscpPrivateKey{3, 2, SscpText("KEY")},
            SscpPrivateKey{3, 2, SEALED}};
}

} // namespace

// The grammar in sscp-message.h, byte by byte.
TEST(SscpMessage, IsEncodedAsItsGrammarSays)
{
    const auto messages = GetOneOfEach();
    EXPECT_EQ(EncodeSscp(messages[0]), SscpBytes({65, 0, 0, 0, 7, 3, 'A', '/', 'b'}));
    EXPECT_EQ(EncodeSscp(messages[1]), SscpBytes({66, 0, 0, 0, 7}));
    EXPECT_EQ(EncodeSscp(messages[2]), SscpBytes({67,  0,   0,   0, 2, 0, 0, 0, 1,   1, 'A', 0,  3,
                                                  'K', 'E', 'Y', 0, 0, 1, 2, 1, 'B', 0, 1,   'X'}));
    EXPECT_EQ(EncodeSscp(messages[3]), SscpBytes({68, 0, 0, 0, 3, 0, 0, 0, 2}));
    EXPECT_EQ(EncodeSscp(messages[4]),
              SscpBytes({69, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 3, 'K', 'E', 'Y'}));
    EXPECT_EQ(EncodeSscp(messages[5]), SscpBytes({69,  0, 0, 0,   3,   0, 0, 0,   2, 1, 0, 1,
                                                  'W', 0, 2, 'I', 'V', 0, 1, 'T', 0, 0, 0}));
}

TEST(SscpMessage, DecodesToWhatWasEncoded)
{
    for (const auto& message : GetOneOfEach())
    {
        const auto bytes = EncodeSscp(message);
        const auto decoded = DecodeSscp(bytes);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->index(), message.index());
        EXPECT_EQ(EncodeSscp(*decoded), bytes);
    }
}

TEST(SscpMessage, IsRefusedWhenCutShort)
{
    for (const auto& message : GetOneOfEach())
    {
        const auto bytes = EncodeSscp(message);
        // A ciphertext may have any length, down to none: what stands before it may not be cut.
        const bool hasCiphertext = bytes[bytes.GetSize() - 1] == 0;
        const auto fixed = bytes.GetSize() - (hasCiphertext ? 3 : 0);
        for (uint64_t size = 0; size < fixed; ++size)
        {
            EXPECT_FALSE(DecodeSscp(bytes.Slice(0, size)))
                << "kind " << +bytes[0] << ", first " << size << " bytes";
        }
    }
}

TEST(SscpMessage, IsRefusedWithBytesLeftOver)
{
    for (const SscpMessage& message : {SscpMessage(SscpList{7}), SscpMessage(SscpSubscribe{3, 2})})
    {
        auto bytes = EncodeSscp(message).ToVector();
        bytes.push_back(0);
        EXPECT_FALSE(DecodeSscp(SharedBytes(bytes)));
    }
}

TEST(SscpMessage, UnknownKindsProtectionsAndCountsAreRefused)
{
    EXPECT_FALSE(DecodeSscp(SscpBytes({64, 0, 0, 0, 7})));
    EXPECT_FALSE(DecodeSscp(SscpBytes({70, 0, 0, 0, 7})));
    EXPECT_FALSE(DecodeSscp(SscpBytes({69, 0, 0, 0, 3, 0, 0, 0, 2, 2, 0, 3, 'K', 'E', 'Y'})));
    EXPECT_FALSE(DecodeSscp(SscpBytes({67, 255, 255, 255, 255, 0, 0, 0, 1, 1, 'A', 0, 0})));
}

// MQTT 3.1.1, 4.7.1 and 4.7.3: what a topic may be called.
TEST(SscpMessage, NamesThatMqttDoesNotAllowAreRefused)
{
    for (const std::string& name :
         {std::string(), std::string("a#"), std::string("+"), std::string("a\0b", 3)})
    {
        EXPECT_FALSE(DecodeSscp(EncodeSscp(SscpRegister{7, name}))) << name;
        EXPECT_FALSE(DecodeSscp(EncodeSscp(SscpKeys{{{1, name, SscpText("KEY")}}}))) << name;
    }
    EXPECT_TRUE(sscptopic::IsName(std::string(255, 'x')));
    EXPECT_FALSE(sscptopic::IsName(std::string(256, 'x')));
}

TEST(SscpMessage, IsNeverTakenForOneOfMtp)
{
    for (const auto& message : GetOneOfEach())
    {
        EXPECT_FALSE(DecodeMtp(EncodeSscp(message)));
        EXPECT_FALSE(PeekMtp(EncodeSscp(message)));
    }
}
