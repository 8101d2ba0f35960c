/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-test-support.h"

#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

TEST(Scenario, AStrategyMayBeGivenByItsTypeAlone)
{
    const std::string key = "keyVerification.verification";
    Scenario scenario = Scenario::Parse("keyVerification: { devices: 4, verification: quorum }\n");
    EXPECT_EQ(scenario.GetText(key + ".type"), "quorum");
    EXPECT_EQ(scenario.GetCount(key + ".witnesses"), 16u);
    scenario.Set(key + ".witnesses", "3");
    EXPECT_EQ(scenario.GetText(key + ".type"), "quorum");
    scenario.Set(key, "digest");
    EXPECT_EQ(scenario.GetText(key + ".type"), "digest");
    scenario.Set(key, "{ type: quorum, witnesses: 5 }");
    EXPECT_EQ(scenario.GetCount(key + ".witnesses"), 5u);

    EXPECT_ERROR("keyVerification: { devices: 4,\n verification: quorom }\n",
                 "f.yaml:2: keyVerification.verification.type: expected one of broadcast, quorum");
    EXPECT_ERROR(
        "keyVerification: { devices: 4,\n verification: { type: quorum, witnesses: 0 } }\n",
        "f.yaml:2: keyVerification.verification.witnesses: expected a whole number");
    EXPECT_EQ(
        Scenario::Parse("network: { topology: star }\n" + MINIMAL).GetText("network.topology.type"),
        "star");
}

TEST(Scenario, AStrategyCanBeSwept)
{
    const Scenario scenario =
        Scenario::Parse(MINIMAL + "sweep: { keyVerification.verification.type: [none, quorum] }\n");
    ASSERT_EQ(scenario.GetAxes().size(), 1u);
    const auto point = scenario.AtPoint({{"keyVerification.verification.type", "quorum"}});
    EXPECT_EQ(point.GetText("keyVerification.verification.type"), "quorum");
}

TEST(Scenario, SweepStandsForEveryCombination)
{
    const Scenario scenario = Scenario::Parse("keyVerification: { rounds: 1 }\n"
                                              "sweep:\n"
                                              "  network.link.delay: [50ms, 0ms]\n"
                                              "  keyVerification.devices: [3, 10]\n"
                                              "  keyVerification.pairs: [[[1, 2]], [[2, 3]]]\n"
                                              "  repetitions: 5\n");
    ASSERT_EQ(scenario.GetAxes().size(), 3u); // in the order they were written
    EXPECT_EQ(scenario.GetAxes()[0].key, "network.link.delay");
    EXPECT_EQ(scenario.GetAxes()[0].values, (std::vector<std::string>{"50ms", "0ms"}));
    EXPECT_EQ(scenario.GetAxes()[1].values, (std::vector<std::string>{"3", "10"}));
    EXPECT_EQ(scenario.GetAxes()[2].values, (std::vector<std::string>{"[[1, 2]]", "[[2, 3]]"}));
    EXPECT_EQ(scenario.GetRepetitions(), 5u);

    const Scenario point = scenario.AtPoint({{"network.link.delay", "0ms"},
                                             {"keyVerification.devices", "10"},
                                             {"keyVerification.pairs", "[[2, 3]]"}});
    EXPECT_TRUE(point.GetAxes().empty());
    EXPECT_EQ(point.GetCount("keyVerification.devices"), 10u);
    EXPECT_EQ(point.GetCount("keyVerification.rounds"), 1u);
    EXPECT_EQ(point.GetTime("network.link.delay"), Time());
    EXPECT_EQ(point.GetPairs()[0].recipient, 3u);
}

TEST(Scenario, SweepIsCheckedWhenItIsRead)
{
    const auto sweep = [](const std::string& line) { return MINIMAL + "sweep:\n  " + line + "\n"; };
    EXPECT_EQ(ErrorOf(sweep("keyVerification.devcies: [3, 10]")),
              "f.yaml:3: keyVerification.devcies: expected a known key, got 'devcies' "
              "(did you mean 'devices'?)");
    EXPECT_ERROR(sweep("network.link: [1, 2]"),
                 "f.yaml:3: sweep: expected a key with a value of its own, got 'network.link'");
    EXPECT_ERROR(sweep("include: [a, b]"),
                 "f.yaml:3: sweep: expected a key with a value of its own, got 'include'");
    EXPECT_ERROR(sweep("keyVerification.devices:\n    - 3\n    - 1"),
                 "f.yaml:5: keyVerification.devices: expected a whole number");
    EXPECT_ERROR(sweep("network.link.delay: [1ms,\n   2mss]"),
                 "f.yaml:4: network.link.delay: expected a time");
    EXPECT_ERROR(sweep("keyVerification.devices: 3"),
                 "f.yaml:3: sweep.keyVerification.devices: expected a list of values, got '3'");
    EXPECT_ERROR(sweep("keyVerification.devices: []"),
                 "f.yaml:3: sweep.keyVerification.devices: expected a list of values");
    EXPECT_ERROR(sweep("keyVerification.devices: [3, 3]"),
                 "f.yaml:3: sweep.keyVerification.devices: expected each value once, got '3'");
    EXPECT_ERROR(sweep("repetitions: 0"), "f.yaml:3: sweep.repetitions: expected a whole number");
    EXPECT_ERROR(sweep("hosts.device.profile: [x86-server, abacus]"),
                 "f.yaml:3: hosts.device.profile: expected a crypto profile that can be read");
}

TEST(Scenario, SweepOfTooManyCombinationsIsRefused)
{
    std::string axes;
    for (const char* key :
         {"seed", "mqtt.qos", "network.mtu", "keyVerification.rounds", "crypto.aes"})
    {
        axes += std::string("  ") + key + ": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n";
    }
    EXPECT_EQ(ErrorOf(MINIMAL + "sweep:\n" + axes),
              "f.yaml:3: sweep: expected at most 10000 combinations, got 'more'");
}

TEST(Scenario, FaultsAreCheckedAtEveryPointOfASweep)
{
    const std::string fault = "faults: [{ type: tamper-key, device: 1, target: 5 }]\n";
    EXPECT_ERROR("keyVerification: { rounds: 1 }\n" + fault +
                     "sweep: { keyVerification.devices: [10, 3] }\n",
                 "f.yaml:2: faults[].target: expected the number of a device, from 1 to 3");
    // Without a sweep there would be fewer devices than that.
    EXPECT_EQ(ErrorOf("keyVerification: { devices: 2 }\n" + fault +
                      "sweep: { keyVerification.devices: [10, 5] }\n"),
              "");
}

TEST(Scenario, SetReplacesAndChecksAtOnce)
{
    Scenario scenario = Scenario::Parse(MINIMAL);
    scenario.Set("keyVerification.devices", "7");
    EXPECT_EQ(scenario.GetCount("keyVerification.devices"), 7u);
    scenario.Set("hosts.device.cores", "3");
    EXPECT_EQ(FindHost(scenario.GetHosts(), "device1").cores, 3u);
    scenario.Set("network.link", "{ delay: 9ms }");
    EXPECT_EQ(scenario.GetTime("network.link.delay"), MilliSeconds(9));
    scenario.Set("keyVerification.pairs", "[[1, 7]]");

    EXPECT_EQ(SetErrorOf(MINIMAL, "network.link.delay", "5mss"),
              "--set: network.link.delay: expected a time such as 5ms (units ns us ms s min h), "
              "got '5mss'");
    EXPECT_EQ(SetErrorOf(MINIMAL, "keyVerification.devcies", "5"),
              "--set: keyVerification.devcies: expected a known key, got 'devcies' "
              "(did you mean 'devices'?)");
    EXPECT_EQ(
        SetErrorOf(MINIMAL, "keyVerification.pairs", "[[1, 5]]"),
        "--set: keyVerification.pairs: expected the number of a device, from 1 to 4, got '5'");
    EXPECT_TRUE(
        StartsWith(SetErrorOf(MINIMAL, "faults", "[1, "), "--set: file: expected valid YAML"));
    EXPECT_TRUE(StartsWith(SetErrorOf(MINIMAL, "name.of", "x"), "--set: name: expected"));
    EXPECT_TRUE(StartsWith(SetErrorOf(MINIMAL, "include", "x"), "--set: include: expected"));
    EXPECT_TRUE(StartsWith(SetErrorOf(MINIMAL, "", "x"), "--set: : expected"));
}

TEST(Scenario, SettingASweptKeyEndsItsSweep)
{
    const std::string swept = "keyVerification: {}\n"
                              "sweep:\n"
                              "  keyVerification.devices: [3, 10]\n"
                              "  network.link.delay: [0ms, 5ms]\n";
    Scenario scenario = Scenario::Parse(swept);
    scenario.Set("keyVerification.devices", "50");
    ASSERT_EQ(scenario.GetAxes().size(), 1u);
    EXPECT_EQ(scenario.GetAxes()[0].key, "network.link.delay");
    EXPECT_EQ(scenario.AtPoint({}).GetCount("keyVerification.devices"), 50u);

    scenario.Set("network.link", "{ delay: 1ms }"); // the section the other axis is in
    EXPECT_TRUE(scenario.GetAxes().empty());

    scenario.Set("sweep.keyVerification.devices", "[4, 5]");
    scenario.Set("sweep.repetitions", "3");
    ASSERT_EQ(scenario.GetAxes().size(), 1u);
    EXPECT_EQ(scenario.GetAxes()[0].values, (std::vector<std::string>{"4", "5"}));
    EXPECT_EQ(scenario.GetRepetitions(), 3u);
    EXPECT_TRUE(StartsWith(SetErrorOf(swept, "sweep.keyVerification.devices", "[1]"),
                           "--set: keyVerification.devices: expected a whole number"));
}
