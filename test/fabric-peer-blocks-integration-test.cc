/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-peer-world.h"

#include "ns3/ipv4.h"
#include "ns3/pointer.h"
#include "ns3/transaction-check.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Codes = std::vector<uint8_t>;
using Numbers = std::vector<uint64_t>;

} // namespace

using FabricPeerTest = FabricPeerWorld;

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
