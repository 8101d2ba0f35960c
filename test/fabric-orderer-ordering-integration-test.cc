/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-orderer.pb.h"
#include "orderer-world.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::iotledger;

using FabricOrdererTest = OrdererWorld;

// Fabric v2.4.3, orderer/consensus/etcdraft/node.go, start: bytes 24 on of SHA-256("ch"), af 7f ..,
// are a varint, 16303; modulo three consenters and plus one that is the second.
TEST_F(FabricOrdererTest, TheFirstLeaderIsChosenByTheChannelsNameAndStandsAfterASecond)
{
    Build(3);
    Run(Seconds(4));

    uint32_t elections = 0;
    for (const auto& seen : m_seen)
    {
        elections += seen.elections.size();
    }
    EXPECT_EQ(elections, 1);
    ASSERT_EQ(FindLeader(), 1);
    EXPECT_GE(m_seen[1].elections[0].first, Seconds(1)); // two heartbeat ticks
    EXPECT_LE(m_seen[1].elections[0].first, Seconds(1.1));
}

class FabricOrdererCounts : public FabricOrdererTest, public testing::WithParamInterface<uint32_t>
{
};

INSTANTIATE_TEST_SUITE_P(FabricOrderer, FabricOrdererCounts, testing::Values(1U, 3U, 5U, 7U));

TEST_P(FabricOrdererCounts, WhatAnyOrdererTakesEndsInTheSameBlocksEverywhere)
{
    Build(GetParam());
    Load(Seconds(3), MilliSeconds(10), 300, 3000);
    Run(Seconds(20));

    EXPECT_EQ(GetAcknowledged().size(), 300);
    auto committed = GetCommitted(0);
    EXPECT_EQ(committed.size(), 300);
    EXPECT_EQ(std::set<std::string>(committed.begin(), committed.end()), GetAcknowledged());
    ExpectSameChain("ch", m_orderers[0]->GetHeight("ch"), GetParam());
    EXPECT_GE(m_orderers[0]->GetHeight("ch"), 3);
}

// Fabric facts: a leader writes and synchronises its log before it sends; a follower learns of the
// commitment with the next message: it writes half a round trip later.
TEST_F(FabricOrdererTest, TheLeaderWritesFirstTheFollowersHalfARoundTripLater)
{
    m_topology->SetAttribute("TrunkDelay", TimeValue(MilliSeconds(8))); // 16 ms one way
    Build(3);
    Load(Seconds(4), MilliSeconds(1), 3, 500); // within TCP's first window
    Run(Seconds(10));

    const auto leader = FindLeader();
    ASSERT_LT(leader, 3);
    ASSERT_EQ(m_seen[leader].cuts.size(), 1);
    const auto cut = m_seen[leader].cuts[0].at;
    const auto agreed = m_seen[leader].agreed[{"ch", 1}];
    EXPECT_EQ(m_seen[leader].cuts[0].reason, "timeout");
    EXPECT_GT(agreed - cut, MilliSeconds(32)); // one round trip and two disks
    EXPECT_LT(agreed - cut, MilliSeconds(36));
    for (uint32_t i = 0; i < 3; ++i)
    {
        if (i != leader)
        {
            EXPECT_GT(m_seen[i].agreed[std::make_pair("ch", 1)] - agreed, MilliSeconds(16));
            EXPECT_LT(m_seen[i].agreed[std::make_pair("ch", 1)] - agreed, MilliSeconds(19));
        }
    }
}

// broadcast.go, sizefilter.go, sigfilter.go.
TEST_F(FabricOrdererTest, RefusesWhatItMustNotOrder)
{
    m_adjust = [](ChannelConfig& config) { config.batchSize = {500, 20'000, 20'000}; };
    Build(3);
    Simulator::Schedule(Seconds(3), [this] {
        Broadcast(0, 30'000);           // too large
        Broadcast(0, 100, "elsewhere"); // no such channel
        BroadcastEnvelope(0, "junk", SharedBytes("\xff\xff"));
        const auto good = MakeEnvelope("forged", 100, "ch").ToVector();
        auto forged = good;
        forged[forged.size() - 5] ^= 1; // within the signature
        BroadcastEnvelope(0, "forged", SharedBytes(std::move(forged)));
        Broadcast(0, 15'000);
    });
    Run(Seconds(8));

    ASSERT_EQ(m_outcomes.size(), 5);
    EXPECT_EQ(m_outcomes[0].status, BAD_REQUEST);
    EXPECT_NE(m_outcomes[0].info.find("exceeds maximum allowed 20000 bytes"), std::string::npos);
    EXPECT_EQ(m_outcomes[1].status, BAD_REQUEST);
    EXPECT_EQ(m_outcomes[2].status, BAD_REQUEST);
    EXPECT_EQ(m_outcomes[3].status, FORBIDDEN);
    EXPECT_EQ(m_outcomes[4].status, SUCCESS);
    EXPECT_EQ(GetCommitted(1), std::vector<std::string>{m_outcomes[4].id});
}

TEST_F(FabricOrdererTest, WithoutALeaderBroadcastsFailAtOnceAndDeliveriesEnd)
{
    Build(3);
    std::shared_ptr<Delivery> early;
    Simulator::Schedule(MilliSeconds(100), [&] {
        Broadcast(0, 100);
        early = Deliver(0, 0);
    });
    Run(Seconds(1));

    ASSERT_EQ(m_outcomes.size(), 1);
    EXPECT_EQ(m_outcomes[0].status, UNAVAILABLE);
    EXPECT_EQ(m_outcomes[0].info, "no Raft leader");
    EXPECT_EQ(early->statuses, std::vector<uint32_t>{UNAVAILABLE});
    EXPECT_TRUE(early->hasEnded);
}

TEST_F(FabricOrdererTest, DeliversPastAndFutureBlocksToALateJoiner)
{
    Build(3);
    Load(Seconds(3), MilliSeconds(100), 40, 3000); // until 7 s
    std::shared_ptr<Delivery> late;
    Simulator::Schedule(Seconds(6), [&] { late = Deliver(2, 0); });
    Run(Seconds(15));

    const auto height = m_orderers[2]->GetHeight("ch");
    ASSERT_EQ(late->blocks.size(), height);
    for (uint64_t number = 0; number < height; ++number)
    {
        EXPECT_EQ(late->blocks[number], m_orderers[2]->GetBlock("ch", number));
    }
    EXPECT_LT(late->arrivals[1], Seconds(6.2));
    EXPECT_GT(late->arrivals.back(), Seconds(7));
    EXPECT_FALSE(late->hasEnded);
}

// chain.go, run: beyond MaxInflightBlocks the leader takes no submissions until one is agreed upon.
TEST_F(FabricOrdererTest, ALeaderHoldsBackBeyondMaxInflightBlocks)
{
    m_topology->SetAttribute("TrunkDelay", TimeValue(MilliSeconds(50))); // 200 ms to agree
    m_adjust = [](ChannelConfig& config) {
        config.batchSize.maxMessageCount = 1;
        config.raft.maxInflightBlocks = 2;
    };
    Build(3);
    Simulator::Schedule(Seconds(5), [this] {
        for (uint32_t i = 0; i < 20; ++i)
        {
            Broadcast(FindLeader(), 1000);
        }
    });
    Run(Seconds(20));

    const auto& seen = m_seen[FindLeader()];
    ASSERT_EQ(seen.cuts.size(), 20);
    for (const auto& cut : seen.cuts)
    {
        uint32_t inflight = 0;
        for (const auto& other : seen.cuts)
        {
            const auto agreed = seen.agreed.at({"ch", other.number});
            inflight += other.at <= cut.at && agreed > cut.at ? 1 : 0;
        }
        EXPECT_LE(inflight, 2);
    }
    // Two blocks a round trip: the last client waits for nine of them.
    EXPECT_GT(m_outcomes.back().answered - m_outcomes.back().sent, Seconds(9 * 0.2));
    EXPECT_LT(m_outcomes.back().answered - m_outcomes.back().sent, Seconds(13 * 0.2));
}

// cluster/service.go, Step: the leader reads no more than its chain takes, so that what a follower
// sends on fills the stream's window and then keeps the follower's clients waiting.
TEST_F(FabricOrdererTest, ALeaderHoldsBackFollowersToo)
{
    m_topology->SetAttribute("TrunkDelay", TimeValue(MilliSeconds(50))); // 200 ms to agree
    m_adjust = [](ChannelConfig& config) {
        config.batchSize.maxMessageCount = 1;
        config.raft.maxInflightBlocks = 2;
    };
    Build(3);
    constexpr uint32_t COUNT = 60; // 600 KB: windows and buffers hold a third
    Simulator::Schedule(Seconds(5), [this] {
        for (uint32_t i = 0; i < COUNT; ++i)
        {
            Broadcast((FindLeader() + 1) % 3, 10'000);
        }
    });
    Run(Seconds(20));

    EXPECT_EQ(GetAcknowledged().size(), COUNT);
    EXPECT_EQ(GetCommitted(0).size(), COUNT);
    std::vector<Time> answered;
    for (const auto& outcome : m_outcomes)
    {
        answered.push_back(outcome.answered - outcome.sent);
    }
    std::sort(answered.begin(), answered.end());
    EXPECT_LT(answered.front(), Seconds(1));
    EXPECT_GT(answered.back(), Seconds(3.5));
    EXPECT_LT(answered.back(), Seconds(6.5));
}

// chain.go, run: only a submission or what is agreed makes the leader look at the blocks in flight.
TEST_F(FabricOrdererTest, AfterATimersBlockALeaderTakesOneMore)
{
    m_topology->SetAttribute("TrunkDelay", TimeValue(MilliSeconds(50))); // 200 ms to agree
    m_adjust = [](ChannelConfig& config) {
        config.batchTimeout = MilliSeconds(50);
        config.raft.maxInflightBlocks = 1;
    };
    Build(3);
    for (const auto at : {4000, 5000, 5080, 5090})
    {
        Simulator::Schedule(MilliSeconds(at), [this] { Broadcast(FindLeader(), 1000); });
    }
    Run(Seconds(10));

    std::vector<Time> took;
    for (const auto& outcome : m_outcomes)
    {
        EXPECT_EQ(outcome.status, SUCCESS);
        took.push_back(outcome.answered - outcome.sent);
    }
    EXPECT_LT(took.at(2), took.at(1) + MilliSeconds(5)) << "while the first block is in flight";
    // Two blocks, of which Raft sends one at a time, in 50 + 2 x 200 ms: the last came after 90.
    EXPECT_GT(took.at(3), took.at(1) + MilliSeconds(355));
    EXPECT_LT(took.at(3), took.at(1) + MilliSeconds(375));
}

TEST_F(FabricOrdererTest, TwoChannelsRunSideBySide)
{
    Build(3);
    for (uint32_t i = 0; i < 3; ++i)
    {
        Join(MakeConfig("other", 3), i);
    }
    Load(Seconds(3), MilliSeconds(20), 100, 2000, "ch");
    Load(Seconds(3), MilliSeconds(20), 50, 2000, "other");
    Run(Seconds(15));

    EXPECT_EQ(GetCommitted(0, "ch").size(), 100);
    EXPECT_EQ(GetCommitted(0, "other").size(), 50);
    ExpectSameChain("ch", m_orderers[0]->GetHeight("ch"), 3);
    ExpectSameChain("other", m_orderers[0]->GetHeight("other"), 3);
}

TEST_F(FabricOrdererTest, OneOrdererAloneOrders)
{
    Build(1);
    Load(Seconds(3), MilliSeconds(20), 100, 2000);
    Run(Seconds(15));

    EXPECT_EQ(GetCommitted(0).size(), 100);
    ExpectSameChain("ch", m_orderers[0]->GetHeight("ch"), 1);
}

// common/deliver/deliver.go, deliverBlocks.
TEST_F(FabricOrdererTest, AnswersEverySeekAsFabricDoes)
{
    m_adjust = [](ChannelConfig& config) { config.batchSize.maxMessageCount = 10; };
    Build(3);
    Load(Seconds(3), MilliSeconds(10), 50, 1000); // blocks 1 to 5
    const auto stranger = FabricOrganization({"Org2MSP", "org2.example.com", 0}, m_random)
                              .Issue("User1", FabricRole::CLIENT, m_client.crypto);
    std::vector<std::shared_ptr<Delivery>> deliveries;
    Simulator::Schedule(Seconds(6), [&] {
        fabric::SeekInfo newest;
        newest.mutable_start()->mutable_newest();
        newest.mutable_stop()->mutable_newest();
        fabric::SeekInfo range;
        range.mutable_start()->mutable_specified()->set_number(2);
        range.mutable_stop()->mutable_specified()->set_number(4);
        fabric::SeekInfo ahead;
        ahead.mutable_start()->mutable_oldest();
        ahead.mutable_stop()->mutable_specified()->set_number(9);
        ahead.set_behavior(fabric::SeekInfo::FAIL_IF_NOT_READY);
        fabric::SeekInfo backwards;
        backwards.mutable_start()->mutable_specified()->set_number(4);
        backwards.mutable_stop()->mutable_specified()->set_number(2);
        const auto& signer = *m_client.signer;
        deliveries = {Seek(0, newest, "ch", signer),
                      Seek(0, range, "ch", signer),
                      Seek(0, ahead, "ch", signer),
                      Seek(0, backwards, "ch", signer),
                      Seek(0, fabric::SeekInfo(), "ch", signer),
                      Seek(0, newest, "elsewhere", signer),
                      Seek(0, newest, "ch", stranger)};
    });
    Run(Seconds(8));

    const std::vector<std::pair<std::size_t, uint32_t>> expected{{1, SUCCESS},
                                                                 {3, SUCCESS},
                                                                 {6, NOT_FOUND},
                                                                 {0, BAD_REQUEST},
                                                                 {0, BAD_REQUEST},
                                                                 {0, NOT_FOUND},
                                                                 {0, FORBIDDEN}};
    ASSERT_EQ(m_orderers[0]->GetHeight("ch"), 6);
    for (std::size_t i = 0; i < expected.size(); ++i)
    {
        EXPECT_EQ(deliveries[i]->blocks.size(), expected[i].first) << i;
        EXPECT_EQ(deliveries[i]->statuses, std::vector<uint32_t>{expected[i].second}) << i;
        EXPECT_EQ(deliveries[i]->hasEnded, expected[i].second != SUCCESS) << i;
    }
    EXPECT_EQ(deliveries[0]->blocks[0], m_orderers[0]->GetBlock("ch", 5));
    EXPECT_EQ(deliveries[1]->blocks[0], m_orderers[0]->GetBlock("ch", 2));
}
