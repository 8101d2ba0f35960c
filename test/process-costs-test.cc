/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "process-world.h"

#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Log = ProcessWorld::Log;

Ptr<RandomVariableStream>
MakeConstant(double value)
{
    return CreateObjectWithAttributes<ConstantRandomVariable>("Constant", DoubleValue(value));
}

} // namespace

TEST(Process, TakesMoreCoreTimePerTaskUnloadedThanLoaded)
{
    ProcessWorld world(2);
    const auto process = world.MakeProcess();
    process->SetAttribute("WakeUpCost", TimeValue(MicroSeconds(80)));
    process->SetAttribute("SleepCost", TimeValue(MicroSeconds(50)));
    const Time task = MicroSeconds(100);

    process->Submit(task, world.Note("unloaded"));
    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"unloaded", 180}})); // what follows it delays nobody
    EXPECT_EQ(process->GetBusyTime(), MicroSeconds(80 + 100 + 50));

    const Time before = process->GetBusyTime();
    for (int i = 0; i < 1000; ++i)
    {
        process->Submit(task, nullptr);
    }
    Simulator::Run();

    EXPECT_EQ(process->GetBusyTime() - before, 1000 * task + MicroSeconds(80 + 50));
}

TEST(Process, DoesNotSleepBetweenATaskAndTheOneItsCallbackSubmits)
{
    ProcessWorld world(1);
    const auto process = world.MakeProcess();
    process->SetAttribute("WakeUpCost", TimeValue(MicroSeconds(80)));
    process->SetAttribute("SleepCost", TimeValue(MicroSeconds(50)));

    process->Submit(MicroSeconds(100),
                    [&] { process->Submit(MicroSeconds(100), world.Note("next")); });
    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"next", 280}}));
    EXPECT_EQ(process->GetBusyTime(), MicroSeconds(330));
}

TEST(Process, PaysForColdCachesOnlyAfterALongSleep)
{
    ProcessWorld world(1);
    const auto process = world.MakeProcess();
    process->SetAttribute("ColdCost", TimeValue(MicroSeconds(500)));
    process->SetAttribute("ColdAfter", TimeValue(MilliSeconds(10)));
    for (const int ms : {20, 30, 50})
    {
        Simulator::Schedule(MilliSeconds(ms),
                            [&] { process->Submit(MicroSeconds(100), world.Note("task")); });
    }

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"task", 20'600}, {"task", 30'100}, {"task", 50'600}}));
}

TEST(Process, SleepsAtOnceWhenAnotherWaitsForItsCore)
{
    ProcessWorld world(1);
    const auto process = world.MakeProcess();
    process->SetAttribute("SleepCost", TimeValue(MicroSeconds(50)));
    const auto other = world.MakeProcess();
    process->Submit(MicroSeconds(100), nullptr);
    other->Submit(MicroSeconds(100), world.Note("other"));

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"other", 200}}));
    EXPECT_EQ(process->GetBusyTime(), MicroSeconds(100));
}

TEST(Process, CountsItsOwnCoreTimeAndOfRunningTasksThePartThatHasRun)
{
    ProcessWorld world(2);
    const auto a = world.MakeProcess();
    const auto b = world.MakeProcess();
    a->Submit(MicroSeconds(1000), nullptr);
    b->Submit(MicroSeconds(400), nullptr);

    Simulator::Stop(MicroSeconds(500));
    Simulator::Run();

    EXPECT_EQ(a->GetBusyTime(), MicroSeconds(500));
    EXPECT_EQ(b->GetBusyTime(), MicroSeconds(400));
    EXPECT_EQ(world.host->GetBusyTime(), MicroSeconds(900));
    EXPECT_EQ(world.host->GetBusyCores(), 1U);
}

TEST(Process, RunsFasterOnAFasterHost)
{
    ProcessWorld world(1);
    world.host->SetAttribute("Speed", DoubleValue(2));
    const auto process = world.MakeProcess();
    process->SetAttribute("WakeUpCost", TimeValue(MicroSeconds(80)));

    process->Submit(MicroSeconds(100), world.Note("task"));
    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"task", 90}}));
}

TEST(Process, CollectsGarbageForItsShareOfCoreTime)
{
    ProcessWorld world(2);
    const auto process = world.MakeProcess();
    process->SetAttribute("CollectionInterval", PointerValue(MakeConstant(0.1)));
    process->SetAttribute("CollectionCost", TimeValue(MilliSeconds(20)));
    for (int i = 0; i < 10'000; ++i)
    {
        process->Submit(MicroSeconds(100), nullptr);
    }

    Simulator::Run();

    // 1 s of tasks. Those that assist do not count towards the next collection.
    const double collections = (process->GetBusyTime() - Seconds(1)).GetSeconds() / 0.02;
    EXPECT_NEAR(collections, 10, 1);
    EXPECT_EQ(collections, std::round(collections));
}

TEST(Process, CollectsGarbageBesideATaskWhichAssists)
{
    ProcessWorld world(2);
    const auto process = world.MakeProcess();
    process->SetAttribute("CollectionInterval", PointerValue(MakeConstant(0.1)));
    process->SetAttribute("CollectionCost", TimeValue(MilliSeconds(20)));
    process->SetAttribute("AssistRatio", DoubleValue(2));
    process->Submit(MilliSeconds(100), nullptr); // starts a collection
    Simulator::Schedule(MilliSeconds(101), [&] { Simulator::Stop(); });
    Simulator::Run();
    process->Submit(MilliSeconds(100), world.Note("starts the next"));
    Simulator::Schedule(MilliSeconds(1),
                        [&] { process->Submit(MilliSeconds(1), world.Note("assists")); });

    Simulator::Run();

    // The collector has a thread, the long task the other; they take slices of 1.5 ms in turn with
    // what waits, and the short task is three times as long.
    ASSERT_EQ(world.log.size(), 2U);
    EXPECT_EQ(world.log[0].first, "assists");
    EXPECT_EQ(process->GetBusyTime(), MilliSeconds(100 + 100 + 1 + 20 + 20));
}

TEST(Process, StallsWhileItCollectsOnALoadedHost)
{
    const auto longestWait = [](bool collects) {
        ProcessWorld world(1);
        const auto process = world.MakeProcess();
        if (collects)
        {
            process->SetAttribute("CollectionInterval", PointerValue(MakeConstant(0.5)));
            process->SetAttribute("CollectionCost", TimeValue(MilliSeconds(50)));
        }
        const auto other = world.MakeProcess();
        for (int i = 0; i < 5000; ++i)
        {
            other->Submit(MilliSeconds(1), nullptr);
        }
        Time longest;
        for (int ms = 0; ms < 3000; ms += 4)
        {
            Simulator::Schedule(MilliSeconds(ms), [&, submitted = MilliSeconds(ms)] {
                process->Submit(MilliSeconds(1), [&, submitted] {
                    longest = std::max(longest, Simulator::Now() - submitted);
                });
            });
        }
        Simulator::Stop(Seconds(3));
        Simulator::Run();
        return longest;
    };

    EXPECT_LT(longestWait(false), MilliSeconds(4));
    EXPECT_GT(longestWait(true), MilliSeconds(50));
}

TEST(Process, DrawsWhatATaskTakesFromVariation)
{
    ProcessWorld world(1);
    const auto process = world.MakeProcess();
    process->SetAttribute("Variation", PointerValue(MakeConstant(1.5)));

    process->Submit(MicroSeconds(100), world.Note("task"));
    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"task", 150}}));
    EXPECT_EQ(process->AssignStreams(7), 2);
}

TEST(Process, WakingCostsLessWhenNoCoreIdles)
{
    ProcessWorld world(1);
    const auto busy = world.MakeProcess();
    const auto woken = world.MakeProcess();
    woken->SetAttribute("WakeUpCost", TimeValue(MicroSeconds(100)));
    woken->SetAttribute("BusyWakeUpShare", DoubleValue(0.25));
    busy->Submit(MicroSeconds(10), world.Note("busy"));
    woken->Submit(MicroSeconds(10), world.Note("woken"));
    Simulator::Schedule(MilliSeconds(1),
                        [&] { woken->Submit(MicroSeconds(10), world.Note("alone")); });

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"busy", 10}, {"woken", 45}, {"alone", 1110}}));
}

// The mean of n factors has a variance of 1/n of one's: 100 ms vary a tenth as much as 1 ms.
TEST(Process, EachMillisecondOfATaskVariesByItself)
{
    ProcessWorld world(1);
    const auto process = world.MakeProcess();
    process->SetAttribute("Variation",
                          StringValue("ns3::UniformRandomVariable[Min=0|Max=2]")); // sd 0.577
    process->AssignStreams(1);
    double squares = 0;
    constexpr int TASKS = 1000;
    Time last;
    for (int task = 0; task < TASKS; ++task)
    {
        process->Submit(MilliSeconds(100), [&] {
            const double off = (Simulator::Now() - last).GetSeconds() / 0.1 - 1;
            squares += off * off;
            last = Simulator::Now();
        });
    }

    Simulator::Run();

    EXPECT_NEAR(std::sqrt(squares / TASKS), std::sqrt(1.0 / 3) / 10, 0.006);
}
