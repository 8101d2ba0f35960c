/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Whole runs of a ledger, from the scenario to its tables.

#include "scenario-run.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

// Two transactions at a time, each in one block with the other, both on one of N keys: the second
// reads what the first writes with probability 1 / N. What is endorsed at peers of different height
// does not come into a block.
TEST(LedgerRun, RacesOfTwoForAHotKeyConflictAsOftenAsTheClosedFormSays)
{
    constexpr double KEYS = 4;
    const ScenarioRunFiles files(R"(
seed: 5
network: { transport: tcp, link: { rate: 1Gbps, delay: 1ms } }
fabric:
  organizations: [ { name: Org1, peers: 1 }, { name: Org2, peers: 1 } ]
  orderers: 1
  chaincode: asset-transfer-basic
  BatchTimeout: 2s
  BatchSize: { MaxMessageCount: 2 }
workload:
  clients: 1
  workers: 1
  operations:
    hot: { function: UpdateAsset, arguments: [ "asset${random:4}", red, "7", owner, "400" ] }
  rounds:
    - label: create
      operation: CreateAsset
      txNumber: 4
      rateControl: { type: closed-loop, opts: { slots: 2 } }
    - label: update
      operation: hot
      txNumber: 800
      rateControl: { type: closed-loop, opts: { slots: 2 } }
)");
    std::map<std::string, std::vector<std::string>> blocks; // codes, by number
    for (const auto& row : files.GetRows("transactions.csv"))
    {
        if (row.at("round") == "update" && !row.at("block").empty())
        {
            blocks[row.at("block")].push_back(row.at("code"));
        }
    }
    double races = 0;
    double conflicts = 0;
    for (const auto& block : blocks)
    {
        if (block.second.size() == 2)
        {
            races++;
            conflicts += std::count(block.second.begin(), block.second.end(), "MVCC_READ_CONFLICT");
        }
    }
    ASSERT_GT(races, 300);
    const double expected = races / KEYS;
    const double deviation = std::sqrt(races / KEYS * (1 - 1 / KEYS));
    EXPECT_NEAR(conflicts, expected, 3 * deviation);
}
