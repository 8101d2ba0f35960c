/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-msp.pb.h"
#include "fabric-test-support.h"

#include "ns3/channel-policies.h"
#include "ns3/implicit-meta-policy.h"
#include "ns3/signature-policy.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

/// One identity of each role in two organisations: "1p" is the peer of Org1.
class FabricPolicyTest : public testing::Test
{
  protected:
    /// @param names of signers, separated by spaces
    Policy::Signers Sign(const std::string& names) const
    {
        Policy::Signers signers;
        for (std::size_t i = 0; i + 1 < names.size(); i += 3)
        {
            signers.push_back(m_identities.at(names.substr(i, 2)));
        }
        return signers;
    }

    bool Evaluate(const std::string& policy, const std::string& names) const
    {
        return SignaturePolicy::Parse(policy).Evaluate(Sign(names));
    }

  private:
    static std::map<std::string, MspManager::Identity> MakeIdentities()
    {
        TestConsortium consortium;
        std::map<std::string, MspManager::Identity> identities;
        for (auto* organization : {&consortium.org1, &consortium.org2})
        {
            const auto number = organization->GetMspId().substr(3, 1);
            for (const auto role :
                 {FabricRole::PEER, FabricRole::CLIENT, FabricRole::ADMIN, FabricRole::ORDERER})
            {
                const auto signer = organization->Issue("name", role, consortium.crypto);
                identities[number + ToString(role)[0]] = consortium.Judge(signer);
            }
            // a second peer
            const auto signer = organization->Issue("peer2", FabricRole::PEER, consortium.crypto);
            identities[number + "q"] = consortium.Judge(signer);
        }
        return identities;
    }

    std::map<std::string, MspManager::Identity> m_identities = MakeIdentities();
};

TEST_F(FabricPolicyTest, GatesHaveTheirTruthTables)
{
    struct Row
    {
        const char* policy;
        const char* signers;
        bool isMet;
    };

    const std::vector<Row> rows{
        {"AND('Org1MSP.peer', 'Org2MSP.peer')", "", false},
        {"AND('Org1MSP.peer', 'Org2MSP.peer')", "1p", false},
        {"AND('Org1MSP.peer', 'Org2MSP.peer')", "2p", false},
        {"AND('Org1MSP.peer', 'Org2MSP.peer')", "2p 1p", true},
        {"AND('Org1MSP.peer', 'Org2MSP.peer')", "1p 1q", false},
        {"AND('Org1MSP.peer', 'Org2MSP.peer')", "1c 2c", false},
        {"OR('Org1MSP.peer', 'Org2MSP.peer')", "", false},
        {"OR('Org1MSP.peer', 'Org2MSP.peer')", "2p", true},
        {"OR('Org1MSP.peer', 'Org2MSP.peer')", "2c", false},
        {"OR('Org1MSP.member')", "1o", true},
        {"OR('Org1MSP.admin')", "1a", true},
        {"OR('Org1MSP.admin')", "1c", false},
        {"OR('Org1MSP.client')", "1c", true},
        {"OR('Org1MSP.orderer')", "1o", true},
        {"OutOf(2, 'Org1MSP.peer', 'Org2MSP.peer', 'Org2MSP.admin')", "2p 2a", true},
        {"OutOf(2, 'Org1MSP.peer', 'Org2MSP.peer', 'Org2MSP.admin')", "2a", false},
        {"OutOf(0, 'Org1MSP.peer')", "", true},
        {"OutOf(2, 'Org1MSP.peer')", "1p 1q", false},
        {"AND('Org1MSP.peer', OR('Org2MSP.peer', 'Org2MSP.admin'))", "1p 2a", true},
        {"AND('Org1MSP.peer', OR('Org2MSP.peer', 'Org2MSP.admin'))", "2p 2a", false},
        {"OR(AND('Org1MSP.peer', 'Org1MSP.client'), 'Org2MSP.peer')", "1p 1c", true},
    };
    for (const auto& [policy, signers, isMet] : rows)
    {
        EXPECT_EQ(Evaluate(policy, signers), isMet) << policy << " by " << signers;
    }
}

// common/cauthdsl/cauthdsl.go: a signer that one principal has taken is not there for another.
TEST_F(FabricPolicyTest, EachSignerCountsOnce)
{
    EXPECT_FALSE(Evaluate("AND('Org1MSP.member', 'Org1MSP.peer')", "1p"));
    EXPECT_FALSE(Evaluate("OutOf(2, 'Org1MSP.peer', 'Org1MSP.peer')", "1p"));
    EXPECT_TRUE(Evaluate("OutOf(2, 'Org1MSP.peer', 'Org1MSP.peer')", "1p 1q"));
}

// Likewise: the first principal takes the first signer that fits, even if only that one would have
// fitted the second principal.
TEST_F(FabricPolicyTest, ChoosesGreedilyInOrder)
{
    const std::string policy = "AND('Org1MSP.member', 'Org1MSP.peer')";

    EXPECT_FALSE(Evaluate(policy, "1p 1c"));
    EXPECT_TRUE(Evaluate(policy, "1c 1p"));
    EXPECT_TRUE(Evaluate("AND('Org1MSP.peer', 'Org1MSP.member')", "1p 1c"));
}

// Likewise: a part that is not met gives its signers back, one that is met beyond need keeps them.
TEST_F(FabricPolicyTest, OnlyPartsThatAreMetUseSignersUp)
{
    EXPECT_TRUE(
        Evaluate("OR(AND('Org1MSP.peer', 'Org2MSP.peer'), AND('Org1MSP.peer', 'Org1MSP.client'))",
                 "1p 1c"));
    EXPECT_FALSE(Evaluate("AND(OR('Org1MSP.peer', 'Org2MSP.peer'), 'Org2MSP.peer')", "1p 2p"));
}

TEST_F(FabricPolicyTest, PrincipalsMayBeUnitsAndSingleIdentities)
{
    const auto signers = Sign("1p 1q");
    MspPrincipal unit;
    unit.kind = MspPrincipal::Kind::UNIT;
    unit.mspId = "Org1MSP";
    unit.unit = "peer";
    MspPrincipal one;
    one.kind = MspPrincipal::Kind::IDENTITY;
    one.identity = signers[1]->Serialize();

    EXPECT_TRUE(unit.Matches(*signers[0]));
    EXPECT_FALSE(unit.Matches(*Sign("1c")[0]));
    EXPECT_FALSE(unit.Matches(*Sign("2p")[0]));
    EXPECT_TRUE(one.Matches(*signers[1]));
    EXPECT_FALSE(one.Matches(*signers[0]));
    for (const auto& principal : {unit, one})
    {
        EXPECT_EQ(MspPrincipal::Decode(principal.Encode())->Encode(), principal.Encode());
        EXPECT_EQ(principal.GetMspId(), "Org1MSP");
    }
}

// Hyperledger Fabric v2.4.3, common/policydsl/policyparser_test.go has the same policies.
TEST(SignaturePolicy, IsReadFromText)
{
    const auto policy =
        SignaturePolicy::Parse("OutOf(1, AND('A.member', \"B.b-1.member\") , or ('C.admin'))");

    EXPECT_EQ(policy.ToString(), "OR(AND('A.member', 'B.b-1.member'), OR('C.admin'))");
    EXPECT_EQ(policy.GetPrincipals()[1].mspId, "B.b-1");
    EXPECT_EQ(SignaturePolicy::Parse("OutOf(2,'A.peer','B.peer','C.peer')").ToString(),
              "OutOf(2, 'A.peer', 'B.peer', 'C.peer')");
}

TEST(SignaturePolicy, RefusalsNameThePosition)
{
    const std::pair<const char*, const char*> rows[] = {
        {"", "position 1: expected AND, OR or OutOf, got the end"},
        {"'A.member'", "position 1: expected AND, OR or OutOf, got ''A.member''"},
        {"XOR('A.member')", "position 1: expected AND, OR or OutOf, got 'XOR('A.member')'"},
        {"AND 'A.member'", "position 5: expected (, got ''A.member''"},
        {"AND()", "position 5: expected AND, OR or OutOf, got ')'"},
        {"AND('A.member'", "position 15: expected ), got the end"},
        {"AND('A.member') x", "position 17: expected the end of the policy, got 'x'"},
        {"OR('A.boss')",
         "position 4: expected 'MSP.ROLE' with ROLE member, admin, client, peer or orderer, got "
         "''A.boss')'"},
        {"OR('A.peer)",
         "position 4: expected 'MSP.ROLE' with ROLE member, admin, client, peer or orderer, got "
         "''A.peer)'"},
        {"OutOf('A.peer')",
         "position 7: expected how many of the parts must be met, got ''A.peer')'"},
        {"OutOf(3, 'A.peer')", "position 7: expected a number from 0 to 2, got '3, 'A.peer')'"},
    };
    for (const auto& [text, message] : rows)
    {
        try
        {
            SignaturePolicy::Parse(text);
            ADD_FAILURE() << text << " was read";
        }
        catch (const PolicyError& error)
        {
            EXPECT_STREQ(error.what(), message);
        }
    }
}

TEST(SignaturePolicy, RefusesGatesWithoutEnd)
{
    std::string text;
    for (int i = 0; i < 100'000; i++)
    {
        text += "OR(";
    }
    EXPECT_THROW(SignaturePolicy::Parse(text), PolicyError);
}

TEST(SignaturePolicy, ComesBackFromItsEnvelope)
{
    const auto policy = SignaturePolicy::Parse("AND('A.peer', OutOf(1, 'B.admin', 'C.member'))");

    const auto decoded = SignaturePolicy::Decode(policy.Encode());

    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->ToString(), "AND('A.peer', OR('B.admin', 'C.member'))");
    EXPECT_EQ(decoded->Encode(), policy.Encode());
}

// common/policies.proto and msp_principal.proto: OR('A.peer') by hand.
TEST(SignaturePolicy, EnvelopeHasItsPublicBytes)
{
    EXPECT_EQ(SignaturePolicy::Parse("OR('A.peer')").Encode(),
              CryptoBytes("1208"           // rule, 8 B
                          "1206"           // n_out_of
                          "0801"           // n = 1
                          "1202 0800"      // rules: signed_by = 0
                          "1a07"           // identities (its classification, ROLE, is 0)
                          "1205"           // principal
                          "0a0141 1003")); // MSPRole { "A", PEER }
}

TEST(SignaturePolicy, RefusesEnvelopesThatMakeNoSense)
{
    fabric::SignaturePolicyEnvelope message;
    const auto decode = [&message] {
        return SignaturePolicy::Decode(SharedBytes(message.SerializeAsString())).has_value();
    };
    EXPECT_FALSE(decode()); // no rule
    message.mutable_rule()->set_signed_by(0);
    EXPECT_FALSE(decode()); // by nobody
    message.add_identities()->set_principal_classification(fabric::MSPPrincipal::ROLE);
    EXPECT_TRUE(decode());
    message.set_version(1);
    EXPECT_FALSE(decode());
    message.set_version(0);
    message.mutable_identities(0)->set_principal("\xff");
    EXPECT_FALSE(decode());
    message.mutable_identities(0)->set_principal("");
    message.mutable_rule()->set_signed_by(-1);
    EXPECT_FALSE(decode());
    EXPECT_FALSE(SignaturePolicy::Decode(SharedBytes("\xff")));
}

using Layouts = std::vector<SignaturePolicy::Layout>;

TEST(SignaturePolicy, LayoutsAreTheSmallestSetsOfOrganisations)
{
    const auto plan = [](const char* policy) {
        return SignaturePolicy::Parse(policy).GetLayouts();
    };

    EXPECT_EQ(plan("AND('A.peer', 'B.peer')"), (Layouts{{{"A", 1}, {"B", 1}}}));
    EXPECT_EQ(plan("OR('A.peer', 'B.peer')"), (Layouts{{{"A", 1}}, {{"B", 1}}}));
    EXPECT_EQ(plan("OutOf(2, 'C.peer', 'A.peer', 'B.member')"),
              (Layouts{{{"A", 1}, {"C", 1}}, {{"B", 1}, {"C", 1}}, {{"A", 1}, {"B", 1}}}));
    EXPECT_EQ(plan("OutOf(2, 'A.peer', 'A.peer')"), (Layouts{{{"A", 2}}}));
    // More than one way to the same, and more than is needed.
    EXPECT_EQ(plan("OR('A.peer', AND('A.peer', 'B.peer'), 'A.member')"), (Layouts{{{"A", 1}}}));
    EXPECT_EQ(plan("AND(OR('A.peer', 'B.peer'), OR('C.peer', 'D.peer'))"),
              (Layouts{{{"A", 1}, {"C", 1}},
                       {{"A", 1}, {"D", 1}},
                       {{"B", 1}, {"C", 1}},
                       {{"B", 1}, {"D", 1}}}));
}

TEST(SignaturePolicy, LayoutsLeaveOutWhatPeersCannotSign)
{
    EXPECT_EQ(SignaturePolicy::Parse("OR('A.admin', 'B.peer')").GetLayouts(),
              (Layouts{{{"B", 1}}}));
    EXPECT_TRUE(SignaturePolicy::Parse("AND('A.client', 'B.peer')").GetLayouts().empty());
    EXPECT_TRUE(SignaturePolicy::Parse("OutOf(2, 'A.peer')").GetLayouts().empty());
}

// common/policies/inquire/inquire_test.go: 26 choose 15 are cut off at 10,000.
TEST(SignaturePolicy, LayoutsAreLimited)
{
    std::string text = "OutOf(15";
    for (char name = 'A'; name <= 'Z'; name++)
    {
        text += std::string(", '") + name + ".peer'";
    }
    EXPECT_EQ(SignaturePolicy::Parse(text + ")").GetLayouts().size(), 10'000);
}

class ConstantPolicy : public Policy
{
  public:
    explicit ConstantPolicy(bool isMet)
        : m_isMet(isMet)
    {
    }

    bool Evaluate(const Signers& /* signers */) const override
    {
        return m_isMet;
    }

    SignaturePolicy ToSignaturePolicy() const override
    {
        return SignaturePolicy::Parse("OR('A.peer')");
    }

  private:
    bool m_isMet;
};

// common/policies/implicitmeta.go: thresholds 1, n and n / 2 + 1; 0 of nothing.
TEST(ImplicitMetaPolicy, AsksForAsManyGroupsAsItsRuleSays)
{
    for (int groups = 0; groups <= 5; groups++)
    {
        for (int met = 0; met <= groups; met++)
        {
            std::vector<std::shared_ptr<const Policy>> subPolicies;
            for (int i = 0; i < groups; i++)
            {
                subPolicies.push_back(std::make_shared<ConstantPolicy>(i >= groups - met));
            }
            const auto evaluate = [&](ImplicitMetaRule rule) {
                return ImplicitMetaPolicy(rule, subPolicies).Evaluate({});
            };
            const auto isNone = groups == 0;
            EXPECT_EQ(evaluate(ImplicitMetaRule::ANY), isNone || met >= 1);
            EXPECT_EQ(evaluate(ImplicitMetaRule::ALL), isNone || met == groups);
            EXPECT_EQ(evaluate(ImplicitMetaRule::MAJORITY), isNone || 2 * met > groups);
        }
    }
}

TEST(ImplicitMetaPolicy, GroupsWithoutThePolicyCountAsNotMet)
{
    const auto met = std::make_shared<ConstantPolicy>(true);

    EXPECT_TRUE(ImplicitMetaPolicy(ImplicitMetaRule::MAJORITY, {met, nullptr, met}).Evaluate({}));
    EXPECT_FALSE(ImplicitMetaPolicy(ImplicitMetaRule::MAJORITY, {met, nullptr}).Evaluate({}));
}

TEST(ImplicitMetaPolicy, IsReadFromText)
{
    EXPECT_EQ(ImplicitMetaDefinition::Parse("MAJORITY Endorsement"),
              (ImplicitMetaDefinition{ImplicitMetaRule::MAJORITY, "Endorsement"}));
    EXPECT_EQ(ImplicitMetaDefinition::Parse("ANY Readers").ToString(), "ANY Readers");
    for (const auto* text : {"", "ANY", "ANY ", "SOME Readers", "any Readers", "ANY Readers now"})
    {
        EXPECT_THROW(ImplicitMetaDefinition::Parse(text), PolicyError) << text;
    }
}

TEST_F(FabricPolicyTest, AChannelsPoliciesAreFoundByPath)
{
    const ChannelPolicies policies(TestConsortium().MakeConfig());
    const auto isMet = [&](const std::string& path, const std::string& names) {
        return policies.Evaluate(path, Sign(names));
    };

    EXPECT_TRUE(isMet("/Channel/Application/Org1/Readers", "1p"));
    EXPECT_FALSE(isMet("/Channel/Application/Org1/Readers", "2p"));
    EXPECT_FALSE(isMet("/Channel/Application/Org1/Writers", "1p"));
    EXPECT_TRUE(isMet("/Channel/Application/Writers", "2c"));
    EXPECT_TRUE(isMet("/Channel/Readers", "2p"));
    EXPECT_TRUE(isMet(APPLICATION_ENDORSEMENT, "1p 2p"));
    EXPECT_FALSE(isMet(APPLICATION_ENDORSEMENT, "1p 1q"));
    EXPECT_FALSE(isMet("/Channel/Application/Admins", "1a"));
    EXPECT_TRUE(isMet("/Channel/Application/Admins", "1a 2a"));
    EXPECT_FALSE(isMet("/Channel/Nothing", "1a 2a"));
    EXPECT_EQ(policies.Find("/Channel/Nothing"), nullptr);
}

// Majority of two organisations: one signature of each; three: any two.
TEST(ChannelPolicies, TheDefaultEndorsementIsPlannedByOrganisation)
{
    TestConsortium consortium;
    auto config = consortium.MakeConfig();
    const auto plan = [&config] {
        return ChannelPolicies(config)
            .Find(APPLICATION_ENDORSEMENT)
            ->ToSignaturePolicy()
            .GetLayouts();
    };
    EXPECT_EQ(plan(), (Layouts{{{"Org1MSP", 1}, {"Org2MSP", 1}}}));

    config.organizations.push_back(
        {"Org3", {"Org3MSP", {}, {}, {}}, MakeOrganizationPolicies("Org3MSP"), {}, {}});
    EXPECT_EQ(plan(),
              (Layouts{{{"Org1MSP", 1}, {"Org2MSP", 1}},
                       {{"Org1MSP", 1}, {"Org3MSP", 1}},
                       {{"Org2MSP", 1}, {"Org3MSP", 1}}}));
}

// sampleconfig/configtx.yaml, Application.ACLs
TEST_F(FabricPolicyTest, ResourcesAreGuardedAsByDefaultUnlessTheChannelSaysOtherwise)
{
    auto config = TestConsortium().MakeConfig();
    const ChannelPolicies standard(config);
    config.acls = {{"event/Block", "/Channel/Application/Admins"}, {"peer/Propose", "Readers"}};
    const ChannelPolicies own(config);

    EXPECT_TRUE(standard.IsAllowed("peer/Propose", Sign("1c")));
    EXPECT_FALSE(standard.IsAllowed("peer/Propose", Sign("1p")));
    EXPECT_TRUE(standard.IsAllowed("event/Block", Sign("1p")));
    EXPECT_FALSE(standard.IsAllowed("no/resource", Sign("1a 2a")));
    EXPECT_FALSE(own.IsAllowed("event/Block", Sign("1p")));
    EXPECT_TRUE(own.IsAllowed("event/Block", Sign("1a 2a")));
    EXPECT_EQ(own.GetGuard("peer/Propose"), "/Channel/Application/Readers");
    EXPECT_TRUE(own.IsAllowed("peer/Propose", Sign("1p")));
}

} // namespace
} // namespace iotledger
} // namespace ns3
