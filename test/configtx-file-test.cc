/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/configtx-file.h"
#include "ns3/scenario-error.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

/// In the form of the file of fabric-samples' test network, with two profiles.
const std::string FILE_TEXT = R"yaml(---
Organizations:
  - &OrdererOrg
    Name: OrdererOrg
    ID: OrdererMSP
    MSPDir: ../organizations/ordererOrganizations/example.com/msp
    Policies:
      Readers: { Type: Signature, Rule: "OR('OrdererMSP.member')" }
      Writers: { Type: Signature, Rule: "OR('OrdererMSP.member')" }
      Admins: { Type: Signature, Rule: "OR('OrdererMSP.admin')" }
    OrdererEndpoints:
      - orderer.example.com:7050
  - &Org1
    Name: Org1MSP
    ID: Org1MSP
    MSPDir: ../organizations/peerOrganizations/org1.example.com/msp
    Policies: &Org1Policies
      Readers: { Type: Signature, Rule: "OR('Org1MSP.admin', 'Org1MSP.peer', 'Org1MSP.client')" }
      Writers: { Type: Signature, Rule: "OR('Org1MSP.admin', 'Org1MSP.client')" }
      Admins: { Type: Signature, Rule: "OR('Org1MSP.admin')" }
      Endorsement: { Type: Signature, Rule: "OR('Org1MSP.peer')" }
    AnchorPeers:
      - Host: peer0.org1.example.com
        Port: 7051

Capabilities:
  Channel: &ChannelCapabilities
    V2_0: true
  Orderer: &OrdererCapabilities
    V2_0: true
    V1_1: false
  Application: &ApplicationCapabilities
    V2_0: true

Application: &ApplicationDefaults
  Organizations:
  ACLs:
    event/Block: /Channel/Application/Writers
  Policies:
    Readers: { Type: ImplicitMeta, Rule: ANY Readers }
    Writers: { Type: ImplicitMeta, Rule: ANY Writers }
    Admins: { Type: ImplicitMeta, Rule: MAJORITY Admins }
    Endorsement: { Type: ImplicitMeta, Rule: MAJORITY Endorsement }
  Capabilities:
    <<: *ApplicationCapabilities

Orderer: &OrdererDefaults
  OrdererType: etcdraft
  EtcdRaft:
    Consenters:
      - Host: orderer.example.com
        Port: 7050
        ClientTLSCert: tls/server.crt
        ServerTLSCert: tls/server.crt
    Options:
      TickInterval: 250ms
      SnapshotIntervalSize: 20 MB
  BatchTimeout: 1500ms
  BatchSize:
    MaxMessageCount: 10
    AbsoluteMaxBytes: 99 MB
    PreferredMaxBytes: 512 KB
  Organizations:
  Policies:
    Readers: { Type: ImplicitMeta, Rule: ANY Readers }
    Writers: { Type: ImplicitMeta, Rule: ANY Writers }
    Admins: { Type: ImplicitMeta, Rule: MAJORITY Admins }
    BlockValidation: { Type: ImplicitMeta, Rule: ANY Writers }

Channel: &ChannelDefaults
  Policies:
    Readers: { Type: ImplicitMeta, Rule: ANY Readers }
    Writers: { Type: ImplicitMeta, Rule: ANY Writers }
    Admins: { Type: ImplicitMeta, Rule: MAJORITY Admins }
  Capabilities:
    <<: *ChannelCapabilities

Profiles:
  OneOrgChannel:
    <<: *ChannelDefaults
    Orderer:
      <<: *OrdererDefaults
      Organizations:
        - *OrdererOrg
      Capabilities: *OrdererCapabilities
    Application:
      <<: *ApplicationDefaults
      Organizations:
        - *Org1
      Capabilities: *ApplicationCapabilities
  QuickChannel:
    <<: *ChannelDefaults
    Orderer:
      <<: *OrdererDefaults
      BatchTimeout: 100ms
      Organizations:
        - *OrdererOrg
    Application:
      <<: *ApplicationDefaults
      Organizations:
        - <<: *Org1
          Policies:
            <<: *Org1Policies
            Endorsement: { Type: Signature, Rule: "OutOf(2, 'Org1MSP.peer', 'Org1MSP.peer')" }
)yaml";

TEST(ConfigtxFile, ReadsAProfile)
{
    const auto config = ParseConfigtx(FILE_TEXT, "configtx.yaml", "OneOrgChannel");

    EXPECT_EQ(config.batchTimeout, MilliSeconds(1500));
    EXPECT_EQ(config.batchSize.maxMessageCount, 10);
    EXPECT_EQ(config.batchSize.absoluteMaxBytes, 99 * 1024 * 1024);
    EXPECT_EQ(config.batchSize.preferredMaxBytes, 512 * 1024);
    EXPECT_EQ(config.raft.tickInterval, MilliSeconds(250));
    EXPECT_EQ(config.raft.electionTick, 10); // the default
    EXPECT_EQ(config.raft.snapshotIntervalSize, 20 * 1024 * 1024);
    ASSERT_EQ(config.raft.consenters.size(), 1);
    EXPECT_EQ(config.raft.consenters[0].address.host, "orderer.example.com");
    EXPECT_EQ(config.raft.consenters[0].address.port, 7050);
    EXPECT_EQ(config.ordererCapabilities, (std::set<std::string>{"V2_0"}));
    EXPECT_EQ(config.acls.at("event/Block"), "/Channel/Application/Writers");
    EXPECT_EQ(config.applicationPolicies.at("Endorsement").ToString(), "MAJORITY Endorsement");
    EXPECT_EQ(config.applicationPolicies.count("LifecycleEndorsement"), 0);
    ASSERT_EQ(config.organizations.size(), 1);
    EXPECT_EQ(config.organizations[0].name, "Org1MSP");
    EXPECT_EQ(config.organizations[0].msp.id, "Org1MSP");
    EXPECT_EQ(config.organizations[0].anchorPeers[0].port, 7051);
    EXPECT_EQ(config.organizations[0].policies.at("Endorsement").ToString(), "OR('Org1MSP.peer')");
    EXPECT_EQ(config.ordererOrganizations[0].ordererEndpoints[0], "orderer.example.com:7050");
}

// YAML 1.1, merge key: what a map itself has comes before what it merges.
TEST(ConfigtxFile, AProfilesOwnKeysComeBeforeMergedOnes)
{
    const auto config = ParseConfigtx(FILE_TEXT, "configtx.yaml", "QuickChannel");

    EXPECT_EQ(config.batchTimeout, MilliSeconds(100));
    EXPECT_EQ(config.batchSize.maxMessageCount, 10);
    EXPECT_EQ(config.organizations[0].policies.at("Endorsement").ToString(),
              "AND('Org1MSP.peer', 'Org1MSP.peer')");
    EXPECT_EQ(config.organizations[0].policies.at("Writers").ToString(),
              "OR('Org1MSP.admin', 'Org1MSP.client')");
}

/// @return what is said of the file with @p from replaced by @p to.
std::string
Complain(const std::string& from, const std::string& to, const std::string& profile)
{
    auto text = FILE_TEXT;
    const auto place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    text.replace(place, from.size(), to);
    try
    {
        ParseConfigtx(text, "configtx.yaml", profile);
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "no complaint";
}

TEST(ConfigtxFile, RefusalsNameFileLineKeyAndWhatWasExpected)
{
    struct Row
    {
        const char* from;
        const char* to;
        const char* message;
    };

    const std::vector<Row> rows{
        {"BatchTimeout: 1500ms",
         "BatchTimeout: 1500",
         ":58: Profiles.OneOrgChannel.Orderer.BatchTimeout: expected a time such as 2s or 500ms"},
        {"99 MB",
         "99 TB",
         ":61: Profiles.OneOrgChannel.Orderer.BatchSize.AbsoluteMaxBytes: expected a size"},
        {"99 MB",
         "4096 MB",
         ":61: Profiles.OneOrgChannel.Orderer.BatchSize.AbsoluteMaxBytes: expected a size"},
        {"512 KB",
         "100 MB",
         ":62: Profiles.OneOrgChannel.Orderer.BatchSize.PreferredMaxBytes: expected at most "
         "AbsoluteMaxBytes"},
        {"MaxMessageCount: 10",
         "MaxMessageCount: 0",
         ":60: Profiles.OneOrgChannel.Orderer.BatchSize.MaxMessageCount: expected a whole number "
         "from 1 on, got '0'"},
        {"MaxMessageCount: 10",
         "MaxMesageCount: 10",
         ":60: Profiles.OneOrgChannel.Orderer.BatchSize.MaxMesageCount: expected a key"},
        {"OrdererType: etcdraft",
         "OrdererType: solo",
         ": Profiles.OneOrgChannel.Orderer.OrdererType: expected etcdraft, got 'solo'"},
        {"Port: 7050", "Port: 70500", ".EtcdRaft.Consenters.Port: expected a port from 1 to 65535"},
        {"OR('OrdererMSP.admin')",
         "OR('OrdererMSP.boss')",
         ".Organizations.Policies.Admins.Rule: expected a signature policy, got"},
        {"Rule: MAJORITY Endorsement",
         "Rule: MOST Endorsement",
         ".Application.Policies.Endorsement.Rule: expected an implicit meta policy, got"},
        {"Type: ImplicitMeta, Rule: MAJORITY Endorsement",
         "Type: Meta, Rule: MAJORITY Endorsement",
         ".Application.Policies.Endorsement.Type: expected Signature or ImplicitMeta, got 'Meta'"},
        {"    BlockValidation: { Type: ImplicitMeta, Rule: ANY Writers }\n",
         "",
         ".Orderer.Policies.BlockValidation: expected a policy, got 'nothing'"},
        {"V1_1: false", "V1_1: maybe", ".Capabilities.V1_1: expected true or false, got 'maybe'"},
    };
    for (const auto& [from, to, message] : rows)
    {
        const auto complaint = Complain(from, to, "OneOrgChannel");
        EXPECT_NE(complaint.find(message), std::string::npos) << complaint;
        EXPECT_EQ(complaint.find("configtx.yaml:"), 0) << complaint;
        EXPECT_EQ(complaint.find('\n'), std::string::npos);
    }
}

// hyperledger/fabric-samples before 2.3: TwoOrgsChannel has no Orderer, TwoOrgsOrdererGenesis has.
TEST(ConfigtxFile, AnOlderProfileIsAnsweredWithTheFormOfTheNew)
{
    const std::string old = "Profiles:\n  TwoOrgsChannel:\n    Consortium: SampleConsortium\n"
                            "    Application: {}\n";
    try
    {
        ParseConfigtx(old, "configtx.yaml", "TwoOrgsChannel");
        FAIL() << "taken";
    }
    catch (const ScenarioError& error)
    {
        EXPECT_STREQ(error.what(),
                     "configtx.yaml:3: Profiles.TwoOrgsChannel.Orderer: expected a profile with "
                     "Orderer and Application, such as TwoOrgsApplicationGenesis, got 'nothing'");
    }
}

TEST(ConfigtxFile, AnUnknownProfileIsAnsweredWithTheKnownOnes)
{
    EXPECT_NE(
        Complain("99 MB", "99 MB", "OneOrg")
            .find("Profiles: expected a profile of OneOrgChannel, QuickChannel, got 'OneOrg'"),
        std::string::npos);
    EXPECT_THROW(ReadConfigtxFile("/no/such/configtx.yaml", {"s.yaml", 2}, "OneOrgChannel"),
                 ScenarioError);
    EXPECT_THROW(ParseConfigtx("", "configtx.yaml", "OneOrgChannel"), ScenarioError);
    EXPECT_THROW(ParseConfigtx("- a list", "configtx.yaml", "OneOrgChannel"), ScenarioError);
}

} // namespace
} // namespace iotledger
} // namespace ns3
