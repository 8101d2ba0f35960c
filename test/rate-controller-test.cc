/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/rate-controller.h"
#include "ns3/rate-recording.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <random>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

constexpr double NEVER = std::numeric_limits<double>::infinity();

/// One worker's loop by hand: what is sent ends after a time that the test sets, in order.
class RateScript
{
  public:
    explicit RateScript(RateControlSpec spec, uint32_t workers = 1, uint64_t txNumber = 1000)
        : m_spec(std::move(spec))
    {
        m_context.workers = workers;
        m_context.txNumber = txNumber;
        m_context.statistics = std::make_shared<TransactionStatistics>();
        m_context.statistics->Start(Time(0));
        m_context.recordings = &m_recordings;
    }

    RateContext& GetContext()
    {
        return m_context;
    }

    RateRecordings& GetRecordings()
    {
        return m_recordings;
    }

    /// @return when the next @p count transactions are sent [ms], each ending @p latency ms later.
    std::vector<double> Send(uint64_t count, double latency, bool isSuccess = true)
    {
        std::vector<double> times;
        while (times.size() < count)
        {
            Wait(GetController().Decide(GetNow()));
            m_controller->BeforeSend(GetNow());
            m_context.statistics->Submit();
            times.push_back(m_now);
            m_ends.push_back({m_now, m_now + latency, isSuccess});
        }
        return times;
    }

    /// Lets time pass. @param until [ms]
    void Pass(double until)
    {
        m_now = until;
        for (; m_ended < m_ends.size() && m_ends[m_ended].end <= m_now; ++m_ended)
        {
            const End& end = m_ends[m_ended];
            m_context.statistics->Finish(MicroSeconds(std::llround(end.start * 1000)),
                                         MicroSeconds(std::llround(end.end * 1000)),
                                         end.isSuccess);
            m_controller->AfterEnd(m_ended);
        }
    }

    RateController& GetController()
    {
        if (!m_controller)
        {
            m_controller = RateController::Create(m_spec, m_context, GetNow());
        }
        return *m_controller;
    }

    /// @return the sleep that the controller asks for [ms]; -1 for none.
    double AskForSleep()
    {
        const RateDecision decision = GetController().Decide(GetNow());
        return decision.kind == RateDecision::Kind::SLEEP ? decision.time.GetSeconds() * 1000 : -1;
    }

    /// Has sent so many, and those ended that the test says.
    void Count(uint64_t submitted, uint64_t successful, uint64_t failed, double latency)
    {
        for (uint64_t i = 0; i < submitted; ++i)
        {
            m_context.statistics->Submit();
        }
        for (uint64_t i = 0; i < successful + failed; ++i)
        {
            m_context.statistics->Finish(Time(0),
                                         MicroSeconds(std::llround(latency * 1000)),
                                         i < successful);
        }
    }

  private:
    struct End
    {
        double start;
        double end;
        bool isSuccess;
    };

    Time GetNow() const
    {
        return MicroSeconds(std::llround(m_now * 1000));
    }

    void Wait(RateDecision decision)
    {
        switch (decision.kind)
        {
        case RateDecision::Kind::NOW:
        case RateDecision::Kind::AT_ONCE:
            break;
        case RateDecision::Kind::SLEEP:
            Pass(m_now + decision.time.GetSeconds() * 1000);
            break;
        case RateDecision::Kind::UNTIL:
            Pass(std::max(m_now, decision.time.GetSeconds() * 1000));
            break;
        case RateDecision::Kind::COMPLETION:
            Pass(m_ends.at(m_ended).end);
            Wait(m_controller->Decide(GetNow()));
            break;
        }
    }

    RateControlSpec m_spec;
    RateContext m_context;
    RateRecordings m_recordings;
    std::unique_ptr<RateController> m_controller;
    double m_now{0}; //!< [ms]
    std::vector<End> m_ends;
    std::size_t m_ended{0};
};

RateControlSpec
MakeRate(const std::string& type, std::map<std::string, double> numbers)
{
    RateControlSpec spec;
    spec.type = type;
    spec.numbers = std::move(numbers);
    return spec;
}

void
ExpectTimes(const std::vector<double>& got, const std::vector<double>& expected)
{
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i)
    {
        EXPECT_NEAR(got[i], expected[i], 0.01) << "transaction " << i;
    }
}

} // namespace

TEST(FixedRateController, SendsEachWorkersShareAtMultiplesOfTheGap)
{
    RateScript script(MakeRate("fixed-rate", {{"tps", 100}}), 2);

    // A gap of 1000 / (100 / 2) ms.
    ExpectTimes(script.Send(5, NEVER), {0, 20, 40, 60, 80});
}

TEST(FixedRateController, CatchesUpAtOnceWhenItIsLate)
{
    RateScript script(MakeRate("fixed-rate", {{"tps", 100}}));
    script.Pass(35);

    ExpectTimes(script.Send(6, NEVER), {35, 35, 35, 35, 40, 50});
}

TEST(FixedRateController, TakesAZeroRateForTheDefaultAsCaliperDoes)
{
    RateScript script(MakeRate("fixed-rate", {{"tps", 0}}));

    ExpectTimes(script.Send(3, NEVER), {0, 100, 200});
}

TEST(FixedLoadController, SendsOneASecondUntilTheFirstHasFinished)
{
    // The paper's: 5 workers, load 100, and a start rate under a name that is not read.
    RateScript script(MakeRate("fixed-load", {{"transactionLoad", 100}}), 5);

    // The first ends at 3.5 s, in the sleep that began at 3 s. At 4 s three are unfinished (2, 3
    // and 4): sent at once until 20 are; the next without sleep too; then one mean latency passes.
    std::vector<double> expected = {1000, 2000, 3000, 4000};
    expected.insert(expected.end(), 18, 4000);
    expected.push_back(4000 + 2500);

    ExpectTimes(script.Send(23, 2500), expected);
}

TEST(FixedLoadController, SleepsAMeanLatencyForEachTransactionAboveTheTarget)
{
    RateScript script(MakeRate("fixed-load", {{"transactionLoad", 40}}), 4);
    script.Count(19, 1, 1, 300); // 17 unfinished, the target is 10

    EXPECT_NEAR(script.AskForSleep(), 7 * 300, 1e-6);

    script.Count(0, 7, 0, 100); // 10 unfinished
    EXPECT_EQ(script.AskForSleep(), 0);

    script.Count(0, 1, 0, 100); // 9 unfinished
    EXPECT_EQ(script.AskForSleep(), -1);
}

TEST(FixedLoadController, CutsItsOptionsToWholeNumbers)
{
    RateScript script(MakeRate("fixed-load", {{"startTps", 4.9}, {"transactionLoad", 2.9}}));
    EXPECT_NEAR(script.AskForSleep(), 250, 1e-6);

    script.Count(3, 1, 0, 100);
    EXPECT_EQ(script.AskForSleep(), 0); // two unfinished, the target is 2
}

TEST(FixedFeedbackRateController, IsPacedAsFixedRateWhileFewerThanHalfTheLoadAreUnfinished)
{
    RateScript script(MakeRate("fixed-feedback-rate", {{"tps", 10}, {"transactionLoad", 8}}), 2);

    // A gap of 1000 / (10 / 2) ms; none is unfinished when the next is due.
    ExpectTimes(script.Send(4, 150), {0, 200, 400, 600});

    script.Pass(800);
    script.Count(1, 0, 0, 0); // 1 of 4
    EXPECT_NEAR(script.AskForSleep(), 5 * 200 - 800, 1e-6);
}

TEST(FixedFeedbackRateController, SendsAtOnceFromHalfTheLoadOnUntilAllOfItIsUnfinished)
{
    RateScript script(MakeRate("fixed-feedback-rate", {{"tps", 10}, {"transactionLoad", 8}}), 2);
    script.Count(2, 0, 0, 0); // 2 of 4: ahead of its rate, but a back-off of 0
    EXPECT_EQ(script.AskForSleep(), -1);

    script.Count(1, 0, 0, 0); // 3 of 4
    EXPECT_EQ(script.AskForSleep(), -1);

    script.Count(1, 0, 0, 0);
    EXPECT_NEAR(script.AskForSleep(), 100, 1e-6);
}

TEST(FixedFeedbackRateController, BacksOffByTheLoadsThatAreUnfinished)
{
    RateScript script(MakeRate("fixed-feedback-rate",
                               {{"tps", 1000}, {"transactionLoad", 4}, {"sleepTime", 70}}));
    script.Count(15, 1, 0, 100); // 14 unfinished: 3 loads
    script.Pass(5000);
    EXPECT_NEAR(script.AskForSleep(), 3 * 70, 1e-6);
    script.Count(0, 0, 2, 100); // 12: still 3
    EXPECT_NEAR(script.AskForSleep(), 3 * 70, 1e-6);
    script.Count(0, 0, 1, 100); // 11
    EXPECT_NEAR(script.AskForSleep(), 2 * 70, 1e-6);

    script.Count(28, 0, 0, 0); // 39: 9 loads
    EXPECT_NEAR(script.AskForSleep(), 9 * 70, 1e-6);
    script.Count(100, 0, 0, 0); // 139: 34 loads, but 10 at most
    EXPECT_NEAR(script.AskForSleep(), 10 * 70, 1e-6);
}

TEST(FixedFeedbackRateController, BacksOffAlsoWhileNoneHasFinished)
{
    RateScript script(MakeRate("fixed-feedback-rate", {{"tps", 1000}, {"transactionLoad", 4}}));

    // Paced until half the load is unfinished, then at once until all of it is; one sleep each for
    // one load, two from eight unfinished on.
    ExpectTimes(script.Send(10, NEVER), {0, 1, 1, 1, 101, 201, 301, 401, 601, 801});
}

TEST(LinearRateController, InterpolatesTheGapOverTheTransactions)
{
    RateScript script(MakeRate("linear-rate", {{"startingTps", 10}, {"finishingTps", 50}}), 2, 4);

    // Gaps of a worker from 200 to 40 ms over 4 transactions: 200, 160, 120, 80.
    ExpectTimes(script.Send(4, NEVER), {200, 360, 480, 560});
}

TEST(LinearRateController, InterpolatesTheGapOverTheTimeOfATimedRound)
{
    RateScript script(MakeRate("linear-rate", {{"startingTps", 10}, {"finishingTps", 20}}), 1, 0);
    script.GetContext().txDuration = Seconds(1);

    // From 100 to 50 ms over 1000 ms: each gap is 100 - 0.05 t.
    ExpectTimes(script.Send(3, NEVER), {100, 195, 285.25});
}

TEST(LinearRateController, LeavesOutShortSleeps)
{
    RateScript script(MakeRate("linear-rate", {{"startingTps", 200}, {"finishingTps", 199}}));

    EXPECT_EQ(script.AskForSleep(), -1); // of 5 ms
    script.Count(1, 0, 0, 0);
    EXPECT_GT(script.AskForSleep(), 5);
}

TEST(MaximumRateController, RaisesItsRateOnceAndHalvesItsStepWhenThatDoesNotHelp)
{
    RateScript script(MakeRate("maximum-rate", {{"tps", 20}, {"step", 8}, {"sampleInterval", 1}}),
                      2);
    EXPECT_NEAR(script.AskForSleep(), 100, 1e-6); // 10 a second for each worker

    script.Count(1, 1, 0, 50);
    EXPECT_NEAR(script.AskForSleep(), 100, 1e-6); // the first interval starts
    script.Pass(999);
    EXPECT_NEAR(script.AskForSleep(), 100, 1e-6);
    script.Pass(1000);
    EXPECT_NEAR(script.AskForSleep(), 1000 / 14.0, 1e-6); // 1 / 50 ms is more than none

    script.Count(1, 0, 1, 50);
    script.Pass(2000);
    EXPECT_NEAR(script.AskForSleep(), 1000 / 10.0, 1e-6); // the same is no more
    script.Count(1, 0, 1, 25);
    script.Pass(3000);
    EXPECT_NEAR(script.AskForSleep(), 1000 / 12.0, 1e-6); // by half a step
    script.Pass(4000);                                    // nothing completed
    EXPECT_NEAR(script.AskForSleep(), 1000 / 10.0, 1e-6);
    script.Count(1, 1, 0, 1); // as nothing could be compared, nothing is more than that
    script.Pass(5000);
    EXPECT_NEAR(script.AskForSleep(), 1000 / 9.0, 1e-6);
}

TEST(CompositeRateController, GivesEachControllerItsTransactions)
{
    RateControlSpec spec = MakeRate("composite-rate", {});
    spec.weights = {2, 0, 2};
    spec.controllers = {MakeRate("fixed-rate", {{"tps", 100}}),
                        MakeRate("fixed-rate", {{"tps", 1}}),
                        MakeRate("fixed-rate", {{"tps", 10}})};
    RateScript script(spec, 1, 10);

    // The turn changes after transaction 5, the second one's clock starts at its turn.
    ExpectTimes(script.Send(9, NEVER), {0, 10, 20, 30, 40, 50, 50, 150, 250});
}

TEST(CompositeRateController, ShowsItsControllersOnlyTheirOwnTransactions)
{
    RateControlSpec spec = MakeRate("composite-rate", {});
    spec.weights = {1, 1};
    spec.controllers = {MakeRate("fixed-rate", {{"tps", 10}}),
                        MakeRate("fixed-load", {{"transactionLoad", 2}, {"startTps", 10}})};
    RateScript script(spec, 1, 4);

    // fixed-load begins at 200 ms with nothing finished. The first one, sent before, ends at 250:
    // that counts as finished, not as sent; so it takes three until two seem to be unfinished. Of
    // the latency nothing is known, so that it does not sleep really.
    ExpectTimes(script.Send(8, 250), {0, 100, 200, 300, 300, 300, 300, 300});
}

TEST(ZeroRateController, PausesForItsShareOfTheTime)
{
    RateControlSpec spec = MakeRate("composite-rate", {});
    spec.weights = {1, 3, 1};
    spec.controllers = {MakeRate("fixed-rate", {{"tps", 2}}),
                        MakeRate("zero-rate", {}),
                        MakeRate("fixed-rate", {{"tps", 2}})};
    RateScript script(spec, 1, 0);
    script.GetContext().txDuration = Seconds(5);

    // One transaction comes after the pause of 3 s, since a worker sends after every sleep.
    ExpectTimes(script.Send(6, NEVER), {0, 500, 1000, 4000, 4000, 4500});
}

TEST(RecordRateController, RecordsWholeMillisecondsSinceTheRoundStarted)
{
    RateControlSpec spec = MakeRate("record-rate", {});
    spec.texts = {{"pathTemplate", "trace-<C>-<r>.txt"}};
    spec.controllers = {MakeRate("fixed-rate", {{"tps", 30}})};
    RateScript script(spec, 1, 5);
    script.GetContext().worker = 3;
    script.GetContext().round = 2;

    script.Send(4, NEVER);
    script.GetController().End();

    const RateRecording* recording = script.GetRecordings().Find("trace-3-2.txt");
    ASSERT_TRUE(recording);
    EXPECT_EQ(*recording, (RateRecording{0, 33, 66, 100, 0})); // the fifth was never sent
}

TEST(ReplayRateController, SendsWhenTheRecordingSays)
{
    RateControlSpec spec = MakeRate("replay-rate", {{"defaultSleepTime", 30}});
    spec.texts = {{"pathTemplate", "trace"}};
    RateScript script(spec);
    script.GetRecordings().Put("trace", "TEXT", *raterecording::Decode("10\n14\n100\n", "TEXT"));

    // 4 ms are not waited for; the empty line at the end stands for one more; then the default.
    ExpectTimes(script.Send(6, NEVER), {10, 10, 100, 100, 130, 160});
}

TEST(RateRecording, HasCalipersThreeFormats)
{
    const RateRecording recording = {1, 258, 70000};
    const std::string bigEndian("\0\0\0\3\0\0\0\1\0\0\1\2\0\1\x11\x70", 16);
    const std::string littleEndian("\3\0\0\0\1\0\0\0\2\1\0\0\x70\x11\1\0", 16);

    EXPECT_EQ(raterecording::Encode(recording, "TEXT"), "1\n258\n70000\n");
    EXPECT_EQ(raterecording::Encode(recording, "BIN_BE"), bigEndian);
    EXPECT_EQ(raterecording::Encode(recording, "bin_le"), littleEndian);
    EXPECT_EQ(raterecording::Decode(bigEndian, "BIN_BE"), recording);
    EXPECT_EQ(raterecording::Decode(littleEndian, "BIN_LE"), recording);
}

TEST(RateRecording, RefusesBinaryDataShorterThanTheySay)
{
    const std::string data("\0\0\0\2\0\0\0\1\0\0\0\2", 12);
    for (std::size_t size = 0; size < data.size(); ++size)
    {
        EXPECT_FALSE(raterecording::Decode(data.substr(0, size), "BIN_BE")) << size;
    }
    EXPECT_TRUE(raterecording::Decode(data, "BIN_BE"));
}

TEST(RateRecording, ReadsLinesAsParseIntDoes)
{
    const auto recording = raterecording::Decode("12.9\nx\n-3 4", "TEXT");
    ASSERT_TRUE(recording);
    ASSERT_EQ(recording->size(), 3u);
    EXPECT_EQ(recording->at(0), 12);
    EXPECT_TRUE(std::isnan(recording->at(1)));
    EXPECT_EQ(recording->at(2), -3);
}

TEST(ClosedLoopController, StartsTheNextWhenOneHasEnded)
{
    RateScript script(MakeRate("closed-loop", {{"slots", 3}}));

    ExpectTimes(script.Send(7, 100), {0, 0, 0, 100, 100, 100, 200});
}

TEST(ClosedLoopController, DealsOutAllSlotsToTheWorkers)
{
    uint64_t slots = 0;
    for (uint32_t worker = 0; worker < 3; ++worker)
    {
        RateScript script(MakeRate("closed-loop", {{"slots", 7}}), 3);
        script.GetContext().worker = worker;
        uint64_t own = 0;
        while (script.GetController().Decide(Time(0)).kind == RateDecision::Kind::AT_ONCE)
        {
            script.Count(1, 0, 0, 0);
            ++own;
        }
        EXPECT_EQ(own, worker == 0 ? 3u : 2u);
        slots += own;
    }
    EXPECT_EQ(slots, 7u);
}

TEST(PoissonRateController, SendsAsAPoissonProcessWhateverTheAnswers)
{
    std::mt19937_64 engine(1);
    std::exponential_distribution<double> exponential(1);
    RateScript script(MakeRate("poisson", {{"tps", 200}}), 2);
    script.GetContext().draw = [&] { return exponential(engine); };
    constexpr uint64_t SECONDS = 2000;

    std::vector<double> counts(SECONDS, 0);
    for (const double time : script.Send(205'000, NEVER))
    {
        if (time < SECONDS * 1000)
        {
            ++counts[static_cast<std::size_t>(time / 1000)];
        }
    }

    // The worker's share is 100 a second; the mean of 2000 counts has a standard error of
    // sqrt(100 / 2000), their index of dispersion (1 by Poisson's law) one of sqrt(2 / 2000).
    const double mean = std::accumulate(counts.begin(), counts.end(), 0.0) / SECONDS;
    double squares = 0;
    for (const double count : counts)
    {
        squares += (count - mean) * (count - mean);
    }
    EXPECT_NEAR(mean, 100, 4 * std::sqrt(100.0 / SECONDS));
    EXPECT_NEAR(squares / (SECONDS - 1) / mean, 1, 4 * std::sqrt(2.0 / SECONDS));
}

TEST(RateControlSpec, AsksForTheRateThatItsSleepsAddUpTo)
{
    EXPECT_EQ(MakeRate("fixed-rate", {}).GetAskedRate(false), 10);
    EXPECT_EQ(MakeRate("poisson", {{"tps", 7}}).GetAskedRate(true), 7);
    EXPECT_FALSE(MakeRate("fixed-load", {}).GetAskedRate(false));
    EXPECT_FALSE(MakeRate("closed-loop", {{"slots", 2}}).GetAskedRate(false));

    const RateControlSpec linear =
        MakeRate("linear-rate", {{"startingTps", 10}, {"finishingTps", 40}});
    RateScript byIndex(linear, 1, 10'000);
    EXPECT_NEAR(10'000 / byIndex.Send(10'000, NEVER).back() * 1000,
                linear.GetAskedRate(false).value(),
                0.01);

    RateScript byTime(linear, 1, 0);
    byTime.GetContext().txDuration = Seconds(1000);
    uint64_t sent = 0;
    while (byTime.Send(1, NEVER).back() < 1e6)
    {
        ++sent;
    }
    EXPECT_NEAR(sent / 1000.0, linear.GetAskedRate(true).value(), 0.05);
}

TEST(RateControlSpec, AsksInACompositeForEachControllersShare)
{
    RateControlSpec spec = MakeRate("composite-rate", {});
    spec.weights = {1, 3};
    spec.controllers = {MakeRate("fixed-rate", {{"tps", 20}}),
                        MakeRate("fixed-rate", {{"tps", 60}})};

    EXPECT_DOUBLE_EQ(spec.GetAskedRate(true).value(), (20 + 3 * 60) / 4.0);
    EXPECT_DOUBLE_EQ(spec.GetAskedRate(false).value(), 4 / (1 / 20.0 + 3 / 60.0));
}
