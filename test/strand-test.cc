/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/host.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/strand.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
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
MakeHost(uint32_t cores)
{
    return CreateObjectWithAttributes<Host>("Cores", UintegerValue(cores));
}

/// Names of tasks with the time they finished [ms], in the order they did.
using Log = std::vector<std::pair<std::string, int64_t>>;

Host::Task
Note(Log& log, const std::string& name)
{
    return [&log, name] { log.emplace_back(name, Simulator::Now().GetMilliSeconds()); };
}

} // namespace

TEST(Strand, RunsOneTaskAtATimeWhateverCoresAreFree)
{
    const World world;
    Log log;
    const auto strand = CreateObject<Strand>(MakeHost(8));
    strand->Submit(MilliSeconds(10), Note(log, "a"));
    strand->Submit(MilliSeconds(5), Note(log, "b"));
    strand->Submit(Time(0), Note(log, "c"));
    Simulator::Schedule(MilliSeconds(40), [&] { strand->Submit(MilliSeconds(1), Note(log, "d")); });

    EXPECT_EQ(strand->GetQueueLength(), 2U);
    Simulator::Run();

    EXPECT_EQ(log, (Log{{"a", 10}, {"b", 15}, {"c", 15}, {"d", 41}}));
    EXPECT_EQ(strand->GetQueueLength(), 0U);
}

TEST(Strand, LetsStrandsRunSideBySideOnTwoCores)
{
    const World world;
    Log log;
    const auto host = MakeHost(2);
    const auto first = CreateObject<Strand>(host);
    const auto second = CreateObject<Strand>(host);
    first->Submit(MilliSeconds(10), Note(log, "a1"));
    first->Submit(MilliSeconds(10), Note(log, "a2"));
    second->Submit(MilliSeconds(6), Note(log, "b1"));
    second->Submit(MilliSeconds(6), Note(log, "b2"));

    Simulator::Run();

    EXPECT_EQ(log, (Log{{"b1", 6}, {"a1", 10}, {"b2", 12}, {"a2", 20}}));
}

// A program that has just run queues behind the one that waits: the core goes round.
TEST(Strand, TakesTurnsWithAnotherOnASharedCore)
{
    const World world;
    Log log;
    const auto host = MakeHost(1);
    const auto first = CreateObject<Strand>(host);
    const auto second = CreateObject<Strand>(host);
    first->Submit(MilliSeconds(10), Note(log, "a1"));
    first->Submit(MilliSeconds(10), Note(log, "a2"));
    second->Submit(MilliSeconds(6), Note(log, "b1"));
    second->Submit(MilliSeconds(6), Note(log, "b2"));

    Simulator::Run();

    EXPECT_EQ(log, (Log{{"a1", 10}, {"b1", 16}, {"a2", 26}, {"b2", 32}}));
}

TEST(Strand, QueuesWhatACallbackSubmitsBehindWhatWaits)
{
    const World world;
    Log log;
    const auto strand = CreateObject<Strand>(MakeHost(1));
    strand->Submit(MilliSeconds(1), [&log, strand] {
        strand->Submit(MilliSeconds(1), Note(log, "from a callback"));
        EXPECT_EQ(strand->GetQueueLength(), 2U);
    });
    strand->Submit(MilliSeconds(1), Note(log, "before"));

    Simulator::Run();

    EXPECT_EQ(log, (Log{{"before", 2}, {"from a callback", 3}}));
}

TEST(Strand, TakesOneEventForATask)
{
    const World world;
    const auto strand = CreateObject<Strand>(MakeHost(2));
    for (int i = 0; i < 100; ++i)
    {
        strand->Submit(MilliSeconds(1), nullptr);
    }

    Simulator::Run();

    EXPECT_EQ(Simulator::GetEventCount(), 100U);
    EXPECT_EQ(Simulator::Now(), MilliSeconds(100));
}

TEST(Strand, HasItsExecutorFromTheConstructorOrTheAttribute)
{
    const auto host = MakeHost(1);

    EXPECT_EQ(CreateObject<Strand>(host)->GetExecutor(), host);
    EXPECT_EQ(CreateObjectWithAttributes<Strand>("Executor", PointerValue(host))->GetExecutor(), host);
}

TEST(Strand, CallsNobodyBackOnceDisposed)
{
    const World world;
    Log log;
    const auto strand = CreateObject<Strand>(MakeHost(1));
    strand->Submit(MilliSeconds(1), Note(log, "a"));
    strand->Submit(MilliSeconds(2), Note(log, "b"));
    strand->Submit(MilliSeconds(4), Note(log, "c"));
    Simulator::Schedule(MilliSeconds(2), [strand] { strand->Dispose(); });

    Simulator::Run();

    EXPECT_EQ(log, (Log{{"a", 1}}));
    EXPECT_EQ(Simulator::Now(), MilliSeconds(3)); // b ran to its end on the host
}

// A callback may hold what holds the strand, as a TLS channel does.
TEST(Strand, LetsGoOfWhatWaitsWhenTheSimulationIsDestroyed)
{
    const auto held = std::make_shared<int>();
    {
        const World world;
        const auto strand = CreateObject<Strand>(MakeHost(1));
        strand->Submit(MilliSeconds(1), [strand, held] {});
        strand->Submit(MilliSeconds(1), [strand, held] {});
        EXPECT_EQ(held.use_count(), 3);
    }

    EXPECT_EQ(held.use_count(), 1);
}
