/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/block-hash.h"
#include "ns3/range-query-reads.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

std::string
Key(uint32_t i)
{
    return "key" + std::to_string(i);
}

RangeQueryHashes
HashResults(uint32_t results, uint32_t maxDegree)
{
    RangeQueryHashes hashes(maxDegree);
    for (uint32_t i = 1; i <= results; i++)
    {
        hashes.Add(Key(i), {1, i});
    }
    hashes.Finish();
    return hashes;
}

/// @return the hash over results first to last, encoded as QueryReads
std::string
Leaf(uint32_t first, uint32_t last)
{
    fabric::QueryReads reads;
    for (auto i = first; i <= last; i++)
    {
        auto* read = reads.add_kv_reads();
        read->set_key(Key(i));
        read->mutable_version()->set_block_num(1);
        read->mutable_version()->set_tx_num(i);
    }
    return Sha256({reads.SerializeAsString()});
}

std::vector<std::string>
GetHashes(const RangeQueryHashes& hashes)
{
    const auto summary = hashes.GetSummary();
    return {summary.max_level_hashes().begin(), summary.max_level_hashes().end()};
}

using Hashes = std::vector<std::string>;

// Trees by hand, with at most two entries kept: rwsetutil/query_results_helper.go.
TEST(RangeQueryHashes, FewResultsAreNotHashed)
{
    const auto hashes = HashResults(2, 2);
    EXPECT_TRUE(hashes.IsEmpty());
    EXPECT_EQ(hashes.GetPending().kv_reads_size(), 2);
}

TEST(RangeQueryHashes, OneMoreThanTheDegreeMakesALeaf)
{
    EXPECT_EQ(GetHashes(HashResults(3, 2)), (Hashes{Leaf(1, 3)}));
    EXPECT_EQ(GetHashes(HashResults(5, 2)), (Hashes{Leaf(1, 3), Leaf(4, 5)}));
    EXPECT_EQ(HashResults(5, 2).GetSummary().max_level(), 1u);
}

TEST(RangeQueryHashes, ThreeLeavesMakeALevel)
{
    const auto hashes = HashResults(7, 2);
    EXPECT_EQ(hashes.GetSummary().max_level(), 2u);
    EXPECT_EQ(GetHashes(hashes), (Hashes{Sha256({Leaf(1, 3), Leaf(4, 6), Leaf(7, 7)})}));
}

TEST(RangeQueryHashes, LoneLowerHashClimbsAsItIs)
{
    const auto first = Sha256({Leaf(1, 3), Leaf(4, 6), Leaf(7, 9)});
    EXPECT_EQ(GetHashes(HashResults(10, 2)), (Hashes{first, Leaf(10, 10)}));
    EXPECT_EQ(GetHashes(HashResults(14, 2)), (Hashes{first, Sha256({Leaf(10, 12), Leaf(13, 14)})}));
}

TEST(RangeQueryHashes, LastLevelIsCombinedWhenItOverflowsAtTheEnd)
{
    // Two nodes on level 2, and two leaves that become a third.
    const auto first = Sha256({Leaf(1, 3), Leaf(4, 6), Leaf(7, 9)});
    const auto second = Sha256({Leaf(10, 12), Leaf(13, 15), Leaf(16, 18)});
    const auto third = Sha256({Leaf(19, 21), Leaf(22, 22)});
    const auto hashes = HashResults(22, 2);
    EXPECT_EQ(hashes.GetSummary().max_level(), 3u);
    EXPECT_EQ(GetHashes(hashes), (Hashes{Sha256({first, second, third})}));
}

TEST(RangeQueryReads, UnfinishedQueryEndsAtItsLastKey)
{
    RangeQueryReads reads("a");
    reads.Add("b", {1, 2});
    EXPECT_EQ(reads.Get().end_key(), "b");
    EXPECT_FALSE(reads.Get().itr_exhausted());
    reads.Exhaust("z");
    EXPECT_EQ(reads.Get().end_key(), "z");
    EXPECT_TRUE(reads.Get().itr_exhausted());
    EXPECT_EQ(reads.Get().raw_reads().kv_reads_size(), 1);
}

TEST(RangeQueryReads, EmptyQueryHasNeitherReadsNorHashes)
{
    RangeQueryReads reads("a");
    reads.Exhaust("z");
    EXPECT_EQ(reads.Get().reads_info_case(), fabric::RangeQueryInfo::READS_INFO_NOT_SET);
}

} // namespace
