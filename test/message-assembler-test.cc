/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "length-framing.h"

#include "ns3/message-assembler.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

namespace
{

MessageAssembler
MakeAssembler()
{
    return MessageAssembler(std::make_shared<LengthFraming>());
}

std::vector<SharedBytes>
TakeAll(MessageAssembler& assembler)
{
    std::vector<SharedBytes> messages;
    while (auto message = assembler.Next())
    {
        messages.push_back(*message);
    }
    return messages;
}

const std::vector<SharedBytes> MESSAGES{LengthFraming::Make(9, 'a'),
                                        LengthFraming::Make(4, 0),
                                        LengthFraming::Make(700, 'b'),
                                        LengthFraming::Make(2000, 0),
                                        LengthFraming::Make(5, 'c')};

std::vector<uint8_t>
MakeStream()
{
    std::vector<uint8_t> stream;
    for (const auto& message : MESSAGES)
    {
        const auto bytes = message.ToVector();
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
    return stream;
}

} // namespace

TEST(MessageAssembler, SeveralMessagesInOnePieceAreToldApart)
{
    auto assembler = MakeAssembler();
    const auto stream = MakeStream();

    assembler.Add(stream.data(), stream.size());

    EXPECT_EQ(TakeAll(assembler), MESSAGES);
}

TEST(MessageAssembler, PiecesOfAnySizeGiveTheSameMessages)
{
    const auto stream = MakeStream();
    for (const std::size_t piece : {1, 2, 3, 5, 7, 511, 512, 513, 1448})
    {
        auto assembler = MakeAssembler();
        for (std::size_t at = 0; at < stream.size(); at += piece)
        {
            assembler.Add(stream.data() + at, std::min(piece, stream.size() - at));
        }
        EXPECT_EQ(TakeAll(assembler), MESSAGES) << "pieces of " << piece;
    }
}

TEST(MessageAssembler, PartOfAMessageIsHeldBack)
{
    auto assembler = MakeAssembler();
    const auto bytes = MESSAGES[0].ToVector();

    assembler.Add(bytes.data(), bytes.size() - 1);
    EXPECT_FALSE(assembler.Next());

    assembler.Add(&bytes.back(), 1);
    EXPECT_EQ(TakeAll(assembler), std::vector<SharedBytes>{MESSAGES[0]});
}

TEST(MessageAssembler, LongRunsOfZerosTakeNoMemory)
{
    auto assembler = MakeAssembler();
    const uint32_t size = 1 << 20;
    ByteWriter writer;
    const auto header = writer.U32(size).Take().ToVector();
    const std::vector<uint8_t> zeros(size - LengthFraming::HEADER, 0);

    assembler.Add(header.data(), header.size());
    assembler.Add(zeros.data(), zeros.size());

    const auto message = assembler.Next();
    ASSERT_TRUE(message);
    EXPECT_EQ(message->GetSize(), size);
    EXPECT_LT(message->GetHeadSize(), 100u);
}

// A segment's worth of zeros at a time, the last of them few.
TEST(MessageAssembler, ARunOfZerosStaysVirtualToItsShortEnd)
{
    auto assembler = MakeAssembler();
    const auto bytes = LengthFraming::Make(1448 * 5 + 100, 0).ToVector();

    for (std::size_t i = 0; i < bytes.size(); i += 1448)
    {
        assembler.Add(bytes.data() + i, std::min<std::size_t>(1448, bytes.size() - i));
    }

    const auto message = assembler.Next();
    ASSERT_TRUE(message);
    EXPECT_EQ(*message, SharedBytes(bytes));
    EXPECT_LT(message->GetHeadSize(), 1500u);
}

TEST(MessageAssembler, VirtualZerosAreCutIntoMessagesToo)
{
    auto assembler = MakeAssembler();
    const auto message = LengthFraming::Make(4, 0).WithZeros(96);
    const auto longer = ByteWriter().U32(100).Bytes(SharedBytes::Zeros(96)).Take();

    assembler.Add(longer.Slice(0, 50)); // 46 zeros
    assembler.Add(longer.Slice(50));    // nothing but zeros
    assembler.Add(longer);
    EXPECT_EQ(TakeAll(assembler), (std::vector<SharedBytes>{longer, longer}));

    assembler.Add(message.Slice(0, 4).WithZeros(4)); // four zeros more start no message
    EXPECT_TRUE(assembler.IsMalformed());
}

TEST(MessageAssembler, ZerosBeforeOtherBytesAreKept)
{
    auto assembler = MakeAssembler();
    auto bytes = LengthFraming::Make(5000, 0).ToVector();
    bytes.back() = 'x';

    assembler.Add(bytes.data(), 2500);
    assembler.Add(bytes.data() + 2500, 2499);
    assembler.Add(bytes.data() + 4999, 1);

    EXPECT_EQ(TakeAll(assembler), std::vector<SharedBytes>{SharedBytes(bytes)});
}

TEST(MessageAssembler, NothingComesAfterBytesThatStartNoMessage)
{
    auto assembler = MakeAssembler();
    const auto good = MESSAGES[0].ToVector();
    const std::vector<uint8_t> bad{0, 0, 0, 3};

    assembler.Add(good.data(), good.size());
    assembler.Add(bad.data(), bad.size());
    assembler.Add(good.data(), good.size());

    EXPECT_TRUE(assembler.IsMalformed());
    EXPECT_EQ(TakeAll(assembler), std::vector<SharedBytes>{MESSAGES[0]});
}
