/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Calls between GrpcClient and GrpcServer.

#include "grpc-world.h"

#include "ns3/double.h"
#include "ns3/string.h"

using namespace ns3;
using namespace ns3::iotledger;

using GrpcCallTest = GrpcWorld;

TEST_F(GrpcCallTest, AUnaryCallIsAnswered)
{
    Listen();
    Call(Seconds(1), "hello");
    Run();

    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_EQ(outcomes[0].status.code, GrpcCode::OK);
    EXPECT_EQ(outcomes[0].message.ToString(), "re: hello");
    // To connect takes one round trip, the server's SETTINGS come with its end; then one more.
    EXPECT_EQ(outcomes[0].at, Seconds(1) + MilliSeconds(40));
}

TEST_F(GrpcCallTest, AStandingConnectionIsUsedAgain)
{
    Listen();
    Call(Seconds(1), "a");
    Call(Seconds(2), "b");
    Simulator::Schedule(Seconds(3), [this] { EXPECT_TRUE(client->IsConnected()); });
    Run();

    ASSERT_EQ(outcomes.size(), 2u);
    EXPECT_EQ(outcomes[1].at, Seconds(2) + MilliSeconds(20));
    EXPECT_EQ(server->GetConnections(), 1u);
}

TEST_F(GrpcCallTest, ManyCallsAtOnceAreToldApart)
{
    constexpr uint32_t CALLS = 1000;
    std::vector<std::pair<std::string, GrpcReply>> asked;
    server->HandleUnary("/test.Echo/Late", [&](const SharedBytes& request, GrpcReply reply) {
        asked.emplace_back(request.ToString(), reply);
        if (asked.size() == CALLS) // no limit of streams holds one back
        {
            for (auto each = asked.rbegin(); each != asked.rend(); ++each)
            {
                each->second({}, SharedBytes(std::string_view(each->first)));
            }
        }
    });
    Listen();
    std::map<std::string, std::string> answers;
    Simulator::Schedule(Seconds(1), [&] {
        for (uint32_t i = 0; i < CALLS; ++i)
        {
            const auto text = std::to_string(i);
            client->Call("/test.Echo/Late",
                         SharedBytes(std::string_view(text)),
                         Time(),
                         [&answers, text](const GrpcStatus&, const SharedBytes& message) {
                             answers[text] = message.ToString();
                         });
        }
    });
    Run();

    ASSERT_EQ(answers.size(), CALLS);
    for (const auto& [question, answer] : answers)
    {
        EXPECT_EQ(question, answer);
    }
}

TEST_F(GrpcCallTest, AServersLimitOfStreamsHoldsCallsBack)
{
    server->SetAttribute("MaxConcurrentStreams", UintegerValue(2));
    uint32_t open = 0;
    uint32_t most = 0;
    server->HandleUnary("/test.Echo/Slow", [&](const SharedBytes&, GrpcReply reply) {
        most = std::max(most, ++open);
        Simulator::Schedule(Seconds(1), [&open, reply] {
            --open;
            reply({}, SharedBytes("x"));
        });
    });
    Listen();
    for (uint32_t i = 0; i < 6; ++i)
    {
        Call(Seconds(1), "q", Time(), "/test.Echo/Slow");
    }
    Run();

    EXPECT_EQ(outcomes.size(), 6u);
    EXPECT_EQ(most, 2u);
}

TEST_F(GrpcCallTest, StatusAndMessageOfAnErrorArrive)
{
    const std::string text = "100 % failed:\n\u00e4";
    server->HandleUnary("/test.Echo/Fail", [&](const SharedBytes&, GrpcReply reply) {
        reply({GrpcCode::FAILED_PRECONDITION, text}, SharedBytes("unsaid"));
    });
    Listen();
    Call(Seconds(1), "q", Time(), "/test.Echo/Fail");
    Run();

    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_EQ(outcomes[0].status.code, GrpcCode::FAILED_PRECONDITION);
    EXPECT_EQ(outcomes[0].status.message, text);
    EXPECT_TRUE(outcomes[0].message.IsEmpty());
}

TEST_F(GrpcCallTest, UnknownMethodsAreUnimplemented)
{
    Listen();
    Call(Seconds(1), "q", Time(), "/test.Echo/Shout");
    Call(Seconds(1), "q", Time(), "/test.Other/Say");
    Run();

    ASSERT_EQ(outcomes.size(), 2u);
    EXPECT_EQ(outcomes[0].status.code, GrpcCode::UNIMPLEMENTED);
    EXPECT_EQ(outcomes[0].status.message, "unknown method Shout for service test.Echo");
    EXPECT_EQ(outcomes[1].status.code, GrpcCode::UNIMPLEMENTED);
    EXPECT_EQ(outcomes[1].status.message, "unknown service test.Other");
}

TEST_F(GrpcCallTest, BothSidesStream)
{
    std::string log;
    server->Handle("/test.Echo/Talk", [&](Ptr<GrpcStream> stream) {
        stream->SetMessageCallback([&log, stream](const SharedBytes& message) {
            log += message.ToString() + " ";
            stream->Send(SharedBytes("+" + message.ToString()));
        });
        stream->SetCloseSendCallback([&log, stream] {
            log += "closed ";
            stream->Send(SharedBytes("last"));
            stream->End({});
        });
    });
    Listen();
    Simulator::Schedule(Seconds(1), [&] {
        auto stream = client->Open("/test.Echo/Talk");
        stream->SetMessageCallback(
            [&log](const SharedBytes& message) { log += message.ToString() + " "; });
        stream->SetEndedCallback(
            [&log](const GrpcStatus& status) { log += GetGrpcCodeName(status.code); });
        stream->Send(SharedBytes("a"));
        Simulator::Schedule(Seconds(1), [stream] { stream->Send(SharedBytes()); });
        Simulator::Schedule(Seconds(2), [stream] {
            stream->Send(SharedBytes("c"));
            stream->CloseSend();
        });
    });
    Run();

    EXPECT_EQ(log, "a +a  + c closed +c last OK");
}

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

TEST_F(GrpcCallTest, AnEndIsToldBehindWhatIsToBeRead)
{
    std::string log;
    server->Handle("/test.Echo/Talk", [](Ptr<GrpcStream> stream) {
        stream->Send(SharedBytes("a"));
        stream->Send(SharedBytes("b"));
        stream->End({});
    });
    Listen();
    Ptr<GrpcStream> stream;
    Simulator::Schedule(Seconds(1), [&] {
        stream = client->Open("/test.Echo/Talk");
        stream->SetReading(false);
        stream->SetMessageCallback(
            [&](const SharedBytes& message) { log += message.ToString() + " "; });
        stream->SetEndedCallback(
            [&](const GrpcStatus& status) { log += GetGrpcCodeName(status.code); });
        stream->CloseSend();
    });
    Run(Seconds(2));
    EXPECT_EQ(log, "");
    server->Stop();
    Run(Seconds(3));
    stream->SetReading(true);
    EXPECT_EQ(log, "a b OK");
    EXPECT_EQ(stream->GetReferenceCount(), 1u);
}

TEST_F(GrpcCallTest, AServerMayEndWhatTheClientGoesOnSending)
{
    server->Handle("/test.Echo/Talk", [](Ptr<GrpcStream> stream) {
        stream->SetMessageCallback([stream](const SharedBytes&) {
            stream->Send(SharedBytes("enough"));
            stream->End({GrpcCode::ABORTED, "enough"});
        });
    });
    Listen();
    std::vector<GrpcCode> ends;
    Ptr<GrpcStream> stream;
    Simulator::Schedule(Seconds(1), [&] {
        stream = client->Open("/test.Echo/Talk");
        stream->SetEndedCallback([&](const GrpcStatus& status) { ends.push_back(status.code); });
        stream->Send(SharedBytes("a"));
        stream->Send(SharedBytes("b"));
    });
    Call(Seconds(2), "still there?");
    Run();

    EXPECT_EQ(ends, std::vector<GrpcCode>{GrpcCode::ABORTED});
    EXPECT_EQ(stream->GetReferenceCount(), 1u); // the connection has let go of it
    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_TRUE(outcomes[0].status.IsOk());
}

TEST_F(GrpcCallTest, CancellingTellsTheServerAndNobodyElse)
{
    std::vector<GrpcCode> serverEnds;
    server->Handle("/test.Echo/Talk", [&](Ptr<GrpcStream> stream) {
        stream->SetEndedCallback(
            [&](const GrpcStatus& status) { serverEnds.push_back(status.code); });
    });
    Listen();
    bool hasEnded = false;
    Ptr<GrpcStream> sent;
    Ptr<GrpcStream> unsent;
    Simulator::Schedule(Seconds(1), [&] {
        sent = client->Open("/test.Echo/Talk");
        sent->SetEndedCallback([&](const GrpcStatus&) { hasEnded = true; });
    });
    Simulator::Schedule(Seconds(2), [&] {
        sent->End({GrpcCode::CANCELLED, ""});
        unsent = client->Open("/test.Echo/Talk");
        unsent->SetEndedCallback([&](const GrpcStatus&) { hasEnded = true; });
        unsent->End({GrpcCode::CANCELLED, ""});
    });
    Run();

    EXPECT_EQ(serverEnds, std::vector<GrpcCode>{GrpcCode::CANCELLED});
    EXPECT_FALSE(hasEnded);
    EXPECT_EQ(sent->GetReferenceCount(), 1u);
    EXPECT_EQ(unsent->GetReferenceCount(), 1u);
}

TEST_F(GrpcCallTest, ACallThatTakesTooLongEndsAtItsDeadline)
{
    std::vector<GrpcCode> serverEnds;
    Time told;
    server->Handle("/test.Echo/Never", [&](Ptr<GrpcStream> stream) {
        told = stream->GetTimeout();
        stream->SetEndedCallback(
            [&](const GrpcStatus& status) { serverEnds.push_back(status.code); });
    });
    Listen();
    Call(Seconds(1), "a", Seconds(5), "/test.Echo/Never");
    Call(Seconds(1), "b", Seconds(3), "/test.Echo/Never");
    Call(Seconds(1), "c", Seconds(4)); // answered in time
    Run();

    ASSERT_EQ(outcomes.size(), 3u);
    EXPECT_TRUE(outcomes[0].status.IsOk());
    EXPECT_EQ(outcomes[1].status.code, GrpcCode::DEADLINE_EXCEEDED);
    EXPECT_EQ(outcomes[1].at, Seconds(4));
    EXPECT_EQ(outcomes[2].status.code, GrpcCode::DEADLINE_EXCEEDED);
    EXPECT_EQ(outcomes[2].at, Seconds(6));
    EXPECT_EQ(serverEnds, (std::vector<GrpcCode>{GrpcCode::CANCELLED, GrpcCode::CANCELLED}));
    EXPECT_EQ(told, Seconds(3)); // of the last one that came
}

TEST_F(GrpcCallTest, MessagesOverTheLimitEndTheCall)
{
    constexpr uint32_t LIMIT = 1000;
    for (const bool atServer : {true, false})
    {
        outcomes.clear();
        client->SetAttribute("MaxReceiveSize", UintegerValue(atServer ? 5000 : LIMIT));
        server->SetAttribute("MaxReceiveSize", UintegerValue(atServer ? LIMIT : 5000));
        client->Close();
        server->Stop();
        Listen();
        const auto now = Simulator::Now();
        const auto fits = LIMIT - (atServer ? 0 : 4); // the answer is 4 B longer
        Call(now + Seconds(1), std::string(fits, 'x'));
        Call(now + Seconds(2), std::string(fits + 1, 'x'));
        Call(now + Seconds(3), "fits");
        Run(now + Seconds(10));

        ASSERT_EQ(outcomes.size(), 3u);
        EXPECT_TRUE(outcomes[0].status.IsOk());
        EXPECT_EQ(outcomes[1].status.code, GrpcCode::RESOURCE_EXHAUSTED);
        EXPECT_EQ(outcomes[1].status.message,
                  "grpc: received message larger than max (1001 vs. 1000)");
        EXPECT_TRUE(outcomes[2].status.IsOk());
    }
}

TEST_F(GrpcCallTest, ABrokenConnectionEndsItsCallsAndTheNextCallConnectsAnew)
{
    std::vector<GrpcCode> serverEnds;
    server->Handle("/test.Echo/Never", [&](Ptr<GrpcStream> stream) {
        stream->SetEndedCallback(
            [&](const GrpcStatus& status) { serverEnds.push_back(status.code); });
    });
    Listen();
    Simulator::Schedule(Seconds(1), [&] {
        client->Call("/test.Echo/Never",
                     SharedBytes("q"),
                     Time(),
                     [&](const GrpcStatus& status, const SharedBytes&) {
                         outcomes.push_back({status, {}, Simulator::Now()});
                         Call(Simulator::Now(), "again"); // from within the callback
                     });
    });
    Simulator::Schedule(Seconds(2), [this] { transport->BreakAll(); });
    Run();

    EXPECT_EQ(serverEnds, std::vector<GrpcCode>{GrpcCode::UNAVAILABLE});
    ASSERT_EQ(outcomes.size(), 2u);
    EXPECT_EQ(outcomes[0].status.code, GrpcCode::UNAVAILABLE);
    EXPECT_EQ(outcomes[0].at, Seconds(2));
    EXPECT_TRUE(outcomes[1].status.IsOk());
    EXPECT_EQ(outcomes[1].at, Seconds(2) + MilliSeconds(40));
    EXPECT_EQ(server->GetConnections(), 1u);
}

// gRPC, doc/connection-backoff.md: 1 s, 1.6 s, 2.56 s. An attempt takes 20 ms to be refused.
TEST_F(GrpcCallTest, CallsFailFastWithinTheBackoff)
{
    const auto refused = MilliSeconds(20);
    const auto second = Seconds(1) + refused + Seconds(1);
    const auto third = second + refused + Seconds(1.6);
    Call(Seconds(1), "attempt");
    Call(Seconds(1) + MilliSeconds(10), "waits for it");
    Call(second - NanoSeconds(1), "fast");
    Call(second, "attempt");
    Call(third - NanoSeconds(1), "fast");
    Call(third, "attempt");
    Simulator::Schedule(Seconds(5), [this] { Listen(); });
    const auto fourth = third + refused + Seconds(2.56);
    Call(fourth - NanoSeconds(1), "fast");
    Call(fourth, "attempt");
    Run();

    ASSERT_EQ(outcomes.size(), 8u);
    const std::vector<Time> at{Seconds(1) + refused,
                               Seconds(1) + refused,
                               second - NanoSeconds(1),
                               second + refused,
                               third - NanoSeconds(1),
                               third + refused,
                               fourth - NanoSeconds(1),
                               fourth + MilliSeconds(40)};
    for (std::size_t i = 0; i < at.size(); ++i)
    {
        EXPECT_EQ(outcomes[i].at, at[i]) << i;
        EXPECT_EQ(outcomes[i].status.code, i < 7 ? GrpcCode::UNAVAILABLE : GrpcCode::OK) << i;
    }
}

TEST_F(GrpcCallTest, AServerThatStopsTakesItsCallsAlong)
{
    bool hasEnded = false;
    server->Handle("/test.Echo/Never", [&](Ptr<GrpcStream> stream) {
        stream->SetEndedCallback([&, stream](const GrpcStatus&) { hasEnded = true; });
    });
    Listen();
    Call(Seconds(1), "q", Time(), "/test.Echo/Never");
    Simulator::Schedule(Seconds(2), [this] { server->Stop(); });
    Run();

    EXPECT_FALSE(hasEnded);
    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_EQ(outcomes[0].status.code, GrpcCode::UNAVAILABLE);
    EXPECT_EQ(server->GetConnections(), 0u);
}

TEST_F(GrpcCallTest, EndsMayBeDisposedOfWithinTheirCallbacks)
{
    std::vector<Ptr<GrpcStream>> streams;
    server->Handle("/test.Echo/Talk", [&](Ptr<GrpcStream> stream) {
        streams.push_back(stream);
        stream->SetMessageCallback([this, stream](const SharedBytes&) {
            server->Dispose();
            stream->Send(SharedBytes("to nobody"));
            stream->End({});
        });
    });
    Listen();
    Simulator::Schedule(Seconds(1), [&] {
        auto stream = client->Open("/test.Echo/Talk");
        streams.push_back(stream);
        stream->SetEndedCallback([this, stream](const GrpcStatus&) { client->Dispose(); });
        stream->Send(SharedBytes("a"));
        stream->Send(SharedBytes("b"));
    });
    Run();

    ASSERT_EQ(streams.size(), 2u);
    for (const auto& stream : streams)
    {
        EXPECT_TRUE(stream->HasEnded());
        EXPECT_EQ(stream->GetReferenceCount(), 1u); // no callback holds it any more
    }
}

TEST_F(GrpcCallTest, DisposingOfOpenCallsEndsThemSilently)
{
    std::vector<Ptr<GrpcStream>> streams;
    server->Handle("/test.Echo/Talk", [&](Ptr<GrpcStream> stream) {
        stream->SetEndedCallback([stream](const GrpcStatus&) { FAIL(); });
        streams.push_back(stream);
    });
    Listen();
    for (const auto& at : {Seconds(1), Seconds(2)})
    {
        Simulator::Schedule(at, [&] {
            auto stream = client->Open("/test.Echo/Talk", Seconds(30));
            stream->SetEndedCallback([stream](const GrpcStatus&) { FAIL(); });
            streams.push_back(stream);
            if (Simulator::Now() == Seconds(2))
            {
                client->Dispose();
                server->Dispose();
            }
        });
    }
    Run();

    ASSERT_EQ(streams.size(), 3u);
    for (const auto& stream : streams)
    {
        EXPECT_EQ(stream->GetReferenceCount(), 1u);
    }
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

TEST_F(GrpcCallTest, KeepaliveFindsASilentServer)
{
    client->SetAttribute("KeepaliveTime", TimeValue(Seconds(60)));
    client->SetAttribute("KeepaliveTimeout", TimeValue(Seconds(20)));
    ListenRaw(); // says its settings, then nothing
    Simulator::Schedule(Seconds(1) + MilliSeconds(20),
                        [this] { accepted->Send(SharedBytes(MakeHttp2Frame(4, 0, 0, ""))); });
    Call(Seconds(1), "q");
    Run(Seconds(200));

    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_EQ(outcomes[0].status.code, GrpcCode::UNAVAILABLE);
    EXPECT_EQ(outcomes[0].at, Seconds(1) + MilliSeconds(30) + Seconds(80));
    uint32_t pings = 0;
    for (const auto& frame : ReadHttp2Frames(raw, HTTP2_PREFACE))
    {
        pings += frame.type == 6;
    }
    EXPECT_EQ(pings, 1u);
}

TEST_F(GrpcCallTest, KeepaliveLeavesAnAnsweringServerAlone)
{
    client->SetAttribute("KeepaliveTime", TimeValue(Seconds(10)));
    server->SetAttribute("KeepaliveTime", TimeValue(Seconds(7)));
    Listen();
    Call(Seconds(1), "a");
    Call(Seconds(500), "b");
    Run(Seconds(1000));

    ASSERT_EQ(outcomes.size(), 2u);
    EXPECT_EQ(outcomes[1].at, Seconds(500) + MilliSeconds(20)); // the first connection still
}

TEST_F(GrpcCallTest, AServerThatSaysNothingIsGivenUp)
{
    ListenRaw();
    Call(Seconds(1), "q");
    Run();

    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_EQ(outcomes[0].status.code, GrpcCode::UNAVAILABLE);
    EXPECT_EQ(outcomes[0].at, Seconds(21)); // ConnectTimeout
}
