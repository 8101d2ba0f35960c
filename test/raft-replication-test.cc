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

/// A node's storage whose log has entries of these terms, from index 1.
void
FillLog(RaftStorage& storage, const std::vector<uint64_t>& terms, uint64_t term)
{
    RaftEntries entries;
    for (const auto each : terms)
    {
        const auto index = entries.size() + 1;
        const auto data = std::to_string(each) + "." + std::to_string(index);
        entries.push_back(
            {RaftEntryType::NORMAL, each, index, SharedBytes(std::string_view(data))});
    }
    storage.Append(entries);
    storage.SetHardState({term, 0, 0});
    // The voters come with a snapshot: of nothing, as all these logs start alike.
}

/// Feeds @p follower from @p leader until both rest. @return how many appends it took.
uint32_t
Exchange(RaftNode& leader, RaftStorage& leaderStorage, RaftNode& follower, RaftStorage& storage)
{
    uint32_t appends = 0;
    bool isBusy = true;
    while (isBusy)
    {
        isBusy = false;
        for (auto* side : {&leader, &follower})
        {
            if (!side->HasReady())
            {
                continue;
            }
            isBusy = true;
            auto& other = side == &leader ? follower : leader;
            const auto ready = side->TakeReady();
            (side == &leader ? leaderStorage : storage).Append(ready.entries);
            side->Advance();
            for (const auto& message : ready.messages)
            {
                appends += message.type == RaftMessageType::APPEND ? 1 : 0;
                other.Step(message);
            }
        }
    }
    return appends;
}

/// @return the terms in a log, from index 1.
std::vector<uint64_t>
GetTerms(const RaftStorage& storage)
{
    std::vector<uint64_t> terms;
    for (uint64_t index = 1; index <= storage.GetLastIndex(); ++index)
    {
        terms.push_back(*storage.GetTerm(index));
    }
    return terms;
}

} // namespace

TEST(RaftReplication, WhatAMajorityHasIsAppliedEverywhere)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    EXPECT_TRUE(cluster.Propose(1, "a"));
    EXPECT_TRUE(cluster.Propose(1, "b"));
    for (const uint64_t id : {1, 2, 3})
    {
        EXPECT_EQ(cluster.GetApplied(id), (Strings{"a", "b"}));
    }
}

TEST(RaftReplication, WhatOnlyAMinorityHasIsNotApplied)
{
    RaftCluster cluster(5);
    cluster.Elect(1);
    for (const uint64_t away : {3, 4, 5})
    {
        cluster.Isolate(away);
    }
    EXPECT_TRUE(cluster.Propose(1, "a"));
    EXPECT_TRUE(cluster.GetApplied(1).empty());
    cluster.Heal();
    cluster.Tick(1);
    EXPECT_EQ(cluster.GetApplied(5), Strings{"a"});
}

// Hyperledger Fabric v2.4, chain.go: DisableProposalForwarding.
TEST(RaftReplication, FollowersPassProposalsOnOnlyIfTheyMay)
{
    for (const bool isDisabled : {true, false})
    {
        RaftCluster cluster(3, [isDisabled](RaftSettings& settings) {
            settings.disableProposalForwarding = isDisabled;
        });
        cluster.Elect(1);
        EXPECT_EQ(cluster.Propose(2, "a"), !isDisabled);
        EXPECT_EQ(cluster.GetApplied(1).size(), isDisabled ? 0U : 1U);
    }
}

TEST(RaftReplication, ALostAppendIsSentAgainAfterAHeartbeat)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.SetFilter([](const RaftMessage& message) {
        return message.to != 3 || message.type != RaftMessageType::APPEND;
    });
    cluster.Propose(1, "a");
    cluster.SetFilter(nullptr);
    EXPECT_TRUE(cluster.GetApplied(3).empty());
    cluster.Tick(1);
    EXPECT_EQ(cluster.GetApplied(3), Strings{"a"});
}

// The Raft paper, figure 7: a leader of term 8 and the possible followers (a) to (f).
TEST(RaftReplication, FollowersOfFigure7EndWithTheLeadersLog)
{
    const std::vector<uint64_t> leaderTerms{1, 1, 1, 4, 4, 5, 5, 6, 6, 6};
    const std::vector<std::vector<uint64_t>> followers{
        {1, 1, 1, 4, 4, 5, 5, 6, 6},
        {1, 1, 1, 4},
        {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6},
        {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7},
        {1, 1, 1, 4, 4, 4, 4},
        {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3},
    };
    auto expected = leaderTerms;
    expected.push_back(8);
    for (const auto& terms : followers)
    {
        RaftStorage leaderStorage;
        RaftStorage storage;
        FillLog(leaderStorage, leaderTerms, 7);
        FillLog(storage, terms, 7);
        auto settings = MakeRaftSettings(1);
        settings.preVote = false;
        RaftNode leader(settings, leaderStorage);
        settings.id = 2;
        RaftNode follower(settings, storage);
        for (auto* node : {&leader, &follower})
        {
            for (const uint64_t voter : {1, 2, 3})
            {
                node->ApplyConfChange({0, RaftConfChangeType::ADD_NODE, voter, {}});
            }
        }
        leader.Campaign();
        RaftMessage vote;
        vote.type = RaftMessageType::VOTE_RESPONSE;
        vote.from = 3;
        vote.to = 1;
        vote.term = 8;
        leader.Step(vote);

        const auto appends = Exchange(leader, leaderStorage, follower, storage);

        EXPECT_EQ(GetTerms(storage), expected);
        // Hints with terms find the place at the second attempt, then the commit index follows.
        EXPECT_LE(appends, 4U);
    }
}

// The Raft paper, figure 8: an entry of an earlier term is not committed by counting copies.
TEST(RaftReplication, OnlyEntriesOfTheOwnTermAreCommittedByCount)
{
    RaftStorage storage;
    FillLog(storage, {1, 2}, 3);
    RaftNode node(MakeRaftSettings(1), storage);
    for (const uint64_t voter : {1, 2, 3, 4, 5})
    {
        node.ApplyConfChange({0, RaftConfChangeType::ADD_NODE, voter, {}});
    }
    RaftMessage answer;
    answer.to = 1;
    answer.term = 4;
    node.Campaign();
    for (const auto type : {RaftMessageType::PRE_VOTE_RESPONSE, RaftMessageType::VOTE_RESPONSE})
    {
        answer.type = type;
        for (const uint64_t from : {2, 3})
        {
            answer.from = from;
            node.Step(answer);
        }
    }
    ASSERT_EQ(node.GetStatus().softState.role, RaftRole::LEADER);

    answer.type = RaftMessageType::APPEND_RESPONSE;
    answer.index = 2; // the entry of term 2 is on three of five now
    answer.from = 2;
    node.Step(answer);
    answer.from = 3;
    node.Step(answer);
    EXPECT_EQ(node.GetStatus().hardState.commit, 0U);

    answer.index = 3; // one of term 4, too
    node.Step(answer);
    answer.from = 2;
    node.Step(answer);
    EXPECT_EQ(node.GetStatus().hardState.commit, 3U);
}

// etcd, raft/raft_flow_control_test.go.
TEST(RaftReplication, TheWindowLimitsUnansweredAppends)
{
    RaftCluster cluster(3, [](RaftSettings& settings) { settings.maxInflightMessages = 5; });
    cluster.Elect(1);
    uint32_t sent = 0;
    cluster.SetFilter([&sent](const RaftMessage& message) {
        const auto isAppend = message.type == RaftMessageType::APPEND && message.to == 2;
        sent += isAppend && !message.entries.empty() ? 1 : 0;
        return message.from != 2 || message.type != RaftMessageType::APPEND_RESPONSE;
    });
    for (int i = 0; i < 20; ++i)
    {
        cluster.Propose(1, "x");
    }
    EXPECT_EQ(sent, 5U);
    sent = 0;
    cluster.Tick(1); // a heartbeat's answer frees one place
    EXPECT_EQ(sent, 1U);
    cluster.SetFilter(nullptr);
    cluster.Tick(1);
    EXPECT_EQ(cluster.GetApplied(2).size(), 20U);
}

TEST(RaftReplication, AnAppendHoldsAtMostMaxSizePerMessageButAtLeastOneEntry)
{
    const std::string data(100, 'x');
    const uint64_t size =
        RaftEntry{RaftEntryType::NORMAL, 2, 5, SharedBytes(data)}.GetEncodedSize();
    for (const uint64_t perMessage : {1, 3})
    {
        RaftCluster cluster(3, [&](RaftSettings& settings) {
            settings.maxSizePerMessage = perMessage == 1 ? 0 : perMessage * size;
        });
        cluster.Elect(1);
        cluster.Isolate(3);
        for (int i = 0; i < 7; ++i)
        {
            cluster.Propose(1, data);
        }
        cluster.GetNode(1).ReportUnreachable(3);
        cluster.Heal();
        std::size_t most = 0;
        cluster.SetFilter([&most](const RaftMessage& message) {
            most = std::max(most, message.entries.size());
            return true;
        });
        cluster.Tick(1);
        EXPECT_EQ(cluster.GetApplied(3).size(), 7U);
        EXPECT_EQ(most, perMessage);
    }
}

// etcd, raft/raft.go, sendHeartbeat.
TEST(RaftReplication, HeartbeatsCommitNoMoreThanTheFollowerIsKnownToHave)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.Propose(1, "a");
    const auto commit = cluster.GetCommit(1);
    std::map<uint64_t, uint64_t> told;
    cluster.SetFilter([&told](const RaftMessage& message) {
        if (message.type == RaftMessageType::HEARTBEAT)
        {
            told[message.to] = message.commit;
        }
        return true;
    });
    cluster.Tick(1);
    EXPECT_EQ(told.at(2), commit);
    EXPECT_EQ(told.at(3), commit - 1);
}

TEST(RaftReplication, ARestartedNodeAppliesAgainWhatItStoredAndCatchesUp)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Propose(1, "a");
    cluster.Isolate(3);
    cluster.Propose(1, "b");
    cluster.Start(3);
    cluster.Settle();
    EXPECT_EQ(cluster.GetApplied(3), Strings{"a"});
    cluster.Heal();
    cluster.Tick(1);
    EXPECT_EQ(cluster.GetApplied(3), (Strings{"a", "b"}));
}

TEST(RaftReplication, ANewLeaderReplacesWhatTheOldOneCouldNotCommit)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(1);
    cluster.Propose(1, "lost");
    cluster.Tick(1, 20); // steps down
    cluster.Tick(2, 9);
    cluster.Tick(3, 10); // the leases of both are over
    cluster.Elect(2);
    ASSERT_EQ(cluster.GetRole(2), RaftRole::LEADER);
    cluster.Propose(2, "kept");
    cluster.Heal();
    cluster.Tick(2);
    for (const uint64_t id : {1, 2, 3})
    {
        EXPECT_EQ(cluster.GetApplied(id), Strings{"kept"});
    }
}

// etcd, raft/node.go, MustSync.
TEST(RaftReplication, OnlyEntriesTermAndVoteMustReachTheDisk)
{
    RaftStorage storage;
    RaftNode node(MakeRaftSettings(2), storage);
    node.Bootstrap({1, 2});
    auto ready = node.TakeReady();
    EXPECT_TRUE(ready.mustSync);
    ASSERT_TRUE(ready.hardState);
    EXPECT_EQ(ready.hardState->commit, 2U);
    EXPECT_EQ(ready.entries.size(), 2U);
    EXPECT_EQ(ready.committedEntries.size(), 2U);
    storage.SetHardState(*ready.hardState);
    storage.Append(ready.entries);
    EXPECT_FALSE(node.HasReady()); // not before this one is done
    node.Advance();
    EXPECT_FALSE(node.HasReady());

    RaftMessage append;
    append.from = 1;
    append.to = 2;
    append.term = 1;
    append.index = 2;
    append.logTerm = 1;
    append.entries = {{RaftEntryType::NORMAL, 1, 3, SharedBytes(std::string_view("a"))}};
    append.commit = 2;
    node.Step(append);
    ready = node.TakeReady();
    EXPECT_TRUE(ready.mustSync);
    EXPECT_FALSE(ready.hardState);
    EXPECT_EQ(ready.softState->leader, 1U);
    storage.Append(ready.entries);
    node.Advance();

    append.entries.clear();
    append.index = 3;
    append.commit = 3;
    node.Step(append);
    ready = node.TakeReady();
    EXPECT_FALSE(ready.mustSync); // a commit index alone
    EXPECT_EQ(ready.hardState->commit, 3U);
    EXPECT_EQ(ready.committedEntries.size(), 1U);
    EXPECT_EQ(ready.messages.size(), 1U);
}
