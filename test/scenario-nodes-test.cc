/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-test-support.h"

#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

TEST(Scenario, PairsAndFaultsNameDevicesThatAreThere)
{
    EXPECT_EQ(ErrorOf("keyVerification:\n  devices: 4\n  pairs:\n    - [1, 3]\n    - [1, 5]\n"),
              "f.yaml:5: keyVerification.pairs: expected the number of a device, from 1 to 4, "
              "got '5'");
    EXPECT_ERROR("keyVerification: { devices: 4,\n pairs: [[2, 2]] }",
                 "f.yaml:2: keyVerification.pairs: expected a list of pairs of different devices");
    EXPECT_ERROR("keyVerification: { devices: 4,\n pairs: [[1, 2, 3]] }",
                 "f.yaml:2: keyVerification.pairs: expected a list of pairs of different devices");
    EXPECT_ERROR("keyVerification: { devices: 4,\n pairs: [1, 2] }",
                 "f.yaml:2: keyVerification.pairs: expected a list of pairs of different devices");
    EXPECT_ERROR(MINIMAL + "faults:\n  - type: tamper-key\n    device: 1\n    target: 9\n",
                 "f.yaml:5: faults[].target: expected the number of a device, from 1 to 4");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: tamper-key, target: 1 }\n",
                 "f.yaml:3: faults[].device: expected the number of a device, from 1 to 4");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: explode, device: 1, target: 2 }\n",
                 "f.yaml:3: faults[].type: expected one of tamper-key, compromise, crash, got "
                 "'explode'");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: tamper-key, at: 5, device: 1, target: 2 }\n",
                 "f.yaml:3: faults[].at: expected a time");
}

TEST(Scenario, ReadsPairsAndFaults)
{
    const Scenario scenario =
        Scenario::Parse("keyVerification: { devices: 4, pairs: [[1, 3], [4, 2]] }\n"
                        "faults: [{ type: tamper-key, at: 2s, device: 1, target: 3 }]\n");
    ASSERT_EQ(scenario.GetPairs().size(), 2u);
    EXPECT_EQ(scenario.GetPairs()[1].sender, 4u);
    EXPECT_EQ(scenario.GetPairs()[1].recipient, 2u);
    ASSERT_EQ(scenario.GetFaults().size(), 1u);
    EXPECT_EQ(scenario.GetFaults()[0].type, "tamper-key");
    EXPECT_EQ(scenario.GetFaults()[0].at, Seconds(2));
    EXPECT_EQ(scenario.GetFaults()[0].device, 1u);
    EXPECT_EQ(scenario.GetFaults()[0].target, 3u);
}

TEST(Scenario, ReadsCompromisedDevicesAndBrokers)
{
    const std::string text =
        "keyVerification: { devices: 20 }\n"
        "faults:\n"
        "  - { type: compromise, devices: 30% }\n"
        "  - { type: compromise, devices: 7, at: 1s }\n"
        "  - { type: compromise, broker: true }\n"
        "  - { type: compromise, broker: true, target: 3, victims: [1, 2],\n"
        "      forgeAnswers: true }\n"
        "  - { type: tamper-key, device: 1, target: 3, replacement: attacker }\n";
    const Scenario scenario = Scenario::Parse(text);
    const auto& faults = scenario.GetFaults();
    ASSERT_EQ(faults.size(), 5u);
    EXPECT_EQ(faults[0].devices.Of(20), 6u);
    EXPECT_EQ(faults[0].devices.Of(12), 4u); // 3.6
    EXPECT_EQ(faults[1].devices.Of(20), 7u);
    EXPECT_TRUE(faults[2].broker && faults[2].target == 0 && faults[2].victims.empty());
    EXPECT_EQ(faults[3].victims, (std::vector<uint32_t>{1, 2}));
    EXPECT_TRUE(faults[3].forgesAnswers);
    EXPECT_EQ(faults[4].replacement, "attacker");
    EXPECT_EQ(Scenario::Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
}

TEST(Scenario, CompromisesThatDoNotFitAreRefused)
{
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: compromise }\n",
                 "f.yaml:3: faults[]: expected devices or broker: true with type compromise");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: compromise, devices: 130% }\n",
                 "f.yaml:3: faults[].devices: expected a number of devices, or a share");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: compromise, devices: 0 }\n",
                 "f.yaml:3: faults[].devices: expected a number of devices, or a share");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: compromise, devices: [1] }\n",
                 "f.yaml:3: faults[].devices: expected a number of devices, or a share");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: compromise, devices: 5 }\n",
                 "f.yaml:3: faults[].devices: expected at most 4");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: compromise, devices: 1, victims: [2] }\n",
                 "f.yaml:3: faults[].victims: expected no such field of compromised devices");
    EXPECT_ERROR(MINIMAL + "faults:\n  - { type: compromise, broker: true, victims: [5] }\n",
                 "f.yaml:3: faults[].victims: expected the number of a device, from 1 to 4");
    EXPECT_ERROR(MINIMAL +
                     "faults:\n  - { type: tamper-key, device: 1, target: 2, broker: true }\n",
                 "f.yaml:3: faults[].broker: expected no such field of a tamper-key fault");
}

TEST(Scenario, NodesWithoutAHostOfTheirOwnRunOnThatOfTheirRole)
{
    const Scenario scenario =
        Scenario::Parse("keyVerification: { devices: 12 }\n"
                        "hosts:\n"
                        "  device: { cores: 4 }\n"
                        "  gateway: { nodes: [broker, \"device1*\"], cores: 2, shared: true }\n");
    const auto find = [&](const std::string& node) { return FindHost(scenario.GetHosts(), node); };
    EXPECT_EQ(find("broker").name, "gateway");
    EXPECT_EQ(find("device1").name, "gateway");
    EXPECT_EQ(find("device12").name, "gateway");
    EXPECT_EQ(find("device2").name, "device");
    EXPECT_EQ(find("device2").cores, 4u);
    EXPECT_FALSE(find("device2").shared);
    EXPECT_TRUE(find("device1").shared);
    EXPECT_EQ(find("device2").profile, "x86-server");
}

TEST(Scenario, HostsAreRefusedWhenTheyCannotBe)
{
    EXPECT_ERROR(MINIMAL + "hosts:\n  testbed: { cores: 4 }\n",
                 "f.yaml:3: hosts.testbed.nodes: expected the nodes of this host");
    EXPECT_ERROR(MINIMAL + "hosts:\n  device: { nodes: \"*\" }\n",
                 "f.yaml:3: hosts.device.nodes: expected no nodes for the name of a role");
    EXPECT_ERROR(MINIMAL + "hosts:\n  a: { nodes: \"devcie*\" }\n",
                 "f.yaml:3: hosts.a.nodes: expected names or globs of nodes");
    EXPECT_ERROR(MINIMAL + "hosts:\n  a: { nodes: [] }\n",
                 "f.yaml:3: hosts.a.nodes: expected names or globs of nodes");
    EXPECT_ERROR(MINIMAL + "hosts:\n  a: { nodes: \"device*\" }\n  b: { nodes: device3 }\n",
                 "f.yaml:4: hosts.b.nodes: expected nodes that no other host has, got 'device3'");
    EXPECT_ERROR(MINIMAL + "hosts:\n  device: { cores: 0 }\n",
                 "f.yaml:3: hosts.device.cores: expected a whole number, at least 1");
    EXPECT_ERROR(MINIMAL + "hosts:\n  device: { shared: yes }\n",
                 "f.yaml:3: hosts.device.shared: expected true or false, got 'yes'");
}

TEST(Scenario, MissingProfileIsRefusedWhereItIsNamed)
{
    EXPECT_ERROR(MINIMAL + "hosts:\n  device:\n    profile: abacus\n",
                 "f.yaml:4: hosts.device.profile: expected a crypto profile that can be read, "
                 "got 'abacus'");
    EXPECT_ERROR(MINIMAL + "crypto:\n  profile: abacus\n",
                 "f.yaml:3: crypto.profile: expected a crypto profile that can be read, "
                 "got 'abacus'");
}

TEST_F(ScenarioFiles, BrokenProfileIsRefusedWhereItIsNamed)
{
    Write("profiles/broken.yaml", "name: broken\noperations: 7\n");
    const auto path =
        Write("s.yaml", MINIMAL + "hosts:\n  broker: { profile: profiles/broken.yaml }\n");
    EXPECT_TRUE(StartsWith(ErrorOfFile(path),
                           "s.yaml:3: hosts.broker.profile: expected a crypto profile that can be "
                           "read, got 'profiles/broken.yaml' (profiles/broken.yaml:"))
        << ErrorOfFile(path);
}

TEST(Scenario, ReadsLinksOfSomeNodes)
{
    const Scenario scenario = Scenario::Parse(
        MINIMAL + "network: { links: [{ nodes: \"device[12]\", delay: 80ms, loss: 0.01 }] }\n");
    ASSERT_EQ(scenario.GetLinks().size(), 1u);
    const auto& link = scenario.GetLinks()[0];
    EXPECT_TRUE(link.nodes.Matches("device2"));
    EXPECT_FALSE(link.nodes.Matches("device3"));
    EXPECT_EQ(link.delay, MilliSeconds(80));
    EXPECT_EQ(link.loss, 0.01);
    EXPECT_FALSE(link.rate.has_value());
    EXPECT_ERROR(MINIMAL + "network:\n  links:\n    - { nodes: broker, delay: 5 }\n",
                 "f.yaml:4: network.links[].delay: expected a time");
    EXPECT_ERROR(MINIMAL + "network:\n  links:\n    - { delay: 5ms }\n",
                 "f.yaml:4: network.links[].nodes: expected names or globs of nodes");
}

TEST(Scenario, SitesNeedADelayBetweenAllAndAPlaceForEveryNode)
{
    const auto sites = [](const std::string& nodes, const std::string& delays) {
        return MINIMAL + "network:\n  topology:\n    type: sites\n    sites:\n" +
               "      - { name: taipei, nodes: [broker, device1] }\n" +
               "      - { name: berlin, nodes: " + nodes + " }\n    delays: " + delays + "\n";
    };
    const Scenario scenario =
        Scenario::Parse(sites("\"device*\"", "[[0, 120ms], [120ms, 0ms]]"), "f.yaml");
    EXPECT_EQ(scenario.GetDelays()[0][1], MilliSeconds(120));
    EXPECT_EQ(FindSite(scenario.GetSites(), "device1"), 0u); // the first that matches
    EXPECT_EQ(FindSite(scenario.GetSites(), "device4"), 1u);
    EXPECT_ERROR(sites("device2", "[[0ms, 1ms], [1ms, 0ms]]"),
                 "f.yaml:4: network.topology.sites: expected a site for every node, "
                 "got 'no site for device3'");
    EXPECT_ERROR(sites("\"*\"", "[[0ms, 1ms], [2ms, 0ms]]"),
                 "f.yaml:8: network.topology.delays: expected a symmetric square");
    EXPECT_ERROR(sites("\"*\"", "[[0ms, 1ms], [1ms]]"),
                 "f.yaml:8: network.topology.delays: expected a symmetric square");
    EXPECT_ERROR(sites("\"*\"", "[[0ms]]"),
                 "f.yaml:4: network.topology.delays: expected 2 rows, one for each site");
    EXPECT_ERROR(MINIMAL + "network:\n  topology: { type: sites }\n",
                 "f.yaml:3: network.topology.sites: expected a list of sites");
}
