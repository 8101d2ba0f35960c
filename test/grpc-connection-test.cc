/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The connection below the calls of GrpcClient: made, kept alive, lost and made anew.

#include "grpc-world.h"

using namespace ns3;
using namespace ns3::iotledger;

using GrpcCallTest = GrpcWorld;

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
