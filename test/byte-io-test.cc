/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/byte-io.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3::iotledger;

namespace
{

const std::vector<uint8_t> GOLDEN{0x01, // U8
                                  0x02,
                                  0x03, // U16
                                  0x04,
                                  0x05,
                                  0x06,
                                  0x07, // U32
                                  0x08,
                                  0x09,
                                  0x0a,
                                  0x0b,
                                  0x0c,
                                  0x0d,
                                  0x0e,
                                  0xff, // U64
                                  'h',
                                  'i'};

} // namespace

// RFC 1700, "Data Notations": the most significant octet comes first.
TEST(ByteWriter, WritesIntegersInNetworkByteOrder)
{
    ByteWriter writer;
    writer.U8(0x01).U16(0x0203).U32(0x04050607).U64(0x08090a0b0c0d0eff).Bytes("hi");

    EXPECT_EQ(writer.Take().ToVector(), GOLDEN);
}

TEST(ByteWriter, IsEmptyAfterTake)
{
    ByteWriter writer;
    writer.U8(7).Bytes(SharedBytes::Zeros(9));
    writer.Take();

    EXPECT_TRUE(writer.Take().IsEmpty());
    EXPECT_EQ(writer.U8(8).Take(), SharedBytes(std::vector<uint8_t>{8}));
}

TEST(ByteWriter, KeepsAVirtualTailVirtual)
{
    ByteWriter writer;
    writer.U16(0x4142)
        .Bytes(SharedBytes::Zeros(1'000'000'000))
        .Bytes("")
        .Bytes(SharedBytes::Zeros(5));

    const SharedBytes bytes = writer.Take();

    EXPECT_EQ(bytes.GetHeadSize(), 2U);
    EXPECT_EQ(bytes.GetZeroTail(), 1'000'000'005U);
}

TEST(ByteWriter, StoresTheZerosThatSomethingFollows)
{
    ByteWriter writer;
    writer.Bytes(SharedBytes("a").WithZeros(2)).Bytes(SharedBytes("b").WithZeros(1)).U8(0xff);

    EXPECT_EQ(writer.Take().ToVector(), (std::vector<uint8_t>{'a', 0, 0, 'b', 0, 0xff}));
}

TEST(ByteReader, ReadsIntegersInNetworkByteOrder)
{
    ByteReader reader{SharedBytes(GOLDEN)};

    EXPECT_EQ(reader.U8(), 0x01);
    EXPECT_EQ(reader.U16(), 0x0203);
    EXPECT_EQ(reader.U32(), 0x04050607U);
    EXPECT_EQ(reader.U64(), 0x08090a0b0c0d0effU);
    EXPECT_EQ(reader.GetRemaining(), 2U);
    EXPECT_EQ(reader.Text(2), "hi");
    EXPECT_EQ(reader.GetRemaining(), 0U);
    EXPECT_FALSE(reader.Failed());
}

TEST(ByteReader, ReadsAcrossTheStartOfAVirtualTail)
{
    ByteReader reader{SharedBytes("\x12").WithZeros(8)};

    EXPECT_EQ(reader.U16(), 0x1200);
    EXPECT_EQ(reader.Text(3), std::string(3, '\0'));
    EXPECT_EQ(reader.U32(), 0U);
    EXPECT_FALSE(reader.Failed());
}

TEST(ByteReader, SharesStorageWithItsSource)
{
    const SharedBytes source("headerpayload");
    ByteReader reader(source);

    EXPECT_EQ(reader.Bytes(6).GetHead(), source.GetHead());
    EXPECT_EQ(reader.Rest().GetHead(), source.GetHead() + 6);
    EXPECT_TRUE(reader.Rest().IsEmpty());
    EXPECT_FALSE(reader.Failed());
}

TEST(ByteReader, FailsOnEveryTruncation)
{
    for (std::size_t size = 0; size < GOLDEN.size(); ++size)
    {
        ByteReader reader{SharedBytes(GOLDEN).Slice(0, size)};
        reader.U8();
        reader.U16();
        reader.U32();
        reader.U64();
        EXPECT_EQ(reader.Text(2), "");
        EXPECT_TRUE(reader.Failed()) << "at " << size << " bytes";
    }
}

TEST(ByteReader, ReturnsNothingOnceFailed)
{
    ByteReader reader{SharedBytes("abc")};

    EXPECT_EQ(reader.U32(), 0U);
    EXPECT_EQ(reader.U8(), 0);
    EXPECT_TRUE(reader.Bytes(1).IsEmpty());
    EXPECT_TRUE(reader.Rest().IsEmpty());
    EXPECT_EQ(reader.GetRemaining(), 0U);
    EXPECT_TRUE(reader.Failed());
}

TEST(ByteReader, RefusesALengthThatOverflowsTheOffset)
{
    ByteReader reader{SharedBytes("abc")};
    reader.U8();

    EXPECT_TRUE(reader.Bytes(UINT64_MAX).IsEmpty());
    EXPECT_TRUE(reader.Failed());
}
