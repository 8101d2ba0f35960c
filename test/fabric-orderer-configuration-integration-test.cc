/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "orderer-world.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::iotledger;

using FabricOrdererTest = OrdererWorld;

TEST_F(FabricOrdererTest, AConsenterIsAddedAndCountsForTheMajority)
{
    Build(4, 3);
    Load(Seconds(3), MilliSeconds(40), 500, 2000); // until 23 s; the fourth refuses
    Simulator::Schedule(Seconds(8), [this] { ChangeConsenters(0, {0, 1, 2, 3}); });
    Simulator::Schedule(Seconds(16), [this] {
        m_orderers[(FindLeader() + 1) % 4]->Crash(); // three of four are left
    });
    Run(Seconds(40));

    ASSERT_EQ(m_outcomes.size(), 501);
    const auto update = std::find_if(m_outcomes.begin(), m_outcomes.end(), [](const auto& outcome) {
        return outcome.id == "config";
    });
    EXPECT_EQ(update->status, SUCCESS) << update->info;
    const auto leader = FindLeader();
    ASSERT_LT(leader, 4);
    EXPECT_EQ(m_orderers[3]->GetHeight("ch"), m_orderers[leader]->GetHeight("ch"));
    EXPECT_TRUE(m_orderers[3]->HasLeader("ch"));
    const auto last =
        OrderedBlock::Parse(m_orderers[3]->GetBlock("ch", m_orderers[3]->GetHeight("ch") - 1));
    EXPECT_EQ(last->GetRaftState()->consenters, (std::vector<uint64_t>{1, 2, 3, 4}));
    EXPECT_EQ(last->GetRaftState()->nextConsenter, 5);
    // The fourth took transactions once it was one.
    uint32_t before = 0;
    uint32_t after = 0;
    for (const auto& outcome : m_outcomes)
    {
        if (outcome.id != "config" && std::stoul(outcome.id.substr(2)) % 4 == 3)
        {
            auto& taken = outcome.sent < Seconds(8) ? before : after;
            taken += outcome.status == SUCCESS ? 1 : 0;
        }
    }
    EXPECT_EQ(before, 0);
    EXPECT_GT(after, 80); // of 94
}

// etcdraft/node.go, send: no snapshot is older than the consenters that it names.
TEST_F(FabricOrdererTest, AConsenterIsAddedAfterASnapshotAndCatchesUpFromIt)
{
    m_adjust = [](ChannelConfig& config) {
        config.batchSize.maxMessageCount = 10;
        config.raft.snapshotIntervalSize = 100'000;
    };
    Build(4, 3);
    Load(Seconds(3), MilliSeconds(20), 200, 2000); // until 7 s, some 400 KB
    Simulator::Schedule(Seconds(8), [this] { ChangeConsenters(0, {0, 1, 2, 3}); });
    Load(Seconds(10), MilliSeconds(50), 40, 500); // less than a snapshot stands for
    Run(Seconds(20));

    EXPECT_EQ(m_outcomes.back().status, SUCCESS) << m_outcomes.back().info;
    ExpectSameChain("ch", m_orderers[0]->GetHeight("ch"), 4);
    EXPECT_TRUE(m_orderers[3]->HasLeader("ch"));
}

TEST_F(FabricOrdererTest, ALeaderThatIsRemovedHandsOverFirstAndThenFollows)
{
    Build(3);
    Load(Seconds(3), MilliSeconds(40), 200, 2000); // until 11 s
    uint32_t removed = 3;
    Simulator::Schedule(Seconds(6), [&] {
        removed = FindLeader();
        ChangeConsenters((removed + 1) % 3, {(removed + 1) % 3, (removed + 2) % 3});
    });
    Run(Seconds(30));

    ASSERT_EQ(removed, 1);
    const auto leader = FindLeader();
    ASSERT_LT(leader, 3);
    EXPECT_NE(leader, removed);
    EXPECT_LT(m_seen[leader].elections.back().first, Seconds(6.5)) << "no election timeout";
    ExpectSameChain("ch", m_orderers[leader]->GetHeight("ch"), 3);
    EXPECT_GT(m_orderers[leader]->GetHeight("ch"), 5);
}

TEST_F(FabricOrdererTest, ANewBatchSizeHoldsFromItsConfigurationBlockOn)
{
    Build(3);
    Load(Seconds(3), MilliSeconds(10), 600, 1000); // until 9 s
    Simulator::Schedule(Seconds(6.5), [this] {
        ChangeConfig(0, [](ChannelConfig& config) { config.batchSize.maxMessageCount = 10; });
    });
    Run(Seconds(15));

    const auto& cuts = m_seen[FindLeader()].cuts;
    const auto config = std::find_if(cuts.begin(), cuts.end(), [](const auto& cut) {
        return cut.reason == "config" && cut.transactions == 1;
    });
    ASSERT_NE(config, cuts.end());
    for (auto cut = cuts.begin(); cut != config; ++cut)
    {
        EXPECT_TRUE(cut->reason == "timeout" || cut->reason == "config");
        EXPECT_GT(cut->transactions, 10);
    }
    for (auto cut = config + 1; cut != cuts.end(); ++cut)
    {
        EXPECT_LE(cut->transactions, 10);
    }
    EXPECT_EQ(GetCommitted(0).size(), 600);
    ExpectSameChain("ch", m_orderers[0]->GetHeight("ch"), 3);
}
