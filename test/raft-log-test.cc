/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/raft-log.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

constexpr uint64_t NO_LIMIT = UINT64_MAX;

RaftEntry
MakeEntry(uint64_t index, uint64_t term)
{
    return {RaftEntryType::NORMAL, term, index, {}};
}

/// Entries of these terms, the first at @p first.
RaftEntries
MakeEntries(uint64_t first, const std::vector<uint64_t>& terms)
{
    RaftEntries entries;
    for (const auto term : terms)
    {
        entries.push_back(MakeEntry(first + entries.size(), term));
    }
    return entries;
}

} // namespace

// etcd, raft/storage_test.go, TestStorageAppend.
TEST(RaftStorage, LaterEntriesReplaceThoseFromTheirFirstIndexOn)
{
    RaftStorage storage;
    storage.Append(MakeEntries(1, {1, 1, 3, 4, 5}));
    storage.Append(MakeEntries(3, {5}));
    EXPECT_EQ(storage.GetLastIndex(), 3U);
    EXPECT_EQ(storage.GetTerm(3), 5U);
    EXPECT_EQ(storage.GetTerm(4), std::nullopt);
}

TEST(RaftStorage, CompactingKeepsTheTermOfTheLastEntryDropped)
{
    RaftStorage storage;
    storage.Append(MakeEntries(1, {1, 1, 3, 4}));
    storage.Compact(3);
    EXPECT_EQ(storage.GetFirstIndex(), 4U);
    EXPECT_EQ(storage.GetLastIndex(), 4U);
    EXPECT_EQ(storage.GetTerm(2), std::nullopt);
    EXPECT_EQ(storage.GetTerm(3), 3U);
    EXPECT_EQ(storage.GetEntry(4), MakeEntry(4, 4));
    storage.Append(MakeEntries(2, {9, 9, 9})); // the first two are gone
    EXPECT_EQ(storage.GetTerm(3), 3U);
    EXPECT_EQ(storage.GetTerm(4), 9U);
    storage.Compact(7); // not there: nothing happens
    EXPECT_EQ(storage.GetFirstIndex(), 4U);
}

TEST(RaftStorage, SnapshotsOnlyGoForward)
{
    RaftStorage storage;
    storage.Append(MakeEntries(1, {1, 1, 3}));
    EXPECT_TRUE(storage.CreateSnapshot(2, {1}, {}));
    EXPECT_EQ(storage.GetSnapshot().term, 1U);
    EXPECT_FALSE(storage.CreateSnapshot(2, {1}, {}));
    EXPECT_FALSE(storage.CreateSnapshot(4, {1}, {}));
    EXPECT_FALSE(storage.ApplySnapshot({2, 1, {1}, {}}));
    EXPECT_TRUE(storage.ApplySnapshot({7, 4, {1}, {}}));
    EXPECT_EQ(storage.GetFirstIndex(), 8U);
    EXPECT_EQ(storage.GetLastIndex(), 7U);
    EXPECT_EQ(storage.GetTerm(7), 4U);
}

// etcd, raft/log_test.go, TestLogMaybeAppend: a log of terms 1, 2, 3 of which one is committed.
TEST(RaftLog, AppendsWhatMatchesInPlaceOfWhatConflicts)
{
    struct Case
    {
        uint64_t previousIndex;
        uint64_t previousTerm;
        std::vector<uint64_t> terms;
        uint64_t leaderCommit;
        std::optional<uint64_t> last;
        uint64_t committed;
        uint64_t length;
    };

    const std::vector<Case> cases{
        {3, 2, {4}, 3, std::nullopt, 1, 3}, // the term before differs
        {4, 3, {4}, 3, std::nullopt, 1, 3}, // the log is too short
        {3, 3, {}, 3, 3, 3, 3},             // only commits
        {3, 3, {}, 4, 3, 3, 3},             // no more than was matched
        {3, 3, {}, 2, 3, 2, 3},             // as far as told
        {3, 3, {}, 0, 3, 1, 3},             // never back
        {0, 0, {}, 3, 0, 1, 3},             // matched nothing
        {3, 3, {4}, 3, 4, 3, 4},            // grows
        {3, 3, {4, 4}, 5, 5, 5, 5},         // grows and commits
        {2, 2, {4}, 3, 3, 3, 3},            // replaces the last
        {1, 1, {4, 4}, 3, 3, 3, 3},         // replaces two
        {1, 1, {2}, 2, 2, 2, 3},            // all there already: nothing is cut off
        {0, 0, {4}, 1, std::nullopt, 1, 3}, // would replace what is committed
    };
    for (const auto& each : cases)
    {
        RaftStorage storage;
        RaftLog log(storage, NO_LIMIT);
        log.Append(MakeEntries(1, {1, 2, 3}));
        log.CommitTo(1);
        EXPECT_EQ(log.TryAppend(each.previousIndex,
                                each.previousTerm,
                                each.leaderCommit,
                                MakeEntries(each.previousIndex + 1, each.terms)),
                  each.last);
        EXPECT_EQ(log.GetCommitted(), each.committed);
        EXPECT_EQ(log.GetLastIndex(), each.length);
    }
}

TEST(RaftLog, UnstableEntriesHideStoredOnesUntilTheyAreStored)
{
    RaftStorage storage;
    storage.Append(MakeEntries(1, {1, 1, 1}));
    RaftLog log(storage, NO_LIMIT);
    EXPECT_TRUE(log.GetUnstable().empty());
    log.Append(MakeEntries(2, {2, 2}));
    EXPECT_EQ(log.GetTerm(1), 1U);
    EXPECT_EQ(log.GetTerm(2), 2U);
    EXPECT_EQ(log.GetEntries(1, 4, NO_LIMIT), MakeEntries(1, {1, 2, 2}));
    log.StableTo(3, 1); // an earlier entry 3 was stored, not this one
    EXPECT_EQ(log.GetUnstable().size(), 2U);
    log.StableTo(2, 2);
    EXPECT_EQ(log.GetUnstable(), MakeEntries(3, {2}));
    log.Append(MakeEntries(3, {3, 3}));
    EXPECT_EQ(log.GetUnstable(), MakeEntries(3, {3, 3}));
}

TEST(RaftLog, ASnapshotReplacesEverything)
{
    RaftStorage storage;
    storage.Append(MakeEntries(1, {1, 1, 1}));
    RaftLog log(storage, NO_LIMIT);
    log.Restore({9, 4, {1}, {}});
    EXPECT_EQ(log.GetFirstIndex(), 10U);
    EXPECT_EQ(log.GetLastIndex(), 9U);
    EXPECT_EQ(log.GetLastTerm(), 4U);
    EXPECT_EQ(log.GetTerm(2), 0U);
    EXPECT_EQ(log.GetCommitted(), 9U);
    storage.ApplySnapshot(log.GetSnapshot());
    log.StableSnapshotTo(9);
    EXPECT_FALSE(log.HasUnstableSnapshot());
    EXPECT_EQ(log.GetLastTerm(), 4U);
}

// etcd, raft/log.go, findConflictByTerm.
TEST(RaftLog, AHintSkipsAllEntriesOfLaterTerms)
{
    RaftStorage storage;
    storage.Append(MakeEntries(1, {2, 2, 4, 4, 5}));
    const RaftLog log(storage, NO_LIMIT);
    EXPECT_EQ(log.FindConflictByTerm(5, 5), 5U);
    EXPECT_EQ(log.FindConflictByTerm(5, 4), 4U);
    EXPECT_EQ(log.FindConflictByTerm(5, 3), 2U);
    EXPECT_EQ(log.FindConflictByTerm(5, 1), 0U);
    EXPECT_EQ(log.FindConflictByTerm(3, 3), 2U);
    EXPECT_EQ(log.FindConflictByTerm(9, 3), 9U); // beyond the end nothing is known
}

TEST(RaftLog, CommittedEntriesAreGivenOutInPortions)
{
    RaftStorage storage;
    RaftLog log(storage, MakeEntry(1, 1).GetEncodedSize() * 2);
    log.Append(MakeEntries(1, {1, 1, 1}));
    EXPECT_FALSE(log.HasCommittedToApply());
    log.CommitTo(3);
    EXPECT_EQ(log.GetCommittedToApply(), MakeEntries(1, {1, 1}));
    log.AppliedTo(2);
    EXPECT_EQ(log.GetCommittedToApply(), MakeEntries(3, {1}));
    log.AppliedTo(3);
    EXPECT_FALSE(log.HasCommittedToApply());
}
