/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_VERIFICATION_RUN_H
#define KEY_VERIFICATION_RUN_H

#include "ns3/run-statistics.h"
#include "ns3/run-traces.h"
#include "ns3/scenario.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/// Simulates a scenario with `keyVerification`, as RunScenario says; writes operations.csv,
/// events.csv and resources.csv. @ingroup iot-ledger
RunStatistics RunKeyVerification(const Scenario& scenario,
                                 uint64_t run,
                                 const std::string& folder,
                                 const RunTraces& traces);

} // namespace iotledger
} // namespace ns3

#endif /* KEY_VERIFICATION_RUN_H */
