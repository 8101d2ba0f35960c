/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/raft-progress.h"
#include "ns3/raft-quorum.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

RaftQuorum
MakeQuorum(uint64_t size)
{
    RaftQuorum quorum;
    for (auto voter = size; voter > 0; --voter)
    {
        quorum.Add(voter);
    }
    return quorum;
}

} // namespace

TEST(RaftQuorum, AMajorityIsMoreThanHalf)
{
    const std::vector<std::pair<uint64_t, std::size_t>> cases{{1, 1},
                                                              {2, 2},
                                                              {3, 2},
                                                              {4, 3},
                                                              {7, 4}};
    for (const auto& [size, majority] : cases)
    {
        EXPECT_EQ(MakeQuorum(size).GetMajority(), majority);
    }
}

TEST(RaftQuorum, VotesDecideAsSoonAsTheyCan)
{
    const auto quorum = MakeQuorum(4);
    using Verdict = RaftQuorum::Verdict;
    EXPECT_EQ(quorum.Judge({{1, true}, {2, true}}), Verdict::PENDING);
    EXPECT_EQ(quorum.Judge({{1, true}, {2, true}, {3, true}}), Verdict::WON);
    EXPECT_EQ(quorum.Judge({{1, true}, {2, true}, {9, true}}), Verdict::PENDING); // a stranger
    EXPECT_EQ(quorum.Judge({{1, true}, {2, false}}), Verdict::PENDING);
    EXPECT_EQ(quorum.Judge({{1, true}, {2, false}, {3, false}}), Verdict::LOST);
}

// etcd, raft/quorum/testdata/majority_commit.txt.
TEST(RaftQuorum, AgreesOnWhatAMajorityHas)
{
    EXPECT_EQ(MakeQuorum(1).GetAgreedIndex({12}), 12U);
    EXPECT_EQ(MakeQuorum(2).GetAgreedIndex({100, 101}), 100U);
    EXPECT_EQ(MakeQuorum(3).GetAgreedIndex({5, 101, 100}), 100U);
    EXPECT_EQ(MakeQuorum(4).GetAgreedIndex({9, 1, 8, 7}), 7U);
    EXPECT_EQ(MakeQuorum(5).GetAgreedIndex({0, 101, 104, 103, 104}), 103U);
}

TEST(RaftQuorum, VotersAreASet)
{
    auto quorum = MakeQuorum(3);
    quorum.Add(2);
    quorum.Remove(9);
    EXPECT_EQ(quorum.GetVoters(), (std::vector<uint64_t>{1, 2, 3}));
    quorum.Remove(2);
    EXPECT_EQ(quorum.GetVoters(), (std::vector<uint64_t>{1, 3}));
}

TEST(RaftProgress, AProbeWaitsForItsAnswer)
{
    RaftProgress progress(0, 8, 3);
    progress.Sent(9);
    EXPECT_TRUE(progress.IsPaused());
    EXPECT_EQ(progress.GetNext(), 8U);
    progress.Resume();
    EXPECT_FALSE(progress.IsPaused());
}

// etcd, raft/tracker/progress_test.go, TestProgressMaybeDecr: probing from entry 10 on.
TEST(RaftProgress, ARefusedProbeStepsBackToTheHint)
{
    RaftProgress stale(0, 10, 3);
    EXPECT_FALSE(stale.StepBack(5, 5)); // asked about entry 9
    EXPECT_EQ(stale.GetNext(), 10U);

    const std::vector<std::pair<uint64_t, uint64_t>> cases{{9, 9}, {3, 4}, {0, 1}};
    for (const auto& [hint, next] : cases)
    {
        RaftProgress progress(0, 10, 3);
        progress.Sent(12);
        EXPECT_TRUE(progress.StepBack(9, hint));
        EXPECT_EQ(progress.GetNext(), next);
        EXPECT_FALSE(progress.IsPaused());
    }
}

TEST(RaftProgress, ReplicatingGoesAheadOfTheAnswersByAWindow)
{
    RaftProgress progress(4, 5, 2);
    progress.BecomeReplicate();
    progress.Sent(6);
    EXPECT_EQ(progress.GetNext(), 7U);
    EXPECT_FALSE(progress.IsPaused());
    progress.Sent(8);
    EXPECT_TRUE(progress.IsPaused());
    EXPECT_TRUE(progress.Update(6));
    progress.FreeTo(6);
    EXPECT_FALSE(progress.IsPaused());
    EXPECT_FALSE(progress.Update(5));      // overtaken
    EXPECT_FALSE(progress.StepBack(6, 3)); // out of date, too
    EXPECT_TRUE(progress.StepBack(8, 3));
    EXPECT_EQ(progress.GetNext(), 7U); // never below what is known to match
}

TEST(RaftProgress, AfterASnapshotProbingStartsBehindItUnlessItFailed)
{
    for (const bool hasFailed : {false, true})
    {
        RaftProgress progress(1, 2, 3);
        progress.BecomeSnapshot(10);
        EXPECT_TRUE(progress.IsPaused());
        EXPECT_FALSE(progress.IsSnapshotDone());
        if (hasFailed)
        {
            progress.DropSnapshot();
        }
        progress.BecomeProbe();
        EXPECT_EQ(progress.GetNext(), hasFailed ? 2U : 11U);
    }
}
