/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/chaincode-stub.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using namespace std::string_literals;

std::string
ComplaintAbout(const std::string& type, const std::vector<std::string>& attributes)
{
    try
    {
        ChaincodeStub::CreateCompositeKey(type, attributes);
    }
    catch (const ChaincodeError& error)
    {
        return error.what();
    }
    return {};
}

TEST(ChaincodeStub, CompositeKeyIsZeroTypeZeroAttributesZero)
{
    EXPECT_EQ(ChaincodeStub::CreateCompositeKey("requests", {"17", "é"}),
              "\0requests\0"s
              "17\0é\0"s);
    EXPECT_EQ(ChaincodeStub::CreateCompositeKey("type", {}), "\0type\0"s);
    EXPECT_EQ(ChaincodeStub::CreateCompositeKey("", {""}), "\0\0\0"s);
}

TEST(ChaincodeStub, CompositeKeysComeApartAgain)
{
    for (const auto& attributes :
         {std::vector<std::string>{}, {"a"}, {"", "b", ""}, {"ü", "\x7f", "\xf4\x8f\xbf\xbe"}})
    {
        const auto key = ChaincodeStub::CreateCompositeKey("type", attributes);
        EXPECT_EQ(ChaincodeStub::SplitCompositeKey(key), std::make_pair("type"s, attributes));
    }
    EXPECT_THROW(ChaincodeStub::SplitCompositeKey(""), ChaincodeError);
    EXPECT_THROW(ChaincodeStub::SplitCompositeKey("plain"), ChaincodeError);
}

// The messages of fabric-chaincode-go, shim/stub.go, validateCompositeKeyAttribute.
TEST(ChaincodeStub, CompositeKeyRefusesWhatWouldBreakIt)
{
    EXPECT_EQ(ComplaintAbout("type", {"a\0b"s}),
              "input contains unicode U+0000 starting at position [1]. U+0000 and U+10FFFF are not "
              "allowed in the input attribute of a composite key");
    EXPECT_EQ(ComplaintAbout("\xf4\x8f\xbf\xbf", {}),
              "input contains unicode U+10FFFF starting at position [0]. U+0000 and U+10FFFF are "
              "not allowed in the input attribute of a composite key");
    EXPECT_EQ(ComplaintAbout("type", {"a\xff"}), "not a valid utf8 string: [61ff]");
    EXPECT_EQ(ComplaintAbout("type", {"\xed\xa0\x80"}), "not a valid utf8 string: [eda080]")
        << "a surrogate";
}

} // namespace
