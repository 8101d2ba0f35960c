/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-idle-timer.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// Activity every second for 95 s, then none.
struct BusyWorld
{
    BusyWorld()
    {
        for (int second = 1; second <= 95; ++second)
        {
            Simulator::Schedule(Seconds(second), [this] { last = Simulator::Now(); });
        }
        timer.Start(
            Seconds(10),
            [this] { return last; },
            [this] { expired.push_back(Simulator::Now()); });
    }

    ~BusyWorld()
    {
        timer.Stop();
        Simulator::Destroy();
    }

    Time last;
    std::vector<Time> expired;
    MqttIdleTimer timer;
};

} // namespace

TEST(MqttIdleTimer, ExpiresWhenIdleForTheLimitAndAfterEachFurtherOne)
{
    BusyWorld world;
    Simulator::Stop(Seconds(120));
    Simulator::Run();

    EXPECT_EQ(world.expired, (std::vector<Time>{Seconds(105), Seconds(115)}));
}

TEST(MqttIdleTimer, TakesOneEventPerLimitHoweverMuchHappens)
{
    BusyWorld world;
    const uint64_t before = Simulator::GetEventCount();
    Simulator::Stop(Seconds(95) + MilliSeconds(500));
    Simulator::Run();

    const uint64_t activities = 95;
    const uint64_t stop = 1;
    // At 10 s, then within each 10 s behind the activity last seen: 19 or 20 s, and so on.
    EXPECT_LE(Simulator::GetEventCount() - before, activities + stop + 11);
}

TEST(MqttIdleTimer, IsSilentWhenStopped)
{
    BusyWorld world;
    Simulator::Schedule(Seconds(104), [&world] { world.timer.Stop(); });
    Simulator::Stop(Seconds(120));
    Simulator::Run();

    EXPECT_TRUE(world.expired.empty());
}
