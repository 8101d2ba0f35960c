/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/process.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/strand.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// A host and its processes, and the log of what they finished.
struct ProcessWorld
{
    explicit ProcessWorld(uint32_t cores, const std::string& scheduling = "fair")
        : host(CreateObjectWithAttributes<Host>("Cores",
                                                UintegerValue(cores),
                                                "Scheduling",
                                                StringValue(scheduling)))
    {
    }

    ~ProcessWorld()
    {
        Simulator::Destroy();
    }

    Ptr<Process> MakeProcess(uint32_t threads = 0) const
    {
        auto process = CreateObject<Process>(host);
        process->SetAttribute("Threads", UintegerValue(threads));
        return process;
    }

    Executor::Task Note(const std::string& name)
    {
        return [this, name] { log.emplace_back(name, Simulator::Now().GetMicroSeconds()); };
    }

    Ptr<Host> host;
    std::vector<std::pair<std::string, int64_t>> log; //!< [us]
};

using Log = std::vector<std::pair<std::string, int64_t>>;

Ptr<RandomVariableStream>
MakeConstant(double value)
{
    return CreateObjectWithAttributes<ConstantRandomVariable>("Constant", DoubleValue(value));
}

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
