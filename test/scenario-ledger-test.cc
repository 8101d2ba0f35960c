/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-ledger-support.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/disk.h"
#include "ns3/fabric-gateway-client.h"
#include "ns3/fabric-peer.h"
#include "ns3/host-helper.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

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
    EXPECT_EQ(ErrorOf(MINIMAL_LEDGER + "mqtt: { qos: 1 }\n"),
              "f.yaml:3: mqtt: expected a key that goes with 'fabric', got 'mqtt'");
    EXPECT_EQ(ErrorOf(MINIMAL_LEDGER + "crypto: { rsaBits: 2048 }\n"),
              "f.yaml:3: crypto.rsaBits: expected a key that goes with 'fabric', got 'rsaBits'");
    EXPECT_EQ(ErrorOf("keyVerification: { devices: 3 }\nworkload: { clients: 1 }\n"),
              "f.yaml:2: workload: expected a key that goes with 'keyVerification', got "
              "'workload'");
    EXPECT_EQ(ErrorOf("fabric: { orderers: 3 }\n"),
              "f.yaml:1: workload: expected this section: the load on the ledger, got ''");
}

TEST(ScenarioLedger, OrganizationsGatewaysAndFaultsNameWhatIsThere)
{
    EXPECT_EQ(ErrorOf("fabric:\n  organizations: [{ name: A }, { name: a }]\nworkload: {}\n"),
              "f.yaml:2: fabric.organizations[].name: expected a name that no other organisation "
              "has, got 'a'");
    EXPECT_EQ(ErrorOf("fabric:\n  organizations: [{ name: A_B }]\nworkload: {}\n"),
              "f.yaml:2: fabric.organizations[].name: expected letters, digits and hyphens, as "
              "Org1, got 'A_B'");
    EXPECT_EQ(
        ErrorOf("fabric: {}\nworkload: { gateways: [peer3.org1], rounds: [" + ROUND + "] }\n"),
        "f.yaml:2: workload.gateways: expected peers of the organisations, got "
        "'peer3.org1'");
    EXPECT_EQ(ErrorOf(MINIMAL_LEDGER + "faults: [{ type: crash, node: orderer4 }]\n"),
              "f.yaml:3: faults[].node: expected an orderer, a peer or leader, got 'orderer4'");
    EXPECT_EQ(ErrorOf(MINIMAL_LEDGER + "faults: [{ type: crash, at: 5s, until: 5s }]\n"),
              "f.yaml:3: faults[].until: expected a time after the crash, at 5s, got '5s'");
    EXPECT_EQ(ErrorOf(MINIMAL_LEDGER + "faults: [{ type: tamper-key }]\n"),
              "f.yaml:3: faults[].type: expected crash, with a ledger, got 'tamper-key'");
}

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
    EXPECT_EQ(ErrorOf(devices + "disk: { syncLatency: 1ms } } }"),
              "f.yaml:2: hosts.device.disk: expected a key that goes with 'keyVerification', got "
              "'disk'");
    EXPECT_EQ(ErrorOf(MINIMAL_LEDGER + "hosts: { peer: { disk: { speed: 1 } } }").substr(0, 52),
              "f.yaml:3: hosts.peer.disk.speed: expected a known ke");
}

TEST(ScenarioLedger, RefusesKeysThatDoNotGoTogether)
{
    EXPECT_EQ(ErrorOf(MakeLedger("policy: \"AND('Org1MSP.peer' 'Org2MSP.peer')\"", "")),
              "f.yaml:1: fabric.policy: expected ANY, ALL or MAJORITY of a policy, or a signature "
              "policy such as OR('Org1MSP.peer'), got 'AND('Org1MSP.peer' 'Org2MSP.peer')' "
              "(position 20: expected ), got ''Org2MSP.peer')')");
    EXPECT_EQ(ErrorOf(MakeLedger("policy: OR('Org3MSP.peer')", "")),
              "f.yaml:1: fabric.policy: expected principals of OrdererMSP, Org1MSP, Org2MSP, got "
              "'Org3MSP'");
    EXPECT_EQ(ErrorOf(MakeLedger("policies: { Orderer: { Readers: OR('X.peer') } }", "")),
              "f.yaml:1: fabric.policies.Orderer.Readers: expected principals of OrdererMSP, "
              "Org1MSP, Org2MSP, got 'X'");
    EXPECT_EQ(ErrorOf(MakeLedger("policies: { Aplication: {} }", "")),
              "f.yaml:1: fabric.policies.Aplication: expected Channel, Orderer or Application, got "
              "'Aplication'");
    EXPECT_EQ(
        ErrorOf(MakeLedger("acls: { event/Blok: X }", "")),
        "f.yaml:1: fabric.acls: expected a resource of a peer, got 'event/Blok' (did you mean "
        "'event/Block'?)");
    EXPECT_EQ(ErrorOf(MakeLedger("organizations: [{ name: A }, { name: B, msp: AMSP }]", "")),
              "f.yaml:1: fabric.organizations[].msp: expected an MSP that no other organisation "
              "has, got 'AMSP'");
    EXPECT_EQ(ErrorOf(MakeLedger("organizations: []", "")),
              "f.yaml:1: fabric.organizations: expected at least one organisation, got '[]'");
    EXPECT_EQ(ErrorOf(MakeLedger("organizations: [{ name: orderer }]", "")),
              "f.yaml:1: fabric.organizations[].name: expected another name than that of the "
              "orderers' organisation, got 'orderer'");
    EXPECT_EQ(ErrorOf(MakeLedger("chaincode: fabcar", "")),
              "f.yaml:1: fabric.chaincode: expected one of asset-transfer-basic, "
              "iot-service-platform, got 'fabcar'");
    EXPECT_EQ(ErrorOf(MakeLedger("", "workers: 3, clients: 2,")),
              "f.yaml:2: workload.clients: expected a client for each of the workers, 3, got '2'");
    EXPECT_EQ(ErrorOf(MakeLedger("BatchSize: { PreferredMaxBytes: 11MB }", "")),
              "f.yaml:1: fabric.BatchSize.PreferredMaxBytes: expected at most AbsoluteMaxBytes, "
              "10MB, got '11MB'");
    EXPECT_EQ(ErrorOf(MakeLedger("BatchSize: { AbsoluteMaxBytes: 4GB }", "")).substr(0, 55),
              "f.yaml:1: fabric.BatchSize.AbsoluteMaxBytes: expected a");
    EXPECT_EQ(ErrorOf(MakeLedger("EtcdRaft: { ElectionTick: 3, HeartbeatTick: 3 }", "")),
              "f.yaml:1: fabric.EtcdRaft.ElectionTick: expected more than HeartbeatTick, 3, got "
              "'3'");
    EXPECT_EQ(ErrorOf(MakeLedger("gossip: { orgLeader: first, enabled: false }", "")),
              "f.yaml:1: fabric.gossip.orgLeader: expected every, as blocks are not gossiped, got "
              "'first'");
}

TEST(ScenarioLedger, RefusesTimesThatStopTheClockAndCountsThatNoMachineHolds)
{
    EXPECT_EQ(ErrorOf(MakeLedger("BatchTimeout: 0s", "")),
              "f.yaml:1: fabric.BatchTimeout: expected a time such as 5ms (units ns us ms s min "
              "h), at least 1us, got '0s'");
    EXPECT_EQ(ErrorOf(MakeLedger("EtcdRaft: { TickInterval: 0s }", "")),
              "f.yaml:1: fabric.EtcdRaft.TickInterval: expected a time such as 5ms (units ns us "
              "ms s min h), at least 1ms, got '0s'");
    EXPECT_EQ(ErrorOf(MakeLedger("orderers: 1001", "")),
              "f.yaml:1: fabric.orderers: expected a whole number, from 1 to 1000, got '1001'");
    EXPECT_EQ(ErrorOf(MakeLedger("channels: 1001", "")),
              "f.yaml:1: fabric.channels: expected a whole number, from 1 to 1000, got '1001'");
    EXPECT_EQ(ErrorOf(MakeLedger("organizations: [{ name: A, peers: 1001 }]", "")),
              "f.yaml:1: fabric.organizations[].peers: expected a whole number, from 1 to 1000, "
              "got '1001'");
    EXPECT_EQ(ErrorOf(MakeLedger("", "workers: 100001,")),
              "f.yaml:2: workload.workers: expected a whole number, from 1 to 100000, got "
              "'100001'");
    EXPECT_EQ(ErrorOf(MakeLedger("", "clients: 4294967295,")),
              "f.yaml:2: workload.clients: expected a whole number, from 1 to 1000000, got "
              "'4294967295'");
}

TEST(ScenarioLedger, RelationsAreCheckedAtEveryPointOfASweep)
{
    const auto sweep = [](const std::string& axes) {
        return MakeLedger("", "workers: 2,") + "sweep: {" + axes + "}\n";
    };
    EXPECT_EQ(ErrorOf(sweep("fabric.orderers: [1, 3], fabric.BatchSize.PreferredMaxBytes: [128KB, "
                            "8MB], workload.clients: [2, 20]")),
              "");
    // Only one of the four points is wrong, and neither axis is alone.
    EXPECT_EQ(ErrorOf(sweep("fabric.BatchSize.PreferredMaxBytes: [1MB, 8MB], "
                            "fabric.BatchSize.AbsoluteMaxBytes: [4MB, 8MB]")),
              "f.yaml:3: fabric.BatchSize.PreferredMaxBytes: expected at most AbsoluteMaxBytes, "
              "4MB, got '8MB'");
    EXPECT_EQ(ErrorOf(sweep("workload.clients: [4, 1]")),
              "f.yaml:3: workload.clients: expected a client for each of the workers, 2, got '1'");
    EXPECT_EQ(ErrorOf(sweep("fabric.policy: [ANY, OR('Org3MSP.peer')]")),
              "f.yaml:3: fabric.policy: expected principals of OrdererMSP, Org1MSP, Org2MSP, got "
              "'Org3MSP'");
    EXPECT_EQ(ErrorOf(sweep("fabric.chaincode: [asset-transfer-basic, iot-service-platform]"))
                  .substr(0, 54),
              "f.yaml:2: workload.rounds[].operation: expected one of"); // it has no CreateAsset
}

TEST(ScenarioLedger, NodesAreAtSitesAndOnHostsByTheirNames)
{
    const std::string sites = MINIMAL_LEDGER +
                              "network:\n  topology:\n    type: sites\n"
                              "    delays: [[0ms, 15ms], [15ms, 0ms]]\n    sites:\n"
                              "      - { name: a, nodes: orderer* }\n"
                              "      - { name: b, nodes: ";
    EXPECT_EQ(ErrorOf(sites + "[peer*, client*] }\n"), "");
    EXPECT_EQ(ErrorOf(sites + "[peer*] }\n"),
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
