/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/config.h"
#include "ns3/device-scheduling.h"
#include "ns3/double.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

class DeviceSchedulingTest : public testing::Test
{
  protected:
    ~DeviceSchedulingTest() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    static Ptr<DeviceScheduling> Make(double probability, Time handling, Time answer)
    {
        auto scheduling = CreateObject<DeviceScheduling>();
        scheduling->SetAttribute("DelayProbability", DoubleValue(probability));
        scheduling->SetAttribute("HandlingDelay", TimeValue(handling));
        scheduling->SetAttribute("AnswerDelay", TimeValue(answer));
        scheduling->AssignStreams(7);
        return scheduling;
    }
};

} // namespace

TEST_F(DeviceSchedulingTest, RunsAtOnceByDefault)
{
    auto scheduling = CreateObject<DeviceScheduling>();
    int runs = 0;
    scheduling->Handle([&] { ++runs; });
    scheduling->Answer([&] { ++runs; });

    EXPECT_EQ(runs, 2);
}

TEST_F(DeviceSchedulingTest, KeepsTheOrderOfWhatComesWhileItWaits)
{
    auto scheduling = Make(1, MilliSeconds(10), Hours(1));
    std::string order;
    std::vector<Time> times;
    for (const char name : std::string("abc"))
    {
        scheduling->Handle([&order, &times, name] {
            order += name;
            times.push_back(Simulator::Now());
        });
    }
    scheduling->Answer([&] { order += 'x'; }); // answers wait by themselves
    Simulator::Run();

    EXPECT_EQ(order, "abcx");
    EXPECT_TRUE(times.front().IsStrictlyPositive());
    EXPECT_EQ(times.front(), times.back());
}

TEST_F(DeviceSchedulingTest, WaitsAreExponentialOfTheirMeans)
{
    constexpr int MESSAGES = 4000;
    auto scheduling = Make(0.5, MilliSeconds(10), MilliSeconds(100));
    double handled = 0; // s, sums
    double answered = 0;
    for (int i = 0; i < MESSAGES; ++i)
    {
        Simulator::Schedule(Seconds(100) * i, [&, start = Seconds(100) * i] {
            scheduling->Handle(
                [&, start] { handled += (Simulator::Now() - start).GetSeconds(); });
            scheduling->Answer(
                [&, start] { answered += (Simulator::Now() - start).GetSeconds(); });
        });
    }
    Simulator::Run();

    // Half of the draws are 0, the others exponential: the mean of n scatters by
    // sqrt(2 p - p^2) mean / sqrt(n), 1.4 % of the mean; three times that is allowed.
    EXPECT_NEAR(handled / MESSAGES, 0.005, 0.00042);
    EXPECT_NEAR(answered / MESSAGES, 0.050, 0.0042);
}

// The median of the slowest of N delays, each met with probability p and then exponential of mean
// m, solves (1 - p exp(-x / m))^N = 1/2: x = m ln(p / (1 - 2^(-1/N))), or 0 if that is negative.
TEST_F(DeviceSchedulingTest, SlowestOfManyDevicesFollowsTheFormula)
{
    constexpr double P = 0.16;
    constexpr double MEAN = 0.24; // s
    constexpr int ROUNDS = 3001;
    for (const int devices : {3, 10, 100})
    {
        auto scheduling = Make(P, Seconds(MEAN), Time(0));
        std::vector<double> slowest(ROUNDS);
        for (int round = 0; round < ROUNDS; ++round)
        {
            for (int device = 0; device < devices; ++device)
            {
                const Time start = Seconds(100) * (round * devices + device + 1);
                Simulator::Schedule(start, [&slowest, scheduling, round, start] {
                    scheduling->Handle([&slowest, round, start] {
                        slowest[round] =
                            std::max(slowest[round], (Simulator::Now() - start).GetSeconds());
                    });
                });
            }
        }
        Simulator::Run();
        Simulator::Destroy();

        std::nth_element(slowest.begin(), slowest.begin() + ROUNDS / 2, slowest.end());
        const double expected =
            std::max(0.0, MEAN * std::log(P / (1 - std::pow(2.0, -1.0 / devices))));
        // The median of n draws scatters by 1 / (2 f sqrt(n)), f being the density there: here
        // less than 0.008 s. Three times that is allowed.
        EXPECT_NEAR(slowest[ROUNDS / 2], expected, 0.024) << devices << " devices";
    }
}
