/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_RUNNER_H
#define SCENARIO_RUNNER_H

#include "ns3/run-error.h"
#include "ns3/run-statistics.h"
#include "ns3/run-traces.h"
#include "ns3/scenario.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * Simulates one point of a scenario (its sweep, if any, is ignored) and writes the tables of its
 * kind: see RunKeyVerification and RunLedger. The simulator must be unused; it is destroyed again.
 * @param scenario what is simulated
 * @param run number of the run: the same seed and run give the same files
 * @param folder where the files go; it exists
 * @param traces what is written there beside these
 * @throws RunError if the run came to no result, std::runtime_error if a file cannot be written
 */
RunStatistics RunScenario(const Scenario& scenario,
                          uint64_t run,
                          const std::string& folder,
                          const RunTraces& traces = {});

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_RUNNER_H */
