/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-test-support.h"

#include "ns3/double.h"
#include "ns3/scenario-schema.h"
#include "ns3/tree-topology.h"
#include "ns3/uinteger.h"

#include <utility>

using namespace ns3;
using namespace ns3::iotledger;

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

TEST(Scenario, RsaKeyHasRoomForTheAesKey)
{
    // RFC 8017, 7.1.1: at most k - 2 hLen - 2 bytes; 32 + 2 * 20 + 2 bytes are 592 bits.
    EXPECT_EQ(ErrorOf(MINIMAL + "crypto:\n  aes: aes-256-gcm\n  rsaBits: 512\n"),
              "f.yaml:4: crypto.rsaBits: expected at least 592 with aes-256-gcm, got '512' "
              "(RSA-OAEP has no room for the AES key)");
    EXPECT_EQ(ErrorOf(MINIMAL + "crypto: { aes: aes-256-gcm, rsaBits: 592 }\n"), "");
    EXPECT_EQ(ErrorOf(MINIMAL + "crypto: { aes: aes-128-gcm, rsaBits: 512 }\n"), "");
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
