/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/shared-bytes.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3::iotledger;

namespace
{

/// "abc" and four zero bytes, split into head and virtual tail in every possible way.
std::vector<SharedBytes>
AbcAndFourZeros()
{
    std::vector<SharedBytes> all;
    for (std::size_t stored = 0; stored <= 4; ++stored)
    {
        all.push_back(SharedBytes("abc" + std::string(stored, '\0')).WithZeros(4 - stored));
    }
    return all;
}

const std::string ABC0000{"abc\0\0\0\0", 7};

} // namespace

TEST(SharedBytes, IsEmptyByDefault)
{
    const SharedBytes empty;

    EXPECT_TRUE(empty.IsEmpty());
    EXPECT_EQ(empty.GetSize(), 0U);
    EXPECT_EQ(empty.ToString(), "");
    EXPECT_EQ(empty, SharedBytes(""));
    EXPECT_EQ(empty, SharedBytes::Zeros(0));
}

TEST(SharedBytes, TakesOverAVectorWithoutCopyingIt)
{
    std::vector<uint8_t> bytes{1, 2, 3};
    const uint8_t* storage = bytes.data();

    const SharedBytes shared(std::move(bytes));

    EXPECT_EQ(shared.GetHead(), storage);
    EXPECT_EQ(shared.ToVector(), (std::vector<uint8_t>{1, 2, 3}));
}

TEST(SharedBytes, KeepsZerosAsALengthOnly)
{
    const SharedBytes exabyte = SharedBytes::Zeros(uint64_t{1} << 60);

    EXPECT_EQ(exabyte.GetSize(), uint64_t{1} << 60);
    EXPECT_EQ(exabyte.GetHead(), nullptr);
    EXPECT_EQ(exabyte.GetHeadSize(), 0U);
    EXPECT_EQ(exabyte[(uint64_t{1} << 60) - 1], 0);
    EXPECT_EQ(exabyte, SharedBytes::Zeros(uint64_t{1} << 60));
    EXPECT_LE(sizeof(SharedBytes), 32U);
}

TEST(SharedBytes, ReadsTheSameHoweverItSplits)
{
    for (const SharedBytes& bytes : AbcAndFourZeros())
    {
        SCOPED_TRACE(bytes.GetHeadSize());
        std::string copy(7, '?');
        bytes.CopyTo(reinterpret_cast<uint8_t*>(copy.data()));
        std::string indexed;
        for (uint64_t i = 0; i < bytes.GetSize(); ++i)
        {
            indexed += static_cast<char>(bytes[i]);
        }

        EXPECT_EQ(bytes.ToString(), ABC0000);
        EXPECT_EQ(copy, ABC0000);
        EXPECT_EQ(indexed, ABC0000);
        EXPECT_EQ(bytes.ToVector(), std::vector<uint8_t>(ABC0000.begin(), ABC0000.end()));
    }
}

TEST(SharedBytes, ComparesByContentHoweverItSplits)
{
    for (const SharedBytes& a : AbcAndFourZeros())
    {
        for (const SharedBytes& b : AbcAndFourZeros())
        {
            EXPECT_TRUE(a == b);
            EXPECT_FALSE(a != b);
        }
        EXPECT_NE(a, SharedBytes("abc").WithZeros(3));
        EXPECT_NE(a, SharedBytes("abc").WithZeros(5));
        EXPECT_NE(a, SharedBytes("abd").WithZeros(4));
        EXPECT_NE(a, SharedBytes(std::string_view("abc\0\0\0\1", 7)));
        EXPECT_NE(SharedBytes(std::string_view("abc\0\1\0\0", 7)), a);
        EXPECT_NE(a, SharedBytes::Zeros(7));
    }
}

TEST(SharedBytes, AppendsZerosBehindZeros)
{
    const SharedBytes bytes = SharedBytes("abc").WithZeros(1).WithZeros(3);

    EXPECT_EQ(bytes.GetZeroTail(), 4U);
    EXPECT_EQ(bytes.ToString(), ABC0000);
}

TEST(SharedBytes, SlicesAsAStringDoesHoweverItSplits)
{
    for (const SharedBytes& bytes : AbcAndFourZeros())
    {
        for (uint64_t offset = 0; offset <= 7; ++offset)
        {
            for (uint64_t length = 0; length <= 8; ++length)
            {
                EXPECT_EQ(bytes.Slice(offset, length).ToString(), ABC0000.substr(offset, length))
                    << bytes.GetHeadSize() << " stored, slice " << offset << ", " << length;
            }
            EXPECT_EQ(bytes.Slice(offset).ToString(), ABC0000.substr(offset));
        }
    }
}

TEST(SharedBytes, ClipsASliceBeyondTheEnd)
{
    const SharedBytes bytes = SharedBytes("abc").WithZeros(4);

    EXPECT_TRUE(bytes.Slice(8).IsEmpty());
    EXPECT_TRUE(bytes.Slice(UINT64_MAX, UINT64_MAX).IsEmpty());
    EXPECT_EQ(bytes.Slice(6, UINT64_MAX).GetSize(), 1U);
}

TEST(SharedBytes, SharesStorageWithCopiesAndSlices)
{
    SharedBytes whole("0123456789");
    const uint8_t* storage = whole.GetHead();
    const SharedBytes copy = whole;
    const SharedBytes slice = whole.Slice(4, 3);
    whole = SharedBytes();

    EXPECT_EQ(copy.GetHead(), storage);
    EXPECT_EQ(slice.GetHead(), storage + 4);
    EXPECT_EQ(slice.ToString(), "456");
}

TEST(SharedBytes, LetsGoOfStorageThatASliceDoesNotNeed)
{
    const SharedBytes bytes = SharedBytes("abc").WithZeros(4);

    EXPECT_EQ(bytes.Slice(3).GetHead(), nullptr);
    EXPECT_EQ(bytes.Slice(1, 0).GetHead(), nullptr);
}
