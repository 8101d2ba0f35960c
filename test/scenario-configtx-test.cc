/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-ledger-support.h"

#include "ns3/nstime.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>

using namespace ns3;
using namespace ns3::iotledger;

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
    std::string ErrorOf(const std::string& fabric) const
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
    EXPECT_EQ(folder.ErrorOf(sweep("fabric.BatchSize.AbsoluteMaxBytes: [1MB, 256KB]")),
              "configtx.yaml:4: fabric.BatchSize.PreferredMaxBytes: expected at most "
              "AbsoluteMaxBytes, 256KB, got '512KB'");
    for (const std::string key : {"fabric.configtx", "fabric.profile", "workload.caliper"})
    {
        EXPECT_EQ(folder.ErrorOf(sweep(key + ": [a, b]")),
                  "s.yaml:2: sweep: expected keys that such a file sets, not the file, got '" +
                      key + "'");
    }
}

TEST(ScenarioLedger, FaultsOfAConfigtxFileAreSaidWithItsLines)
{
    const ConfigtxFolder folder;
    EXPECT_EQ(folder.ErrorOf("configtx: configtx.yaml, profile: For"),
              "configtx.yaml:3: Profiles: expected a profile of Four, got 'For' (nearest: Four)");
    EXPECT_EQ(folder.ErrorOf("configtx: configtx.yaml"),
              "s.yaml:1: fabric.profile: expected a profile of the file, got ''");
    EXPECT_EQ(folder.ErrorOf("profile: Four"),
              "s.yaml:1: fabric.configtx: expected the file that has the profile, got ''");
    EXPECT_EQ(folder.ErrorOf(FOUR + ", organizations: [{ name: Miller }]"),
              "s.yaml:1: fabric.organizations[].name: expected an organisation of the profile: "
              "Farm, Mill, got 'Miller'");
    EXPECT_EQ(
        folder.ErrorOf("configtx: absent.yaml, profile: Four"),
        "s.yaml:1: fabric.configtx: expected a configtx.yaml that can be read, got 'absent.yaml'");

    const auto complain = [](const std::string& from, const std::string& to) {
        std::string text = CONFIGTX;
        text.replace(text.find(from), from.size(), to);
        return ConfigtxFolder(text).ErrorOf(FOUR);
    };
    EXPECT_EQ(complain("250ms", "250"),
              "configtx.yaml:10: Profiles.Four.Orderer.BatchTimeout: expected a time such as 2s or "
              "500ms (ns, us, ms, s, m, h), got '250'");
    EXPECT_EQ(complain("Name: Mill", "Name: Mill_2"),
              "configtx.yaml:4: fabric.organizations[].name: expected letters, digits and hyphens, "
              "as Org1, got 'Mill_2'");
}
