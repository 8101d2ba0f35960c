/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Who may do what on a channel, with real signatures from the client to the ledger.

#include "fabric-configtx.pb.h"
#include "fabric-msp.pb.h"
#include "fabric-peer-world.h"

#include "ns3/transaction-check.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Codes = std::vector<uint8_t>;

class FabricSecurityTest : public FabricPeerWorld
{
  protected:
    /// @return how many endorsements the one transaction of a block has.
    std::size_t CountEndorsements(std::size_t block) const
    {
        return CheckTransaction(m_orderers[0]->blocks.at(block).data().data(0)).endorsements.size();
    }
};

} // namespace

TEST_F(FabricSecurityTest, AClientThatHasBeenRevokedIsRefused)
{
    Build(1, "real");
    const auto other = AddClient(0);
    const auto client = AddClient(0);
    const auto revoked = m_creator;
    Deploy(other);
    const auto before = InvokeAt(Seconds(12), client, Request({"put", "key", "before"}));
    Simulator::Schedule(Seconds(13), [this, revoked] {
        m_organizations[0]->Revoke(revoked->GetIdentity(), EPOCH);
        m_orderers[0]->OrderConfig(MakeConfigUpdate(MakeConfig()));
    });
    const auto write = InvokeAt(Seconds(15), client, Request({"put", "key", "after"}));
    const auto read = InvokeAt(Seconds(16), client, Request({"get", "key"}, true));
    const auto allowed = InvokeAt(Seconds(17), other, Request({"get", "key"}, true));
    RunUntil(Seconds(18));

    EXPECT_EQ(before->code, "VALID") << before->error;
    EXPECT_EQ(write->code, "ABORTED");
    EXPECT_NE(write->error.find("access denied"), std::string::npos) << write->error;
    EXPECT_EQ(read->code, "FAILED_PRECONDITION") << read->error;
    EXPECT_EQ(allowed->code, "OK") << allowed->error;
    EXPECT_EQ(allowed->payload.ToString(), "before");
}

// core/peer/channel.go, Apply: a peer proposes the last update anew. What an orderer alone decides
// is no configuration.
TEST_F(FabricSecurityTest, AConfigurationThatNoAdministratorSignedIsInvalid)
{
    Build(1, "real");
    const auto client = AddClient(0);
    const auto creator = m_creator;
    Deploy(client);
    Simulator::Schedule(Seconds(12), [this, creator] {
        m_organizations[0]->Revoke(creator->GetIdentity(), EPOCH);
        fabric::ConfigEnvelope config;
        fabric::Payload payload;
        fabric::ConfigUpdateEnvelope update;
        config.ParseFromString(MakeConfigUpdate(MakeConfig()).ToString());
        payload.ParseFromString(config.last_update().payload());
        update.ParseFromString(payload.data());
        update.clear_signatures();
        payload.set_data(update.SerializeAsString());
        config.mutable_last_update()->set_payload(payload.SerializeAsString());
        m_orderers[0]->OrderConfig(SharedBytes(config.SerializeAsString()));
        m_orderers[0]->OrderConfig(SharedBytes(std::string_view("\xff")));
    });
    const auto write = InvokeAt(Seconds(14), client, Request({"put", "key", "value"}));
    RunUntil(Seconds(16));

    EXPECT_EQ(m_codes[1],
              (Codes{fabric::INVALID_CONFIG_TRANSACTION, fabric::INVALID_CONFIG_TRANSACTION}));
    EXPECT_EQ(write->code, "VALID") << "its creator is not revoked: " << write->error;
}

// Two signatures by one orderer are one; common/policies/policy.go.
TEST_F(FabricSecurityTest, ABlockThatOneOrdererSignedTwiceLacksASignature)
{
    m_adjust = [](ChannelConfig& config) {
        config.ordererPolicies.at("BlockValidation") =
            PolicyDefinition::Parse("Signature",
                                    "OutOf(2, 'OrdererMSP.orderer', 'OrdererMSP.orderer')");
    };
    Build(1, "real");
    const auto client = AddClient(0);
    auto& orderer = *m_orderers[0];
    const auto own = orderer.signers.front();
    const auto other = MakePlace(m_servers.Get(0), "orderer2", 3).signer;
    orderer.signers = {own, own};
    const auto deployed = Deploy(client);
    std::vector<uint64_t> heights;
    Simulator::Schedule(Seconds(11.5), [this, &heights, own, other] {
        heights = {GetHeight(0), GetHeight(1)};
        auto& orderer = *m_orderers[0];
        orderer.signers = {own, other};
        orderer.pending.push_back(orderer.blocks.back().data().data(0));
        orderer.blocks.pop_back();
        orderer.Cut();
    });
    RunUntil(Seconds(14));

    EXPECT_EQ(heights, (std::vector<uint64_t>{1, 1}));
    EXPECT_FALSE(m_refused[0].empty());
    EXPECT_EQ(deployed->code, "VALID") << deployed->error;
    EXPECT_EQ(GetHeight(0), 2U);
}

// One endorser does not make up for another by signing twice or under another wrapping; and whoever
// puts a wrong signature of an endorser in front of the right one takes nothing away.
TEST_F(FabricSecurityTest, AnEndorserCountsOnceAndByItsRightSignature)
{
    Build(1, "real");
    const auto client = AddClient(0);
    Deploy(client);
    uint32_t altered = 0;
    Simulator::Schedule(Seconds(11), [this, &altered] {
        m_orderers[0]->alterEnvelope = [this, &altered](const std::string& bytes) {
            const bool isFirst = altered++ == 0;
            return AlterFabricTransaction(
                bytes,
                *m_creator,
                [this, isFirst](fabric::ChaincodeActionPayload& action) {
                    auto& endorsements = *action.mutable_action()->mutable_endorsements();
                    const auto right = endorsements[0];
                    if (isFirst) // wrong and right of one, right of the other
                    {
                        (*endorsements[0].mutable_signature())[20] ^= 1;
                        *endorsements.Add() = right;
                        return;
                    }
                    // the first one's again in place of the other's, wrapped in other bytes
                    fabric::SerializedIdentity identity;
                    identity.ParseFromString(right.endorser());
                    *identity.mutable_id_bytes() += "\n";
                    const auto wrapped = identity.SerializeAsString();
                    const auto& signer =
                        *m_peers[right.endorser().find("Org1MSP") < 10 ? 0 : 1]->GetPlace().signer;
                    endorsements[1].set_endorser(wrapped);
                    endorsements[1].set_signature(
                        signer
                            .Sign(SharedBytes(std::string_view(
                                action.action().proposal_response_payload() + wrapped)))
                            .value.ToString());
                });
        };
    });
    const auto lost = InvokeAt(Seconds(12), client, Request({"put", "key", "first"}));
    const auto doubled = InvokeAt(Seconds(14), client, Request({"put", "key", "second"}));
    RunUntil(Seconds(16));

    EXPECT_EQ(lost->code, "VALID") << lost->error;
    EXPECT_EQ(doubled->code, "ENDORSEMENT_POLICY_FAILURE") << doubled->error;
    EXPECT_EQ(GetValue(0, "key"), "first");
}

// configtx.yaml, Application.ACLs: the caller's client must be a writer, unless the channel says
// so.
TEST_F(FabricSecurityTest, AChaincodeCallsAnotherOnlyForThoseWhoMay)
{
    m_adjust = [](ChannelConfig& config) {
        config.acls["peer/ChaincodeToChaincode"] = "/Channel/Application/Admins";
    };
    Build(1, "real");
    const auto client = AddClient(0);
    Deploy(client);
    const auto user = InvokeAt(Seconds(12), client, Request({"call", "other", "get"}));
    const auto system = InvokeAt(Seconds(13), client, Request({"call", "_lifecycle", "get"}));
    RunUntil(Seconds(15));

    const std::string refusal = "failed evaluating policy on signed data";
    EXPECT_NE(user->error.find(refusal), std::string::npos) << user->error;
    EXPECT_EQ(system->error.find(refusal), std::string::npos) << system->error;
}

// What was endorsed before the revocation and is ordered behind it.
TEST_F(FabricSecurityTest, ARevokedClientsTransactionInFlightIsInvalid)
{
    Build(1, "real");
    const auto other = AddClient(0);
    const auto client = AddClient(0);
    const auto revoked = m_creator;
    Deploy(other);
    Simulator::Schedule(Seconds(11), [this] { m_orderers[0]->blockSize = 2; }); // holds it
    const auto write = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    Simulator::Schedule(Seconds(13), [this, revoked] {
        const auto held = std::exchange(m_orderers[0]->pending, {});
        m_organizations[0]->Revoke(revoked->GetIdentity(), EPOCH);
        m_orderers[0]->OrderConfig(MakeConfigUpdate(MakeConfig()));
        m_orderers[0]->pending = held;
        m_orderers[0]->Cut();
    });
    RunUntil(Seconds(16));

    EXPECT_EQ(write->code, "BAD_CREATOR_SIGNATURE") << write->error;
    EXPECT_EQ(GetValue(1, "key"), "none");
}

// configtx.yaml, Application.ACLs: peer/Propose asks for /Channel/Application/Writers.
TEST_F(FabricSecurityTest, AClientThatIsNoWriterIsRefused)
{
    m_adjust = [](ChannelConfig& config) {
        config.organizations[1].policies.at("Writers") =
            PolicyDefinition::Parse("Signature", "OR('Org2MSP.admin')");
    };
    Build(1, "real");
    const auto writer = AddClient(0);
    const auto reader = AddClient(1, 1);
    Deploy(writer);
    const auto allowed = InvokeAt(Seconds(12), writer, Request({"put", "key", "value"}));
    const auto refused = InvokeAt(Seconds(13), reader, Request({"put", "key", "other"}));
    RunUntil(Seconds(15));

    EXPECT_EQ(allowed->code, "VALID") << allowed->error;
    EXPECT_EQ(refused->code, "ABORTED");
    EXPECT_NE(refused->error.find("failed evaluating policy"), std::string::npos) << refused->error;
    EXPECT_EQ(GetValue(0, "key"), "value");
}

TEST_F(FabricSecurityTest, AChannelThatIsNotThereIsRefused)
{
    Build(1, "real");
    const auto client = AddClient(0);
    Deploy(client);
    auto request = Request({"put", "key", "value"});
    request.channel = "elsewhere";
    const auto write = InvokeAt(Seconds(12), client, request);
    request.isReadOnly = true;
    const auto read = InvokeAt(Seconds(13), client, request);
    RunUntil(Seconds(15));

    EXPECT_NE(write->code, "VALID");
    EXPECT_FALSE(write->error.empty());
    EXPECT_NE(read->code, "OK");
    EXPECT_EQ(GetHeight(0), 2U);
}

// A man in the middle cannot sign. The creator can, but what was endorsed names the channel: the
// hash of the proposal covers its header (core/common/validation/msgvalidation.go).
TEST_F(FabricSecurityTest, ATransactionOfAnotherChannelIsInvalid)
{
    Build(1, "real");
    const auto client = AddClient(0);
    Deploy(client);
    uint32_t altered = 0;
    Simulator::Schedule(Seconds(11), [this, &altered] {
        m_orderers[0]->alterEnvelope = [this, &altered](const std::string& bytes) {
            fabric::Envelope envelope;
            fabric::Payload payload;
            fabric::ChannelHeader channel;
            envelope.ParseFromString(bytes);
            payload.ParseFromString(envelope.payload());
            channel.ParseFromString(payload.header().channel_header());
            channel.set_channel_id("hc");
            payload.mutable_header()->set_channel_header(channel.SerializeAsString());
            envelope.set_payload(payload.SerializeAsString());
            if (altered++ > 0)
            {
                envelope.set_signature(
                    m_creator->Sign(SharedBytes(std::string_view(envelope.payload())))
                        .value.ToString());
            }
            return envelope.SerializeAsString();
        };
    });
    InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    InvokeAt(Seconds(14), client, Request({"put", "key", "value"}));
    RunUntil(Seconds(16));

    EXPECT_EQ(m_codes[0],
              (Codes{fabric::BAD_CREATOR_SIGNATURE, fabric::INVALID_ENDORSER_TRANSACTION}));
    EXPECT_EQ(GetValue(0, "key"), "none");
}

TEST_F(FabricSecurityTest, ARangeThatAnotherTransactionWroteIntoConflicts)
{
    Build(1, "real");
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(11), [this] { m_orderers[0]->blockSize = 2; });
    const auto write = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    const auto count = InvokeAt(Seconds(13), client, Request({"count", "total"}));
    RunUntil(Seconds(16));

    EXPECT_EQ(write->code, "VALID") << write->error;
    EXPECT_EQ(count->code, "PHANTOM_READ_CONFLICT") << count->error;
    EXPECT_EQ(write->block, count->block);
    EXPECT_EQ(GetValue(1, "total"), "none");
}

/// A policy of a channel and how many endorsements it takes of two organisations.
struct EndorsementRule
{
    const char* type;
    const char* rule;
    std::size_t endorsements;
};

class FabricEndorsementRules : public FabricSecurityTest,
                               public ::testing::WithParamInterface<EndorsementRule>
{
};

TEST_P(FabricEndorsementRules, AreAskedForAndEnforced)
{
    m_adjust = [](ChannelConfig& config) {
        config.applicationPolicies.at("Endorsement") =
            PolicyDefinition::Parse(GetParam().type, GetParam().rule);
    };
    Build(1, "real");
    const auto client = AddClient(0);
    Deploy(client);
    const auto enough = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    Simulator::Schedule(Seconds(13), [this] {
        m_orderers[0]->alterEnvelope = [this](const std::string& bytes) {
            return AlterFabricTransaction(
                bytes,
                *m_creator,
                [](fabric::ChaincodeActionPayload& action) {
                    action.mutable_action()->mutable_endorsements()->RemoveLast();
                });
        };
    });
    const auto less = InvokeAt(Seconds(14), client, Request({"put", "key", "other"}));
    RunUntil(Seconds(16));

    EXPECT_EQ(enough->code, "VALID") << enough->error;
    EXPECT_EQ(CountEndorsements(2), GetParam().endorsements);
    EXPECT_EQ(less->code, "ENDORSEMENT_POLICY_FAILURE") << less->error;
    EXPECT_EQ(GetValue(0, "key"), "value");
}

INSTANTIATE_TEST_SUITE_P(
    FabricSecurity,
    FabricEndorsementRules,
    ::testing::Values(EndorsementRule{"ImplicitMeta", "ANY Endorsement", 1},
                      EndorsementRule{"ImplicitMeta", "ALL Endorsement", 2},
                      EndorsementRule{"ImplicitMeta", "MAJORITY Endorsement", 2},
                      EndorsementRule{"Signature", "AND('Org1MSP.peer', 'Org2MSP.peer')", 2},
                      EndorsementRule{"Signature", "OR('Org1MSP.peer', 'Org2MSP.peer')", 1},
                      EndorsementRule{"Signature", "OutOf(2, 'Org1MSP.peer', 'Org2MSP.peer')", 2}));
