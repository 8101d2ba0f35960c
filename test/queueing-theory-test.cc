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
#include "ns3/strand.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const double SERVICE = 1e6; //!< mean duration of a task [ns]
const double TOLERANCE = 0.02;

/// @return mean wait in an M/D/1 queue [ns]: the Pollaczek-Khinchine formula, for a service time
/// that does not vary.
double
WaitMd1(double load)
{
    return load * SERVICE / (2 * (1 - load));
}

/// @return mean wait in an M/M/c queue [ns]: Erlang's C formula (the chance to wait, here by way of
/// the recursion for his B) over the spare service rate.
double
WaitMmc(uint32_t cores, double load)
{
    const double offered = load * cores; // [erlang]
    double blocking = 1;
    for (uint32_t c = 1; c <= cores; ++c)
    {
        blocking = offered * blocking / (c + offered * blocking);
    }
    const double waiting = blocking / (1 - load * (1 - blocking));
    return waiting * SERVICE / (cores * (1 - load));
}

using Server = std::function<void(Time duration, Host::Task done)>;

Server
OnHost(Ptr<Host> host)
{
    return [host](Time duration, Host::Task done) { host->Submit(duration, std::move(done)); };
}

Server
OnStrand(Ptr<Strand> strand)
{
    return [strand](Time duration, Host::Task done) { strand->Submit(duration, std::move(done)); };
}

/// Tasks that arrive as a Poisson process, of constant or exponential duration, and their waits.
class Queue
{
  public:
    Queue(double rate, bool exponentialService)
        : m_gap(MakeExponential(1 / rate, 1)),
          m_service(exponentialService ? MakeExponential(SERVICE, 2) : nullptr),
          m_choice(CreateObject<UniformRandomVariable>())
    {
        m_choice->SetStream(3);
    }

    /// @return mean wait [ns] of @p tasks tasks, each sent to any of @p servers.
    double Run(const std::vector<Server>& servers, uint32_t tasks)
    {
        m_servers = servers;
        m_left = tasks;
        ScheduleArrival();
        Simulator::Run();
        Simulator::Destroy();
        return static_cast<double>(m_wait.GetNanoSeconds()) / m_finished;
    }

  private:
    static Ptr<ExponentialRandomVariable> MakeExponential(double mean, int64_t stream)
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        auto draw = CreateObject<ExponentialRandomVariable>();
        draw->SetAttribute("Mean", DoubleValue(mean));
        draw->SetStream(stream);
        return draw;
    }

    static Time Draw(Ptr<ExponentialRandomVariable> draw)
    {
        return NanoSeconds(std::llround(draw->GetValue()));
    }

    void ScheduleArrival()
    {
        Simulator::Schedule(Draw(m_gap), &Queue::Arrive, this);
    }

    void Arrive()
    {
        const Time arrived = Simulator::Now();
        const Time duration = m_service ? Draw(m_service) : NanoSeconds(SERVICE);
        const auto server =
            m_servers.size() == 1 ? 0 : m_choice->GetInteger(0, m_servers.size() - 1);
        m_servers[server](duration, [this, arrived, duration] {
            m_wait += Simulator::Now() - arrived - duration;
            ++m_finished;
        });
        if (--m_left > 0)
        {
            ScheduleArrival();
        }
    }

    Ptr<ExponentialRandomVariable> m_gap;
    Ptr<ExponentialRandomVariable> m_service;
    Ptr<UniformRandomVariable> m_choice;
    std::vector<Server> m_servers;
    uint32_t m_left{0};
    Time m_wait;
    uint32_t m_finished{0};
};

Ptr<Host>
MakeHost(uint32_t cores)
{
    return CreateObjectWithAttributes<Host>("Cores", UintegerValue(cores));
}

} // namespace

TEST(QueueingTheory, HostWaitsAsMd1AtHalfLoad)
{
    const double load = 0.5;
    const double expected = WaitMd1(load);

    const double wait = Queue(load / SERVICE, false).Run({OnHost(MakeHost(1))}, 300'000);

    EXPECT_NEAR(wait, expected, TOLERANCE * expected);
}

TEST(QueueingTheory, HostWaitsAsMd1AtHighLoad)
{
    const double load = 0.8;
    const double expected = WaitMd1(load);

    const double wait = Queue(load / SERVICE, false).Run({OnHost(MakeHost(1))}, 1'000'000);

    EXPECT_NEAR(wait, expected, TOLERANCE * expected);
}

TEST(QueueingTheory, HostOfTwoCoresWaitsAsMm2)
{
    const uint32_t cores = 2;
    const double load = 0.7;
    const double expected = WaitMmc(cores, load);

    const double wait = Queue(cores * load / SERVICE, true).Run({OnHost(MakeHost(cores))}, 900'000);

    EXPECT_NEAR(wait, expected, TOLERANCE * expected);
}

TEST(QueueingTheory, HostOfFourCoresWaitsAsMm4)
{
    const uint32_t cores = 4;
    const double load = 0.7;
    const double expected = WaitMmc(cores, load);

    const double wait = Queue(cores * load / SERVICE, true).Run({OnHost(MakeHost(cores))}, 900'000);

    EXPECT_NEAR(wait, expected, TOLERANCE * expected);
}

TEST(QueueingTheory, StrandWaitsAsMd1HoweverManyCoresTheHostHas)
{
    const double load = 0.5;
    const double expected = WaitMd1(load);
    const auto strand = CreateObject<Strand>(MakeHost(4));

    const double wait = Queue(load / SERVICE, false).Run({OnStrand(strand)}, 300'000);

    EXPECT_NEAR(wait, expected, TOLERANCE * expected);
}

// The mean wait is that of one queue, in whatever order equal tasks are served (Kleinrock's
// conservation law).
TEST(QueueingTheory, StrandsThatShareACoreWaitAsOneMd1)
{
    const double load = 0.5;
    const double expected = WaitMd1(load);
    const auto host = MakeHost(1);

    const double wait =
        Queue(load / SERVICE, false)
            .Run({OnStrand(CreateObject<Strand>(host)), OnStrand(CreateObject<Strand>(host))},
                 300'000);

    EXPECT_NEAR(wait, expected, TOLERANCE * expected);
}
