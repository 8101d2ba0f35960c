/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/scenario.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string ROUND = "{ label: create, operation: CreateAsset, txNumber: 10, "
                          "rateControl: { type: fixed-rate, opts: { tps: 5 } } }";
const std::string MINIMAL =
    "fabric: { orderers: 3 }\nworkload: { clients: 2, rounds: [" + ROUND + "] }\n";

Scenario
Parse(const std::string& yaml)
{
    return Scenario::Parse(yaml, "f.yaml");
}

/// @return what is wrong with a scenario, empty if nothing is.
std::string
ErrorIn(const std::string& yaml)
{
    try
    {
        Parse(yaml);
        return "";
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
}

} // namespace

TEST(ScenarioLedger, IsAKindOfItsOwn)
{
    EXPECT_EQ(Parse(MINIMAL).GetKind(), ScenarioKind::LEDGER);
    EXPECT_EQ(Parse("keyVerification: { devices: 3 }").GetKind(), ScenarioKind::KEY_VERIFICATION);
}

TEST(ScenarioLedger, WhatIsSaidComesBackAndReadsAgain)
{
    const auto scenario = Parse(
        "name: x\nfabric:\n  organizations: [{ name: Farm, peers: 2 }, { name: Mill }]\n  orderers: 5\n"
        "  BatchSize: { AbsoluteMaxBytes: 99MB }\n"
        "workload:\n  clients: 4\n  gateways: [peer2.farm, peer1.mill]\n"
        "  operations: { hot: { function: UpdateAsset, arguments: [\"${argument:key}\"] } }\n"
        "  rounds:\n    - label: a\n      operation: hot\n      arguments: { key: k1 }\n"
        "      txDuration: 30\n      rateControl: { type: zero-rate }\n"
        "    - " +
        ROUND +
        "\n"
        "faults: [{ type: crash, at: 5s, until: 9s }]\n");

    const auto& ledger = scenario.GetLedger();
    EXPECT_EQ(ledger.GetNodeNames(1, 1),
              (std::vector<std::string>{
                  "orderer1", "peer1.farm", "peer2.farm", "peer1.mill", "client1"}));
    EXPECT_EQ(ledger.gateways, (std::vector<std::string>{"peer2.farm", "peer1.mill"}));
    EXPECT_EQ(ledger.operations.at("hot").arguments, std::vector<std::string>{"${argument:key}"});
    EXPECT_EQ(ledger.workload.rounds.at(0).arguments.at("key"), "k1");
    EXPECT_EQ(ledger.workload.rounds.at(1).rateControl.GetNumber("tps"), 5);
    EXPECT_EQ(ledger.faults.at(0).node, "leader");
    EXPECT_EQ(ledger.faults.at(0).until, Seconds(9));
    EXPECT_EQ(scenario.GetSize("fabric.BatchSize.AbsoluteMaxBytes"), 99U * 1024 * 1024);
    EXPECT_EQ(Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
}

// hyperledger/fabric v2.4, sampleconfig/configtx.yaml.
TEST(ScenarioLedger, DefaultsAreThoseOfFabric)
{
    const auto scenario = Parse(MINIMAL);

    EXPECT_EQ(scenario.GetTime("fabric.BatchTimeout"), Seconds(2));
    EXPECT_EQ(scenario.GetCount("fabric.BatchSize.MaxMessageCount"), 500U);
    EXPECT_EQ(scenario.GetSize("fabric.BatchSize.AbsoluteMaxBytes"), 10U << 20);
    EXPECT_EQ(scenario.GetSize("fabric.BatchSize.PreferredMaxBytes"), 2U << 20);
    EXPECT_EQ(scenario.GetTime("fabric.EtcdRaft.TickInterval"), MilliSeconds(500));
    EXPECT_EQ(scenario.GetCount("fabric.EtcdRaft.ElectionTick"), 10U);
    EXPECT_EQ(scenario.GetCount("fabric.EtcdRaft.HeartbeatTick"), 1U);
    EXPECT_EQ(scenario.GetCount("fabric.EtcdRaft.MaxInflightBlocks"), 5U);
    EXPECT_EQ(scenario.GetSize("fabric.EtcdRaft.SnapshotIntervalSize"), 16U << 20);
}

TEST(ScenarioLedger, KeysOfAnotherKindAreRefused)
{
    EXPECT_EQ(ErrorIn(MINIMAL + "mqtt: { qos: 1 }\n"),
              "f.yaml:3: mqtt: expected a key that goes with 'fabric', got 'mqtt'");
    EXPECT_EQ(ErrorIn(MINIMAL + "crypto: { rsaBits: 2048 }\n"),
              "f.yaml:3: crypto.rsaBits: expected a key that goes with 'fabric', got 'rsaBits'");
    EXPECT_EQ(ErrorIn("keyVerification: { devices: 3 }\nworkload: { clients: 1 }\n"),
              "f.yaml:2: workload: expected a key that goes with 'keyVerification', got "
              "'workload'");
    EXPECT_EQ(ErrorIn("fabric: { orderers: 3 }\n"),
              "f.yaml:1: workload: expected this section: the load on the ledger, got ''");
}

TEST(ScenarioLedger, OrganizationsGatewaysAndFaultsNameWhatIsThere)
{
    EXPECT_EQ(ErrorIn("fabric:\n  organizations: [{ name: A }, { name: a }]\nworkload: {}\n"),
              "f.yaml:2: fabric.organizations[].name: expected a name that no other organisation "
              "has, got 'a'");
    EXPECT_EQ(ErrorIn("fabric:\n  organizations: [{ name: A_B }]\nworkload: {}\n"),
              "f.yaml:2: fabric.organizations[].name: expected letters, digits and hyphens, as "
              "Org1, got 'A_B'");
    EXPECT_EQ(ErrorIn("fabric: {}\nworkload: { gateways: [peer3.org1], rounds: [" + ROUND + "] }\n"),
              "f.yaml:1: workload.gateways: expected peers of the organisations, got "
              "'peer3.org1'");
    EXPECT_EQ(ErrorIn(MINIMAL + "faults: [{ type: crash, node: orderer4 }]\n"),
              "f.yaml:1: faults[].node: expected an orderer, a peer or leader, got 'orderer4'");
    EXPECT_EQ(ErrorIn(MINIMAL + "faults: [{ type: crash, at: 5s, until: 5s }]\n"),
              "f.yaml:3: faults[].until: expected a time after the crash, at 5s, got '5s'");
    EXPECT_EQ(ErrorIn(MINIMAL + "faults: [{ type: tamper-key }]\n"),
              "f.yaml:3: faults[].type: expected crash, with a ledger, got 'tamper-key'");
}

TEST(ScenarioLedger, RoundsCallOperationsThereAre)
{
    const std::string start = "fabric: {}\nworkload:\n  operations: { hot: { function: UpdateAsset, "
                              "arguments: [\"${argument:key}\"] } }\n  rounds: [{ label: a, "
                              "txNumber: 1, rateControl: { type: fixed-rate }, operation: ";
    EXPECT_EQ(ErrorIn(start + "hot }]\n"),
              "f.yaml:1: workload.rounds[].arguments.key: expected this argument of the operation "
              "hot, got ''");
    EXPECT_EQ(ErrorIn(start + "cold }]\n"),
              "f.yaml:1: workload.rounds[].operation: expected one of AssetExists, CreateAsset, "
              "DeleteAsset, GetAllAssets, InitLedger, ReadAsset, TransferAsset, UpdateAsset, hot, "
              "got 'cold'");
    EXPECT_EQ(ErrorIn("fabric: {}\nworkload:\n  operations: { hot: { function: f, arguments: "
                      "[\"${indx}\"] } }\n")
                  .substr(0, 68),
              "f.yaml:3: workload.operations.hot.arguments: expected index, client,");
}

TEST(ScenarioLedger, ARoundMayPrepareOthersWithoutBeingReported)
{
    const auto round = [](const std::string& report) {
        return "fabric: {}\nworkload: { rounds: [{ label: a, operation: CreateAsset, txNumber: 3, "
               "rateControl: { type: fixed-rate }" +
               report + " }] }\n";
    };
    EXPECT_TRUE(Parse(round("")).GetLedger().workload.rounds.at(0).isReported);
    EXPECT_TRUE(Parse(round(", report: true")).GetLedger().workload.rounds.at(0).isReported);

    const auto silent = Parse(round(", report: false"));
    EXPECT_FALSE(silent.GetLedger().workload.rounds.at(0).isReported);
    EXPECT_FALSE(Parse(silent.ToYaml()).GetLedger().workload.rounds.at(0).isReported);
    EXPECT_EQ(ErrorIn(round(", report: maybe")),
              "f.yaml:2: workload.rounds[].report: expected true or false, got 'maybe'");
}

TEST(ScenarioLedger, RoundsMayComeFromACaliperFile)
{
    const auto folder = std::filesystem::path(testing::TempDir()) / "scenario-ledger-test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "bench.yaml") << "test:\n  workers: { number: 2 }\n  rounds:\n"
                                            "    - label: make\n      txNumber: 20\n"
                                            "      rateControl: { type: fixed-rate }\n"
                                            "      workload: { module: lib/create.js }\n";
    std::ofstream(folder / "s.yaml") << "fabric: {}\nworkload:\n  caliper: bench.yaml\n"
                                        "  modules: { lib/create.js: CreateAsset }\n";

    const auto scenario = Scenario::Load((folder / "s.yaml").string());

    EXPECT_EQ(scenario.GetLedger().workload.rounds.at(0).operation, "CreateAsset");
    EXPECT_EQ(scenario.GetCount("workload.workers"), 2U);
    EXPECT_EQ(Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
}

TEST(ScenarioLedger, NodesAreAtSitesAndOnHostsByTheirNames)
{
    const std::string sites = MINIMAL + "network:\n  topology:\n    type: sites\n"
                                        "    delays: [[0ms, 15ms], [15ms, 0ms]]\n    sites:\n"
                                        "      - { name: a, nodes: orderer* }\n"
                                        "      - { name: b, nodes: ";
    EXPECT_EQ(ErrorIn(sites + "[peer*, client*] }\n"), "");
    EXPECT_EQ(ErrorIn(sites + "[peer*] }\n"),
              "f.yaml:5: network.topology.sites: expected a site for every node, got 'no site for "
              "client1'");
    const auto hosts =
        Parse(MINIMAL + "hosts:\n  peer: { cores: 48 }\n  big: { nodes: [orderer1], cores: 24 }\n")
            .GetHosts();
    EXPECT_EQ(FindHost(hosts, "peer2.org1").cores, 48U);
    EXPECT_EQ(FindHost(hosts, "orderer1").cores, 24U);
    EXPECT_EQ(FindHost(hosts, "orderer2").cores, 1U);
}
