/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-peer-world.h"

#include "ns3/ipv4.h"
#include "ns3/msp-manager.h"
#include "ns3/pointer.h"
#include "ns3/transaction-check.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Codes = std::vector<uint8_t>;
using Numbers = std::vector<uint64_t>;

} // namespace

class FabricPeerTest : public FabricPeerWorld
{
};

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

TEST_F(FabricPeerTest, RefusesTheSecondOfTwoWritesThatReadTheSameVersion)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(11), [this] { m_orderers[0]->blockSize = 2; });
    const auto first = InvokeAt(Seconds(12), client, Request({"add", "counter"}));
    const auto second = InvokeAt(Seconds(12), client, Request({"add", "counter"}));
    RunUntil(Seconds(14));

    EXPECT_EQ((std::set<std::string>{first->code, second->code}),
              (std::set<std::string>{"VALID", "MVCC_READ_CONFLICT"}));
    EXPECT_EQ(first->block, second->block);
    EXPECT_EQ(GetValue(0, "counter"), "1");
    EXPECT_EQ(m_codes[1], Codes{fabric::MVCC_READ_CONFLICT});
}

// core/endorser/endorser.go, SimulateProposal: the lock is released as early as possible.
TEST_F(FabricPeerTest, CommitsABlockWhileItSignsAnEndorsement)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(11), [this] {
        PointerValue costs;
        m_peers[0]->GetAttribute("Costs", costs);
        costs.GetObject()->SetAttribute("EndorseResult", TimeValue(Seconds(2)));
        m_endorsed.clear();
    });
    const auto result = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    Simulator::Schedule(Seconds(12.5),
                        [this] { m_orderers[0]->Order(m_orderers[0]->blocks[1].data().data(0)); });
    RunUntil(Seconds(13));

    EXPECT_EQ(m_endorsed[0], 0U);
    EXPECT_EQ(GetHeight(0), 3U);
    RunUntil(Seconds(16));
    EXPECT_EQ(result->code, "VALID") << result->error;
}

TEST_F(FabricPeerTest, RefusesATransactionIdThatIsInTheLedger)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    const auto result = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    Simulator::Schedule(Seconds(13), [this] {
        m_orderers[0]->Order(m_orderers[0]->blocks[2].data().data(0)); // once more
    });
    RunUntil(Seconds(14));

    EXPECT_EQ(result->code, "VALID");
    EXPECT_EQ(GetHeight(0), 4U);
    EXPECT_EQ(m_codes[0], Codes{fabric::DUPLICATE_TXID});
}

TEST_F(FabricPeerTest, FindsAForgedCreatorAndForgedEndorsements)
{
    Build(1, "real");
    const auto client = AddClient(0);
    const auto deployed = Deploy(client);
    std::vector<std::string> alterations{"creator", "endorser", "missing", "none"};
    Simulator::Schedule(Seconds(11), [this, alterations] {
        m_orderers[0]->alterEnvelope = [this, alterations](const std::string& envelope) {
            const auto how = alterations.at(m_orderers[0]->blocks.size() - 2);
            const auto& signer = *m_creator; // signs anew what has been changed
            if (how == "creator")
            {
                fabric::Envelope altered;
                altered.ParseFromString(envelope);
                (*altered.mutable_signature())[20] ^= 1;
                return altered.SerializeAsString();
            }
            return AlterFabricTransaction(envelope,
                                          signer,
                                          [how](fabric::ChaincodeActionPayload& action) {
                                              auto& endorsements =
                                                  *action.mutable_action()->mutable_endorsements();
                                              if (how == "endorser")
                                              {
                                                  (*endorsements[0].mutable_signature())[20] ^= 1;
                                              }
                                              if (how == "missing")
                                              {
                                                  endorsements.RemoveLast();
                                              }
                                          });
        };
    });
    std::vector<std::shared_ptr<TransactionResult>> results;
    for (std::size_t i = 0; i < alterations.size(); i++)
    {
        results.push_back(InvokeAt(Seconds(12 + i), client, Request({"put", "key", "value"})));
    }
    RunUntil(Seconds(17));

    ASSERT_EQ(deployed->code, "VALID") << deployed->error;
    EXPECT_EQ(results[0]->code, "BAD_CREATOR_SIGNATURE");
    EXPECT_EQ(results[1]->code, "ENDORSEMENT_POLICY_FAILURE");
    EXPECT_EQ(results[2]->code, "ENDORSEMENT_POLICY_FAILURE");
    EXPECT_EQ(results[3]->code, "VALID");
    EXPECT_EQ(m_codes[1],
              (Codes{fabric::BAD_CREATOR_SIGNATURE,
                     fabric::ENDORSEMENT_POLICY_FAILURE,
                     fabric::ENDORSEMENT_POLICY_FAILURE}));
}

TEST_F(FabricPeerTest, TakesNoBlockWhoseDataOrSignatureIsWrong)
{
    Build(1, "real");
    const auto client = AddClient(0);
    uint32_t sent = 0;
    Simulator::Schedule(Seconds(1), [this, &sent] {
        m_orderers[0]->alterBlock = [&sent](fabric::Block& block) {
            sent++;
            if (sent <= 2) // to both peers
            {
                block.mutable_data()->set_data(0, "other data");
            }
            else if (sent <= 4)
            {
                (*block.mutable_header()->mutable_previous_hash())[0] ^= 1;
            }
            else if (sent <= 6)
            {
                *block.mutable_header()->mutable_previous_hash() += 'x';
            }
        };
    });
    const auto deployed = Deploy(client);
    RunUntil(Seconds(14));

    EXPECT_EQ(deployed->code, "VALID") << "a further attempt brings the block as it is";
    EXPECT_EQ(m_refused[0].size() + m_refused[1].size(), 6U);
    EXPECT_EQ(GetHeight(0), 2U);
    EXPECT_EQ(m_orderers[0]->seeks, 8U);
}

// common/ledger/blkstorage/blockfile_mgr.go, addBlock: "unexpected Previous block hash".
TEST_F(FabricPeerTest, CommitsNoBlockThatFollowsAnotherOne)
{
    Build(1, "real");
    const auto client = AddClient(0);
    Simulator::Schedule(Seconds(1), [this] {
        m_orderers[0]->alterHeader = [](fabric::BlockHeader& header) {
            header.set_previous_hash(std::string(32, 'x'));
        };
    });
    const auto deployed = Deploy(client);
    std::vector<uint64_t> heights;
    Simulator::Schedule(Seconds(12), [this, &heights] {
        heights = {GetHeight(0), GetHeight(1)};
        auto& orderer = *m_orderers[0];
        orderer.alterHeader = nullptr;
        orderer.pending.push_back(orderer.blocks.back().data().data(0));
        orderer.blocks.pop_back();
        orderer.Cut();
    });
    RunUntil(Seconds(14));

    EXPECT_EQ(heights, (std::vector<uint64_t>{1, 1}));
    EXPECT_EQ(m_refused[0], std::vector<uint64_t>{1});
    EXPECT_EQ(m_refused[1], std::vector<uint64_t>{1});
    EXPECT_EQ(deployed->code, "VALID") << "the right block of that number came later";
    EXPECT_EQ(GetHeight(0), 2U);
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

TEST_F(FabricPeerTest, GetsItsBlocksByGossipAlone)
{
    Build(2);
    m_peers[1]->SetAttribute("OrgLeader", BooleanValue(false));
    const auto client = AddClient(0);
    Deploy(client);
    for (uint32_t i = 0; i < 3; i++)
    {
        InvokeAt(Seconds(12 + i), client, Request({"add", "counter"}));
    }
    RunUntil(Seconds(17));

    EXPECT_EQ(m_gossiped[1], (Numbers{1, 2, 3, 4}));
    EXPECT_EQ(m_pulled[1], Numbers{});
    EXPECT_EQ(GetValue(1, "counter"), "3");
    EXPECT_EQ(m_peers[1]->GetLedger("ch").GetCommitHash(),
              m_peers[0]->GetLedger("ch").GetCommitHash());
}

TEST_F(FabricPeerTest, PullsFromItsMateWhatItHasMissed)
{
    Build(2);
    m_peers[1]->SetAttribute("OrgLeader", BooleanValue(false));
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(11), [this] { m_peers[1]->Crash(); });
    for (uint32_t i = 0; i < 3; i++)
    {
        InvokeAt(Seconds(12 + i), client, Request({"add", "counter"}));
    }
    Simulator::Schedule(Seconds(16), [this] { m_peers[1]->Restart(); });
    RunUntil(Seconds(60));

    EXPECT_EQ(GetHeight(1), 5U);
    EXPECT_EQ(GetValue(1, "counter"), "3");
}

TEST_F(FabricPeerTest, CatchesUpAfterACrash)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(11), [this] {
        m_peers[0]->Crash();
        EXPECT_FALSE(m_peers[0]->IsRunning());
    });
    Simulator::Schedule(Seconds(12), [this] {
        for (uint32_t i = 0; i < 50; i++)
        {
            m_orderers[0]->Order("nonsense " + std::to_string(i));
        }
    });
    const auto lost = InvokeAt(Seconds(13), client, Request({"get", "key"}, true));
    Simulator::Schedule(Seconds(14), [this] { m_peers[0]->Restart(); });
    const auto later = InvokeAt(Seconds(30), client, Request({"put", "key", "value"}));
    RunUntil(Seconds(32));

    EXPECT_EQ(lost->code, "UNAVAILABLE");
    EXPECT_EQ(GetHeight(0), 53U);
    EXPECT_EQ(later->code, "VALID") << later->error;
    EXPECT_EQ(m_codes[0].size(), 50U);
}

TEST_F(FabricPeerTest, ComesBackToTheOrdererWithABackOffThatGrows)
{
    Build(1);
    std::vector<Time> broken;
    Simulator::Schedule(Seconds(1), [this] { m_orderers[0]->server->Stop(); });
    Simulator::Schedule(Seconds(3), [this] {
        m_orderers[0]->Listen();
        m_orderers[0]->Order("nonsense");
    });
    RunUntil(Seconds(5));

    // 100 ms x 1.2^n: ten attempts take 2.6 s, so the eleventh after less than 3.2 s succeeds
    EXPECT_EQ(GetHeight(0), 2U);
    EXPECT_EQ(GetHeight(1), 2U);
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

// sampleconfig/core.yaml, peer.deliveryclient.connTimeout.
TEST_F(FabricPeerTest, GivesUpAfterThreeSecondsAnOrdererThatDoesNotAnswer)
{
    Build(1, "modelled", 4);
    for (uint32_t i = 0; i < 3; i++)
    {
        m_servers.Get(i)->GetObject<Ipv4>()->SetDown(1);
    }
    Time pulled;
    m_peers[0]->TraceConnectWithoutContext(
        "BlockReceived",
        Callback<void, const std::string&, uint64_t, uint64_t, bool>(
            [&pulled](const std::string&, uint64_t, uint64_t, bool) {
                pulled = Simulator::Now();
            }));
    Simulator::Schedule(Seconds(1), [this] { m_orderers[3]->Order("anything"); });
    RunUntil(Seconds(60));

    EXPECT_EQ(GetHeight(0), 2U);
    EXPECT_GT(pulled, Seconds(20)); // some seven times
    EXPECT_LT(pulled, Seconds(40));
}

TEST_F(FabricPeerTest, ReplaysEventsFromABlockAndBehindATransaction)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    std::vector<std::shared_ptr<TransactionResult>> results;
    for (uint32_t i = 0; i < 3; i++)
    {
        results.push_back(
            InvokeAt(Seconds(12 + i), client, Request({"put", "key", std::to_string(i)})));
    }
    std::map<std::string, std::vector<std::string>> seen;
    const auto collect = [&seen](const std::string& name) {
        return [&seen, name](const std::vector<ChaincodeEventNotice>& events) {
            for (const auto& event : events)
            {
                seen[name].push_back(std::to_string(event.block) + event.payload.ToString());
            }
        };
    };
    uint64_t subscription = 0;
    Simulator::Schedule(Seconds(16), [&] {
        subscription = client->SubscribeEvents("ch", "cc", 0, "", collect("all"), nullptr);
        client->SubscribeEvents("ch", "cc", std::nullopt, "", collect("new"), nullptr);
        client->SubscribeEvents("ch",
                                "cc",
                                std::nullopt,
                                results[1]->transactionId,
                                collect("after"),
                                nullptr);
        client->SubscribeEvents("ch", "other", 0, "", collect("other"), nullptr);
    });
    InvokeAt(Seconds(18), client, Request({"put", "key", "3"}));
    Simulator::Schedule(Seconds(20), [&] { client->Unsubscribe(subscription); });
    InvokeAt(Seconds(21), client, Request({"put", "key", "4"}));
    RunUntil(Seconds(23));

    using Texts = std::vector<std::string>;
    EXPECT_EQ(seen["all"], (Texts{"20", "31", "42", "53"}));
    EXPECT_EQ(seen["new"], (Texts{"53", "64"}));
    EXPECT_EQ(seen["after"], (Texts{"42", "53", "64"}));
    EXPECT_TRUE(seen["other"].empty());
}

// core/peer/deliverevents.go.
TEST_F(FabricPeerTest, DeliversBlocksWholeAndFiltered)
{
    Build(1);
    const auto client = AddClient(0);
    const auto listener = AddClient(0);
    Deploy(client); // block 1
    const auto put = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    Simulator::Schedule(Seconds(13), [this] { m_orderers[0]->blockSize = 2; });
    InvokeAt(Seconds(14), client, Request({"add", "counter"}));
    InvokeAt(Seconds(14), client, Request({"add", "counter"}));
    std::vector<SharedBytes> past;
    std::vector<SharedBytes> next;
    std::map<uint64_t, std::vector<FilteredTransactionNotice>> filtered;
    const auto ended = [](const std::string& error) { ADD_FAILURE() << error; };
    Simulator::Schedule(Seconds(13), [&] {
        listener->SubscribeBlocks(
            "ch",
            1,
            [&](const SharedBytes& block) { past.push_back(block); },
            ended);
        listener->SubscribeBlocks(
            "ch",
            std::nullopt,
            [&](const SharedBytes& block) { next.push_back(block); },
            ended);
        listener->SubscribeFilteredBlocks(
            "ch",
            0,
            [&](uint64_t number, const std::vector<FilteredTransactionNotice>& transactions) {
                EXPECT_TRUE(filtered.emplace(number, transactions).second);
            },
            ended);
    });
    RunUntil(Seconds(16));

    ASSERT_EQ(GetHeight(0), 4U);
    ASSERT_EQ(past.size(), 3U);
    for (uint64_t i = 0; i < past.size(); i++)
    {
        EXPECT_EQ(past[i], m_peers[0]->GetLedger("ch").GetBlock(i + 1)) << i;
    }
    EXPECT_EQ(next, std::vector<SharedBytes>{past[2]});
    ASSERT_EQ(filtered.size(), 4U);
    EXPECT_EQ(filtered[0].at(0).code, "VALID");
    ASSERT_EQ(filtered[2].size(), 1U);
    EXPECT_EQ(filtered[2][0].transactionId, put->transactionId);
    EXPECT_EQ(filtered[2][0].code, "VALID");
    ASSERT_EQ(filtered[2][0].events.size(), 1U);
    EXPECT_EQ(filtered[2][0].events[0].name, "put");
    EXPECT_EQ(filtered[2][0].events[0].transactionId, put->transactionId);
    ASSERT_EQ(filtered[3].size(), 2U);
    EXPECT_EQ((std::set<std::string>{filtered[3][0].code, filtered[3][1].code}),
              (std::set<std::string>{"VALID", "MVCC_READ_CONFLICT"}));
    EXPECT_TRUE(filtered[3][0].events.empty());
}

TEST_F(FabricPeerTest, DeliversNoBlocksToThoseWhoMayNotReadNorBeyondItsLimit)
{
    Build(1);
    m_peers[1]->SetAttribute("DeliverConcurrency", UintegerValue(1));
    const auto stranger = AddClient(0, 2);
    const auto reader = AddClient(1, 1);
    std::vector<std::string> errors;
    const auto ended = [&errors](const std::string& error) { errors.push_back(error); };
    const auto none = [](const SharedBytes&) { ADD_FAILURE(); };
    const auto nothing = [](uint64_t, const std::vector<FilteredTransactionNotice>&) {
        ADD_FAILURE();
    };
    Simulator::Schedule(Seconds(1), [&] { stranger->SubscribeBlocks("ch", 0, none, ended); });
    Simulator::Schedule(Seconds(2),
                        [&] { stranger->SubscribeFilteredBlocks("ch", 0, nothing, ended); });
    Simulator::Schedule(Seconds(3), [&] { reader->SubscribeBlocks("elsewhere", 0, none, ended); });
    uint64_t first = 0;
    Simulator::Schedule(Seconds(4),
                        [&] { first = reader->SubscribeBlocks("ch", std::nullopt, none, ended); });
    Simulator::Schedule(Seconds(5),
                        [&] { reader->SubscribeBlocks("ch", std::nullopt, none, ended); });
    Simulator::Schedule(Seconds(6), [&] { reader->Unsubscribe(first); });
    Simulator::Schedule(Seconds(7), [&] {
        reader->SubscribeFilteredBlocks("ch", std::nullopt, nothing, ended);
    });
    RunUntil(Seconds(8));

    EXPECT_EQ(errors,
              (std::vector<std::string>{
                  "FORBIDDEN",
                  "FORBIDDEN",
                  "NOT_FOUND",
                  "too many requests for /protos.Deliver, exceeding concurrency limit (1)"}));
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

TEST_F(FabricPeerTest, FollowsAConfigurationThatIsCommitted)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(11), [this] {
        auto config = MakeConfig();
        config.applicationPolicies.at("Endorsement") =
            PolicyDefinition::Parse("ImplicitMeta", "ANY Endorsement");
        m_orderers[0]->OrderConfig(MakeConfigUpdate(config));
    });
    const auto result = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    RunUntil(Seconds(14));

    EXPECT_EQ(result->code, "VALID") << result->error;
    EXPECT_EQ(CheckTransaction(m_orderers[0]->blocks.at(3).data().data(0)).endorsements.size(), 1U)
        << "one organisation is enough now";
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

TEST_F(FabricPeerTest, IgnoresWhatIsNoGossip)
{
    Build(1);
    const auto client = AddClient(0);
    Deploy(client);
    Simulator::Schedule(Seconds(11), [this] {
        const auto stream = m_connections[0]->Open("/gossip.Gossip/GossipStream");
        stream->Send(SharedBytes(std::string_view("nonsense")));
        stream->Send(SharedBytes());
        stream->Send(SharedBytes(std::string_view("\x0a\x04\x2a\x02\x0a\x00", 6)));
    });
    const auto result = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
    RunUntil(Seconds(14));

    EXPECT_EQ(result->code, "VALID") << result->error;
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
