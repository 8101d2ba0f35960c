/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/boolean.h"
#include "ns3/disk.h"
#include "ns3/fabric-gateway-client.h"
#include "ns3/fabric-peer.h"
#include "ns3/host-helper.h"
#include "ns3/ledger-course.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/scenario.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/workload-run.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string ROUND = "{ label: create, operation: CreateAsset, txNumber: 10, "
                          "rateControl: { type: fixed-rate, opts: { tps: 5 } } }";
const std::string MINIMAL_LEDGER =
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
    EXPECT_EQ(Parse(MINIMAL_LEDGER).GetKind(), ScenarioKind::LEDGER);
    EXPECT_EQ(Parse("keyVerification: { devices: 3 }").GetKind(), ScenarioKind::KEY_VERIFICATION);
}

TEST(ScenarioLedger, WhatIsSaidComesBackAndReadsAgain)
{
    const auto scenario =
        Parse("name: x\nfabric:\n  organizations: [{ name: Farm, peers: 2 }, { name: Mill }]\n  "
              "orderers: 5\n"
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
              (std::vector<std::string>{"orderer1",
                                        "peer1.farm",
                                        "peer2.farm",
                                        "peer1.mill",
                                        "client1"}));
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
    const auto scenario = Parse(MINIMAL_LEDGER);

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
    EXPECT_EQ(ErrorIn(MINIMAL_LEDGER + "mqtt: { qos: 1 }\n"),
              "f.yaml:3: mqtt: expected a key that goes with 'fabric', got 'mqtt'");
    EXPECT_EQ(ErrorIn(MINIMAL_LEDGER + "crypto: { rsaBits: 2048 }\n"),
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
    EXPECT_EQ(
        ErrorIn("fabric: {}\nworkload: { gateways: [peer3.org1], rounds: [" + ROUND + "] }\n"),
        "f.yaml:2: workload.gateways: expected peers of the organisations, got "
        "'peer3.org1'");
    EXPECT_EQ(ErrorIn(MINIMAL_LEDGER + "faults: [{ type: crash, node: orderer4 }]\n"),
              "f.yaml:3: faults[].node: expected an orderer, a peer or leader, got 'orderer4'");
    EXPECT_EQ(ErrorIn(MINIMAL_LEDGER + "faults: [{ type: crash, at: 5s, until: 5s }]\n"),
              "f.yaml:3: faults[].until: expected a time after the crash, at 5s, got '5s'");
    EXPECT_EQ(ErrorIn(MINIMAL_LEDGER + "faults: [{ type: tamper-key }]\n"),
              "f.yaml:3: faults[].type: expected crash, with a ledger, got 'tamper-key'");
}

TEST(ScenarioLedger, RoundsCallOperationsThereAre)
{
    const std::string start =
        "fabric: {}\nworkload:\n  operations: { hot: { function: UpdateAsset, "
        "arguments: [\"${argument:key}\"] } }\n  rounds: [{ label: a, "
        "txNumber: 1, rateControl: { type: fixed-rate }, operation: ";
    EXPECT_EQ(ErrorIn(start + "hot }]\n"),
              "f.yaml:4: workload.rounds[].arguments.key: expected this argument of the operation "
              "hot, got ''");
    EXPECT_EQ(ErrorIn(start + "cold }]\n"),
              "f.yaml:4: workload.rounds[].operation: expected one of AssetExists, CreateAsset, "
              "DeleteAsset, GetAllAssets, InitLedger, ReadAsset, TransferAsset, UpdateAsset, hot, "
              "got 'cold'");
    EXPECT_EQ(ErrorIn(start + "hot, arguments: { key: k1, kee: k2 } }]\n"),
              "f.yaml:4: workload.rounds[].arguments.kee: expected an argument that the operation "
              "hot uses, got 'k2'");
    EXPECT_EQ(ErrorIn("fabric: {}\nworkload:\n  operations: { hot: { function: f, arguments: "
                      "[\"${indx}\"] } }\n")
                  .substr(0, 68),
              "f.yaml:3: workload.operations.hot.arguments: expected index, number,");
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

namespace
{

/// A scenario that takes its rounds from a Caliper file beside it.
class CaliperFolder
{
  public:
    CaliperFolder()
        : m_path(std::filesystem::path(testing::TempDir()) / "scenario-ledger-test")
    {
        std::filesystem::create_directories(m_path);
        std::ofstream(m_path / "bench.yaml")
            << "test:\n  workers: { number: 2 }\n  rounds:\n    - label: make\n"
               "      txNumber: 20\n      trim: 3\n      rateControl: { type: fixed-rate }\n"
               "      workload: { module: lib/create.js, arguments: { contract: basic } }\n";
    }

    ~CaliperFolder()
    {
        std::filesystem::remove_all(m_path);
    }

    /// @param workload more lines of the section
    Scenario Load(const std::string& workload) const
    {
        const auto path = m_path / "s.yaml";
        std::ofstream(path) << "fabric: {}\nworkload:\n  caliper: bench.yaml\n" << workload;
        return Scenario::Load(path.string());
    }

    /// @return what is wrong, without the folder in front.
    std::string ErrorIn(const std::string& workload) const
    {
        try
        {
            Load(workload);
        }
        catch (const ScenarioError& error)
        {
            return std::string(error.what()).substr(m_path.string().size() + 1);
        }
        return "";
    }

    std::string GetPath(const std::string& name) const
    {
        return (m_path / name).string();
    }

  private:
    std::filesystem::path m_path;
};

} // namespace

TEST(ScenarioLedger, RoundsMayComeFromACaliperFile)
{
    const CaliperFolder folder;
    const auto scenario = folder.Load("  modules: { lib/create.js: CreateAsset }\n");

    EXPECT_EQ(scenario.GetLedger().workload.rounds.at(0).operation, "CreateAsset");
    EXPECT_EQ(scenario.GetCount("workload.workers"), 2U);
    EXPECT_EQ(Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
    const auto bench = folder.GetPath("bench.yaml");
    EXPECT_EQ(scenario.GetWarnings(),
              (std::vector<std::string>{
                  bench + ":6: test.rounds[].trim: not read, no effect",
                  bench + ":8: test.rounds[].workload.arguments.contract: not used by CreateAsset, "
                          "no effect"}));
    EXPECT_TRUE(Parse(scenario.ToYaml()).GetWarnings().empty());
}

TEST(ScenarioLedger, SaysWhereACaliperFileAndItsModulesDoNotFit)
{
    const CaliperFolder folder;
    EXPECT_EQ(folder.ErrorIn("  modules:\n    lib/create.js: CreatAsset\n").substr(0, 63),
              "s.yaml:5: workload.modules.lib/create.js: expected one of Asset");
    EXPECT_EQ(folder.ErrorIn("  modules: { lib/create.js: hot }\n  operations: { hot: { function: "
                             "f, arguments: [\"${argument:key}\"] } }\n"),
              "bench.yaml:8: test.rounds[].workload.arguments.key: expected this argument of the "
              "operation hot, got ''");
    EXPECT_EQ(folder.ErrorIn("  modules: { lib/create.js: CreateAsset }\n  workers: 4\n"),
              "s.yaml:5: workload.workers: expected no number of workers, as workload.caliper "
              "names a file that has it, got '4'");
    EXPECT_EQ(ErrorIn("fabric: {}\nworkload:\n  caliper: /absent.yaml\n"),
              "f.yaml:3: workload.caliper: expected a file that can be read, got '/absent.yaml'");
    EXPECT_EQ(ErrorIn("fabric: {}\nworkload:\n  modules: { a.js: CreateAsset }\n  rounds: [" +
                      ROUND + "]\n"),
              "f.yaml:3: workload.modules: expected no table of modules without "
              "workload.caliper, whose they are, got '{a.js: CreateAsset}'");
}

namespace
{

/// A ledger's scenario with these two sections, the second without its round.
std::string
MakeLedger(const std::string& fabric, const std::string& workload)
{
    return "fabric: {" + fabric + "}\nworkload: {" + workload + " rounds: [" + ROUND + "] }\n";
}

template <typename Value>
auto
GetAttribute(const ObjectBase& object, const std::string& name)
{
    Value value;
    object.GetAttribute(name, value);
    return value.Get();
}

} // namespace

TEST(ScenarioLedger, KeysSetTheAttributesOfPeersAndClients)
{
    const auto scenario =
        Parse(MakeLedger("validatorPoolSize: 3, limits: { endorserService: 11, deliverService: 13, "
                         "gatewayService: 12 }, "
                         "gateway: { endorsementTimeout: 7s }, "
                         "gossip: { enabled: false, blockGossipEnabled: false, pullInterval: 9s, "
                         "propagatePeerNum: 2 }",
                         "timeouts: { evaluate: 1s, endorse: 2s, submit: 3s, commitStatus: 4s },"));
    ObjectFactory peers("ns3::iotledger::FabricPeer");
    ObjectFactory clients("ns3::iotledger::FabricGatewayClient");
    scenario.Configure(peers, "fabric");
    scenario.Configure(clients, "workload");

    const auto peer = peers.Create<FabricPeer>();
    EXPECT_EQ(GetAttribute<UintegerValue>(*peer, "ValidatorPoolSize"), 3U);
    EXPECT_EQ(GetAttribute<UintegerValue>(*peer, "EndorserConcurrency"), 11U);
    EXPECT_EQ(GetAttribute<UintegerValue>(*peer, "DeliverConcurrency"), 13U);
    EXPECT_EQ(GetAttribute<UintegerValue>(*peer, "GatewayConcurrency"), 12U);
    EXPECT_EQ(GetAttribute<TimeValue>(*peer, "EndorsementTimeout"), Seconds(7));
    EXPECT_FALSE(GetAttribute<BooleanValue>(*peer, "Gossip"));
    EXPECT_FALSE(GetAttribute<BooleanValue>(*peer, "BlockGossip"));
    EXPECT_EQ(GetAttribute<TimeValue>(*peer, "PullInterval"), Seconds(9));
    EXPECT_EQ(GetAttribute<UintegerValue>(*peer, "PropagatePeerNum"), 2U);
    const auto client = clients.Create<FabricGatewayClient>();
    EXPECT_EQ(GetAttribute<TimeValue>(*client, "EvaluateTimeout"), Seconds(1));
    EXPECT_EQ(GetAttribute<TimeValue>(*client, "EndorseTimeout"), Seconds(2));
    EXPECT_EQ(GetAttribute<TimeValue>(*client, "SubmitTimeout"), Seconds(3));
    EXPECT_EQ(GetAttribute<TimeValue>(*client, "CommitStatusTimeout"), Seconds(4));
}

TEST(ScenarioLedger, KeysSetTheAttributesOfTheWorkloadAndTheCourse)
{
    const auto scenario = Parse(MakeLedger("",
                                           "loopTime: 1ms, shortestSleep: 2ms, roundPause: 3s, "
                                           "settleTime: 4s, retryInterval: 5ms, patience: 6s,"));
    const auto run = CreateObject<WorkloadRun>();
    const auto course = CreateObject<LedgerCourse>();
    scenario.Configure(*run, "workload");
    scenario.Configure(*course, "workload");

    EXPECT_EQ(GetAttribute<TimeValue>(*run, "LoopTime"), MilliSeconds(1));
    EXPECT_EQ(GetAttribute<TimeValue>(*run, "ShortestSleep"), MilliSeconds(2));
    EXPECT_EQ(GetAttribute<TimeValue>(*run, "RoundPause"), Seconds(3));
    EXPECT_EQ(GetAttribute<TimeValue>(*course, "SettleTime"), Seconds(4));
    EXPECT_EQ(GetAttribute<TimeValue>(*course, "RetryInterval"), MilliSeconds(5));
    EXPECT_EQ(GetAttribute<TimeValue>(*course, "Patience"), Seconds(6));
}

TEST(ScenarioLedger, HostsHaveDisksAndShareTheirCoresFairlyUnlessTheySayOtherwise)
{
    const auto scenario =
        Parse(MINIMAL_LEDGER + "hosts:\n  orderer: { scheduling: fifo }\n"
                               "  peer: { disk: { syncLatency: 5ms, writeBandwidth: 100Mbps } }\n");
    HostHelper hosts(scenario.GetHosts());
    const auto orderer = hosts.Place("orderer1");
    const auto peer = hosts.Place("peer1.org1");

    EXPECT_EQ(GetAttribute<StringValue>(*orderer.host, "Scheduling"), "fifo");
    EXPECT_EQ(GetAttribute<StringValue>(*peer.host, "Scheduling"), "fair");
    EXPECT_EQ(GetAttribute<TimeValue>(*peer.disk, "SyncLatency"), MilliSeconds(5));
    EXPECT_EQ(GetAttribute<DataRateValue>(*peer.disk, "WriteBandwidth"), DataRate("100Mbps"));
    const auto standard = CreateObject<Disk>();
    EXPECT_EQ(GetAttribute<TimeValue>(*orderer.disk, "SyncLatency"),
              GetAttribute<TimeValue>(*standard, "SyncLatency"));
    EXPECT_EQ(GetAttribute<DataRateValue>(*peer.disk, "ReadBandwidth"),
              GetAttribute<DataRateValue>(*standard, "ReadBandwidth"));
    EXPECT_EQ(Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
    // What a cost profile says comes before the defaults, what the scenario says before that.
    hosts.SetConfigure(
        [](Host&, Disk& disk) { disk.SetAttribute("SyncLatency", TimeValue(MilliSeconds(8))); });
    EXPECT_EQ(GetAttribute<TimeValue>(*hosts.Place("peer2.org1").disk, "SyncLatency"),
              MilliSeconds(5));
    EXPECT_EQ(GetAttribute<TimeValue>(*hosts.Place("orderer2").disk, "SyncLatency"),
              MilliSeconds(8));

    const std::string devices = "keyVerification: { devices: 3 }\nhosts: { device: { ";
    EXPECT_EQ(GetAttribute<StringValue>(
                  *HostHelper(Parse(devices + "} }").GetHosts()).Place("device1").host,
                  "Scheduling"),
              "fifo");
    EXPECT_EQ(ErrorIn(devices + "disk: { syncLatency: 1ms } } }"),
              "f.yaml:2: hosts.device.disk: expected a key that goes with 'keyVerification', got "
              "'disk'");
    EXPECT_EQ(ErrorIn(MINIMAL_LEDGER + "hosts: { peer: { disk: { speed: 1 } } }").substr(0, 52),
              "f.yaml:3: hosts.peer.disk.speed: expected a known ke");
}

TEST(ScenarioLedger, RefusesKeysThatDoNotGoTogether)
{
    EXPECT_EQ(ErrorIn(MakeLedger("policy: \"AND('Org1MSP.peer' 'Org2MSP.peer')\"", "")),
              "f.yaml:1: fabric.policy: expected ANY, ALL or MAJORITY of a policy, or a signature "
              "policy such as OR('Org1MSP.peer'), got 'AND('Org1MSP.peer' 'Org2MSP.peer')' "
              "(position 20: expected ), got ''Org2MSP.peer')')");
    EXPECT_EQ(ErrorIn(MakeLedger("policy: OR('Org3MSP.peer')", "")),
              "f.yaml:1: fabric.policy: expected principals of OrdererMSP, Org1MSP, Org2MSP, got "
              "'Org3MSP'");
    EXPECT_EQ(ErrorIn(MakeLedger("policies: { Orderer: { Readers: OR('X.peer') } }", "")),
              "f.yaml:1: fabric.policies.Orderer.Readers: expected principals of OrdererMSP, "
              "Org1MSP, Org2MSP, got 'X'");
    EXPECT_EQ(ErrorIn(MakeLedger("policies: { Aplication: {} }", "")),
              "f.yaml:1: fabric.policies.Aplication: expected Channel, Orderer or Application, got "
              "'Aplication'");
    EXPECT_EQ(
        ErrorIn(MakeLedger("acls: { event/Blok: X }", "")),
        "f.yaml:1: fabric.acls: expected a resource of a peer, got 'event/Blok' (did you mean "
        "'event/Block'?)");
    EXPECT_EQ(ErrorIn(MakeLedger("organizations: [{ name: A }, { name: B, msp: AMSP }]", "")),
              "f.yaml:1: fabric.organizations[].msp: expected an MSP that no other organisation "
              "has, got 'AMSP'");
    EXPECT_EQ(ErrorIn(MakeLedger("organizations: []", "")),
              "f.yaml:1: fabric.organizations: expected at least one organisation, got '[]'");
    EXPECT_EQ(ErrorIn(MakeLedger("organizations: [{ name: orderer }]", "")),
              "f.yaml:1: fabric.organizations[].name: expected another name than that of the "
              "orderers' organisation, got 'orderer'");
    EXPECT_EQ(ErrorIn(MakeLedger("chaincode: fabcar", "")),
              "f.yaml:1: fabric.chaincode: expected one of asset-transfer-basic, "
              "iot-service-platform, got 'fabcar'");
    EXPECT_EQ(ErrorIn(MakeLedger("", "workers: 3, clients: 2,")),
              "f.yaml:2: workload.clients: expected a client for each of the workers, 3, got '2'");
    EXPECT_EQ(ErrorIn(MakeLedger("BatchSize: { PreferredMaxBytes: 11MB }", "")),
              "f.yaml:1: fabric.BatchSize.PreferredMaxBytes: expected at most AbsoluteMaxBytes, "
              "10MB, got '11MB'");
    EXPECT_EQ(ErrorIn(MakeLedger("BatchSize: { AbsoluteMaxBytes: 4GB }", "")).substr(0, 55),
              "f.yaml:1: fabric.BatchSize.AbsoluteMaxBytes: expected a");
    EXPECT_EQ(ErrorIn(MakeLedger("EtcdRaft: { ElectionTick: 3, HeartbeatTick: 3 }", "")),
              "f.yaml:1: fabric.EtcdRaft.ElectionTick: expected more than HeartbeatTick, 3, got "
              "'3'");
    EXPECT_EQ(ErrorIn(MakeLedger("gossip: { orgLeader: first, enabled: false }", "")),
              "f.yaml:1: fabric.gossip.orgLeader: expected every, as blocks are not gossiped, got "
              "'first'");
}

TEST(ScenarioLedger, RefusesTimesThatStopTheClockAndCountsThatNoMachineHolds)
{
    EXPECT_EQ(ErrorIn(MakeLedger("BatchTimeout: 0s", "")),
              "f.yaml:1: fabric.BatchTimeout: expected a time such as 5ms (units ns us ms s min "
              "h), at least 1us, got '0s'");
    EXPECT_EQ(ErrorIn(MakeLedger("EtcdRaft: { TickInterval: 0s }", "")),
              "f.yaml:1: fabric.EtcdRaft.TickInterval: expected a time such as 5ms (units ns us "
              "ms s min h), at least 1ms, got '0s'");
    EXPECT_EQ(ErrorIn(MakeLedger("orderers: 1001", "")),
              "f.yaml:1: fabric.orderers: expected a whole number, from 1 to 1000, got '1001'");
    EXPECT_EQ(ErrorIn(MakeLedger("channels: 1001", "")),
              "f.yaml:1: fabric.channels: expected a whole number, from 1 to 1000, got '1001'");
    EXPECT_EQ(ErrorIn(MakeLedger("organizations: [{ name: A, peers: 1001 }]", "")),
              "f.yaml:1: fabric.organizations[].peers: expected a whole number, from 1 to 1000, "
              "got '1001'");
    EXPECT_EQ(ErrorIn(MakeLedger("", "workers: 100001,")),
              "f.yaml:2: workload.workers: expected a whole number, from 1 to 100000, got "
              "'100001'");
    EXPECT_EQ(ErrorIn(MakeLedger("", "clients: 4294967295,")),
              "f.yaml:2: workload.clients: expected a whole number, from 1 to 1000000, got "
              "'4294967295'");
}

TEST(ScenarioLedger, SharesIdentitiesWithinAnOrganization)
{
    EXPECT_EQ(ErrorIn(MakeLedger("", "clients: 4, identities: 2,")), "");
    EXPECT_EQ(ErrorIn(MakeLedger("", "clients: 2, identities: 2,")), "");
    EXPECT_EQ(ErrorIn(MakeLedger("",
                                 "clients: 9, identities: 1, gateways: [peer1.org1, "
                                 "peer2.org1],")),
              "");
    EXPECT_EQ(ErrorIn(MakeLedger("", "clients: 4, identities: 3,")),
              "f.yaml:2: workload.identities: expected identities whose clients connect to one "
              "organisation's peers, unlike client1 and client4, got '3'");
    EXPECT_EQ(ErrorIn(MakeLedger("",
                                 "clients: 9, identities: 1, gateways: [peer1.org1, "
                                 "peer1.org2],")),
              "f.yaml:2: workload.identities: expected identities whose clients connect to one "
              "organisation's peers, unlike client1 and client2, got '1'");
}

TEST(ScenarioLedger, RelationsAreCheckedAtEveryPointOfASweep)
{
    const auto sweep = [](const std::string& axes) {
        return MakeLedger("", "workers: 2,") + "sweep: {" + axes + "}\n";
    };
    EXPECT_EQ(ErrorIn(sweep("fabric.orderers: [1, 3], fabric.BatchSize.PreferredMaxBytes: [128KB, "
                            "8MB], workload.clients: [2, 20]")),
              "");
    // Only one of the four points is wrong, and neither axis is alone.
    EXPECT_EQ(ErrorIn(sweep("fabric.BatchSize.PreferredMaxBytes: [1MB, 8MB], "
                            "fabric.BatchSize.AbsoluteMaxBytes: [4MB, 8MB]")),
              "f.yaml:3: fabric.BatchSize.PreferredMaxBytes: expected at most AbsoluteMaxBytes, "
              "4MB, got '8MB'");
    EXPECT_EQ(ErrorIn(sweep("workload.clients: [4, 1]")),
              "f.yaml:3: workload.clients: expected a client for each of the workers, 2, got '1'");
    EXPECT_EQ(ErrorIn(sweep("fabric.policy: [ANY, OR('Org3MSP.peer')]")),
              "f.yaml:3: fabric.policy: expected principals of OrdererMSP, Org1MSP, Org2MSP, got "
              "'Org3MSP'");
    EXPECT_EQ(ErrorIn(sweep("fabric.chaincode: [asset-transfer-basic, iot-service-platform]"))
                  .substr(0, 54),
              "f.yaml:2: workload.rounds[].operation: expected one of"); // it has no CreateAsset
}

TEST(ScenarioLedger, RoundsAreSweptAsAWhole)
{
    const auto round = [](const std::string& operation) {
        return "[{ label: a, operation: " + operation +
               ", txNumber: 4, rateControl: { type: fixed-rate } }]";
    };
    const std::string start = "fabric: {}\nworkload: { clients: 2 }\nsweep:\n  workload.rounds: [";
    const auto scenario = Parse(start + round("CreateAsset") + ", " + round("ReadAsset") + "]\n");

    ASSERT_EQ(scenario.GetAxes().size(), 1U);
    const auto point = scenario.AtPoint({{"workload.rounds", scenario.GetAxes()[0].values.at(1)}});
    EXPECT_EQ(point.GetLedger().workload.rounds.at(0).operation, "ReadAsset");
    EXPECT_EQ(Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
    EXPECT_EQ(ErrorIn(start + round("CreateAsset") + ", " + round("Creat") + "]\n").substr(0, 54),
              "f.yaml:4: workload.rounds[].operation: expected one of");
    EXPECT_EQ(ErrorIn(start + round("CreateAsset") + ", []]\n"),
              "f.yaml:4: workload.rounds: expected a list of rounds, got ''");
    EXPECT_EQ(ErrorIn("fabric: {}\nworkload: {}\n"),
              "f.yaml:1: workload.rounds: expected a list of rounds, got ''");
}

namespace
{

/// In the form of fabric-samples' test network.
const std::string CONFIGTX = R"yaml(
Profiles:
  Four:
    Policies: &any
      Readers: { Type: ImplicitMeta, Rule: ANY Readers }
      Writers: { Type: ImplicitMeta, Rule: ANY Writers }
      Admins: { Type: ImplicitMeta, Rule: ANY Admins }
    Orderer:
      OrdererType: etcdraft
      BatchTimeout: 250ms
      BatchSize: { MaxMessageCount: 20, AbsoluteMaxBytes: 99 MB, PreferredMaxBytes: 512 KB }
      EtcdRaft:
        Consenters:
          - { Host: a, Port: 7050, ClientTLSCert: a.crt, ServerTLSCert: a.crt }
          - { Host: b, Port: 7050, ClientTLSCert: b.crt, ServerTLSCert: b.crt }
          - { Host: c, Port: 7050, ClientTLSCert: c.crt, ServerTLSCert: c.crt }
          - { Host: d, Port: 7050, ClientTLSCert: d.crt, ServerTLSCert: d.crt }
        Options: { TickInterval: 100ms, ElectionTick: 7, SnapshotIntervalSize: 20 MB }
      Organizations: [{ Name: Ord, ID: OrdMSP, Policies: *any }]
      Policies: { <<: *any, BlockValidation: { Type: ImplicitMeta, Rule: ANY Writers } }
    Application:
      ACLs: { event/Block: /Channel/Application/FarmMSP/Readers }
      Organizations:
        - Name: FarmMSP
          ID: FarmMSP
          Policies:
            <<: *any
            Readers: { Type: Signature, Rule: "OR('FarmMSP.admin')" }
        - { Name: Mill, ID: grinders, Policies: *any }
      Policies:
        <<: *any
        Writers: { Type: ImplicitMeta, Rule: MAJORITY Writers }
        Endorsement: { Type: Signature, Rule: "AND('FarmMSP.peer', 'grinders.peer')" }
)yaml";

/// A folder with that file, and what is said of a scenario beside it.
class ConfigtxFolder
{
  public:
    explicit ConfigtxFolder(const std::string& configtx = CONFIGTX)
        : m_folder(std::filesystem::path(testing::TempDir()) / "scenario-configtx-test")
    {
        std::filesystem::create_directories(m_folder);
        std::ofstream(m_folder / "configtx.yaml") << configtx;
    }

    ~ConfigtxFolder()
    {
        std::filesystem::remove_all(m_folder);
    }

    Scenario Load(const std::string& fabric) const
    {
        std::ofstream(m_folder / "s.yaml")
            << "fabric: {" << fabric << "}\nworkload: { rounds: [" << ROUND << "] }\n";
        return Scenario::Load((m_folder / "s.yaml").string());
    }

    /// @return what is wrong, without the folder.
    std::string ErrorIn(const std::string& fabric) const
    {
        try
        {
            Load(fabric);
            return "";
        }
        catch (const ScenarioError& error)
        {
            std::string text = error.what();
            const auto folder = m_folder.string() + "/";
            for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
            {
                text.erase(at, folder.size());
            }
            return text;
        }
    }

  private:
    std::filesystem::path m_folder;
};

const std::string FOUR = " configtx: configtx.yaml, profile: Four ";

} // namespace

TEST(ScenarioLedger, AProfileOfAConfigtxFileSaysWhatItDoesNot)
{
    const auto scenario = ConfigtxFolder().Load(FOUR);

    const auto& ledger = scenario.GetLedger();
    ASSERT_EQ(ledger.organizations.size(), 2U);
    EXPECT_EQ(ledger.organizations[0].name, "Farm");
    EXPECT_EQ(ledger.organizations[0].GetMspId(), "FarmMSP");
    EXPECT_EQ(ledger.organizations[0].peers, 1U);
    EXPECT_EQ(ledger.organizations[0].policies.at("Readers"), "OR('FarmMSP.admin')");
    EXPECT_EQ(ledger.organizations[1].GetMspId(), "grinders");
    EXPECT_EQ(scenario.GetCount("fabric.orderers"), 4U);
    EXPECT_EQ(scenario.GetTime("fabric.BatchTimeout"), MilliSeconds(250));
    EXPECT_EQ(scenario.GetCount("fabric.BatchSize.MaxMessageCount"), 20U);
    EXPECT_EQ(scenario.GetSize("fabric.BatchSize.AbsoluteMaxBytes"), 99U << 20);
    EXPECT_EQ(scenario.GetSize("fabric.BatchSize.PreferredMaxBytes"), 512U << 10);
    EXPECT_EQ(scenario.GetTime("fabric.EtcdRaft.TickInterval"), MilliSeconds(100));
    EXPECT_EQ(scenario.GetCount("fabric.EtcdRaft.ElectionTick"), 7U);
    EXPECT_EQ(scenario.GetCount("fabric.EtcdRaft.HeartbeatTick"), 1U); // Fabric's default
    EXPECT_EQ(scenario.GetSize("fabric.EtcdRaft.SnapshotIntervalSize"), 20U << 20);
    EXPECT_EQ(scenario.GetText("fabric.policy"), "AND('FarmMSP.peer', 'grinders.peer')");
    EXPECT_EQ(ledger.policies.at("Application").at("Writers"), "MAJORITY Writers");
    EXPECT_EQ(ledger.policies.at("Orderer").at("BlockValidation"), "ANY Writers");
    EXPECT_EQ(ledger.acls.at("event/Block"), "/Channel/Application/Farm/Readers");
}

TEST(ScenarioLedger, WhatAProfileSaidNeedsItsFileNoMore)
{
    const auto resolved = ConfigtxFolder().Load(FOUR).ToYaml();

    EXPECT_EQ(resolved.find("configtx.yaml"), std::string::npos);
    EXPECT_EQ(Parse(resolved).ToYaml(), resolved);
    EXPECT_EQ(Parse(resolved).GetLedger().organizations.at(1).GetMspId(), "grinders");
    EXPECT_EQ(Parse(resolved).GetTime("fabric.BatchTimeout"), MilliSeconds(250));
}

TEST(ScenarioLedger, OwnKeysComeBeforeThoseOfAProfile)
{
    const auto scenario = ConfigtxFolder().Load(
        FOUR + ", orderers: 3, BatchSize: { MaxMessageCount: 5 }, policy: ANY, "
               "organizations: [{ name: Mill, peers: 3 }], "
               "policies: { Application: { Writers: ALL Writers } }");

    const auto& ledger = scenario.GetLedger();
    EXPECT_EQ(scenario.GetCount("fabric.orderers"), 3U);
    EXPECT_EQ(scenario.GetCount("fabric.BatchSize.MaxMessageCount"), 5U);
    EXPECT_EQ(scenario.GetSize("fabric.BatchSize.PreferredMaxBytes"), 512U << 10);
    EXPECT_EQ(scenario.GetText("fabric.policy"), "ANY");
    EXPECT_EQ(ledger.organizations.at(0).peers, 1U); // Farm
    EXPECT_EQ(ledger.organizations.at(1).peers, 3U);
    EXPECT_EQ(ledger.organizations.at(1).GetMspId(), "grinders");
    EXPECT_EQ(ledger.policies.at("Application").at("Writers"), "ALL Writers");
    EXPECT_EQ(ledger.policies.at("Application").at("Readers"), "ANY Readers");
}

TEST(ScenarioLedger, WhatAProfileSaysIsSweptButNoFile)
{
    const ConfigtxFolder folder;
    const auto sweep = [](const std::string& axis) { return FOUR + "}\nsweep: { " + axis; };
    const auto scenario = folder.Load(sweep("fabric.BatchTimeout: [1s, 2s]"));

    EXPECT_EQ(scenario.AtPoint({{"fabric.BatchTimeout", "2s"}}).GetTime("fabric.BatchTimeout"),
              Seconds(2));
    EXPECT_EQ(Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
    EXPECT_EQ(folder.ErrorIn(sweep("fabric.BatchSize.AbsoluteMaxBytes: [1MB, 256KB]")),
              "configtx.yaml:4: fabric.BatchSize.PreferredMaxBytes: expected at most "
              "AbsoluteMaxBytes, 256KB, got '512KB'");
    for (const std::string key : {"fabric.configtx", "fabric.profile", "workload.caliper"})
    {
        EXPECT_EQ(folder.ErrorIn(sweep(key + ": [a, b]")),
                  "s.yaml:2: sweep: expected keys that such a file sets, not the file, got '" +
                      key + "'");
    }
}

TEST(ScenarioLedger, FaultsOfAConfigtxFileAreSaidWithItsLines)
{
    const ConfigtxFolder folder;
    EXPECT_EQ(folder.ErrorIn("configtx: configtx.yaml, profile: For"),
              "configtx.yaml:3: Profiles: expected a profile of Four, got 'For' (nearest: Four)");
    EXPECT_EQ(folder.ErrorIn("configtx: configtx.yaml"),
              "s.yaml:1: fabric.profile: expected a profile of the file, got ''");
    EXPECT_EQ(folder.ErrorIn("profile: Four"),
              "s.yaml:1: fabric.configtx: expected the file that has the profile, got ''");
    EXPECT_EQ(folder.ErrorIn(FOUR + ", organizations: [{ name: Miller }]"),
              "s.yaml:1: fabric.organizations[].name: expected an organisation of the profile: "
              "Farm, Mill, got 'Miller'");
    EXPECT_EQ(
        folder.ErrorIn("configtx: absent.yaml, profile: Four"),
        "s.yaml:1: fabric.configtx: expected a configtx.yaml that can be read, got 'absent.yaml'");

    const auto complain = [](const std::string& from, const std::string& to) {
        std::string text = CONFIGTX;
        text.replace(text.find(from), from.size(), to);
        return ConfigtxFolder(text).ErrorIn(FOUR);
    };
    EXPECT_EQ(complain("250ms", "250"),
              "configtx.yaml:10: Profiles.Four.Orderer.BatchTimeout: expected a time such as 2s or "
              "500ms (ns, us, ms, s, m, h), got '250'");
    EXPECT_EQ(complain("Name: Mill", "Name: Mill_2"),
              "configtx.yaml:4: fabric.organizations[].name: expected letters, digits and hyphens, "
              "as Org1, got 'Mill_2'");
}

TEST(ScenarioLedger, NodesAreAtSitesAndOnHostsByTheirNames)
{
    const std::string sites = MINIMAL_LEDGER +
                              "network:\n  topology:\n    type: sites\n"
                              "    delays: [[0ms, 15ms], [15ms, 0ms]]\n    sites:\n"
                              "      - { name: a, nodes: orderer* }\n"
                              "      - { name: b, nodes: ";
    EXPECT_EQ(ErrorIn(sites + "[peer*, client*] }\n"), "");
    EXPECT_EQ(ErrorIn(sites + "[peer*] }\n"),
              "f.yaml:5: network.topology.sites: expected a site for every node, got 'no site for "
              "client1'");
    const auto hosts =
        Parse(MINIMAL_LEDGER +
              "hosts:\n  peer: { cores: 48 }\n  big: { nodes: [orderer1], cores: 24 }\n")
            .GetHosts();
    EXPECT_EQ(FindHost(hosts, "peer2.org1").cores, 48U);
    EXPECT_EQ(FindHost(hosts, "orderer1").cores, 24U);
    EXPECT_EQ(FindHost(hosts, "orderer2").cores, 1U);
}
