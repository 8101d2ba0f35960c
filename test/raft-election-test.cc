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

void
WithoutPreVote(RaftSettings& settings)
{
    settings.preVote = false;
}

void
WithoutLeases(RaftSettings& settings)
{
    settings.preVote = false;
    settings.checkQuorum = false;
}

} // namespace

TEST(RaftElection, ANodeThatHearsOfNoLeaderIsElectedByTheOthers)
{
    RaftCluster cluster(3);
    cluster.Tick(1, 10);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::LEADER);
    EXPECT_EQ(cluster.GetTerm(1), 2U); // bootstrapping was term 1
    for (const uint64_t follower : {2, 3})
    {
        const auto status = cluster.GetNode(follower).GetStatus();
        EXPECT_EQ(status.softState.role, RaftRole::FOLLOWER);
        EXPECT_EQ(status.softState.leader, 1U);
        EXPECT_EQ(status.hardState.vote, 1U);
    }
}

TEST(RaftElection, ALoneNodeElectsItself)
{
    RaftCluster cluster(1);
    cluster.Tick(1, 10);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::LEADER);
    EXPECT_TRUE(cluster.Propose(1, "a"));
    EXPECT_EQ(cluster.GetApplied(1), std::vector<std::string>{"a"});
}

TEST(RaftElection, WithoutAMajorityNobodyLeads)
{
    RaftCluster cluster(5, WithoutPreVote);
    for (const uint64_t down : {3, 4, 5})
    {
        cluster.Isolate(down);
    }
    cluster.Elect(1);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::CANDIDATE);
}

// Hyperledger Fabric v2.4: 10 ticks and a draw from [0, 10).
TEST(RaftElection, TheTimeoutIsElectionTickAndADrawBelowIt)
{
    for (const uint32_t drawn : {0U, 4U, 9U})
    {
        uint32_t bound = 0;
        RaftCluster cluster(3, [&](RaftSettings& settings) {
            settings.draw = [&bound, drawn](uint32_t limit) {
                bound = limit;
                return drawn;
            };
        });
        cluster.Tick(1, 9 + drawn);
        EXPECT_EQ(cluster.GetRole(1), RaftRole::FOLLOWER);
        cluster.Tick(1);
        EXPECT_EQ(cluster.GetRole(1), RaftRole::LEADER);
        EXPECT_EQ(bound, 10U);
    }
}

TEST(RaftElection, ANodeVotesOncePerTerm)
{
    RaftCluster cluster(3, WithoutLeases);
    RaftMessage vote;
    vote.type = RaftMessageType::VOTE;
    vote.to = 1;
    vote.term = 5;
    vote.index = 100;
    vote.logTerm = 4;
    std::vector<bool> rejected;
    cluster.SetFilter([&](const RaftMessage& message) {
        if (message.type == RaftMessageType::VOTE_RESPONSE)
        {
            rejected.push_back(message.reject);
        }
        return false;
    });
    for (const uint64_t from : {2, 3, 2})
    {
        vote.from = from;
        cluster.Deliver(vote);
    }
    EXPECT_EQ(rejected, (std::vector<bool>{false, true, false}));
    EXPECT_EQ(cluster.GetStorage(1).GetHardState().vote, 2U);
}

// The Raft paper, section 5.4.1: later last term first, then the longer log.
TEST(RaftElection, AVoteNeedsALogAsGoodAsTheVoters)
{
    struct Case
    {
        uint64_t logTerm;
        uint64_t index;
        bool isGranted;
    };

    // The voter's log ends with entry 3 of term 2: two conf changes, then what follows.
    for (const Case& wanted : std::vector<Case>{{1, 2, false},
                                                {1, 9, false},
                                                {2, 2, false},
                                                {2, 3, true},
                                                {2, 4, true},
                                                {3, 1, true}})
    {
        RaftCluster cluster(2, WithoutLeases);
        cluster.Elect(2);
        ASSERT_EQ(cluster.GetNode(1).GetStatus().lastIndex, 3U);
        bool isSeen = false;
        cluster.SetFilter([&](const RaftMessage& message) {
            isSeen = true;
            EXPECT_EQ(message.reject, !wanted.isGranted) << wanted.logTerm << ", " << wanted.index;
            return false;
        });
        RaftMessage vote;
        vote.type = RaftMessageType::VOTE;
        vote.from = 2;
        vote.to = 1;
        vote.term = 4;
        vote.logTerm = wanted.logTerm;
        vote.index = wanted.index;
        cluster.Deliver(vote);
        EXPECT_TRUE(isSeen);
    }
}

// Ongaro 2014, section 9.6.
TEST(RaftElection, WithPreVoteANodeThatWasAwayDoesNotDisturbTheLeader)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.Tick(3, 50);
    EXPECT_EQ(cluster.GetTerm(3), 2U);
    EXPECT_EQ(cluster.GetRole(3), RaftRole::PRE_CANDIDATE);
    cluster.Heal();
    cluster.Tick(3, 10); // asks again, in vain
    EXPECT_EQ(cluster.GetRole(1), RaftRole::LEADER);
    cluster.Tick(1);
    EXPECT_EQ(cluster.GetRole(3), RaftRole::FOLLOWER);
    EXPECT_EQ(cluster.GetTerm(1), 2U);
}

// etcd, raft/raft_test.go, TestFreeStuckCandidateWithCheckQuorum.
TEST(RaftElection, WithoutPreVoteItsTermUnseatsTheLeader)
{
    RaftCluster cluster(3, WithoutPreVote);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.Tick(3, 10);
    cluster.Tick(3, 10);
    EXPECT_EQ(cluster.GetTerm(3), 4U);
    cluster.Heal();
    cluster.Tick(1); // the heartbeat's answer tells of the higher term
    EXPECT_EQ(cluster.GetRole(1), RaftRole::FOLLOWER);
    EXPECT_EQ(cluster.GetTerm(1), 4U);
}

// etcd, raft/raft_test.go, TestLeaderElectionWithCheckQuorum: leases.
TEST(RaftElection, FollowersOfALivingLeaderDoNotEvenAnswer)
{
    RaftCluster cluster(3, WithoutPreVote);
    cluster.Elect(1);
    cluster.Tick(2, 9);
    cluster.Elect(3);
    EXPECT_EQ(cluster.GetRole(3), RaftRole::CANDIDATE);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::LEADER);
    EXPECT_EQ(cluster.GetTerm(2), 2U);
    cluster.Tick(2); // its lease ends, and it asks for votes itself
    EXPECT_NE(cluster.GetTerm(2), 2U);
}

TEST(RaftElection, ALeaderThatHearsOfNoMajorityStepsDown)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Tick(1, 10); // counts, then heartbeats are answered once more
    cluster.Isolate(1);
    cluster.Tick(1, 19);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::LEADER);
    cluster.Tick(1);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::FOLLOWER);
    EXPECT_EQ(cluster.GetNode(1).GetStatus().softState.leader, 0U);
    EXPECT_FALSE(cluster.Propose(1, "a"));
}

TEST(RaftElection, OneSilentFollowerDoesNotUnseatTheLeader)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.Tick(1, 50);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::LEADER);
}

TEST(RaftElection, TermAndVoteOutliveARestart)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Start(2);
    const auto status = cluster.GetNode(2).GetStatus();
    EXPECT_EQ(status.hardState.term, 2U);
    EXPECT_EQ(status.hardState.vote, 1U);
    EXPECT_EQ(status.softState.leader, 0U);
}

// Ongaro 2014, section 3.10.
TEST(RaftElection, LeadershipMovesAtOnceToAFollowerThatHasEverything)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.GetNode(1).TransferLeadership(3);
    cluster.Settle();
    EXPECT_EQ(cluster.GetRole(3), RaftRole::LEADER);
    EXPECT_EQ(cluster.GetRole(1), RaftRole::FOLLOWER);
    EXPECT_EQ(cluster.GetTerm(1), 3U);
}

TEST(RaftElection, ATransferThatDoesNotSucceedIsGivenUpAfterAnElectionTimeout)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    cluster.Isolate(3);
    cluster.GetNode(1).TransferLeadership(3);
    cluster.Settle();
    EXPECT_FALSE(cluster.Propose(1, "a"));
    cluster.Tick(1, 10);
    EXPECT_TRUE(cluster.Propose(1, "a"));
}

TEST(RaftElection, WhatNoCorrectNodeSendsIsRefused)
{
    RaftCluster cluster(3);
    cluster.Elect(1);
    auto& node = cluster.GetNode(2);
    RaftMessage message;
    message.type = RaftMessageType::HEARTBEAT;
    message.from = 1;
    message.to = 2;
    message.term = 2;
    EXPECT_TRUE(node.Step(message));
    message.commit = 1'000; // beyond the log
    EXPECT_FALSE(node.Step(message));
    message.commit = 0;
    message.to = 3;
    EXPECT_FALSE(node.Step(message));
    message.to = 2;
    message.term = 0;
    EXPECT_FALSE(node.Step(message));
    message.term = 2;
    message.from = 0;
    EXPECT_FALSE(node.Step(message));
    message.from = 1;
    message.type = RaftMessageType::APPEND;
    message.index = 3;
    message.logTerm = 1;
    message.entries = {{RaftEntryType::NORMAL, 2, 5, {}}}; // a gap
    EXPECT_FALSE(node.Step(message));
    message.type = RaftMessageType::SNAPSHOT;
    EXPECT_FALSE(node.Step(message));
    message.type = RaftMessageType::VOTE_RESPONSE;
    message.from = 9; // a stranger
    EXPECT_FALSE(node.Step(message));
}
