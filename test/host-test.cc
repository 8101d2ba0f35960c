/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/double.h"
#include "ns3/host.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// Stands for a simulation: ends it when the test ends, however it ends.
struct World
{
    ~World()
    {
        Simulator::Destroy();
    }
};

Ptr<Host>
MakeHost(uint32_t cores, double speed = 1.0)
{
    return CreateObjectWithAttributes<Host>("Cores",
                                            UintegerValue(cores),
                                            "Speed",
                                            DoubleValue(speed));
}

/// Names of tasks with the time they finished [ms], in the order they did.
using Log = std::vector<std::pair<std::string, int64_t>>;

Host::Task
Note(Log& log, const std::string& name)
{
    return [&log, name] { log.emplace_back(name, Simulator::Now().GetMilliSeconds()); };
}

/// A callable that counts how often it is copied.
struct CopyCounter
{
    int& copies;

    explicit CopyCounter(int& count)
        : copies(count)
    {
    }

    CopyCounter(const CopyCounter& other)
        : copies(other.copies)
    {
        ++copies;
    }

    CopyCounter(CopyCounter&&) = default;

    void operator()() const
    {
    }
};

struct Job
{
    int64_t submitted; // [ms]
    int64_t duration;  // [ms]
    int64_t finished;  // [ms]
};

/// Runs jobs, given in order of submission, on @p cores one millisecond after the other.
/// @return busy cores in each millisecond.
std::vector<uint32_t>
RunByHand(std::vector<Job>& jobs, uint32_t cores)
{
    std::vector<uint32_t> busy;
    std::vector<Job*> running;
    auto next = jobs.begin();
    for (int64_t now = 0; next != jobs.end() || !running.empty(); ++now)
    {
        while (next != jobs.end() && next->submitted <= now && running.size() < cores)
        {
            running.push_back(&*next++);
        }
        busy.push_back(running.size());
        const auto runsOut = [now](Job* job) {
            job->finished = now + 1;
            return --job->duration == 0;
        };
        running.erase(std::remove_if(running.begin(), running.end(), runsOut), running.end());
    }
    return busy;
}

} // namespace

TEST(Host, RunsTasksOneAfterTheOtherOnOneCore)
{
    const World world;
    Log log;
    const auto host = MakeHost(1);
    host->Submit(MilliSeconds(10), Note(log, "a"));
    host->Submit(MilliSeconds(5), Note(log, "b"));
    Simulator::Schedule(MilliSeconds(40), [&] { host->Submit(MilliSeconds(1), Note(log, "c")); });

    Simulator::Run();

    EXPECT_EQ(log, (Log{{"a", 10}, {"b", 15}, {"c", 41}}));
}

TEST(Host, RunsAsManyTasksAtOnceAsItHasCores)
{
    const World world;
    Log log;
    const auto host = MakeHost(2);
    host->Submit(MilliSeconds(10), Note(log, "a"));
    host->Submit(MilliSeconds(4), Note(log, "b"));
    host->Submit(MilliSeconds(3), Note(log, "c"));
    host->Submit(MilliSeconds(9), Note(log, "d"));

    Simulator::Run();

    EXPECT_EQ(log, (Log{{"b", 4}, {"c", 7}, {"a", 10}, {"d", 16}}));
}

TEST(Host, CallsBackSimultaneousTasksInOrderOfSubmission)
{
    const World world;
    Log log;
    const auto host = MakeHost(3);
    host->Submit(MilliSeconds(6), Note(log, "a"));
    host->Submit(MilliSeconds(2), Note(log, "b"));
    host->Submit(MilliSeconds(6), Note(log, "c"));
    host->Submit(MilliSeconds(4), Note(log, "d")); // from 2 ms

    Simulator::Run();

    EXPECT_EQ(log, (Log{{"b", 2}, {"a", 6}, {"c", 6}, {"d", 6}}));
}

TEST(Host, CallsBackFromTheEventLoopEvenWhenWorkTakesNoTime)
{
    const World world;
    Log log;
    MakeHost(1)->Submit(Time(0), Note(log, "a"));

    EXPECT_TRUE(log.empty());
    Simulator::Run();
    EXPECT_EQ(log, (Log{{"a", 0}}));
}

TEST(Host, DividesDurationsBySpeed)
{
    const World world;
    std::vector<Time> finished;
    const auto note = [&finished] { finished.push_back(Simulator::Now()); };
    for (double speed : {0.25, 1.0, 3.0})
    {
        MakeHost(1, speed)->Submit(NanoSeconds(2000), note); // the event keeps the host
    }

    Simulator::Run();

    EXPECT_EQ(finished,
              (std::vector<Time>{NanoSeconds(667), NanoSeconds(2000), NanoSeconds(8000)}));
}

TEST(Host, RefusesImpossibleAttributes)
{
    const auto host = MakeHost(1);

    EXPECT_FALSE(host->SetAttributeFailSafe("Cores", UintegerValue(0)));
    for (double speed : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()})
    {
        EXPECT_FALSE(host->SetAttributeFailSafe("Speed", DoubleValue(speed))) << speed;
    }
    EXPECT_TRUE(host->SetAttributeFailSafe("Cores", UintegerValue(64)));
    EXPECT_EQ(host->GetCores(), 64U);
}

TEST(Host, TakesOneEventForATask)
{
    const World world;
    const auto host = MakeHost(2);
    for (int i = 0; i < 100; ++i)
    {
        host->Submit(MilliSeconds(1), nullptr);
    }

    Simulator::Run();

    EXPECT_EQ(Simulator::GetEventCount(), 100U);
}

TEST(Host, MovesTheCallback)
{
    const World world;
    int copies = 0;
    MakeHost(1)->Submit(MilliSeconds(1), CopyCounter(copies));

    Simulator::Run();

    EXPECT_EQ(copies, 0);
}

TEST(Host, TracesEveryChangeOfBusyCores)
{
    const World world;
    using Change = std::tuple<int64_t, uint32_t, uint32_t>; // time [ms], busy, cores
    std::vector<Change> changes;
    const auto host = MakeHost(2);
    host->TraceConnectWithoutContext(
        "Utilization",
        Callback<void, uint32_t, uint32_t>([&changes](uint32_t busy, uint32_t cores) {
            changes.emplace_back(Simulator::Now().GetMilliSeconds(), busy, cores);
        }));
    host->Submit(MilliSeconds(10), nullptr);
    host->Submit(MilliSeconds(4), nullptr);
    host->Submit(MilliSeconds(2), nullptr); // queues, from 4 ms to 6 ms
    Simulator::Schedule(MilliSeconds(20), [host] { host->Submit(MilliSeconds(5), nullptr); });

    Simulator::Run();

    EXPECT_EQ(
        changes,
        (std::vector<Change>{{0, 1, 2}, {0, 2, 2}, {6, 1, 2}, {10, 0, 2}, {20, 1, 2}, {25, 0, 2}}));
}

TEST(Host, StaysBusyWhenACallbackSubmitsTheNextTask)
{
    const World world;
    std::vector<uint32_t> changes;
    const auto host = MakeHost(1);
    host->TraceConnectWithoutContext(
        "Utilization",
        Callback<void, uint32_t, uint32_t>(
            [&changes](uint32_t busy, uint32_t) { changes.push_back(busy); }));
    host->Submit(MilliSeconds(1), [host] { host->Submit(MilliSeconds(1), nullptr); });

    Simulator::Run();

    EXPECT_EQ(changes, (std::vector<uint32_t>{1, 0}));
}

// The reference steps through time; Host computes every finishing time at submission.
TEST(Host, AgreesWithASimulationByHandOnRandomWork)
{
    const World world;
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    const auto draw = CreateObject<UniformRandomVariable>();
    draw->SetStream(1);
    const uint32_t cores = 3;
    std::vector<Job> jobs;
    for (int64_t now = 0; jobs.size() < 500; now += draw->GetInteger(0, 4))
    {
        jobs.push_back({now, draw->GetInteger(1, 12), 0});
    }
    std::vector<Job> byHand = jobs;
    const std::vector<uint32_t> busyByHand = RunByHand(byHand, cores);
    const auto host = MakeHost(cores);
    for (Job& job : jobs)
    {
        Simulator::Schedule(MilliSeconds(job.submitted), [&job, host] {
            host->Submit(MilliSeconds(job.duration),
                         [&job] { job.finished = Simulator::Now().GetMilliSeconds(); });
        });
    }
    // Half way through each millisecond no task ends, so both must see the same.
    int64_t halfMilliseconds = 0;
    for (std::size_t now = 0; now < busyByHand.size(); ++now)
    {
        Simulator::Schedule(MicroSeconds(1000 * now + 500), [&, now] {
            EXPECT_EQ(host->GetBusyCores(), busyByHand[now]) << "at " << now << " ms";
            EXPECT_EQ(host->GetBusyTime(),
                      MicroSeconds(500 * (halfMilliseconds + busyByHand[now])));
            halfMilliseconds += 2 * busyByHand[now];
        });
    }
    Simulator::Run();

    for (std::size_t i = 0; i < jobs.size(); ++i)
    {
        EXPECT_EQ(jobs[i].finished, byHand[i].finished) << "job " << i;
    }
    EXPECT_EQ(*std::max_element(busyByHand.begin(), busyByHand.end()), cores);
}
