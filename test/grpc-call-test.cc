/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Calls between GrpcClient and GrpcServer: their messages, their streams and how they end.

#include "grpc-world.h"

#include <map>
#include <utility>

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
