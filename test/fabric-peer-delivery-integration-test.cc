/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-peer-world.h"

using namespace ns3;
using namespace ns3::iotledger;

using FabricPeerTest = FabricPeerWorld;

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
