/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/simulator.h"
#include "ns3/verification-records.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

MessageHop
HopOf(int64_t left, int64_t came)
{
    return {MilliSeconds(left), MilliSeconds(came)};
}

/// The parts of a verification that device 1 ended after 8 ms with an answer of device 5, that had
/// left the broker after 3 ms.
/// @param answer device 5's own way to the broker
LatencyParts
GetPartsWith(MessageHop answer)
{
    KeyOperationTable table(1);
    EventLog events(1);
    VerificationRecords records(table, events);
    LatencyParts parts;
    table.SetEndedCallback([&parts](const KeyOperation& row) { parts = row.GetParts(); });
    const VerificationRecords::Key key(1, 1);
    records.Start(key, KeySubject::Device(2), 5);
    records.ReachBroker(key, 0, HopOf(0, 1));
    records.ReachWitness(key, 5, HopOf(1, 2));
    records.AnswerBroker(key, 5, answer);
    records.Compile(key, 5, HopOf(3, 7));
    Simulator::Schedule(MilliSeconds(8), [&] { records.End(key, {}); });
    Simulator::Run();
    Simulator::Destroy();
    return parts;
}

} // namespace

TEST(VerificationRecords, PartsAreReadAlongTheAnswerCompiledLast)
{
    const auto parts = GetPartsWith(HopOf(2, 3));

    EXPECT_EQ(parts.network, MilliSeconds(1 + 1 + 1 + 4));
    EXPECT_EQ(parts.broker, Time());
    EXPECT_EQ(parts.device, MilliSeconds(1));
}

// What the sender compiled left the broker before the device's own answer came there.
TEST(VerificationRecords, AnAnswerInADevicesNameIsTheBrokers)
{
    const auto parts = GetPartsWith(HopOf(2, 6));

    EXPECT_EQ(parts.network, MilliSeconds(1 + 4));
    EXPECT_EQ(parts.broker, MilliSeconds(2));
    EXPECT_EQ(parts.device, MilliSeconds(1));
}
