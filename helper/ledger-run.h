/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LEDGER_RUN_H
#define LEDGER_RUN_H

#include "ns3/run-statistics.h"
#include "ns3/run-traces.h"
#include "ns3/scenario.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/// Simulates a scenario with `fabric` and `workload`, as RunScenario says; writes transactions.csv,
/// blocks.csv, caliper.csv, events.csv and resources.csv. @ingroup iot-ledger
RunStatistics RunLedger(const Scenario& scenario,
                        uint64_t run,
                        const std::string& folder,
                        const RunTraces& traces);

} // namespace iotledger
} // namespace ns3

#endif /* LEDGER_RUN_H */
