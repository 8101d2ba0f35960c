/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Rules of gRPC without a connection: windows, message prefixes, header values.

#include "ns3/grpc-flow-control.h"
#include "ns3/grpc-headers.h"
#include "ns3/grpc-message-reader.h"
#include "ns3/grpc-status.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

// The numbers are worked out from grpc-go v1.31, internal/transport/flowcontrol.go.
TEST(GrpcConnectionWindow, IsWidenedByQuarters)
{
    GrpcConnectionWindow window(65535);
    EXPECT_EQ(window.Receive(16382), 0u); // 65535 / 4 is 16383
    EXPECT_EQ(window.Receive(1), 16383u);
    EXPECT_EQ(window.Receive(16384), 16384u);
    EXPECT_EQ(window.Receive(100), 0u);
    EXPECT_EQ(window.Reset(), 100u);
    EXPECT_EQ(window.SetLimit(100000), 34465u);
    EXPECT_EQ(window.Receive(24999), 0u);
    EXPECT_EQ(window.Receive(1), 25000u);
}

TEST(GrpcStreamWindow, IsWidenedByQuartersOfWhatIsRead)
{
    GrpcStreamWindow window(65535);
    window.Receive(40000);
    EXPECT_EQ(window.Read(16382), 0u);
    EXPECT_EQ(window.Read(1), 16383u);
    EXPECT_EQ(window.Read(20000), 20000u);
}

TEST(GrpcStreamWindow, IsWidenedAtOnceByAMessageThatDoesNotFit)
{
    GrpcStreamWindow window(65535);
    window.Receive(16384);
    EXPECT_EQ(window.Read(5), 0u);
    EXPECT_EQ(window.Expect(65530), 0u); // the sender may send the rest: 65530 in all
    EXPECT_EQ(window.Expect(65531), 65531u);
    EXPECT_EQ(window.Read(16379), 0u); // was granted already
    window.Receive(49152);
    EXPECT_EQ(window.Read(49151), 0u);
    window.Receive(20000);
    EXPECT_EQ(window.Read(20000), 19999u + 5u);
}

// grpc-go v1.31, internal/transport/bdp_estimator.go.
TEST(GrpcBandwidthEstimator, DoublesASampleThatFillsTheWindow)
{
    GrpcBandwidthEstimator estimator(65535);
    EXPECT_TRUE(estimator.Receive(16384, Seconds(1)));
    EXPECT_FALSE(estimator.Receive(40000, Seconds(1.01)));
    EXPECT_EQ(estimator.Calculate(Seconds(1.02)), 2 * 56384u);
    EXPECT_EQ(estimator.Calculate(Seconds(1.03)), 0u); // an answer to nothing

    EXPECT_TRUE(estimator.Receive(74426, Seconds(2))); // 0.66 times 112768 is 74426.9
    EXPECT_EQ(estimator.Calculate(Seconds(2.02)), 0u);
    EXPECT_TRUE(estimator.Receive(74427, Seconds(3)));
    EXPECT_EQ(estimator.Calculate(Seconds(3.02)), 2 * 74427u);
}

TEST(GrpcBandwidthEstimator, HeedsOnlyTheHighestRateSoFar)
{
    GrpcBandwidthEstimator estimator(65535);
    estimator.Receive(60000, Seconds(1));
    EXPECT_EQ(estimator.Calculate(Seconds(1.01)), 120000u);
    // A mean round trip of (10 + 30) / 2 ms: 100,000 B in 20 ms are less than 60,000 in 10 ms.
    estimator.Receive(100000, Seconds(2));
    EXPECT_EQ(estimator.Calculate(Seconds(2.03)), 0u);
}

TEST(GrpcBandwidthEstimator, StopsAtItsLimit)
{
    GrpcBandwidthEstimator estimator(65535);
    estimator.Receive(9000000, Seconds(1));
    EXPECT_EQ(estimator.Calculate(Seconds(2)), 16u * 1024 * 1024);
    EXPECT_FALSE(estimator.Receive(20000000, Seconds(3)));
}

TEST(GrpcMessageReader, CutsMessagesHoweverTheyCome)
{
    const std::string bytes("\0\0\0\0\3abc\0\0\0\0\0\0\0\0\0\1d", 19);
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
    {
        GrpcMessageReader reader;
        std::vector<std::string> messages;
        for (std::size_t i = 0; i < bytes.size(); i += piece)
        {
            const auto part = bytes.substr(i, piece);
            reader.Add(reinterpret_cast<const uint8_t*>(part.data()), part.size());
            while (const auto message = reader.Next())
            {
                messages.push_back(message->ToString());
            }
        }
        EXPECT_EQ(messages, (std::vector<std::string>{"abc", "", "d"})) << piece;
    }
}

TEST(GrpcMessageReader, TellsWhereMessagesBegin)
{
    GrpcMessageReader reader;
    const std::string bytes("\0\0\0\0\3abc\0\0\0\1\0d", 14);
    reader.Add(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    const auto begun = reader.TakeBegun();
    ASSERT_EQ(begun.size(), 2u);
    EXPECT_EQ(begun[0].offset, 5u);
    EXPECT_EQ(begun[0].size, 3u);
    EXPECT_EQ(begun[1].offset, 13u);
    EXPECT_EQ(begun[1].size, 256u);
    EXPECT_TRUE(reader.TakeBegun().empty());
}

TEST(GrpcMessageReader, FindsFaultWithCompressionAndSize)
{
    using Fault = GrpcMessageReader::Fault;
    for (const auto& [bytes, fault] : {std::pair(std::string("\0\0\0\0\4abcd", 9), Fault::NONE),
                                       std::pair(std::string("\0\0\0\0\5a", 6), Fault::TOO_LARGE),
                                       std::pair(std::string("\1\0\0\0\1a", 6), Fault::COMPRESSED)})
    {
        GrpcMessageReader reader;
        reader.SetLimit(4);
        reader.Add(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
        EXPECT_EQ(reader.GetFault(), fault);
        EXPECT_EQ(reader.Next().has_value(), fault == Fault::NONE);
    }
}

// gRPC, doc/PROTOCOL-HTTP2.md: TimeoutValue has at most eight digits.
TEST(GrpcHeaders, TimeoutsAreEncodedInTheFinestUnitThatSuffices)
{
    EXPECT_EQ(EncodeGrpcTimeout(NanoSeconds(99'999'999)), "99999999n");
    EXPECT_EQ(EncodeGrpcTimeout(NanoSeconds(100'000'001)), "100001u");
    EXPECT_EQ(EncodeGrpcTimeout(Seconds(30)), "30000000u");
    EXPECT_EQ(EncodeGrpcTimeout(Seconds(300)), "300000m");
    EXPECT_EQ(EncodeGrpcTimeout(Hours(100)), "360000S");
    EXPECT_EQ(DecodeGrpcTimeout("99999999n"), NanoSeconds(99'999'999));
    EXPECT_EQ(DecodeGrpcTimeout("300000m"), Seconds(300));
    EXPECT_EQ(DecodeGrpcTimeout("2H"), Hours(2));
    EXPECT_GT(DecodeGrpcTimeout("99999999H"), Hours(2'000'000));
    for (const auto* wrong : {"", "5", "S", "1x", "-1S", "1 S", "123456789S", "0x1S"})
    {
        EXPECT_FALSE(DecodeGrpcTimeout(wrong)) << wrong;
    }
}

TEST(GrpcHeaders, MessagesArePercentEncoded)
{
    EXPECT_EQ(EncodeGrpcMessage("100 % \n\u00e4~"), "100 %25 %0A%C3%A4~");
    EXPECT_EQ(DecodeGrpcMessage("100 %25 %0A%C3%A4~"), "100 % \n\u00e4~");
    EXPECT_EQ(DecodeGrpcMessage("%4"), "%4");
    EXPECT_EQ(DecodeGrpcMessage("%zz%41"), "%zzA");
}

TEST(GrpcStatus, CodesHaveTheNumbersOfTheStandard)
{
    EXPECT_EQ(ParseGrpcCode("0"), GrpcCode::OK);
    EXPECT_EQ(ParseGrpcCode("14"), GrpcCode::UNAVAILABLE);
    EXPECT_EQ(ParseGrpcCode("17"), GrpcCode::UNKNOWN);
    EXPECT_FALSE(ParseGrpcCode("x"));
    EXPECT_FALSE(ParseGrpcCode("1x"));
    EXPECT_STREQ(GetGrpcCodeName(GrpcCode::DEADLINE_EXCEEDED), "DEADLINE_EXCEEDED");
}
