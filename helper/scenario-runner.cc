/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-runner.h"

#include "ns3/key-verification-run.h"
#include "ns3/ledger-run.h"
#include "ns3/rng-seed-manager.h"

namespace ns3
{
namespace iotledger
{

RunStatistics
RunScenario(const Scenario& scenario,
            uint64_t run,
            const std::string& folder,
            const RunTraces& traces)
{
    // Before any random variable is made: its stream depends on them.
    RngSeedManager::SetSeed(scenario.GetSeed());
    RngSeedManager::SetRun(run);
    const auto simulate =
        scenario.GetKind() == ScenarioKind::LEDGER ? RunLedger : RunKeyVerification;
    return simulate(scenario, run, folder, traces);
}

} // namespace iotledger
} // namespace ns3
