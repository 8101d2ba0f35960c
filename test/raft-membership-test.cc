/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-cluster.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Strings = std::vector<std::string>;
using Voters = std::vector<uint64_t>;

/// Makes node @p id keep a snapshot of all it applied, and @p keep entries before its end.
void
Compact(RaftCluster& cluster, uint64_t id, uint64_t keep = 0)
{
    const auto status = cluster.GetNode(id).GetStatus();
    auto& storage = cluster.GetStorage(id);
    ASSERT_TRUE(storage.CreateSnapshot(status.applied,
                                       status.voters,
                                       SharedBytes(std::string_view("state"))));
    storage.Compact(status.applied - keep);
}

} // namespace

TEST(RaftSnapshot, AFollowerTooFarBehindGetsTheSnapshotThenTheRest)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.Propose(1, "a");
    cluster.Propose(1, "b");
    Compact(cluster, 1);
    cluster.Propose(1, "c");
    cluster.Heal();
    cluster.Tick(1, 3);
    EXPECT_EQ(cluster.GetApplied(3), (Strings{"+state", "c"}));
    EXPECT_EQ(cluster.GetApplied(2), (Strings{"a", "b", "c"}));
    cluster.Propose(1, "d");
    EXPECT_EQ(cluster.GetApplied(3), (Strings{"+state", "c", "d"}));
    EXPECT_EQ(cluster.GetStorage(3).GetSnapshot().voters, (Voters{1, 2, 3}));
}

// Fabric v2.4 keeps some entries behind the snapshot for this (DefaultSnapshotCatchUpEntries).
TEST(RaftSnapshot, AFollowerLittleBehindGetsTheEntriesThatWereKept)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.Propose(1, "a");
    cluster.Propose(1, "b");
    Compact(cluster, 1, 4);
    cluster.Heal();
    cluster.Tick(1, 3);
    EXPECT_EQ(cluster.GetApplied(3), (Strings{"a", "b"}));
}

// etcd, raft/raft_snap_test.go.
TEST(RaftSnapshot, NothingElseIsSentUntilItsEndIsReported)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.Propose(1, "a");
    Compact(cluster, 1);
    cluster.Heal();
    uint32_t snapshots = 0;
    uint32_t appends = 0;
    cluster.SetFilter([&](const RaftMessage& message) {
        snapshots += message.type == RaftMessageType::SNAPSHOT ? 1 : 0;
        appends += message.to == 3 && message.type == RaftMessageType::APPEND ? 1 : 0;
        return message.type != RaftMessageType::SNAPSHOT;
    });
    cluster.Tick(1, 2);
    ASSERT_EQ(snapshots, 1U);
    const auto before = appends;
    cluster.Propose(1, "b");
    cluster.Tick(1, 3);
    EXPECT_EQ(snapshots, 1U);
    EXPECT_EQ(appends, before);
    EXPECT_EQ(cluster.GetNode(1).GetStatus().progress.at(3).GetState(),
              RaftProgressState::SNAPSHOT);

    cluster.GetNode(1).ReportSnapshot(3, false);
    cluster.Tick(1, 2); // tries once more after the next heartbeat
    EXPECT_EQ(snapshots, 2U);
}

TEST(RaftSnapshot, OneThatTellsNothingNewIsIgnored)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Propose(1, "a");
    RaftMessage message;
    message.type = RaftMessageType::SNAPSHOT;
    message.from = 1;
    message.to = 2;
    message.term = 2;
    message.snapshot = {2, 1, {1, 2, 3}, SharedBytes(std::string_view("old"))};
    cluster.Deliver(message);
    EXPECT_EQ(cluster.GetApplied(2), Strings{"a"});
}

TEST(RaftSnapshot, ANodeRestartsFromItsSnapshotAndTheEntriesBehindIt)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Propose(1, "a");
    Compact(cluster, 2);
    cluster.Propose(1, "b");
    cluster.Start(2);
    cluster.Settle();
    EXPECT_EQ(cluster.GetApplied(2), Strings{"b"});
    EXPECT_EQ(cluster.GetNode(2).GetStatus().voters, (Voters{1, 2, 3}));
}

TEST(RaftMembership, ANewNodeIsFedAndCountsForTheMajority)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Propose(1, "a");
    cluster.Start(4); // knows nobody
    ASSERT_TRUE(cluster.GetNode(1).ProposeConfChange({0, RaftConfChangeType::ADD_NODE, 4, {}}));
    cluster.Settle();
    cluster.Tick(1);
    EXPECT_EQ(cluster.GetApplied(4), Strings{"a"});
    EXPECT_EQ(cluster.GetNode(4).GetStatus().voters, (Voters{1, 2, 3, 4}));
    cluster.Isolate(2);
    cluster.Isolate(3);
    cluster.Propose(1, "b"); // two of four
    EXPECT_EQ(cluster.GetApplied(1), Strings{"a"});
}

// Fabric v2.4.3, orderer/consensus/etcdraft/node.go, send: a snapshot travels with the voters of
// now.
TEST(RaftMembership, ANewNodeIsFedFromASnapshotThatIsOlderThanItself)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Propose(1, "a");
    Compact(cluster, 1);
    cluster.Start(4);
    ASSERT_TRUE(cluster.GetNode(1).ProposeConfChange({0, RaftConfChangeType::ADD_NODE, 4, {}}));
    cluster.Settle();
    cluster.Tick(1, 3);
    EXPECT_EQ(cluster.GetApplied(4), Strings{"+state"});
    EXPECT_EQ(cluster.GetNode(4).GetStatus().voters, (Voters{1, 2, 3, 4}));
    cluster.Propose(1, "b");
    EXPECT_EQ(cluster.GetApplied(4), (Strings{"+state", "b"}));
}

TEST(RaftMembership, ARemovedNodeNoLongerCounts)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.GetNode(1).ProposeConfChange({0, RaftConfChangeType::REMOVE_NODE, 3, {}});
    cluster.Settle();
    EXPECT_EQ(cluster.GetNode(2).GetStatus().voters, (Voters{1, 2}));
    cluster.Propose(1, "a");
    EXPECT_EQ(cluster.GetApplied(2), Strings{"a"});
    cluster.Isolate(2);
    cluster.Propose(1, "b");
    EXPECT_EQ(cluster.GetApplied(1), Strings{"a"}); // both of two are needed
}

TEST(RaftMembership, ASmallerMajorityMayCommitWhatWasWaiting)
{
    RaftCluster cluster(4);
    cluster.Elect(1);
    cluster.GetNode(1).ProposeConfChange({0, RaftConfChangeType::REMOVE_NODE, 4, {}});
    cluster.Settle();
    cluster.Isolate(3);
    cluster.Propose(1, "a");
    EXPECT_EQ(cluster.GetApplied(1), Strings{"a"});
}

// etcd, raft/raft_test.go, TestStepIgnoreConfig.
TEST(RaftMembership, ASecondChangeBecomesEmptyWhileTheFirstIsNotApplied)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    auto& leader = cluster.GetNode(1);
    EXPECT_TRUE(leader.ProposeConfChange({0, RaftConfChangeType::ADD_NODE, 4, {}}));
    EXPECT_TRUE(leader.ProposeConfChange({0, RaftConfChangeType::ADD_NODE, 5, {}}));
    cluster.Settle();
    EXPECT_EQ(leader.GetStatus().voters, (Voters{1, 2, 3, 4}));
    cluster.Tick(1);
    EXPECT_TRUE(leader.ProposeConfChange({0, RaftConfChangeType::REMOVE_NODE, 4, {}}));
    cluster.Settle();
    EXPECT_EQ(leader.GetStatus().voters, (Voters{1, 2, 3}));
}

TEST(RaftMembership, ALeaderThatIsRemovedHandsOver)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.GetNode(1).ProposeConfChange({0, RaftConfChangeType::REMOVE_NODE, 1, {}});
    cluster.Settle();
    EXPECT_FALSE(cluster.Propose(1, "a"));
    cluster.GetNode(1).TransferLeadership(2);
    cluster.Settle();
    EXPECT_EQ(cluster.GetRole(2), RaftRole::LEADER);
    cluster.Tick(1, 100);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::FOLLOWER); // it cannot be elected
}

// etcd, raft/raft.go, hup: whose
// votes count is not known while a committed change is not yet applied.
TEST(RaftMembership, NoElectionStartsBeforeCommittedChangesAreApplied)
{
    RaftStorage storage;
    RaftNode node(MakeRaftSettings(1), storage);
    node.Bootstrap({1, 2, 3});
    node.Campaign();
    EXPECT_EQ(node.GetStatus().softState.role, RaftRole::FOLLOWER);
    const auto ready = node.TakeReady();
    storage.SetHardState(*ready.hardState);
    storage.Append(ready.entries);
    node.Advance();
    node.Campaign();
    EXPECT_EQ(node.GetStatus().softState.role, RaftRole::PRE_CANDIDATE);
}

TEST(RaftMembership, TheLastVoterStays)
{
    RaftCluster cluster(1);
    cluster.Elect(1);
    cluster.GetNode(1).ProposeConfChange({0, RaftConfChangeType::REMOVE_NODE, 1, {}});
    cluster.Settle();
    EXPECT_TRUE(cluster.Propose(1, "a"));
    EXPECT_EQ(cluster.GetApplied(1), Strings{"a"});
}
