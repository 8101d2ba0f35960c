/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How windows and readers hold back what GrpcClient and GrpcServer send.

#include "grpc-world.h"

using namespace ns3;
using namespace ns3::iotledger;

using GrpcCallTest = GrpcWorld;

TEST_F(GrpcCallTest, WhatIsNotReadWaitsAtTheSenderBeyondAWindow)
{
    server->SetAttribute("DynamicWindow", BooleanValue(false));
    constexpr uint64_t MESSAGE = 1000;
    constexpr uint64_t MESSAGES = 200;
    constexpr uint64_t WINDOW = 65535;
    Ptr<GrpcStream> reader;
    std::vector<Time> read;
    bool isClosed = false;
    server->Handle("/test.Echo/Talk", [&](Ptr<GrpcStream> stream) {
        reader = stream;
        stream->SetReading(false);
        stream->SetMessageCallback([&](const SharedBytes&) {
            read.push_back(Simulator::Now());
            if (read.size() == 3)
            {
                reader->SetReading(false);
            }
        });
        stream->SetCloseSendCallback([&] {
            isClosed = true;
            reader->End({});
        });
    });
    Listen();
    Call(Seconds(4), "others");
    Ptr<GrpcStream> writer;
    Simulator::Schedule(Seconds(1), [&] {
        writer = client->Open("/test.Echo/Talk");
        for (uint64_t i = 0; i < MESSAGES; ++i)
        {
            writer->Send(SharedBytes(std::string(MESSAGE, 'x')));
        }
        writer->CloseSend();
    });
    const uint64_t all = MESSAGES * (MESSAGE + GRPC_MESSAGE_PREFIX);
    Run(Seconds(3));
    EXPECT_TRUE(read.empty());
    EXPECT_EQ(writer->GetBacklog(), all - WINDOW);

    Simulator::Schedule(Time(), [&] { reader->SetReading(true); });
    Run(Seconds(5));
    EXPECT_EQ(read.size(), 3u);
    EXPECT_EQ(writer->GetBacklog(), all - WINDOW) << "an update is due when a quarter is read";
    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_EQ(outcomes[0].at, Seconds(4) + MilliSeconds(20)) << "other calls go on";

    Simulator::Schedule(Time(), [&] { reader->SetReading(true); });
    Run(Seconds(10));
    EXPECT_EQ(read.size(), MESSAGES);
    EXPECT_TRUE(isClosed);
}

TEST_F(GrpcCallTest, AMessageLargerThanTheWindowIsLetThroughWhenItIsRead)
{
    server->SetAttribute("DynamicWindow", BooleanValue(false));
    Ptr<GrpcStream> reader;
    uint64_t size = 0;
    server->Handle("/test.Echo/Talk", [&](Ptr<GrpcStream> stream) {
        reader = stream;
        stream->SetReading(false);
        stream->SetMessageCallback([&](const SharedBytes& message) { size = message.GetSize(); });
    });
    Listen();
    Simulator::Schedule(Seconds(1), [&] {
        client->Open("/test.Echo/Talk")->Send(SharedBytes(std::vector<uint8_t>(500000, 7)));
    });
    Simulator::Schedule(Seconds(2), [&] { reader->SetReading(true); });
    Run(Seconds(3));
    EXPECT_EQ(size, 500000u);
    reader = nullptr;
}

// Windows of 65,535 B: 2 MiB and the prefix take 33 of them, one per round trip of 20 ms. Windows
// that grow are used twice each, for a sample is of a full window only when the wider one has come
// to the sender: 64 KiB twice, 128 KiB twice, ... 512 KiB twice are 1,920 KiB, and 1 MiB ends it.
// Up to a quarter of each may be held back until more comes.
TEST_F(GrpcCallTest, ALargeMessageTakesTheTimeThatWindowsAllow)
{
    for (const bool isDynamic : {false, true})
    {
        outcomes.clear();
        server->SetAttribute("DynamicWindow", BooleanValue(isDynamic));
        client->Close();
        server->Stop();
        server->HandleUnary("/test.Echo/Count", [](const SharedBytes& request, GrpcReply reply) {
            reply({}, SharedBytes(std::to_string(request.GetSize())));
        });
        Listen();
        const auto start = Simulator::Now() + Seconds(2);
        Call(start, std::string(2097152, 'x'), Time(), "/test.Echo/Count");
        Run(start + Seconds(2));

        ASSERT_EQ(outcomes.size(), 1u);
        EXPECT_EQ(outcomes[0].message.ToString(), "2097152");
        const auto connecting = MilliSeconds(20);
        const auto trips = (outcomes[0].at - start - connecting) / MilliSeconds(20);
        if (isDynamic)
        {
            EXPECT_GE(trips, int64x64_t(9));
            EXPECT_LE(trips, int64x64_t(12));
        }
        else
        {
            EXPECT_EQ(trips, int64x64_t(33));
        }
    }
}

// A stream that waits for windows does not hold up others: the connection's window is what it is.
TEST_F(GrpcCallTest, LargeAnswersShareTheConnection)
{
    client->SetAttribute("DynamicWindow", BooleanValue(false));
    server->HandleUnary("/test.Echo/Large", [](const SharedBytes&, GrpcReply reply) {
        reply({}, SharedBytes(std::vector<uint8_t>(500000, 7)));
    });
    Listen();
    for (uint32_t i = 0; i < 4; ++i)
    {
        Call(Seconds(1), "q", Time(), "/test.Echo/Large");
    }
    Run();

    ASSERT_EQ(outcomes.size(), 4u);
    for (const auto& outcome : outcomes)
    {
        EXPECT_EQ(outcome.message, SharedBytes(std::vector<uint8_t>(500000, 7)));
        EXPECT_GE(outcome.at, outcomes.back().at - MilliSeconds(4 * 20)); // they take turns
    }
}
