/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-ledger-support.h"
#include "fabric-rwset.pb.h"

#include "ns3/block-hash.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string CC = "cc";

SharedBytes
Write(const FabricLedger& ledger, const std::string& key, const std::string& value)
{
    return SimulateOn(ledger, [&](auto& tx) { tx.PutState(CC, key, value); });
}

SharedBytes
ReadAndWrite(const FabricLedger& ledger, const std::string& key, const std::string& value)
{
    return SimulateOn(ledger, [&](auto& tx) {
        tx.GetState(CC, key);
        tx.PutState(CC, key, value);
    });
}

/// Reads @p limit results of a range (all and the end, if there are fewer), then writes @p key.
SharedBytes
ScanAndWrite(const FabricLedger& ledger, uint32_t limit, const std::string& key)
{
    return SimulateOn(ledger, [&](auto& tx) {
        auto range = tx.GetStateRange(CC, "b", "y");
        for (uint32_t i = 0; i < limit && range.Next(); i++)
        {
        }
        tx.PutState(CC, key, "1");
    });
}

std::vector<uint8_t>
CommitSets(FabricLedger& ledger, const std::vector<SharedBytes>& sets)
{
    std::vector<std::string> envelopes;
    for (const auto& set : sets)
    {
        envelopes.push_back(MakeLedgerEnvelope(std::to_string(ledger.GetHeight()) + "/" +
                                                   std::to_string(envelopes.size()),
                                               set));
    }
    return CommitEnvelopes(ledger, envelopes).codes;
}

using Codes = std::vector<uint8_t>;

TEST(FabricLedger, ChainsBlocksAndKeepsTheState)
{
    FabricLedger ledger;
    CommitSets(ledger, {});
    CommitSets(ledger, {Write(ledger, "a", "1"), Write(ledger, "b", "2")});
    const auto hash = ledger.GetLastHash();
    CommitSets(ledger, {Write(ledger, "a", "3")});

    EXPECT_EQ(ledger.GetHeight(), 3u);
    fabric::Block block;
    ASSERT_TRUE(block.ParseFromString(ledger.GetBlock(2).ToString()));
    EXPECT_EQ(SharedBytes(block.header().previous_hash()), hash);
    EXPECT_EQ(HashBlockHeader(block.header()), ledger.GetLastHash());
    const auto* value = ledger.GetState().Find(CC, "a");
    ASSERT_TRUE(value);
    EXPECT_EQ(value->value, "3");
    EXPECT_EQ(value->version, (StateVersion{2, 0}));
    EXPECT_EQ(ledger.GetState().Find(CC, "b")->version, (StateVersion{1, 1}));
    EXPECT_EQ(ledger.FindTransaction("1/1")->transaction, 1u);
    block.mutable_header()->set_number(3);
    EXPECT_FALSE(ledger.IsNext(block));
}

TEST(FabricLedger, ReadOfAKeyWrittenEarlierInTheBlockConflicts)
{
    FabricLedger ledger;
    CommitSets(ledger, {});
    EXPECT_EQ(CommitSets(ledger, {Write(ledger, "k", "1"), ReadAndWrite(ledger, "k", "2")}),
              (Codes{fabric::VALID, fabric::MVCC_READ_CONFLICT}));
    EXPECT_EQ(ledger.GetState().Find(CC, "k")->value, "1");
}

TEST(FabricLedger, ReadOfAKeyWrittenInABlockSinceConflicts)
{
    FabricLedger ledger;
    CommitSets(ledger, {Write(ledger, "k", "1")});
    const auto early = ReadAndWrite(ledger, "k", "2");
    CommitSets(ledger, {Write(ledger, "k", "1")});
    EXPECT_EQ(CommitSets(ledger, {early}), Codes{fabric::MVCC_READ_CONFLICT});
    EXPECT_EQ(CommitSets(ledger, {ReadAndWrite(ledger, "k", "2")}), Codes{fabric::VALID});
}

TEST(FabricLedger, BlindWritesNeverConflict)
{
    FabricLedger ledger;
    EXPECT_EQ(CommitSets(ledger, {Write(ledger, "k", "1"), Write(ledger, "k", "2")}),
              (Codes{fabric::VALID, fabric::VALID}));
    EXPECT_EQ(ledger.GetState().Find(CC, "k")->value, "2");
}

TEST(FabricLedger, InvalidTransactionsChangeNothingForThoseBehind)
{
    FabricLedger ledger;
    CommitSets(ledger, {Write(ledger, "k", "1")});
    const auto update = ReadAndWrite(ledger, "k", "2");
    const auto refused = SimulateOn(ledger, [](auto& tx) {
        tx.GetState(CC, "k");
        tx.PutState(CC, "other", "1");
    });
    const auto reader = SimulateOn(ledger, [](auto& tx) { tx.GetState(CC, "other"); });
    EXPECT_EQ(CommitSets(ledger, {update, refused, reader}),
              (Codes{fabric::VALID, fabric::MVCC_READ_CONFLICT, fabric::VALID}));
    EXPECT_FALSE(ledger.GetState().Find(CC, "other"));
}

// validator.go, validateKVRead: updates.Exists is asked before versions are compared.
TEST(FabricLedger, DeletionCountsAsAWriteEvenOfAnAbsentKey)
{
    FabricLedger ledger;
    CommitSets(ledger, {Write(ledger, "k", "1")});
    const auto remove = [](const std::string& key) {
        return [key](TxSimulator& tx) { tx.DeleteState(CC, key); };
    };
    const auto read = [](const std::string& key) {
        return [key](TxSimulator& tx) { tx.GetState(CC, key); };
    };
    EXPECT_EQ(CommitSets(ledger,
                         {SimulateOn(ledger, remove("k")),
                          SimulateOn(ledger, read("k")),
                          SimulateOn(ledger, remove("absent")),
                          SimulateOn(ledger, read("absent"))}),
              (Codes{fabric::VALID,
                     fabric::MVCC_READ_CONFLICT,
                     fabric::VALID,
                     fabric::MVCC_READ_CONFLICT}));
    EXPECT_FALSE(ledger.GetState().Find(CC, "k"));
    EXPECT_EQ(CommitSets(ledger, {SimulateOn(ledger, read("k"))}), Codes{fabric::VALID});
}

TEST(FabricLedger, EmptyValueIsADeletion)
{
    FabricLedger ledger;
    CommitSets(ledger, {Write(ledger, "k", "1")});
    CommitSets(ledger, {Write(ledger, "k", "")});
    EXPECT_FALSE(ledger.GetState().Find(CC, "k"));
    const auto history = ledger.GetHistory(CC, "k");
    ASSERT_EQ(history.size(), 2u);
    EXPECT_TRUE(history[0].isDelete);
}

TEST(FabricLedger, NamespacesDoNotShareKeys)
{
    FabricLedger ledger;
    const auto other = SimulateOn(ledger, [](auto& tx) { tx.GetState("other", "k"); });
    EXPECT_EQ(CommitSets(ledger, {Write(ledger, "k", "1"), other}),
              (Codes{fabric::VALID, fabric::VALID}));
}

/// What happened to a range between its simulation and its validation, and the verdict.
struct PhantomCase
{
    const char* name;
    uint32_t limit; //!< results the transaction took before it stopped
    std::function<void(TxSimulator&)> change;
    uint8_t code; //!< a TxValidationCode
};

void
PrintTo(const PhantomCase& phantom, std::ostream* out)
{
    *out << phantom.name;
}

class FabricLedgerPhantom : public testing::TestWithParam<std::tuple<PhantomCase, bool>>
{
};

// The range holds c, e, g, i.
TEST_P(FabricLedgerPhantom, IsSeen)
{
    const auto& [phantom, isSameBlock] = GetParam();
    FabricLedger ledger;
    CommitSets(ledger, {SimulateOn(ledger, [](auto& tx) {
                   for (const auto* key : {"a", "c", "e", "g", "i", "z"})
                   {
                       tx.PutState(CC, key, "1");
                   }
               })});
    const auto scan = ScanAndWrite(ledger, phantom.limit, "a");
    const auto change = SimulateOn(ledger, phantom.change);
    if (isSameBlock)
    {
        EXPECT_EQ(CommitSets(ledger, {change, scan}), (Codes{fabric::VALID, phantom.code}));
    }
    else
    {
        CommitSets(ledger, {change});
        EXPECT_EQ(CommitSets(ledger, {scan}), (Codes{phantom.code}));
    }
}

std::function<void(TxSimulator&)>
Putting(const std::string& key)
{
    return [key](TxSimulator& tx) { tx.PutState(CC, key, "2"); };
}

std::function<void(TxSimulator&)>
Deleting(const std::string& key)
{
    return [key](TxSimulator& tx) { tx.DeleteState(CC, key); };
}

constexpr uint32_t ALL = 1000;

INSTANTIATE_TEST_SUITE_P(
    Changes,
    FabricLedgerPhantom,
    testing::Combine(
        testing::Values(
            PhantomCase{"Nothing", ALL, [](auto&) {}, fabric::VALID},
            PhantomCase{"InsertedWithin", ALL, Putting("d"), fabric::PHANTOM_READ_CONFLICT},
            PhantomCase{"InsertedFirst", ALL, Putting("b"), fabric::PHANTOM_READ_CONFLICT},
            PhantomCase{"InsertedLast", ALL, Putting("x"), fabric::PHANTOM_READ_CONFLICT},
            PhantomCase{"UpdatedWithin", ALL, Putting("e"), fabric::PHANTOM_READ_CONFLICT},
            PhantomCase{"DeletedWithin", ALL, Deleting("e"), fabric::PHANTOM_READ_CONFLICT},
            PhantomCase{"DeletedLast", ALL, Deleting("i"), fabric::PHANTOM_READ_CONFLICT},
            PhantomCase{"DeletedAbsent", ALL, Deleting("d"), fabric::VALID},
            PhantomCase{"InsertedAtTheEnd", ALL, Putting("y"), fabric::VALID},
            PhantomCase{"UpdatedOutside", ALL, Putting("z"), fabric::VALID},
            PhantomCase{"InsertedBehindWhereItStopped", 2, Putting("f"), fabric::VALID},
            PhantomCase{"UpdatedWhereItStopped", 2, Putting("e"), fabric::PHANTOM_READ_CONFLICT},
            PhantomCase{"DeletedWhereItStopped", 2, Deleting("e"), fabric::PHANTOM_READ_CONFLICT},
            PhantomCase{"InsertedBeforeItStopped", 2, Putting("d"), fabric::PHANTOM_READ_CONFLICT}),
        testing::Bool()),
    [](const auto& parameters) {
        return std::string(std::get<0>(parameters.param).name) +
               (std::get<1>(parameters.param) ? "InTheBlock" : "InTheBlockBefore");
    });

// rwset_builder.go, AddToRangeQuerySet: one per start, end and whether it was exhausted.
TEST(FabricLedger, EqualRangeQueriesAreRecordedOnce)
{
    FabricLedger ledger;
    CommitSets(ledger, {Write(ledger, "c", "1"), Write(ledger, "d", "1")});
    const auto results = SimulateOn(ledger, [](auto& tx) {
        for (const auto* start : {"a", "b", "a"})
        {
            auto all = tx.GetStateRange(CC, start, "d");
            while (all.Next())
            {
            }
            auto first = tx.GetStateRange(CC, start, "d"); // stops at c
            first.Next();
            auto second = tx.GetStateRange(CC, start, "e"); // stops at d
            second.Next();
            second.Next();
        }
    });
    fabric::TxReadWriteSet sets;
    fabric::KVRWSet set;
    ASSERT_TRUE(sets.ParseFromString(results.ToString()));
    ASSERT_TRUE(set.ParseFromString(sets.ns_rwset(0).rwset()));
    std::vector<std::string> queries;
    for (const auto& query : set.range_queries_info())
    {
        queries.push_back(query.start_key() + query.end_key() + (query.itr_exhausted() ? "!" : ""));
    }
    EXPECT_EQ(queries, (std::vector<std::string>{"ad!", "ac", "ad", "bd!", "bc", "bd"}));
    EXPECT_EQ(CommitSets(ledger, {results}), Codes{fabric::VALID});
}

TEST(FabricLedger, LargeRangesAreComparedByHash)
{
    for (const uint32_t size : {50u, 51u, 52u, 2601u, 2700u})
    {
        FabricLedger ledger;
        const auto fill = SimulateOn(ledger, [size](auto& tx) {
            for (uint32_t i = 0; i < size; i++)
            {
                tx.PutState(CC, "k" + std::to_string(10'000 + i), "1");
            }
        });
        CommitSets(ledger, {fill});
        const auto scan = ScanAndWrite(ledger, UINT32_MAX, "a");
        fabric::TxReadWriteSet sets;
        fabric::KVRWSet set;
        ASSERT_TRUE(sets.ParseFromString(scan.ToString()));
        ASSERT_TRUE(set.ParseFromString(sets.ns_rwset(0).rwset()));
        EXPECT_EQ(set.range_queries_info(0).has_raw_reads(), size <= 50);
        const auto change = SimulateOn(ledger, Putting("k10025"));
        EXPECT_EQ(CommitSets(ledger, {scan, change, scan}),
                  (Codes{fabric::VALID, fabric::VALID, fabric::PHANTOM_READ_CONFLICT}))
            << size;
    }
}

TEST(FabricLedger, VerdictsGivenBeforeStayAndTheirWritesAreIgnored)
{
    FabricLedger ledger;
    fabric::Block block;
    for (const auto* txId : {"x", "y"})
    {
        block.mutable_data()->add_data(MakeLedgerEnvelope(txId, ReadAndWrite(ledger, "k", txId)));
    }
    const auto commit =
        ledger.CommitBlock(std::move(block),
                           {fabric::ENDORSEMENT_POLICY_FAILURE, fabric::NOT_VALIDATED});
    EXPECT_EQ(commit.codes, (Codes{fabric::ENDORSEMENT_POLICY_FAILURE, fabric::VALID}));
    EXPECT_EQ(commit.validTransactions, 1u);
    EXPECT_EQ(ledger.GetState().Find(CC, "k")->value, "y");
    EXPECT_EQ(ledger.FindTransaction("x")->code, fabric::ENDORSEMENT_POLICY_FAILURE);
}

TEST(FabricLedger, TransactionIdsCountOnce)
{
    FabricLedger ledger;
    const auto set = Write(ledger, "k", "1");
    const auto commit = CommitEnvelopes(
        ledger,
        {MakeLedgerEnvelope("t", set), MakeLedgerEnvelope("u", set), MakeLedgerEnvelope("t", set)});
    EXPECT_EQ(commit.codes, (Codes{fabric::VALID, fabric::VALID, fabric::DUPLICATE_TXID}));
    EXPECT_EQ(CommitEnvelopes(ledger, {MakeLedgerEnvelope("u", set)}).codes,
              Codes{fabric::DUPLICATE_TXID});
    EXPECT_EQ(ledger.FindTransaction("t")->code, fabric::VALID);
}

// validator.go: a configuration's id, if it has one, is not looked up.
TEST(FabricLedger, IdsOfConfigurationsMayRepeat)
{
    FabricLedger ledger;
    fabric::ChannelHeader header;
    header.set_type(fabric::CONFIG);
    header.set_tx_id("t");
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(header.SerializeAsString());
    fabric::Envelope config;
    config.set_payload(payload.SerializeAsString());
    const auto envelope = config.SerializeAsString();
    EXPECT_EQ(CommitEnvelopes(ledger, {envelope}).codes, Codes{fabric::VALID});
    EXPECT_EQ(CommitEnvelopes(ledger, {envelope}).codes, Codes{fabric::VALID});
}

TEST(FabricLedger, MalformedTransactionsHaveTheirCodes)
{
    FabricLedger ledger;
    fabric::ChannelHeader header;
    header.set_type(fabric::ENDORSER_TRANSACTION);
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(header.SerializeAsString());
    fabric::Envelope noAction;
    noAction.set_payload(payload.SerializeAsString());
    header.set_type(fabric::CONFIG);
    payload.mutable_header()->set_channel_header(header.SerializeAsString());
    fabric::Envelope config;
    config.set_payload(payload.SerializeAsString());
    const SharedBytes noSet(std::string_view("\xff\xff"));
    const auto commit = CommitEnvelopes(ledger,
                                        {"\xff\xff\xff",
                                         noAction.SerializeAsString(),
                                         MakeLedgerEnvelope("t", noSet),
                                         config.SerializeAsString()});
    EXPECT_EQ(commit.codes,
              (Codes{fabric::BAD_PAYLOAD,
                     fabric::NIL_TXACTION,
                     fabric::INVALID_OTHER_REASON,
                     fabric::VALID}));
}

// Whoever checks an envelope decodes it with libprotobuf, which takes the last of two fields.
TEST(FabricLedger, EnvelopesThatReadInTwoWaysWriteNothing)
{
    FabricLedger ledger;
    const auto evil = MakeLedgerEnvelope("evil", Write(ledger, "k", "evil"));
    const auto good = MakeLedgerEnvelope("good", Write(ledger, "k", "good"));
    // the tag of field 1 in five bytes, with a bit beyond the 32 that libprotobuf keeps
    const auto hidden = "\x8a\x80\x80\x80\x10" + good.substr(1);
    fabric::Envelope read;
    for (const auto& envelope : {evil + good, evil + hidden})
    {
        ASSERT_TRUE(read.ParseFromString(envelope));
        ASSERT_NE(read.payload().find("good"), std::string::npos);
        EXPECT_EQ(CommitEnvelopes(ledger, {envelope}).codes, Codes{fabric::BAD_PAYLOAD});
    }
    EXPECT_FALSE(ledger.GetState().Find(CC, "k"));
    EXPECT_FALSE(ledger.HasTransaction("evil"));
}

TEST(FabricLedger, FieldsOfAnotherWireTypeAreUnknown)
{
    FabricLedger ledger;
    const auto good = MakeLedgerEnvelope("good", Write(ledger, "k", "good"));
    const std::string varint("\x08\x00", 2); // field 1 as a varint: the payload comes behind
    EXPECT_EQ(CommitEnvelopes(ledger, {varint + good}).codes, Codes{fabric::VALID});
    EXPECT_EQ(ledger.GetState().Find(CC, "k")->value, "good");
    EXPECT_TRUE(ledger.HasTransaction("good"));
}

// protobuf keeps 32 bits of an int32, however many came.
TEST(FabricLedger, TypesBeyondThirtyTwoBitsAreCutLikeAnywhere)
{
    FabricLedger ledger;
    fabric::Envelope envelope;
    fabric::Payload payload;
    envelope.ParseFromString(MakeLedgerEnvelope("t", Write(ledger, "k", "v")));
    payload.ParseFromString(envelope.payload());
    auto& header = *payload.mutable_header()->mutable_channel_header();
    ASSERT_EQ(header.substr(0, 2), "\x08\x03");
    header = "\x08\x83\x80\x80\x80\x10" + header.substr(2);
    envelope.set_payload(payload.SerializeAsString());
    EXPECT_EQ(CommitEnvelopes(ledger, {envelope.SerializeAsString()}).codes, Codes{fabric::VALID});
    EXPECT_TRUE(ledger.GetState().Find(CC, "k"));
}

TEST(FabricLedger, TruncatedEnvelopesNeverAbort)
{
    FabricLedger ledger;
    const auto whole = MakeLedgerEnvelope("t", ReadAndWrite(ledger, "k", "1"));
    std::vector<std::string> envelopes;
    for (std::size_t size = 0; size < whole.size(); size++)
    {
        envelopes.push_back(whole.substr(0, size));
    }
    const auto commit = CommitEnvelopes(ledger, envelopes);
    EXPECT_EQ(ledger.GetState().GetSize(), 0u);
    EXPECT_EQ(commit.codes.size(), whole.size());
}

// kv_ledger.go, addBlockCommitHash.
TEST(FabricLedger, CommitHashCoversVerdictsUpdatesAndTheHashBefore)
{
    FabricLedger ledger;
    CommitSets(ledger, {});
    EXPECT_TRUE(ledger.GetCommitHash().IsEmpty()) << "block 0 has none";
    CommitSets(ledger, {Write(ledger, "k", "v")});
    // KVWriteProto by hand: namespace, key, value, version (block 1: 01 01, transaction 0: 00)
    const std::string write("\x0a\x02"
                            "cc\x1a\x01k\x2a\x01v\x32\x03\x01\x01\x00",
                            15);
    const auto first =
        Sha256({std::string_view("\x01\x00", 2), std::string_view("\x0a\x0f", 2), write});
    EXPECT_EQ(ledger.GetCommitHash(), SharedBytes(first));
    CommitSets(ledger, {});
    EXPECT_EQ(ledger.GetCommitHash(), SharedBytes(Sha256({std::string_view("\x00", 1), first})));

    fabric::Block block;
    block.ParseFromString(ledger.GetBlock(1).ToString());
    fabric::Metadata metadata;
    ASSERT_EQ(block.metadata().metadata_size(), 5);
    ASSERT_TRUE(metadata.ParseFromString(block.metadata().metadata(fabric::COMMIT_HASH)));
    EXPECT_EQ(metadata.value(), first);
    EXPECT_EQ(block.metadata().metadata(fabric::TRANSACTIONS_FILTER), std::string(1, '\0'));
}

TEST(FabricLedger, HistoryIsLatestFirstAndOfValidTransactionsOnly)
{
    FabricLedger::Settings settings;
    settings.blocksInMemory = 1;
    FabricLedger ledger(settings);
    CommitEnvelopes(ledger, {MakeLedgerEnvelope("t1", ReadAndWrite(ledger, "k", "1"), 10)});
    CommitEnvelopes(ledger,
                    {MakeLedgerEnvelope("t2", ReadAndWrite(ledger, "k", "2"), 20),
                     MakeLedgerEnvelope("t3", ReadAndWrite(ledger, "k", "3"), 30)});
    const auto remove = SimulateOn(ledger, [](auto& tx) { tx.DeleteState(CC, "k"); });
    CommitEnvelopes(ledger, {MakeLedgerEnvelope("t4", remove, 40)});

    const auto history = ledger.GetHistory(CC, "k");
    ASSERT_EQ(history.size(), 3u);
    EXPECT_EQ(history[0].txId, "t4");
    EXPECT_TRUE(history[0].isDelete);
    EXPECT_EQ(history[1].txId, "t2");
    EXPECT_EQ(history[1].value, "2");
    EXPECT_EQ(history[1].seconds, 20);
    EXPECT_EQ(history[2].value, "1");
    EXPECT_TRUE(ledger.GetHistory(CC, "absent").empty());
}

TEST(FabricLedger, CountsTellWhatACommitDid)
{
    FabricLedger ledger;
    const auto set = SimulateOn(ledger, [](auto& tx) {
        tx.GetState(CC, "a");
        tx.GetState(CC, "b");
        tx.GetStateRange(CC, "c", "d").Next();
        tx.PutState(CC, "key", "value");
        tx.DeleteState(CC, "gone");
    });
    const auto commit = CommitEnvelopes(ledger, {MakeLedgerEnvelope("t", set)});
    EXPECT_EQ(commit.reads, 2u);
    EXPECT_EQ(commit.rangeQueries, 1u);
    EXPECT_EQ(commit.writes, 2u);
    EXPECT_EQ(commit.historyWrites, 2u);
    EXPECT_EQ(commit.stateBytes, 3u + 5u + 4u);
    EXPECT_EQ(commit.blockBytes, ledger.GetBlock(0).GetSize());
    EXPECT_EQ(commit.txIds, std::vector<std::string>{"t"});
}

} // namespace
