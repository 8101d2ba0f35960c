/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/event-log.h"
#include "ns3/failure-tally.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

TEST(FailureTally, CountsWhatDiffersOnlyInNamesAsOneReason)
{
    FailureTally tally;
    EventLog events(1);
    tally.Add("client2", "ABORTED", "the asset asset17 exists (at 3f2a-bb)");
    tally.Add("client1", "ABORTED", "the asset asset9 exists (at 0c-1d)");
    tally.Add("client1", "ABORTED", "no peer answers");
    tally.Add("client3", "MVCC_READ_CONFLICT", "");
    tally.Tell("make", events);
    tally.Tell("read", events);

    EXPECT_EQ(events.GetTable().ToString(),
              "run,time_s,node,event,detail\n"
              "1,0,client1,failed,make 1 ABORTED: no peer answers\n"
              "1,0,client2,failed,make 2 ABORTED: the asset asset17 exists (at 3f2a-bb)\n"
              "1,0,client3,failed,make 1 MVCC_READ_CONFLICT\n");
}
