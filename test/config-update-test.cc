/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-configtx.pb.h"
#include "fabric-test-support.h"

#include "ns3/config-validator.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

class ConfigUpdateTest : public testing::Test
{
  protected:
    ConfigOutcome Propose(const ChannelConfig& wanted,
                          const std::vector<const FabricSigner*>& signers)
    {
        const auto update = m_validator->ComputeUpdate(wanted);
        return m_validator->ProposeUpdate(m_validator->MakeUpdateEnvelope(update, signers, 0),
                                          m_msps,
                                          *m_consortium.crypto);
    }

    FabricSigner Issue(FabricOrganization& organization, FabricRole role)
    {
        return organization.Issue("Admin", role, m_consortium.crypto);
    }

    TestConsortium m_consortium;
    ChannelConfig m_config = m_consortium.MakeConfig();
    MspManager m_msps{m_config.GetMsps()};
    std::unique_ptr<ConfigValidator> m_validator =
        ConfigValidator::FromBlock(m_config.MakeGenesisBlock(0, SharedBytes(std::string(24, 'n'))));
    FabricSigner m_ordererAdmin = Issue(m_consortium.orderer, FabricRole::ADMIN);
    FabricSigner m_admin1 = Issue(m_consortium.org1, FabricRole::ADMIN);
    FabricSigner m_admin2 = Issue(m_consortium.org2, FabricRole::ADMIN);
};

TEST_F(ConfigUpdateTest, NothingDiffersFromItself)
{
    EXPECT_TRUE(m_validator->ComputeUpdate(m_config).IsEmpty());
}

// internal/configtxlator/update: only the changed value, one version on, below its groups.
TEST_F(ConfigUpdateTest, NamesTheChangedValueOnly)
{
    m_config.batchSize.maxMessageCount = 10;
    fabric::ConfigUpdate update;
    ASSERT_TRUE(update.ParseFromString(m_validator->ComputeUpdate(m_config).ToString()));

    EXPECT_EQ(update.channel_id(), "iot");
    ASSERT_EQ(update.write_set().groups().size(), 1);
    const auto& orderer = update.write_set().groups().at("Orderer");
    EXPECT_EQ(orderer.version(), 0);
    ASSERT_EQ(orderer.values().size(), 1);
    EXPECT_EQ(orderer.values().at("BatchSize").version(), 1);
    EXPECT_EQ(orderer.policies().size() + orderer.groups().size(), 0);
    EXPECT_EQ(update.read_set().groups().at("Orderer").values().size(), 0);
}

TEST_F(ConfigUpdateTest, AnAdministratorOfTheOrderersChangesTheBatchSize)
{
    m_config.batchSize.maxMessageCount = 10;

    const auto outcome = Propose(m_config, {&m_ordererAdmin});

    ASSERT_EQ(outcome.error, "");
    EXPECT_GT(outcome.cost, Time(0));
    EXPECT_EQ(m_validator->Validate(outcome.config, m_msps, *m_consortium.crypto).error, "");
    ASSERT_TRUE(m_validator->Apply(outcome.config));
    EXPECT_EQ(m_validator->GetSequence(), 1);
    EXPECT_EQ(m_validator->GetConfig().batchSize.maxMessageCount, 10);
}

TEST_F(ConfigUpdateTest, NobodyElseDoes)
{
    m_config.batchSize.maxMessageCount = 10;
    const auto orderer = Issue(m_consortium.orderer, FabricRole::ORDERER);
    const auto impostor = MakeOrganization("OrdererMSP", "example.com", 7)
                              .Issue("Admin", FabricRole::ADMIN, m_consortium.crypto);
    const std::string refusal =
        "policy /Channel/Orderer/Admins for [Value]  /Channel/Orderer/BatchSize not satisfied";

    EXPECT_EQ(Propose(m_config, {}).error, refusal);
    EXPECT_EQ(Propose(m_config, {&orderer}).error, refusal);
    EXPECT_EQ(Propose(m_config, {&m_admin1, &m_admin2}).error, refusal);
    EXPECT_EQ(Propose(m_config, {&impostor}).error, refusal);
}

TEST_F(ConfigUpdateTest, AlteredSignaturesCountForNothing)
{
    m_config.batchSize.maxMessageCount = 10;
    const auto envelope =
        m_validator->MakeUpdateEnvelope(m_validator->ComputeUpdate(m_config), {&m_ordererAdmin}, 0);
    fabric::Envelope message;
    fabric::Payload payload;
    fabric::ConfigUpdateEnvelope update;
    ASSERT_TRUE(message.ParseFromString(envelope.ToString()));
    ASSERT_TRUE(payload.ParseFromString(message.payload()));
    ASSERT_TRUE(update.ParseFromString(payload.data()));
    (*update.mutable_signatures(0)->mutable_signature())[40] ^= 1;
    payload.set_data(update.SerializeAsString());
    message.set_payload(payload.SerializeAsString());

    const auto outcome = m_validator->ProposeUpdate(SharedBytes(message.SerializeAsString()),
                                                    m_msps,
                                                    *m_consortium.crypto);

    EXPECT_TRUE(outcome.config.IsEmpty());
    EXPECT_NE(outcome.error.find("not satisfied"), std::string::npos);
}

// common/configtx/update.go: of two updates made on the same configuration one comes too late.
TEST_F(ConfigUpdateTest, AnUpdateOfAnOldVersionIsRefused)
{
    auto other = m_config;
    m_config.batchSize.maxMessageCount = 10;
    other.batchSize.maxMessageCount = 20;
    const auto late =
        m_validator->MakeUpdateEnvelope(m_validator->ComputeUpdate(other), {&m_ordererAdmin}, 0);
    const auto first = Propose(m_config, {&m_ordererAdmin}).config;
    ASSERT_TRUE(m_validator->Apply(first));

    EXPECT_EQ(m_validator->ProposeUpdate(late, m_msps, *m_consortium.crypto).error,
              "attempted to set [Value]  /Channel/Orderer/BatchSize to version 1, but it is at "
              "version 1");
    EXPECT_EQ(m_validator->Validate(first, m_msps, *m_consortium.crypto).error,
              "not the configuration after number 1");
}

TEST_F(ConfigUpdateTest, ConsentersAreAddedAndRemoved)
{
    RaftConsenter second;
    second.address = {"orderer2.example.com", 7050};
    m_config.raft.consenters.push_back(second);
    ASSERT_TRUE(m_validator->Apply(Propose(m_config, {&m_ordererAdmin}).config));
    EXPECT_EQ(m_validator->GetConfig().raft.consenters.size(), 2);

    m_config.raft.consenters.erase(m_config.raft.consenters.begin());
    ASSERT_TRUE(m_validator->Apply(Propose(m_config, {&m_ordererAdmin}).config));
    EXPECT_EQ(m_validator->GetConfig().raft.consenters, m_config.raft.consenters);
    EXPECT_EQ(m_validator->GetSequence(), 2);
}

// A new organisation changes the members of its group: the group's own mod_policy, a majority.
TEST_F(ConfigUpdateTest, OrganisationsComeAndGoByAMajority)
{
    auto org3 = MakeOrganization("Org3MSP", "org3.example.com", 104);
    m_config.organizations.push_back(
        {"Org3", org3.GetDefinition(), MakeOrganizationPolicies("Org3MSP"), {}, {}});

    EXPECT_EQ(Propose(m_config, {&m_admin1}).error,
              "policy /Channel/Application/Admins for [Group]  /Channel/Application not satisfied");
    ASSERT_TRUE(m_validator->Apply(Propose(m_config, {&m_admin1, &m_admin2}).config));
    EXPECT_EQ(m_validator->GetConfig().organizations.size(), 3);

    m_config.organizations.erase(m_config.organizations.begin());
    ASSERT_TRUE(m_validator->Apply(Propose(m_config, {&m_admin1, &m_admin2}).config));
    EXPECT_EQ(m_validator->GetConfig().organizations[0].name, "Org2");
}

TEST_F(ConfigUpdateTest, WhatLeadsToNoChannelIsRefused)
{
    m_config.batchSize.preferredMaxBytes = m_config.batchSize.absoluteMaxBytes + 1;

    EXPECT_EQ(Propose(m_config, {&m_ordererAdmin}).error,
              "the update leads to no valid configuration");
}

TEST_F(ConfigUpdateTest, RefusesAConfigurationThatItsUpdateDoesNotLeadTo)
{
    m_config.batchSize.maxMessageCount = 10;
    const auto proposed = Propose(m_config, {&m_ordererAdmin}).config;
    fabric::ConfigEnvelope message;
    ASSERT_TRUE(message.ParseFromString(proposed.ToString()));
    auto& orderer =
        (*message.mutable_config()->mutable_channel_group()->mutable_groups())["Orderer"];
    (*orderer.mutable_values())["BatchTimeout"].set_value("\n\x02"
                                                          "1s");

    const auto outcome = m_validator->Validate(SharedBytes(message.SerializeAsString()),
                                               m_msps,
                                               *m_consortium.crypto);

    EXPECT_EQ(outcome.error, "the last update does not lead to this configuration");
    EXPECT_TRUE(outcome.config.IsEmpty());
}

TEST_F(ConfigUpdateTest, RefusesBytesThatAreNoUpdate)
{
    const auto propose = [this](const SharedBytes& bytes) {
        return m_validator->ProposeUpdate(bytes, m_msps, *m_consortium.crypto).error;
    };
    EXPECT_EQ(propose(SharedBytes()), "no envelope with a configuration update");
    EXPECT_EQ(propose(SharedBytes("\xff")), "no envelope with a configuration update");
    EXPECT_NE(propose(m_validator->MakeUpdateEnvelope(SharedBytes("\xff"), {&m_admin1}, 0)), "");
    EXPECT_FALSE(m_validator->Apply(SharedBytes("\xff")));
    EXPECT_EQ(ConfigValidator::FromBlock(SharedBytes("\xff")), nullptr);
}

} // namespace
} // namespace iotledger
} // namespace ns3
