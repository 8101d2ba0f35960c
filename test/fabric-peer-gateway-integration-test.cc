/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-peer-world.h"

#include "ns3/msp-manager.h"
#include "ns3/transaction-check.h"

using namespace ns3;
using namespace ns3::iotledger;

using FabricPeerTest = FabricPeerWorld;

TEST_F(FabricPeerTest, CommitsATransactionThatBothOrganizationsEndorse)
{
    Build(2);
    const auto client = AddClient(0);
    const auto deployed = Deploy(client);
    const auto result = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    const auto read = InvokeAt(Seconds(13), client, Request({"get", "key"}, true));
    RunUntil(Seconds(14));

    EXPECT_EQ(deployed->code, "VALID") << deployed->error;
    ASSERT_EQ(result->code, "VALID") << result->error;
    EXPECT_EQ(result->block, 2U);
    EXPECT_EQ(result->payload.ToString(), "value");
    EXPECT_LT(result->submitted, result->endorsed);
    EXPECT_LT(result->endorsed, result->ordered);
    EXPECT_LT(result->ordered, result->committed);
    EXPECT_EQ(read->code, "OK") << read->error;
    EXPECT_EQ(read->payload.ToString(), "value");
    const auto& envelope = m_orderers[0]->blocks.at(2).data().data(0);
    EXPECT_EQ(result->envelopeBytes, envelope.size());
    std::set<std::string> organizations;
    for (const auto& endorsement : CheckTransaction(envelope).endorsements)
    {
        organizations.insert(FabricIdentity::Parse(endorsement.identity)->GetMspId());
    }
    EXPECT_EQ(organizations, (std::set<std::string>{"Org1MSP", "Org2MSP"}));
    for (uint32_t peer = 0; peer < m_peers.size(); peer++)
    {
        EXPECT_EQ(GetHeight(peer), 3U) << peer;
        EXPECT_EQ(GetValue(peer, "key"), "value") << peer;
        EXPECT_EQ(m_peers[peer]->GetLedger("ch").GetCommitHash(),
                  m_peers[0]->GetLedger("ch").GetCommitHash());
    }
}

TEST_F(FabricPeerTest, EndorsesAtHomeFirstAndAtOnePeerOfTheOtherOrganization)
{
    Build(2);
    const auto client = AddClient(1);
    Deploy(client);
    RunUntil(Seconds(19)); // all heights are told
    m_endorsed.clear();
    InvokeAt(Seconds(20), client, Request({"put", "key", "value"}));
    RunUntil(Seconds(21));

    EXPECT_EQ(m_endorsed[0], 0U);
    EXPECT_EQ(m_endorsed[1], 1U);
    EXPECT_EQ(m_endorsed[2] + m_endorsed[3], 1U);
}

TEST_F(FabricPeerTest, AbortsWhenEndorsersDoNotAgree)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    const auto result = InvokeAt(Seconds(12), client, Request({"salt"}));
    RunUntil(Seconds(14));

    EXPECT_EQ(result->code, "ABORTED");
    EXPECT_NE(result->error.find("ProposalResponsePayloads do not match"), std::string::npos);
}

TEST_F(FabricPeerTest, RefusesProposalsOfStrangers)
{
    Build(1);
    const auto member = AddClient(0);
    const auto stranger = AddClient(0, 2);
    Deploy(member);
    const auto write = InvokeAt(Seconds(12), stranger, Request({"put", "key", "value"}));
    const auto read = InvokeAt(Seconds(12), stranger, Request({"get", "key"}, true));
    RunUntil(Seconds(14));

    EXPECT_EQ(write->code, "ABORTED");
    EXPECT_NE(write->error.find("access denied"), std::string::npos) << write->error;
    EXPECT_EQ(read->code, "FAILED_PRECONDITION");
}

TEST_F(FabricPeerTest, ReportsWhatTheChaincodeRefuses)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    const auto result = InvokeAt(Seconds(12), client, Request({"nonsense"}, true));
    RunUntil(Seconds(14));

    EXPECT_EQ(result->code, "UNKNOWN");
    EXPECT_NE(result->error.find("chaincode response 500, no such function"), std::string::npos)
        << result->error;
}

// core.yaml, peer.limits.concurrency: CommitStatus calls that wait count.
TEST_F(FabricPeerTest, FailsGatewayCallsBeyondTheLimitAtOnce)
{
    Config::SetDefault("ns3::iotledger::FabricPeer::GatewayConcurrency", UintegerValue(2));
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(11), [this] { m_orderers[0]->blockSize = 2; });
    const auto first = InvokeAt(Seconds(12), client, Request({"put", "a", "1"}));
    Simulator::Schedule(Seconds(13), [this] { m_orderers[0]->blockSize = 3; });
    const auto second = InvokeAt(Seconds(14), client, Request({"put", "b", "2"}));
    const auto third = InvokeAt(Seconds(15), client, Request({"get", "a"}, true));
    Simulator::Schedule(Seconds(16), [this] { m_orderers[0]->Cut(); });
    const auto fourth = InvokeAt(Seconds(17), client, Request({"get", "a"}, true));
    RunUntil(Seconds(18));

    EXPECT_EQ(third->code, "UNKNOWN");
    EXPECT_EQ(third->error,
              "too many requests for /gateway.Gateway, exceeding concurrency limit (2)");
    EXPECT_EQ(first->code, "VALID");
    EXPECT_EQ(second->code, "VALID");
    EXPECT_EQ(fourth->code, "OK") << "the calls have ended";
}

TEST_F(FabricPeerTest, FailsProposalsBeyondTheLimitOfTheOtherPeerAtOnce)
{
    Config::SetDefault("ns3::iotledger::FabricPeer::EndorserConcurrency", UintegerValue(1));
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    std::vector<std::shared_ptr<TransactionResult>> results;
    for (uint32_t i = 0; i < 4; i++)
    {
        results.push_back(
            InvokeAt(Seconds(12), client, Request({"put", std::to_string(i), "value"})));
    }
    RunUntil(Seconds(14));

    std::map<std::string, uint32_t> codes;
    for (const auto& result : results)
    {
        codes[result->code]++;
        EXPECT_EQ(result->code == "ABORTED",
                  result->error.find("exceeding concurrency limit (1)") != std::string::npos);
    }
    EXPECT_GE(codes["VALID"], 1U);
    EXPECT_GE(codes["ABORTED"], 1U);
}

TEST_F(FabricPeerTest, AsksItsMateWhenThatIsKnownToBeAhead)
{
    Build(2);
    m_peers[0]->SetAttribute("OrgLeader", BooleanValue(false)); // it gets no blocks at all …
    m_peers[1]->SetAttribute("BlockGossip", BooleanValue(false));
    m_peers[0]->SetAttribute("BlockGossip", BooleanValue(false));
    const auto client = AddClient(0);
    const auto other = AddClient(1);
    Deploy(other);
    InvokeAt(Seconds(12), other, Request({"put", "key", "value"}));
    const auto read = InvokeAt(Seconds(20), client, Request({"get", "key"}, true));
    RunUntil(Seconds(21));

    EXPECT_EQ(GetHeight(0), 1U);
    EXPECT_EQ(read->code, "OK") << read->error;
    EXPECT_EQ(read->payload.ToString(), "value") << "… so what it answers is its mate's";
}

// api.go: a reply that refuses ends the call, only UNAVAILABLE leads to the next orderer.
TEST_F(FabricPeerTest, TriesAnotherOrdererOnlyWhenOneCannotBeReached)
{
    Build(1, "modelled", 2);
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(12), [this] {
        m_orderers[0]->status = fabric::SERVICE_UNAVAILABLE;
        m_orderers[1]->status = fabric::SERVICE_UNAVAILABLE;
    });
    const auto refused = InvokeAt(Seconds(13), client, Request({"put", "a", "1"}));
    Simulator::Schedule(Seconds(14), [this] {
        EXPECT_EQ(m_orderers[0]->received + m_orderers[1]->received, 2U);
        m_orderers[0]->status = fabric::SUCCESS;
        m_orderers[1]->server->Stop();
    });
    std::vector<std::shared_ptr<TransactionResult>> results;
    for (uint32_t i = 0; i < 8; i++)
    {
        results.push_back(
            InvokeAt(Seconds(16 + i), client, Request({"put", std::to_string(i), "1"})));
    }
    Simulator::Schedule(Seconds(25), [this] { m_orderers[0]->server->Stop(); });
    const auto unreachable = InvokeAt(Seconds(26), client, Request({"put", "b", "1"}));
    RunUntil(Seconds(30));

    EXPECT_EQ(refused->code, "ABORTED");
    EXPECT_EQ(refused->error, "received unsuccessful response from orderer: SERVICE_UNAVAILABLE");
    for (const auto& result : results)
    {
        EXPECT_GT(result->ordered, Seconds(0)) << result->code << " " << result->error;
    }
    EXPECT_EQ(unreachable->code, "UNAVAILABLE");
}

TEST_F(FabricPeerTest, ServesSeveralIdentitiesOverOneConnection)
{
    Build(1);
    const auto first = AddClient(0);
    const auto second = AddClient(0, 1);
    second->SetConnection(m_connections[0]);
    Deploy(first);
    const auto a = InvokeAt(Seconds(12), first, Request({"put", "a", "1"}));
    const auto b = InvokeAt(Seconds(12), second, Request({"put", "b", "1"}));
    RunUntil(Seconds(14));

    EXPECT_EQ(a->code, "VALID");
    EXPECT_EQ(b->code, "VALID");
    EXPECT_FALSE(m_connections[1]->IsConnected());
}

// Fabric v2.4.3, core/endorser/endorser.go: version, response, payload, endorsement and interest,
// and no timestamp; which makes the 3426 B measured for a payload of 2509 B.
TEST_F(FabricPeerTest, AnswersAProposalWithTheFieldsOfFabric)
{
    Build(1, "real");
    const auto client = AddClient(0);
    Deploy(client);
    fabric::ProposalResponse response;
    fabric::SignedProposal proposal;
    Simulator::Schedule(Seconds(12), [&] {
        ProposalFields fields;
        fields.channel = "ch";
        fields.chaincode = "cc";
        fields.arguments = {SharedBytes(std::string_view("put")),
                            SharedBytes(std::string_view("key")),
                            SharedBytes(std::string_view("value"))};
        fields.creator = m_creator->GetIdentity().Serialize();
        fields.nonce = std::string(24, 'n');
        fields.seconds = EPOCH + 12;
        const auto bytes = MakeProposal(fields);
        proposal.set_proposal_bytes(bytes.ToString());
        proposal.set_signature(m_creator->Sign(bytes).value.ToString());
        m_connections[0]->Call("/protos.Endorser/ProcessProposal",
                               EncodeFabric(proposal),
                               Time(),
                               [&](const GrpcStatus& status, const SharedBytes& message) {
                                   EXPECT_TRUE(status.IsOk()) << status.message;
                                   EXPECT_TRUE(DecodeFabric(response, message));
                               });
    });
    RunUntil(Seconds(14));

    EXPECT_EQ(response.version(), 1);
    EXPECT_FALSE(response.has_timestamp());
    EXPECT_EQ(response.response().status(), 200);
    EXPECT_EQ(response.response().payload(), "value");
    ASSERT_EQ(response.interest().chaincodes_size(), 1);
    EXPECT_EQ(response.interest().chaincodes(0).SerializeAsString(),
              "\x0a\x02"
              "cc");
    const auto identity =
        FabricIdentity::Parse(SharedBytes(std::string_view(response.endorsement().endorser())));
    ASSERT_TRUE(identity);
    EXPECT_EQ(identity->GetRole(), FabricRole::PEER);
    EXPECT_TRUE(
        MspManager::Verify(
            *identity,
            SharedBytes(std::string_view(response.payload() + response.endorsement().endorser())),
            SharedBytes(std::string_view(response.endorsement().signature())),
            *m_creator->GetCrypto())
            .value);
    const auto action = FindAction(response.payload());
    ASSERT_TRUE(action);
    EXPECT_EQ(action->chaincode_id().name(), "cc");
    EXPECT_EQ(action->chaincode_id().version(), "1.0");
    std::string error;
    fabric::ProposalResponsePayload payload;
    payload.ParseFromString(response.payload());
    EXPECT_EQ(payload.proposal_hash(), UnpackProposal(proposal, error)->Hash());
}

namespace
{

/// Runs a world of its own. @return when each transaction went through each stage
class DeterministicPeers : public FabricPeerWorld
{
  public:
    std::vector<Time> Run()
    {
        Build(2);
        const auto client = AddClient(0);
        Deploy(client);
        std::vector<std::shared_ptr<TransactionResult>> results;
        for (uint32_t i = 0; i < 20; i++)
        {
            results.push_back(InvokeAt(Seconds(12) + MilliSeconds(i),
                                       client,
                                       Request({"put", std::to_string(i), "value"})));
        }
        RunUntil(Seconds(20));
        std::vector<Time> times;
        for (const auto& result : results)
        {
            times.insert(times.end(), {result->endorsed, result->ordered, result->committed});
        }
        return times;
    }

    void TestBody() override
    {
    }
};

} // namespace

TEST(FabricPeer, RepeatsARunExactly)
{
    const auto first = DeterministicPeers().Run();
    const auto second = DeterministicPeers().Run();

    EXPECT_EQ(first, second);
    EXPECT_EQ(first.size(), 60U);
    EXPECT_GT(first.back(), Seconds(12));
}
