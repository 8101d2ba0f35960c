/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "process-world.h"

#include "ns3/double.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/strand.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <memory>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Log = ProcessWorld::Log;

} // namespace

TEST(Process, TakesTurnsByTaskUnderFairScheduling)
{
    ProcessWorld world(1);
    const auto a = world.MakeProcess();
    const auto b = world.MakeProcess();
    for (const auto* name : {"a1", "a2", "a3"})
    {
        a->Submit(MilliSeconds(1), world.Note(name));
    }
    b->Submit(MilliSeconds(1), world.Note("b1"));
    b->Submit(MilliSeconds(1), world.Note("b2"));

    Simulator::Run();

    EXPECT_EQ(world.log,
              (Log{{"a1", 1000}, {"b1", 2000}, {"a2", 3000}, {"b2", 4000}, {"a3", 5000}}));
}

TEST(Process, UsesNoMoreThanItsSliceOnceItIsKilled)
{
    ProcessWorld world(1);
    world.host->SetAttribute("Slice", TimeValue(MilliSeconds(4)));
    const auto a = world.MakeProcess();
    const auto b = world.MakeProcess();
    a->Submit(MilliSeconds(100), world.Note("a1"));
    a->Submit(MilliSeconds(100), world.Note("a2"));
    Simulator::Schedule(MilliSeconds(2), [&] {
        a->Kill();
        EXPECT_EQ(a->GetQueueLength(), 0U);
        b->Submit(MilliSeconds(1), world.Note("b1"));
    });
    Simulator::Schedule(MilliSeconds(10), [&] { a->Submit(MilliSeconds(1), world.Note("a3")); });

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"b1", 5000}, {"a3", 11000}}));
    EXPECT_EQ(a->GetBusyTime(), MilliSeconds(5));
}

TEST(Process, MayKillItselfAndStartAnew)
{
    ProcessWorld world(1);
    const auto a = world.MakeProcess();
    a->Submit(MilliSeconds(1), [&] {
        a->Kill();
        a->Submit(MilliSeconds(1), world.Note("new"));
    });
    a->Submit(MilliSeconds(1), world.Note("old"));

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"new", 2000}}));
}

TEST(Process, KeepsTheOrderOfSubmissionUnderFifoScheduling)
{
    ProcessWorld world(1, "fifo");
    const auto a = world.MakeProcess();
    const auto b = world.MakeProcess();
    a->Submit(MilliSeconds(1), world.Note("a1"));
    a->Submit(MilliSeconds(9), world.Note("a2"));
    b->Submit(MilliSeconds(1), world.Note("b1"));
    world.host->Submit(MilliSeconds(1), world.Note("host"));

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"a1", 1000}, {"a2", 10000}, {"b1", 11000}, {"host", 12000}}));
}

TEST(Process, RunsNoMoreTasksAtOnceThanItHasThreads)
{
    for (const std::string scheduling : {"fifo", "fair"})
    {
        ProcessWorld world(4, scheduling);
        const auto process = world.MakeProcess(2);
        for (const auto* name : {"a", "b", "c"})
        {
            process->Submit(MilliSeconds(1), world.Note(name));
        }

        EXPECT_EQ(process->GetRunning(), 2U);
        EXPECT_EQ(process->GetQueueLength(), 1U);
        EXPECT_EQ(world.host->GetBusyCores(), 2U);
        Simulator::Run();

        EXPECT_EQ(world.log, (Log{{"a", 1000}, {"b", 1000}, {"c", 2000}})) << scheduling;
    }
}

TEST(Process, GetsHalfTheCoresBesideAnotherHoweverLongTheTasksOfEachAre)
{
    ProcessWorld world(2);
    const auto lengthy = world.MakeProcess();
    const auto brief = world.MakeProcess();
    for (int task = 0; task < 100; ++task)
    {
        lengthy->Submit(MilliSeconds(70), nullptr);
    }
    for (int task = 0; task < 20'000; ++task)
    {
        brief->Submit(MicroSeconds(200), nullptr);
    }

    Simulator::Stop(Seconds(2));
    Simulator::Run();

    const Time longestRun = MicroSeconds(1500); // Host's Slice
    EXPECT_EQ(world.host->GetBusyTime(), Seconds(4));
    EXPECT_NEAR(lengthy->GetBusyTime().GetSeconds(), 2, 2 * longestRun.GetSeconds());
    EXPECT_NEAR(brief->GetBusyTime().GetSeconds(), 2, 2 * longestRun.GetSeconds());
}

// Go 1.19, runtime/proc.go: what has run for forcePreemptNS goes to the end of the line.
TEST(Process, TasksThatRunForLongLetOthersOvertakeOnlyWhenPreempted)
{
    for (const bool preempts : {false, true})
    {
        ProcessWorld world(1);
        const auto process = world.MakeProcess();
        if (preempts)
        {
            process->SetAttribute("PreemptAfter", TimeValue(MilliSeconds(9)));
        }
        process->Submit(MilliSeconds(20), world.Note("long"));
        process->Submit(MilliSeconds(1), world.Note("short"));

        Simulator::Run();

        const Log log = preempts ? Log{{"short", 10'000}, {"long", 21'000}}
                                 : Log{{"long", 20'000}, {"short", 21'000}};
        EXPECT_EQ(world.log, log);
    }
}

// Linux 5.15, kernel/sched/core.c, sched_prio_to_weight: 1024 at 0, 110 at 10.
TEST(Process, GetsAShareByItsNicenessBesideAnother)
{
    ProcessWorld world(2);
    const auto usual = world.MakeProcess();
    const auto nice = world.MakeProcess();
    nice->SetAttribute("Niceness", UintegerValue(10));
    for (int task = 0; task < 20'000; ++task)
    {
        usual->Submit(MicroSeconds(200), nullptr);
        nice->Submit(MicroSeconds(200), nullptr);
    }

    Simulator::Stop(Seconds(2));
    Simulator::Run();

    const double share = 110.0 / (1024 + 110);
    EXPECT_EQ(world.host->GetBusyTime(), Seconds(4));
    EXPECT_NEAR(nice->GetBusyTime().GetSeconds(), 4 * share, 0.01);
    EXPECT_NEAR(usual->GetBusyTime().GetSeconds(), 4 * (1 - share), 0.01);
}

TEST(Process, IsNotKeptWaitingByTheBacklogOfAnother)
{
    ProcessWorld world(1);
    const auto busy = world.MakeProcess();
    const auto light = world.MakeProcess();
    for (int task = 0; task < 1000; ++task)
    {
        busy->Submit(MilliSeconds(10), nullptr);
    }
    Time longest;
    for (int ms = 100; ms < 1000; ms += 17)
    {
        Simulator::Schedule(MilliSeconds(ms), [&, submitted = MilliSeconds(ms)] {
            light->Submit(MicroSeconds(100), [&, submitted] {
                longest = std::max(longest, Simulator::Now() - submitted);
            });
        });
    }

    Simulator::Stop(Seconds(1));
    Simulator::Run();

    EXPECT_GT(longest, MicroSeconds(100));
    EXPECT_LE(longest, MicroSeconds(1500 + 100)); // one slice of the other, then its own work
}

TEST(Process, CannotClaimTheTimeItSlept)
{
    ProcessWorld world(1);
    const auto busy = world.MakeProcess();
    const auto late = world.MakeProcess();
    const auto submit = [](Ptr<Process> process) {
        for (int task = 0; task < 2000; ++task)
        {
            process->Submit(MilliSeconds(1), nullptr);
        }
    };
    submit(busy);
    Simulator::Schedule(Seconds(1), [&] { submit(late); });

    Simulator::Stop(Seconds(2));
    Simulator::Run();

    // Half of the second since it came, and the sleeper's credit of 6 ms at most.
    EXPECT_NEAR(late->GetBusyTime().GetSeconds(), 0.5, 0.008);
    EXPECT_NEAR(busy->GetBusyTime().GetSeconds(), 1.5, 0.008);
}

// Processor sharing (Kleinrock, Queueing Systems II, section 4.4): with Poisson arrivals, a job of
// length x takes x / (1 - load) in the mean, whatever the lengths of the others. Each job here has
// a process of its own.
TEST(Process, MakesJobsTakeTheTimeOfProcessorSharing)
{
    const double load = 0.6;
    const std::vector<Time> lengths{MicroSeconds(200), MicroSeconds(1800)};
    ProcessWorld world(1);
    world.host->SetAttribute("Slice", TimeValue(MicroSeconds(20)));
    world.host->SetAttribute("SleeperCredit", TimeValue(Time(0)));
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    auto gap = CreateObject<ExponentialRandomVariable>();
    gap->SetAttribute("Mean", DoubleValue(1e6 / load)); // [ns], the mean length being 1 ms
    gap->SetStream(1);
    auto choice = CreateObject<UniformRandomVariable>();
    choice->SetStream(2);
    std::vector<Ptr<Process>> idle;
    std::vector<double> total(2);
    std::vector<uint32_t> count(2);
    int left = 60'000;

    std::function<void()> arrive = [&] {
        if (idle.empty())
        {
            idle.push_back(world.MakeProcess(1));
        }
        auto process = idle.back();
        idle.pop_back();
        const auto kind = choice->GetInteger(0, 1);
        process->Submit(lengths[kind], [&, process, kind, arrived = Simulator::Now()] {
            total[kind] += (Simulator::Now() - arrived).GetMicroSeconds();
            ++count[kind];
            idle.push_back(process);
        });
        if (--left > 0)
        {
            Simulator::Schedule(NanoSeconds(std::llround(gap->GetValue())), arrive);
        }
    };
    Simulator::ScheduleNow(arrive);
    Simulator::Run();

    for (std::size_t kind = 0; kind < lengths.size(); ++kind)
    {
        const double expected = lengths[kind].GetMicroSeconds() / (1 - load);
        EXPECT_NEAR(total[kind] / count[kind], expected, 0.05 * expected) << lengths[kind];
    }
}

TEST(Process, RunsAStrandOneTaskAtATime)
{
    ProcessWorld world(2);
    const auto process = world.MakeProcess();
    const auto strand = CreateObject<Strand>(process);
    strand->Submit(MilliSeconds(1), world.Note("a"));
    strand->Submit(MilliSeconds(1), world.Note("b"));

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"a", 1000}, {"b", 2000}}));
    EXPECT_EQ(process->GetBusyTime(), MilliSeconds(2));
}

// Two of three tasks that wait start before the one that comes back from a blocking call.
TEST(Process, WhatReturnsFromABlockingCallWaitsInALineOfItsOwn)
{
    ProcessWorld world(1);
    const auto process = world.MakeProcess(1);
    process->SetAttribute("ReturnEvery", UintegerValue(3));
    process->Submit(MicroSeconds(10), world.Note("first"));
    process->SubmitAfterBlocking(MicroSeconds(10), world.Note("back"));
    for (const auto* name : {"a", "b", "c"})
    {
        process->Submit(MicroSeconds(10), world.Note(name));
    }

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"first", 10}, {"a", 20}, {"back", 30}, {"b", 40}, {"c", 50}}));
}

TEST(Process, WhatReturnsFromABlockingCallNeedNotWaitForOthersThatAreNotThere)
{
    ProcessWorld world(1);
    const auto process = world.MakeProcess();
    process->SetAttribute("ReturnEvery", UintegerValue(61));
    process->SubmitAfterBlocking(MicroSeconds(10), world.Note("back"));

    Simulator::Run();

    EXPECT_EQ(world.log, (Log{{"back", 10}}));
}

// A callback may hold what holds the process, as a strand's does.
TEST(Process, LetsGoOfWhatWaitsWhenTheSimulationIsDestroyed)
{
    const auto held = std::make_shared<int>();
    {
        ProcessWorld world(1);
        const auto process = world.MakeProcess();
        process->Submit(MilliSeconds(1), [process, held] {});
        process->Submit(MilliSeconds(1), [process, held] {});
        process->SubmitAfterBlocking(MilliSeconds(1), [process, held] {});
        EXPECT_EQ(held.use_count(), 4);
    }

    EXPECT_EQ(held.use_count(), 1);
}
