/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/block-cutter.h"
#include "ns3/simulator.h"
#include "ns3/timed-block-cutter.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// A batch as "reason:size+size": what a row of the tables below expects.
std::string
Describe(const BlockCutter::Batch& batch)
{
    std::string text = ToString(batch.reason);
    char separator = ':';
    for (const auto& envelope : batch.envelopes)
    {
        text += separator + std::to_string(envelope.GetSize());
        separator = '+';
    }
    return text;
}

std::vector<std::string>
Describe(const std::vector<BlockCutter::Batch>& batches)
{
    std::vector<std::string> texts;
    for (const auto& batch : batches)
    {
        texts.push_back(Describe(batch));
    }
    return texts;
}

BlockCutter::Message
MessageOf(uint64_t size)
{
    return {SharedBytes::Zeros(size), size};
}

struct Row
{
    const char* name;
    BlockCutter::Limits limits;
    std::vector<uint64_t> sizes;      //!< of the messages that come [B]
    std::vector<std::string> batches; //!< in order
    bool isPending;                   //!< what the last message leaves
    std::size_t pendingCount;
    uint64_t pendingBytes; //!< [B]
};

void
PrintTo(const Row& row, std::ostream* out)
{
    *out << row.name;
}

class BlockCutterTable : public testing::TestWithParam<Row>
{
};

// Fabric v2.4.3, orderer/common/blockcutter/blockcutter.go, Ordered; one row a case.
const Row ROWS[] = {
    {"OneWaits", {3, 100}, {10}, {}, true, 1, 10},
    {"CountCutsAtTheLimit", {3, 100}, {10, 10, 10}, {"count:10+10+10"}, false, 0, 0},
    {"CountOfOneCutsEach", {1, 100}, {10, 20}, {"count:10", "count:20"}, false, 0, 0},
    {"AsManyBytesAsPreferredStay", {9, 100}, {60, 40}, {}, true, 2, 100},
    {"OneByteMoreCutsFirst", {9, 100}, {60, 41}, {"bytes:60"}, true, 1, 41},
    {"TheOneThatOverflowsBeginsTheNext",
     {9, 100},
     {50, 50, 1, 99, 1},
     {"bytes:50+50", "bytes:1+99"},
     true,
     1,
     1},
    {"AloneAtThePreferredSizeWaits", {9, 100}, {100}, {}, true, 1, 100},
    {"OversizeGoesAlone", {9, 100}, {101}, {"oversize:101"}, false, 0, 0},
    {"OversizeGoesBehindThePending",
     {9, 100},
     {10, 20, 101},
     {"bytes:10+20", "oversize:101"},
     false,
     0,
     0},
    {"OversizeLeavesAnEmptyCutter",
     {2, 100},
     {10, 101, 10, 10},
     {"bytes:10", "oversize:101", "count:10+10"},
     false,
     0,
     0},
    {"OverflowAndCountInOne", {1, 100}, {60, 60}, {"count:60", "count:60"}, false, 0, 0},
    {"CountIsLookedAtAfterTheOverflow",
     {2, 100},
     {60, 60, 40},
     {"bytes:60", "count:60+40"},
     false,
     0,
     0},
    {"EmptyMessagesCount", {2, 100}, {0, 0}, {"count:0+0"}, false, 0, 0},
    {"NothingPreferredMeansOneEach", {9, 0}, {1, 1}, {"oversize:1", "oversize:1"}, false, 0, 0},
};

} // namespace

TEST_P(BlockCutterTable, CutsAsFabricDoes)
{
    const Row& row = GetParam();
    BlockCutter cutter(row.limits);
    std::vector<BlockCutter::Batch> batches;
    bool isPending = false;
    for (const auto size : row.sizes)
    {
        auto outcome = cutter.Order(MessageOf(size));
        isPending = outcome.isPending;
        for (auto& batch : outcome.batches)
        {
            batches.push_back(std::move(batch));
        }
    }

    EXPECT_EQ(Describe(batches), row.batches);
    EXPECT_EQ(isPending, row.isPending);
    EXPECT_EQ(cutter.GetPendingCount(), row.pendingCount);
    EXPECT_EQ(cutter.GetPendingBytes(), row.pendingBytes);
}

INSTANTIATE_TEST_SUITE_P(BlockCutter,
                         BlockCutterTable,
                         testing::ValuesIn(ROWS),
                         [](const auto& info) { return info.param.name; });

TEST(BlockCutter, OneMessageCompletesTwoBatchesWhenCountIsOneAndThePendingStemsFromBefore)
{
    BlockCutter cutter({9, 100});
    cutter.Order(MessageOf(60));
    cutter.SetLimits({1, 100}); // a configuration block came in between

    EXPECT_EQ(Describe(cutter.Order(MessageOf(60)).batches),
              (std::vector<std::string>{"bytes:60", "count:60"}));
}

TEST(BlockCutter, ABatchTellsItsBytesAndCuttingEmptiesIt)
{
    BlockCutter cutter({9, 100});
    cutter.Order(MessageOf(30));
    cutter.Order({SharedBytes::Zeros(40), 38}); // framing is not counted

    const auto batch = cutter.Cut(BlockCutReason::CONFIG);

    EXPECT_EQ(batch.bytes, 68);
    EXPECT_EQ(Describe(batch), "config:30+40");
    EXPECT_TRUE(cutter.Cut(BlockCutReason::TIMEOUT).envelopes.empty());
}

// github.com/SamYuan1990/Probe, doc/HowToConfigFabricParameters.md: 512 KB blocks of a Fabric 2.2
// network hold 135 transactions of about 3.8 KB, and 4 KB blocks one, whatever MaxMessageCount.
TEST(BlockCutter, HoldsAsManyTransactionsAsPublished)
{
    constexpr uint64_t ENVELOPE = 3870; // 135 of them fit in 512 KB, 136 do not
    BlockCutter half({128000, 512 * 1024});
    for (uint32_t i = 0; i < 135; ++i)
    {
        ASSERT_TRUE(half.Order(MessageOf(ENVELOPE)).batches.empty());
    }
    const auto full = half.Order(MessageOf(ENVELOPE)).batches;
    ASSERT_EQ(full.size(), 1);
    EXPECT_EQ(full[0].envelopes.size(), 135);

    for (const uint32_t count : {10, 20, 40})
    {
        BlockCutter small({count, 4 * 1024});
        ASSERT_TRUE(small.Order(MessageOf(ENVELOPE)).batches.empty());
        for (uint32_t i = 0; i < 100; ++i)
        {
            const auto batches = small.Order(MessageOf(ENVELOPE)).batches;
            ASSERT_EQ(batches.size(), 1);
            ASSERT_EQ(batches[0].envelopes.size(), 1);
        }
    }
}

class TimedBlockCutterTest : public testing::Test
{
  protected:
    ~TimedBlockCutterTest() override
    {
        Simulator::Destroy();
    }

    void Configure(BlockCutter::Limits limits, Time timeout)
    {
        m_cutter.Configure(limits, timeout);
    }

    void OrderAt(Time at, uint64_t size)
    {
        Simulator::Schedule(at, [this, size] { Note(m_cutter.Order(MessageOf(size))); });
    }

    void Note(const std::vector<BlockCutter::Batch>& batches)
    {
        for (const auto& batch : batches)
        {
            m_cuts.emplace_back(Simulator::Now(), Describe(batch));
        }
    }

    using Cuts = std::vector<std::pair<Time, std::string>>;

    bool m_isBusy{false}; //!< the owner does not get to the expired timer
    TimedBlockCutter m_cutter{[this] {
        if (!m_isBusy)
        {
            Note({m_cutter.CutExpired()});
        }
    }};
    Cuts m_cuts;
};

// Fabric v2.4.3, orderer/consensus/etcdraft/chain.go, run: startTimer is a no-op while it ticks.
TEST_F(TimedBlockCutterTest, TheTimerRunsFromTheFirstPendingMessage)
{
    Configure({9, 100}, Seconds(2));
    OrderAt(Seconds(1), 10);
    OrderAt(Seconds(2), 11);
    Simulator::Run();

    EXPECT_EQ(m_cuts, (Cuts{{Seconds(3), "timeout:10+11"}}));
    EXPECT_FALSE(m_cutter.IsTicking());
}

TEST_F(TimedBlockCutterTest, ACutByBytesLeavesTheTimerRunning)
{
    Configure({9, 100}, Seconds(2));
    OrderAt(Seconds(1), 60);
    OrderAt(Seconds(2.9), 61);
    Simulator::Run();

    EXPECT_EQ(m_cuts, (Cuts{{Seconds(2.9), "bytes:60"}, {Seconds(3), "timeout:61"}}));
}

TEST_F(TimedBlockCutterTest, ACutByCountStopsTheTimer)
{
    Configure({2, 100}, Seconds(2));
    OrderAt(Seconds(1), 10);
    OrderAt(Seconds(2), 11);
    OrderAt(Seconds(2.5), 12);
    Simulator::Run();

    EXPECT_EQ(m_cuts, (Cuts{{Seconds(2), "count:10+11"}, {Seconds(4.5), "timeout:12"}}));
}

TEST_F(TimedBlockCutterTest, AnOversizedMessageStopsTheTimer)
{
    Configure({9, 100}, Seconds(2));
    OrderAt(Seconds(1), 10);
    OrderAt(Seconds(2), 101);
    OrderAt(Seconds(2.5), 12);
    Simulator::Run();

    EXPECT_EQ(m_cuts,
              (Cuts{{Seconds(2), "bytes:10"},
                    {Seconds(2), "oversize:101"},
                    {Seconds(4.5), "timeout:12"}}));
}

TEST_F(TimedBlockCutterTest, AConfigurationTransactionCutsGoesAloneAndStopsTheTimer)
{
    Configure({9, 100}, Seconds(2));
    OrderAt(Seconds(1), 10);
    Simulator::Schedule(Seconds(2), [this] { Note(m_cutter.OrderConfig(MessageOf(7))); });
    Simulator::Schedule(Seconds(2.1), [this] { Note(m_cutter.OrderConfig(MessageOf(8))); });
    Simulator::Run();

    EXPECT_EQ(
        m_cuts,
        (Cuts{{Seconds(2), "config:10"}, {Seconds(2), "config:7"}, {Seconds(2.1), "config:8"}}));
}

TEST_F(TimedBlockCutterTest, AnExpiryThatTheOwnerHasNotGotToIsUndoneByACutByCount)
{
    Configure({2, 100}, Seconds(2));
    m_isBusy = true;
    OrderAt(Seconds(1), 10);
    OrderAt(Seconds(3.5), 11);
    Simulator::Schedule(Seconds(3.2), [this] { EXPECT_TRUE(m_cutter.IsTicking()); });
    Simulator::Run();

    EXPECT_EQ(m_cuts, (Cuts{{Seconds(3.5), "count:10+11"}}));
    EXPECT_TRUE(m_cutter.CutExpired().envelopes.empty());
}

TEST_F(TimedBlockCutterTest, ANewLeaderBeginsEmpty)
{
    Configure({9, 100}, Seconds(2));
    OrderAt(Seconds(1), 10);
    Simulator::Schedule(Seconds(1.5), [this] { EXPECT_EQ(m_cutter.Clear(), 1); });
    Simulator::Run();

    EXPECT_TRUE(m_cuts.empty());
}

// Probe, as above: with a timeout of 20 s and blocks of 320, the last 80 of 10,000 wait for the
// timer.
TEST_F(TimedBlockCutterTest, TheTailWaitsForTheTimer)
{
    Configure({320, 2'097'152}, Seconds(20));
    for (uint32_t i = 0; i < 10000; ++i)
    {
        OrderAt(MilliSeconds(i), 3870);
    }
    Simulator::Run();

    ASSERT_EQ(m_cuts.size(), 10000 / 320 + 1);
    EXPECT_EQ(m_cuts[30].first, MilliSeconds(31 * 320 - 1));
    EXPECT_EQ(m_cuts[31].first, MilliSeconds(31 * 320) + Seconds(20)); // from the first of the tail
    EXPECT_EQ(m_cutter.GetPendingCount(), 0);
}

class PartialBlocks : public TimedBlockCutterTest,
                      public testing::WithParamInterface<std::pair<uint32_t, uint32_t>>
{
};

// Measured on a network of Fabric 2.4.3: with PreferredMaxBytes of 256 KB and envelopes of 6781 B,
// full blocks hold 38 transactions, 19 with 128 KB, and every 2.0 s there is a partial one.
TEST_P(PartialBlocks, ComeEveryTimeoutAmidFullOnes)
{
    const auto [kilobytes, full] = GetParam();
    Configure({500, kilobytes * 1024}, Seconds(2));
    for (uint32_t i = 0; i < 2000; ++i)
    {
        OrderAt(MilliSeconds(5 * i), 6781);
    }
    Simulator::Run();

    std::vector<Time> partial;
    for (const auto& [at, batch] : m_cuts)
    {
        const auto count = static_cast<uint32_t>(std::count(batch.begin(), batch.end(), '+')) + 1;
        if (batch.rfind("bytes", 0) == 0)
        {
            ASSERT_EQ(count, full);
        }
        else
        {
            ASSERT_LE(count, full);
            partial.push_back(at);
        }
    }
    ASSERT_EQ(partial.size(), 5);
    for (std::size_t i = 1; i < partial.size(); ++i)
    {
        // The next message after an expiry starts the timer: at most one gap of 5 ms later.
        EXPECT_GE(partial[i] - partial[i - 1], Seconds(2));
        EXPECT_LE(partial[i] - partial[i - 1], MilliSeconds(2005));
    }
}

INSTANTIATE_TEST_SUITE_P(TimedBlockCutter,
                         PartialBlocks,
                         testing::Values(std::pair{256U, 38U}, std::pair{128U, 19U}));
