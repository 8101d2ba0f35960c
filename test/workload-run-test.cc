/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/config.h"
#include "ns3/simulator.h"
#include "ns3/workload-run.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <numeric>
#include <unistd.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// A ledger that answers after a fixed time, and remembers what it was asked.
class SteadyLedger : public TransactionSubmitter
{
  public:
    struct Request
    {
        std::string label;
        WorkloadTransaction transaction;
        Time time;
    };

    explicit SteadyLedger(Time latency)
        : m_latency(latency)
    {
    }

    void Submit(const RoundSpec& round,
                const WorkloadTransaction& transaction,
                std::function<void(bool)> ended) override
    {
        requests.push_back({round.label, transaction, Simulator::Now()});
        mostUnfinished = std::max(mostUnfinished, ++unfinished);
        Simulator::Schedule(m_latency, [this, ended] {
            --unfinished;
            ended(true);
        });
    }

    /// @return when a worker sent in a round [s].
    std::vector<double> GetTimes(uint32_t round, uint32_t worker) const
    {
        std::vector<double> times;
        for (const auto& request : requests)
        {
            if (request.transaction.round == round && request.transaction.worker == worker)
            {
                times.push_back(request.time.GetSeconds());
            }
        }
        return times;
    }

    std::vector<Request> requests;
    int64_t unfinished{0};
    int64_t mostUnfinished{0};

  private:
    Time m_latency;
};

class WorkloadRunWorld : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        run = CreateObject<WorkloadRun>();
        run->SetAttribute("LoopTime", TimeValue(NanoSeconds(1)));
        run->SetAttribute("ShortestSleep", TimeValue(Time(0))); // the controllers' rules alone
    }

    void TearDown() override
    {
        run->Dispose();
        Simulator::Destroy();
        Config::Reset();
    }

    void Run(const WorkloadSpec& spec, TransactionSubmitter& ledger)
    {
        run->Configure(spec, &ledger, "");
        run->AssignStreams(1);
        Simulator::Schedule(Time(0), &WorkloadRun::Start, run);
        Simulator::Run();
    }

    Ptr<WorkloadRun> run;
};

RoundSpec
MakeRound(const std::string& type, std::map<std::string, double> numbers, uint64_t txNumber)
{
    RoundSpec round;
    round.label = type;
    round.txNumber = txNumber;
    round.rateControl.type = type;
    round.rateControl.numbers = std::move(numbers);
    return round;
}

RoundSpec
MakeTimedRound(const std::string& type, std::map<std::string, double> numbers, Time duration)
{
    RoundSpec round = MakeRound(type, std::move(numbers), 0);
    round.txDuration = duration;
    return round;
}

} // namespace

// The paper's benchmark: the start rate is given under a name that fixed-load does not read, so
// each of 5 workers starts with one transaction a second.
TEST_F(WorkloadRunWorld, FixedLoadRampsUpAsThePapersBenchmarkDoes)
{
    SteadyLedger ledger(Seconds(2.5));
    Run({5, {MakeRound("fixed-load", {{"transactionLoad", 100}}, 2000)}, {}}, ledger);

    for (uint32_t worker = 0; worker < 5; ++worker)
    {
        const auto times = ledger.GetTimes(0, worker);
        ASSERT_EQ(times.size(), 400u);
        for (std::size_t i = 0; i < 4; ++i)
        {
            EXPECT_NEAR(times[i], i + 1, 1e-6);
        }
        EXPECT_NEAR(times[20], 4, 1e-6); // 20 unfinished of each worker
        EXPECT_NEAR(times[21], 4, 1e-6);
        EXPECT_NEAR(times[22], 6.5, 1e-6);
    }
    EXPECT_EQ(run->GetReport().GetRows().at(0).statistics.GetSuccessful().count, 2000u);
    EXPECT_TRUE(run->IsEnded());
}

TEST_F(WorkloadRunWorld, SleepsNoShorterThanItsTimersDo)
{
    SteadyLedger ledger(MilliSeconds(1));
    run->SetAttribute("ShortestSleep", TimeValue(MilliSeconds(1))); // the default, Node.js's
    Run({1, {MakeRound("fixed-rate", {{"tps", 4000}}, 4)}, {}}, ledger);

    const auto times = ledger.GetTimes(0, 0);
    ASSERT_EQ(times.size(), 4u);
    for (std::size_t i = 0; i < times.size(); ++i)
    {
        EXPECT_NEAR(times[i], 0.001 * (i + 1), 1e-6); // the gap is 0.25 ms
    }
}

TEST_F(WorkloadRunWorld, GivesEachWorkerAnEqualShareRoundedDown)
{
    SteadyLedger ledger(MilliSeconds(1));
    Run({3,
         {MakeRound("fixed-rate", {{"tps", 100}}, 11), MakeRound("fixed-rate", {{"tps", 100}}, 2)},
         {}},
        ledger);

    for (uint32_t worker = 0; worker < 3; ++worker)
    {
        EXPECT_EQ(ledger.GetTimes(0, worker).size(), 3u);
        EXPECT_EQ(ledger.GetTimes(1, worker).size(), 1u); // at least one
    }
}

TEST_F(WorkloadRunWorld, StartsARoundWhenAllHasEndedAndThePauseIsOver)
{
    SteadyLedger ledger(Seconds(3));
    RoundSpec second = MakeRound("fixed-rate", {{"tps", 10}}, 4);
    second.label = "second";
    Run({2, {MakeRound("fixed-rate", {{"tps", 2}}, 4), second}, {}}, ledger);

    // Each worker sends at 0 and at 1 s; the last ends at 4 s, the pause is 5 s.
    const auto& requests = ledger.requests;
    ASSERT_EQ(requests.size(), 8u);
    EXPECT_NEAR(requests[3].time.GetSeconds(), 1, 1e-6);
    EXPECT_NEAR(requests[4].time.GetSeconds(), 9, 1e-6);
    EXPECT_EQ(requests[3].label, "fixed-rate");
    EXPECT_EQ(requests[4].label, "second");
    EXPECT_EQ(requests[4].transaction.round, 1u);
}

TEST_F(WorkloadRunWorld, SendsWhatARoundPreparesWithoutReportingIt)
{
    SteadyLedger ledger(MilliSeconds(1));
    RoundSpec first = MakeRound("fixed-rate", {{"tps", 10}}, 3);
    first.label = "prepare";
    first.isReported = false;
    RoundSpec second = MakeRound("fixed-rate", {{"tps", 10}}, 4);
    second.label = "read";
    Run({1, {first, second}, {}}, ledger);

    EXPECT_EQ(ledger.requests.size(), 7u);
    const auto report = run->GetReport();
    ASSERT_EQ(report.GetRows().size(), 1u);
    EXPECT_EQ(report.GetRows()[0].name, "read");
    EXPECT_EQ(report.GetRows()[0].statistics.GetSuccessful().count, 4u);
}

TEST_F(WorkloadRunWorld, NumbersTransactionsByWorkerAndByRound)
{
    SteadyLedger ledger(MilliSeconds(1));
    Run({2, {MakeRound("fixed-rate", {{"tps", 10}}, 6)}, {}}, ledger);

    ASSERT_EQ(ledger.requests.size(), 6u);
    for (uint64_t i = 0; i < 6; ++i)
    {
        EXPECT_EQ(ledger.requests[i].transaction.indexInRound, i);
        EXPECT_EQ(ledger.requests[i].transaction.worker, i % 2);
        EXPECT_EQ(ledger.requests[i].transaction.indexInWorker, i / 2);
    }
}

TEST_F(WorkloadRunWorld, SendsTheLastOfATimedRoundPerhapsAfterItsEnd)
{
    SteadyLedger ledger(MilliSeconds(1));
    Run({1, {MakeTimedRound("fixed-rate", {{"tps", 4}}, Seconds(0.9))}, {}}, ledger);

    const auto times = ledger.GetTimes(0, 0);
    ASSERT_EQ(times.size(), 5u);
    EXPECT_NEAR(times.back(), 1, 1e-6); // asked at 0.75 s
}

TEST_F(WorkloadRunWorld, EndsATimedRoundWhoseControllerNeverSleeps)
{
    SteadyLedger ledger(Seconds(1));
    run->SetAttribute("LoopTime", TimeValue(MilliSeconds(1)));
    Run({1,
         {MakeTimedRound("linear-rate",
                         {{"startingTps", 1000}, {"finishingTps", 1000}},
                         Seconds(0.5))},
         {}},
        ledger);

    EXPECT_EQ(ledger.requests.size(), 500u); // one a turn, as gaps of 1 ms are skipped
}

TEST_F(WorkloadRunWorld, KeepsExactlyAsManyUnfinishedAsAClosedLoopHasSlots)
{
    SteadyLedger ledger(MilliSeconds(70));
    uint32_t looks = 0;
    for (Time look = MilliSeconds(1); look < Seconds(10); look += MicroSeconds(13'337))
    {
        Simulator::Schedule(look, [&] {
            EXPECT_EQ(ledger.unfinished, 8) << Simulator::Now();
            ++looks;
        });
    }
    Run({3, {MakeTimedRound("closed-loop", {{"slots", 8}}, Seconds(10))}, {}}, ledger);

    EXPECT_EQ(looks, 750u);
    EXPECT_EQ(ledger.mostUnfinished, 8);
    // ceil(10 s / 70 ms) turns of each slot; those of the last start before the end.
    EXPECT_EQ(ledger.requests.size(), 8u * 143);
    EXPECT_LT(ledger.requests.back().time, Seconds(10));
}

TEST_F(WorkloadRunWorld, KeepsTheSlotsOfAClosedLoopWithinACompositeRate)
{
    SteadyLedger ledger(MilliSeconds(70));
    RoundSpec round = MakeTimedRound("composite-rate", {}, Seconds(9));
    round.rateControl.weights = {1, 1, 1};
    round.rateControl.controllers = {
        MakeRound("closed-loop", {{"slots", 8}}, 0).rateControl,
        MakeRound("fixed-rate", {{"tps", 100}}, 0).rateControl,
        MakeRound("closed-loop", {{"slots", 3}}, 0).rateControl,
    };
    const auto expect = [&](Time from, int64_t unfinished) {
        for (Time look = from + MilliSeconds(101); look < from + Seconds(2.9);
             look += MicroSeconds(13'337))
        {
            Simulator::Schedule(look, [&ledger, unfinished] {
                EXPECT_EQ(ledger.unfinished, unfinished) << Simulator::Now();
            });
        }
    };
    expect(Seconds(0), 8);
    expect(Seconds(6), 3); // what was sent before has ended, and takes no slot
    Run({1, {round}, {}}, ledger);

    EXPECT_LE(ledger.mostUnfinished, 8 + 7);
}

TEST_F(WorkloadRunWorld, StartsTheNextOfASlotAtOnce)
{
    SteadyLedger ledger(MilliSeconds(70));
    Run({1, {MakeRound("closed-loop", {{"slots", 2}}, 6)}, {}}, ledger);

    const auto times = ledger.GetTimes(0, 0);
    ASSERT_EQ(times.size(), 6u);
    for (std::size_t i = 0; i < times.size(); ++i)
    {
        EXPECT_NEAR(times[i], 0.07 * (i / 2), 1e-6);
    }
}

TEST_F(WorkloadRunWorld, SendsAPoissonProcessFromAllWorkersTogether)
{
    constexpr int SECONDS = 400;
    SteadyLedger ledger(Seconds(5));
    Run({4, {MakeTimedRound("poisson", {{"tps", 50}}, Seconds(SECONDS))}, {}}, ledger);

    std::vector<double> counts(SECONDS, 0);
    for (const auto& request : ledger.requests)
    {
        ++counts.at(static_cast<std::size_t>(request.time.GetSeconds()));
    }
    const double mean = std::accumulate(counts.begin(), counts.end(), 0.0) / SECONDS;
    double squares = 0;
    for (const double count : counts)
    {
        squares += (count - mean) * (count - mean);
    }
    EXPECT_NEAR(mean, 50, 4 * std::sqrt(50.0 / SECONDS));
    EXPECT_NEAR(squares / (SECONDS - 1) / mean, 1, 4 * std::sqrt(2.0 / SECONDS));
}

TEST_F(WorkloadRunWorld, RepeatsAPoissonProcessFromItsStream)
{
    const WorkloadSpec spec{2, {MakeRound("poisson", {{"tps", 50}}, 100)}, {}};
    SteadyLedger first(Seconds(1));
    Run(spec, first);
    run->Dispose();
    Simulator::Destroy();
    SetUp();
    SteadyLedger second(Seconds(1));
    Run(spec, second);

    EXPECT_EQ(first.GetTimes(0, 0), second.GetTimes(0, 0));
    EXPECT_NE(first.GetTimes(0, 0), first.GetTimes(0, 1));
}

TEST_F(WorkloadRunWorld, TakesItsTurnsOnTheEventLoopItIsGiven)
{
    SteadyLedger ledger(MilliSeconds(1));
    run->SetAttribute("LoopTime", TimeValue(MilliSeconds(2)));
    std::vector<Time> works;
    run->SetEventLoop([&](uint32_t worker, Time work, std::function<void()> done) {
        EXPECT_EQ(worker, 0u);
        works.push_back(work);
        Simulator::Schedule(MilliSeconds(30), std::move(done)); // others came first
    });
    Run({1, {MakeRound("fixed-rate", {{"tps", 100}}, 2)}, {}}, ledger);

    EXPECT_EQ(works, (std::vector<Time>{MilliSeconds(2), MilliSeconds(2)}));
    const auto times = ledger.GetTimes(0, 0);
    ASSERT_EQ(times.size(), 2u);
    EXPECT_NEAR(times[0], 0.030, 1e-9);
    EXPECT_NEAR(times[1], 0.060, 1e-9);
}

TEST_F(WorkloadRunWorld, ReplaysWhatAnEarlierRoundRecordedAndWritesIt)
{
    RoundSpec record = MakeRound("record-rate", {}, 3);
    record.rateControl.texts = {{"pathTemplate", "trace-<C>"}, {"outputFormat", "TEXT"}};
    record.rateControl.controllers = {MakeRound("fixed-rate", {{"tps", 10}}, 1).rateControl};
    RoundSpec replay = MakeRound("replay-rate", {}, 3);
    replay.rateControl.texts = {{"pathTemplate", "trace-<C>"}};
    SteadyLedger ledger(MilliSeconds(1));
    Run({1, {record, replay}, {}}, ledger);

    const auto recorded = ledger.GetTimes(0, 0);
    const auto replayed = ledger.GetTimes(1, 0);
    ASSERT_EQ(replayed.size(), 3u);
    EXPECT_NEAR(replayed[2] - replayed[1], recorded[2] - recorded[1], 1e-6);

    const auto folder =
        std::filesystem::temp_directory_path() / ("workload-run-test-" + std::to_string(getpid()));
    run->WriteRecordings(folder.string());
    std::ifstream stream(folder / "trace-0");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    std::filesystem::remove_all(folder);
    EXPECT_EQ(text, "0\n100\n200\n");
}

TEST_F(WorkloadRunWorld, RefusesARecordingThatIsNotThere)
{
    RoundSpec replay = MakeRound("replay-rate", {}, 3);
    replay.rateControl.texts = {{"pathTemplate", "no-such-<C>.txt"}};
    SteadyLedger ledger(MilliSeconds(1));
    try
    {
        run->Configure({2, {replay}, {}}, &ledger, "folder");
        FAIL() << "taken";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_NE(std::string(error.what()).find("folder/no-such-0.txt"), std::string::npos);
    }
}

TEST_F(WorkloadRunWorld, SendsNothingMoreOnceItIsDisposed)
{
    SteadyLedger ledger(MilliSeconds(50));
    Simulator::Schedule(Seconds(1.01), [this] { run->Dispose(); });
    Run({2, {MakeTimedRound("fixed-rate", {{"tps", 10}}, Seconds(10))}, {}}, ledger);

    EXPECT_EQ(ledger.requests.size(), 12u); // at 0, 200, …, 1000 ms
}
