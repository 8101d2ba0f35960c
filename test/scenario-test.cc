/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/double.h"
#include "ns3/host.h"
#include "ns3/scenario-schema.h"
#include "ns3/scenario-yaml.h"
#include "ns3/scenario.h"
#include "ns3/string.h"
#include "ns3/tree-topology.h"
#include "ns3/uinteger.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string MINIMAL = "keyVerification: { devices: 4 }\n";

/// @return what a wrong scenario is refused with; empty if it is not.
std::string
ErrorOf(const std::string& yaml)
{
    try
    {
        Scenario::Parse(yaml, "f.yaml");
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

/// @return what a wrong setting is refused with; empty if it is not.
std::string
SetErrorOf(const std::string& yaml, const std::string& key, const std::string& value)
{
    Scenario scenario = Scenario::Parse(yaml);
    const std::string before = scenario.ToYaml();
    try
    {
        scenario.Set(key, value);
    }
    catch (const ScenarioError& error)
    {
        EXPECT_EQ(scenario.ToYaml(), before) << "changed all the same";
        return error.what();
    }
    return "";
}

bool
StartsWith(const std::string& text, const std::string& start)
{
    return text.compare(0, start.size(), start) == 0;
}

#define EXPECT_ERROR(yaml, start)                                                                  \
    EXPECT_TRUE(StartsWith(ErrorOf(yaml), start)) << "got: " << ErrorOf(yaml)

/// A folder of its own for each test.
class ScenarioFiles : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        m_folder = std::filesystem::temp_directory_path() /
                   (std::string("iot-ledger-") + test->name() + "-XXXXXX");
        std::string path = m_folder.string();
        ASSERT_NE(mkdtemp(path.data()), nullptr);
        m_folder = path;
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_folder);
    }

    std::string Write(const std::string& name, const std::string& text) const
    {
        const auto path = m_folder / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
        return path.string();
    }

    /// @return what loading a file is refused with, without the folder's name.
    std::string ErrorOfFile(const std::string& path) const
    {
        try
        {
            Scenario::Load(path);
        }
        catch (const ScenarioError& error)
        {
            std::string text = error.what();
            const std::string folder = m_folder.string() + "/";
            for (size_t at = text.find(folder); at != std::string::npos; at = text.find(folder))
            {
                text.erase(at, folder.size());
            }
            return text;
        }
        return "";
    }

    std::filesystem::path m_folder;
};

} // namespace

TEST(Scenario, DefaultsAreThoseOfTheAttributes)
{
    const Scenario verification = Scenario::Parse("keyVerification: {}");
    const Scenario ledger =
        Scenario::Parse("fabric: {}\nworkload: { rounds: [{ label: a, operation: ReadAsset, "
                        "txNumber: 1, rateControl: { type: fixed-rate } }] }");
    for (const auto& key : ScenarioSchema::GetKeys())
    {
        const bool isShared = IsOfKind(key.GetName(), ScenarioKind::KEY_VERIFICATION);
        const Scenario& scenario = isShared ? verification : ledger;
        if (!ScenarioSchema::IsSetting(key) || key.GetTypeName().empty())
        {
            continue;
        }
        TypeId type;
        ASSERT_TRUE(TypeId::LookupByNameFailSafe(key.GetTypeName(), &type)) << key.GetTypeName();
        TypeId::AttributeInformation info;
        ASSERT_TRUE(type.LookupAttributeByName(key.GetAttribute(), &info)) << key.GetName();
        const auto value = key.MakeValue(scenario.GetText(key.GetName()));
        ASSERT_TRUE(value) << key.GetName();
        EXPECT_EQ(value->SerializeToString(info.checker),
                  info.initialValue->SerializeToString(info.checker))
            << key.GetName();
    }
}

TEST(Scenario, EveryKeyOfTheSchemaHasAHelp)
{
    for (const auto& key : ScenarioSchema::GetKeys())
    {
        EXPECT_FALSE(key.GetHelp().empty()) << key.GetName();
    }
}

TEST(Scenario, ReadsQuantitiesWithTheirUnits)
{
    const Scenario scenario =
        Scenario::Parse("network:\n"
                        "  link: { delay: 1.5ms, rate: 100Mbps, loss: 0.25 }\n"
                        "  trunk: { delay: 0 }\n"
                        "  tcp: { sendBuffer: 65536 }\n"
                        "keyVerification: { payload: 2MB, devices: 10 }\n");
    EXPECT_EQ(scenario.GetTime("network.link.delay"), MicroSeconds(1500));
    EXPECT_EQ(scenario.GetTime("network.trunk.delay"), Time());
    EXPECT_EQ(scenario.GetRate("network.link.rate").GetBitRate(), 100'000'000u);
    EXPECT_EQ(scenario.GetNumber("network.link.loss"), 0.25);
    EXPECT_EQ(scenario.GetSize("network.tcp.sendBuffer"), 65536u);
    EXPECT_EQ(scenario.GetSize("keyVerification.payload"), 2097152u);
    EXPECT_EQ(scenario.GetCount("keyVerification.devices"), 10u);
}

TEST(Scenario, UnitsAreExactlyThoseOfTheManual)
{
    const std::pair<std::string, int64_t> times[] = {{"1ns", 1},
                                                     {"1us", 1'000},
                                                     {"1ms", 1'000'000},
                                                     {"1s", 1'000'000'000},
                                                     {"1min", 60'000'000'000},
                                                     {"1h", 3'600'000'000'000}};
    for (const auto& [text, nanoseconds] : times)
    {
        Scenario scenario = Scenario::Parse(MINIMAL);
        scenario.Set("network.link.delay", text);
        EXPECT_EQ(scenario.GetTime("network.link.delay").GetNanoSeconds(), nanoseconds) << text;
    }
    for (const auto* wrong :
         {"5", "5 ms", "5mss", "5MS", "-5ms", "5m", "1e3ms", "ms", "5ms x", "''"})
    {
        EXPECT_NE(SetErrorOf(MINIMAL, "network.link.delay", wrong), "") << wrong;
    }
    for (const auto* wrong : {"1", "1Gb", "1gbps", "1GBps", "1b/s", "0", "0bps", "99999999999Gbps"})
    {
        EXPECT_NE(SetErrorOf(MINIMAL, "network.link.rate", wrong), "") << wrong;
    }
    for (const auto* wrong : {"2mb", "2MiB", "2kB", "2TB", "-1", "two"})
    {
        EXPECT_NE(SetErrorOf(MINIMAL, "keyVerification.payload", wrong), "") << wrong;
    }
}

TEST(Scenario, UnknownKeyNamesItsLineAndTheNearestKey)
{
    EXPECT_EQ(ErrorOf("name: x\nkeyVerification:\n  devcies: 3\n"),
              "f.yaml:3: keyVerification.devcies: expected a known key, got 'devcies' "
              "(did you mean 'devices'?)");
    EXPECT_EQ(ErrorOf("keyVerificaton:\n  devices: 3\n"),
              "f.yaml:1: keyVerificaton: expected a known key, got 'keyVerificaton' "
              "(did you mean 'keyVerification'?)");
    EXPECT_EQ(ErrorOf("devices: 3\nkeyVerification: {}\n"),
              "f.yaml:1: devices: expected a known key, got 'devices' "
              "(did you mean 'keyVerification.devices'?)");
    EXPECT_EQ(ErrorOf(MINIMAL + "seed.x: 1\n"),
              "f.yaml:2: seed.x: expected a known key, got 'x'"); // there is none below seed
    EXPECT_EQ(ErrorOf(MINIMAL + "hosts:\n  device:\n    core: 4\n"),
              "f.yaml:4: hosts.device.core: expected a known key, got 'core' "
              "(did you mean 'cores'?)");
}

TEST(Scenario, WrongValuesNameLineKeyAndWhatWasExpected)
{
    EXPECT_EQ(ErrorOf(MINIMAL + "network:\n  link:\n    delay: 5mss\n"),
              "f.yaml:4: network.link.delay: expected a time such as 5ms "
              "(units ns us ms s min h), got '5mss'");
    EXPECT_EQ(ErrorOf(MINIMAL + "network: { transport: udp }"),
              "f.yaml:2: network.transport: expected one of tcp, tls, got 'udp'");
    EXPECT_EQ(ErrorOf(MINIMAL + "crypto: { execution: fake }"),
              "f.yaml:2: crypto.execution: expected one of real, modelled, got 'fake'");
    EXPECT_EQ(ErrorOf(MINIMAL + "network:\n  link:\n    loss: 1.5\n"),
              "f.yaml:4: network.link.loss: expected a number, from 0 to 1, got '1.5'");
    EXPECT_ERROR("keyVerification:\n  devices: 0\n",
                 "f.yaml:2: keyVerification.devices: expected a whole number, ");
    EXPECT_ERROR("keyVerification:\n  devices: 1\n",
                 "f.yaml:2: keyVerification.devices: expected a whole number, ");
    EXPECT_ERROR("keyVerification:\n  devices: [3]\n",
                 "f.yaml:2: keyVerification.devices: expected a whole number, ");
    EXPECT_ERROR("keyVerification:\n  devices:\n", "f.yaml:2: keyVerification.devices: expected");
    EXPECT_ERROR(MINIMAL + "network:\n  link: 5ms\n",
                 "f.yaml:3: network.link: expected a map of keys and values, got '5ms'");
    EXPECT_ERROR(MINIMAL + "seed: 0\n", "f.yaml:2: seed: expected a whole number, from 1");
    EXPECT_EQ(ErrorOf(MINIMAL + "seed: 4294944442\n"), ""); // the most that ns-3 takes
    EXPECT_EQ(ErrorOf(MINIMAL + "seed: 4294944443\n"),
              "f.yaml:2: seed: expected a whole number, from 1 to 4294944442, got '4294944443'");
    EXPECT_ERROR("name: x\n", "f.yaml:1: keyVerification: expected this section");
    EXPECT_ERROR("[1, 2]\n", "f.yaml:1: file: expected a map");
}

TEST(Scenario, BrokenYamlAndDuplicateKeysNameTheLine)
{
    EXPECT_ERROR("name: x\nkeyVerification: {\n", "f.yaml:3: file: expected valid YAML, got '");
    EXPECT_ERROR("name: x\n\tseed: 1\n", "f.yaml:2: file: expected valid YAML, got '");
    EXPECT_EQ(ErrorOf("name: x\nseed: 1\n" + MINIMAL + "seed: 2\n"),
              "f.yaml:4: seed: expected each key once, got 'seed' (already given at f.yaml:2)");
    EXPECT_ERROR("? [a]\n: b\n", "f.yaml:1: file: expected keys that are text");
    EXPECT_ERROR("name: x\n---\nname: y\n", "f.yaml:1: file: expected one YAML document");
    EXPECT_EQ(ErrorOf("---\n" + MINIMAL + "...\n---\n# nothing\n"), "");
    EXPECT_ERROR(",a",
                 "f.yaml:1: file: expected one YAML document"); // yaml-cpp finds more and more
}

TEST(Scenario, AliasesMayStandForMuchButNotForTooMuch)
{
    EXPECT_EQ(ErrorOf(MINIMAL + "hosts: { device: &same { cores: 2 }, broker: *same }"), "");
    EXPECT_EQ(ErrorOf(MINIMAL + "faults: &itself [*itself]\n"),
              "f.yaml:2: file: expected at most 64 levels of lists and maps, got 'more'");
    std::string billions = "faults:\n  - &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
    for (int i = 1; i < 9; ++i)
    {
        const std::string alias = "*a" + std::to_string(i - 1) + " ";
        billions += "  - &a" + std::to_string(i) + " [" + alias;
        for (int j = 1; j < 10; ++j)
        {
            billions += ", " + alias;
        }
        billions += "]\n";
    }
    EXPECT_EQ(ErrorOf(billions), "f.yaml:2: file: expected at most 100000 values, got 'more'");
}

TEST(Scenario, LongAndDeepTextsAreRefused)
{
    const std::string word(200'000, 'x');
    EXPECT_EQ(ErrorOf(MINIMAL + "name: " + word),
              "f.yaml:2: file: expected texts of at most 4096 bytes, got 'more'");
    EXPECT_EQ(ErrorOf(MINIMAL + "? " + word + "\n: 1\n"),
              "f.yaml:2: file: expected texts of at most 4096 bytes, got 'more'");
    EXPECT_EQ(ErrorOf(MINIMAL + "name: " + word.substr(0, 4096)), "");
    EXPECT_ERROR(MINIMAL + "faults: " + std::string(100, '[') + std::string(100, ']'),
                 "f.yaml:2: file: expected at most 64 levels of lists and maps");
    EXPECT_ERROR(MINIMAL + "faults: " + std::string(100'000, '['), "f.yaml:");
}

TEST(Scenario, TextThatIsNoTextIsRefusedWhereItStands)
{
    EXPECT_EQ(ErrorOf(MINIMAL + "name: M\xfcnchen\n"), // Latin-1
              "f.yaml:2: file: expected UTF-8 text, got 'byte 0xfc'");
    EXPECT_EQ(ErrorOf("name: M\u00fcnchen\n" + MINIMAL), "");
    EXPECT_EQ(ErrorOf(MINIMAL + "\x04seed: 0\n"), // yaml-cpp reads no further
              "f.yaml:2: file: expected UTF-8 text, got 'byte 0x04'");
    EXPECT_ERROR(std::string("\xff\xfe"
                             "a\0",
                             4),
                 "f.yaml:1: file: expected UTF-8 text"); // UTF-16
}

TEST(Scenario, ErrorsAreOneLineWhateverTheTextHolds)
{
    EXPECT_EQ(ErrorOf("\"a\\nb\": 1\n").find('\n'), std::string::npos);
    EXPECT_LT(ErrorOf(std::string(4000, 'k') + ": 1\n").size(), 400u);
    // 27 times three bytes: the quote of 80 bytes ends before the character that does not fit.
    std::string euros;
    for (int i = 0; i < 27; ++i)
    {
        euros += "\u20ac";
    }
    EXPECT_EQ(ErrorOf(MINIMAL + "seed: " + euros),
              "f.yaml:2: seed: expected a whole number, from 1 to 4294944442, got '" +
                  euros.substr(0, 78) + "\u2026'");
}

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

TEST(Scenario, RsaKeyHasRoomForTheAesKey)
{
    // RFC 8017, 7.1.1: at most k - 2 hLen - 2 bytes; 32 + 2 * 20 + 2 bytes are 592 bits.
    EXPECT_EQ(ErrorOf(MINIMAL + "crypto:\n  aes: aes-256-gcm\n  rsaBits: 512\n"),
              "f.yaml:4: crypto.rsaBits: expected at least 592 with aes-256-gcm, got '512' "
              "(RSA-OAEP has no room for the AES key)");
    EXPECT_EQ(ErrorOf(MINIMAL + "crypto: { aes: aes-256-gcm, rsaBits: 592 }\n"), "");
    EXPECT_EQ(ErrorOf(MINIMAL + "crypto: { aes: aes-128-gcm, rsaBits: 512 }\n"), "");
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

TEST(Scenario, ToYamlReadsBackAsTheSame)
{
    const Scenario scenario =
        Scenario::Parse("name: \"yes: no\"\n"
                        "keyVerification: { devices: 4, payload: 1024KB, pairs: [[1, 3]] }\n"
                        "network:\n"
                        "  links: [{ nodes: \"*\", rate: 1000kbps }]\n"
                        "  topology: { sites: [{ name: a, nodes: \"*\" }], delays: [[0]] }\n"
                        "hosts: { testbed: { nodes: \"*\", shared: true, speed: 0.1 } }\n"
                        "faults: [{ type: tamper-key, at: 1500ms, device: 1, target: 3 }]\n"
                        "sweep: { network.link.loss: [0, 0.1], crypto.aes: [aes-128-gcm] }\n");
    const std::string yaml = scenario.ToYaml();
    const Scenario again = Scenario::Parse(yaml);
    EXPECT_EQ(again.ToYaml(), yaml);
    EXPECT_EQ(again.GetName(), "yes: no");
    EXPECT_EQ(again.GetSize("keyVerification.payload"), 1048576u);
    EXPECT_EQ(again.GetFaults()[0].at, MilliSeconds(1500));
    EXPECT_EQ(again.GetLinks()[0].rate->GetBitRate(), 1'000'000u);
    EXPECT_EQ(again.GetHosts()[0].speed, 0.1);
    EXPECT_EQ(again.GetAxes()[0].key, "network.link.loss");
    EXPECT_NE(yaml.find("    delay: 5ms\n"), std::string::npos) << "defaults are filled in";
}

TEST(Scenario, ToYamlIsOneTextForOneMeaning)
{
    const std::string one =
        Scenario::Parse("seed: 1\nkeyVerification: { payload: 1MB, devices: 3 }\n"
                        "network: { link: { delay: 0.005s } }\n")
            .ToYaml();
    const std::string other =
        Scenario::Parse("network: { link: { delay: 5ms } }\n"
                        "keyVerification: { devices: \"3\", payload: 1048576 }\n")
            .ToYaml();
    EXPECT_EQ(one, other);
}

TEST(Scenario, ConfigureSetsTheAttributesOfASection)
{
    const Scenario scenario =
        Scenario::Parse(MINIMAL + "network: { mtu: 9000, link: { loss: 0.5, queue: 77 }, "
                                  "topology: { fanOut: 5 } }\n");
    auto topology = CreateObject<TreeTopology>();
    scenario.Configure(*topology, "network");
    UintegerValue count;
    topology->GetAttribute("FanOut", count);
    EXPECT_EQ(count.Get(), 5u);
    topology->GetAttribute("Mtu", count); // of the parent type
    EXPECT_EQ(count.Get(), 9000u);
    topology->GetAttribute("LinkQueue", count);
    EXPECT_EQ(count.Get(), 77u);
    DoubleValue loss;
    topology->GetAttribute("LinkLoss", loss);
    EXPECT_EQ(loss.Get(), 0.5);

    auto other = CreateObject<TreeTopology>();
    scenario.Configure(*other, "network.topology");
    other->GetAttribute("FanOut", count);
    EXPECT_EQ(count.Get(), 5u);
    other->GetAttribute("Mtu", count);
    EXPECT_EQ(count.Get(), 1500u);
}

TEST_F(ScenarioFiles, IncludeGivesWhatTheScenarioDoesNotSay)
{
    Write("base/common.yaml",
          "name: base\nnetwork: { link: { delay: 7ms, loss: 0.1 } }\nkeyVerification: { devices: 9 "
          "}\n"
          "sweep: { network.mtu: [1500] }\n");
    const auto path =
        Write("s.yaml", "include: base/common.yaml\nnetwork: { link: { loss: 0 } }\n");
    const Scenario scenario = Scenario::Load(path);
    EXPECT_EQ(scenario.GetName(), "base");
    EXPECT_EQ(scenario.GetTime("network.link.delay"), MilliSeconds(7));
    EXPECT_EQ(scenario.GetNumber("network.link.loss"), 0);
    EXPECT_EQ(scenario.GetCount("keyVerification.devices"), 9u);
    EXPECT_EQ(scenario.GetAxes().size(), 1u);
}

TEST_F(ScenarioFiles, MistakesNameTheFileTheyAreIn)
{
    Write("base.yaml", "network:\n  mtu: 1\n");
    EXPECT_TRUE(StartsWith(ErrorOfFile(Write("s.yaml", "include: base.yaml\n" + MINIMAL)),
                           "base.yaml:2: network.mtu: expected a size"));
    EXPECT_EQ(ErrorOfFile(Write("t.yaml", "name: x\ninclude: none.yaml\n")),
              "t.yaml:2: include: expected a file that can be read, got 'none.yaml'");
    EXPECT_EQ(ErrorOfFile((m_folder / "none.yaml").string()),
              "none.yaml:1: file: expected a file that can be read, got 'none.yaml'");
    EXPECT_EQ(ErrorOfFile(Write("u.yaml", "include: u.yaml\n")),
              "u.yaml:1: include: expected no circle of files, got 'u.yaml'");
    EXPECT_TRUE(
        StartsWith(ErrorOfFile(Write("v.yaml", "")), "v.yaml:1: keyVerification: expected"));
    EXPECT_NE(ErrorOfFile(m_folder.string()), "") << "a folder";
}

TEST_F(ScenarioFiles, NameIsThatOfTheFile)
{
    EXPECT_EQ(Scenario::Load(Write("night.yaml", MINIMAL)).GetName(), "night");
}
