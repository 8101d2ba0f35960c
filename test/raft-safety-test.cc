/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-schedule.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

// D. Ongaro and J. Ousterhout, "In search of an understandable consensus algorithm", 2014, figure
// 3: election safety and state machine safety, and what they are for: after all faults are gone,
// everybody applies everything.
TEST(RaftSafety, HoldsInTenThousandRandomSchedulesOfFaults)
{
    RaftSchedule::Coverage coverage;
    const uint64_t sizes[] = {3, 5, 7};
    for (uint64_t seed = 1; seed <= 10'000; ++seed)
    {
        RaftSchedule schedule(sizes[seed % 3], seed);
        schedule.RunFaults(600);
        schedule.Heal();
        ASSERT_EQ(schedule.GetViolation(), "") << "seed " << seed;
        coverage += schedule.GetCoverage();
    }
    // What was never tried was not tested.
    EXPECT_GT(coverage.elections, 20'000U);
    EXPECT_GT(coverage.committed, 100'000U);
    EXPECT_GT(coverage.crashes, 10'000U);
    EXPECT_GT(coverage.unsavedLost, 1'000U);
    EXPECT_GT(coverage.overwritten, 1'000U);
    EXPECT_GT(coverage.snapshotsInstalled, 100U);
    EXPECT_GT(coverage.votersChanged, 1'000U);
}
