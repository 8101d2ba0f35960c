/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The blocks that a run writes: their hashes and signatures are judged by OpenSSL alone, their form
// by a block of a real network.

#include "fabric-common.pb.h"
#include "fabric-configtx.pb.h"
#include "fabric-peer.pb.h"
#include "openssl-signature.h"
#include "recorded-block.h"
#include "scenario-run.h"

#include <array>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>
#include <gtest/gtest.h>
#include <openssl/asn1.h>
#include <openssl/sha.h>
#include <set>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string SCENARIO = R"(
seed: 3
crypto: { execution: real }
network: { transport: tcp, link: { rate: 1Gbps, delay: 1ms } }
fabric:
  organizations: [ { name: Org1, peers: 1 }, { name: Org2, peers: 1 } ]
  orderers: 1
  chaincode: iot-service-platform
  chaincodeName: iotcc
  BatchTimeout: 1s
  BatchSize: { MaxMessageCount: 2 }
workload:
  clients: 2
  rounds:
    - { label: device, operation: registerDevice, txNumber: 2, rateControl: &load { type: fixed-rate, opts: { tps: 10 } } }
    - { label: service, operation: registerService, txNumber: 2, rateControl: *load }
    - { label: request, operation: request, txNumber: 4, rateControl: *load }
)";

std::string
Sha256(const std::string& bytes)
{
    std::array<uint8_t, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), digest.data());
    return {digest.begin(), digest.end()};
}

std::string
EncodeInteger(uint64_t number)
{
    ASN1_INTEGER* integer = ASN1_INTEGER_new();
    ASN1_INTEGER_set_uint64(integer, number);
    uint8_t* der = nullptr;
    const auto size = i2d_ASN1_INTEGER(integer, &der);
    std::string text(der, der + size);
    OPENSSL_free(der);
    ASN1_INTEGER_free(integer);
    return text;
}

std::string
EncodeOctets(const std::string& bytes)
{
    ASN1_OCTET_STRING* octets = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(octets,
                          reinterpret_cast<const uint8_t*>(bytes.data()),
                          static_cast<int>(bytes.size()));
    uint8_t* der = nullptr;
    const auto size = i2d_ASN1_OCTET_STRING(octets, &der);
    std::string text(der, der + size);
    OPENSSL_free(der);
    ASN1_OCTET_STRING_free(octets);
    return text;
}

/// A header as protoutil/blockutils.go encodes it: SEQUENCE { INTEGER, OCTET STRING, OCTET STRING
/// }.
std::string
EncodeHeader(const fabric::BlockHeader& header)
{
    const auto content = EncodeInteger(header.number()) + EncodeOctets(header.previous_hash()) +
                         EncodeOctets(header.data_hash());
    EXPECT_LT(content.size(), 128U); // one byte tells the length
    return std::string("\x30") + static_cast<char>(content.size()) + content;
}

/// What a transaction's envelope holds, layer by layer.
struct Layers
{
    explicit Layers(const std::string& bytes)
    {
        EXPECT_TRUE(envelope.ParseFromString(bytes));
        EXPECT_TRUE(payload.ParseFromString(envelope.payload()));
        EXPECT_TRUE(channel.ParseFromString(payload.header().channel_header()));
        EXPECT_TRUE(signature.ParseFromString(payload.header().signature_header()));
    }

    fabric::Envelope envelope;
    fabric::Payload payload;
    fabric::ChannelHeader channel;
    fabric::SignatureHeader signature;
};

/// Field numbers from an envelope to the results of its action.
const std::string RESULTS = "/1/2/1/2/2/1/2/1";

/// The fields below an envelope that hold messages (fabric-protos common, peer, ledger/rwset, msp).
const std::set<std::string> MESSAGES{
    "/1",                 // payload
    "/1/1",               // header
    "/1/1/1",             // channel header
    "/1/1/1/3",           // timestamp
    "/1/1/1/7",           // extension
    "/1/1/1/7/2",         // chaincode id
    "/1/1/2",             // signature header
    "/1/1/2/1",           // creator
    "/1/2",               // transaction
    "/1/2/1",             // action
    "/1/2/1/1",           // signature header
    "/1/2/1/1/1",         // creator
    "/1/2/1/2",           // action's payload
    "/1/2/1/2/1",         // proposal's payload
    "/1/2/1/2/1/1",       // invocation
    "/1/2/1/2/1/1/1",     // chaincode's specification
    "/1/2/1/2/1/1/1/2",   // its id
    "/1/2/1/2/1/1/1/3",   // input
    "/1/2/1/2/2",         // endorsed action
    "/1/2/1/2/2/1",       // response's payload
    "/1/2/1/2/2/1/2",     // chaincode's action
    RESULTS,              // read-write sets
    RESULTS + "/2",       // of a namespace
    RESULTS + "/2/2",     // keys and values
    RESULTS + "/2/2/1",   // read
    RESULTS + "/2/2/1/2", // version
    RESULTS + "/2/2/2",   // range query
    RESULTS + "/2/2/3",   // write
    "/1/2/1/2/2/1/2/2",   // event
    "/1/2/1/2/2/1/2/3",   // response
    "/1/2/1/2/2/1/2/4",   // chaincode id
    "/1/2/1/2/2/2",       // endorsement
    "/1/2/1/2/2/2/1",     // endorser
};

/// Adds the fields of an encoded message, such as "/1/2:2": field numbers, and the wire type.
void
ListFields(const std::string& message, const std::string& path, std::set<std::string>& fields)
{
    google::protobuf::io::CodedInputStream in(reinterpret_cast<const uint8_t*>(message.data()),
                                              static_cast<int>(message.size()));
    for (auto tag = in.ReadTag(); tag != 0; tag = in.ReadTag())
    {
        const auto inner = path + "/" + std::to_string(tag >> 3);
        fields.insert(inner + ":" + std::to_string(tag & 7));
        if ((tag & 7) != 2)
        {
            ASSERT_TRUE(google::protobuf::internal::WireFormatLite::SkipField(&in, tag)) << inner;
            continue;
        }
        uint32_t size = 0;
        std::string value;
        ASSERT_TRUE(in.ReadVarint32(&size) && in.ReadString(&value, static_cast<int>(size)))
            << inner;
        if (MESSAGES.count(inner) > 0)
        {
            ListFields(value, inner, fields);
        }
    }
    EXPECT_TRUE(in.ConsumedEntireMessage()) << path;
}

/// One run, exported.
class BlockExport : public ::testing::Test
{
  protected:
    static void SetUpTestSuite()
    {
        RunTraces traces;
        traces.exportBlocks = true;
        s_files = std::make_unique<ScenarioRunFiles>(SCENARIO, 1, traces);
        for (std::size_t i = 0; s_files->HasFile(GetName(i)); ++i)
        {
            fabric::Block block;
            EXPECT_TRUE(block.ParseFromString(s_files->GetText(GetName(i))));
            s_blocks.push_back(std::move(block));
        }
    }

    static void TearDownTestSuite()
    {
        s_files.reset();
        s_blocks.clear();
    }

    static std::string GetName(std::size_t number)
    {
        return "blocks/mychannel/block_" + std::to_string(number) + ".pb";
    }

    static std::unique_ptr<ScenarioRunFiles> s_files;
    static std::vector<fabric::Block> s_blocks;
};

std::unique_ptr<ScenarioRunFiles> BlockExport::s_files;
std::vector<fabric::Block> BlockExport::s_blocks;

} // namespace

TEST_F(BlockExport, WritesEveryBlockOfTheRunInOrder)
{
    ASSERT_GE(s_blocks.size(), 6U); // the configuration, the definition, four of the rounds
    for (std::size_t i = 0; i < s_blocks.size(); ++i)
    {
        EXPECT_EQ(s_blocks[i].header().number(), i);
    }
    const auto rows = s_files->GetRows("blocks.csv");
    ASSERT_EQ(rows.size(), s_blocks.size() - 1); // all but the first
    for (const auto& row : rows)
    {
        const auto& block = s_blocks.at(std::stoul(row.at("number")));
        EXPECT_EQ(row.at("transactions"), std::to_string(block.data().data_size()));
        EXPECT_EQ(row.at("bytes"), std::to_string(block.ByteSizeLong()));
    }
}

TEST_F(BlockExport, HashesChainTheBlocks)
{
    std::string previous;
    for (const auto& block : s_blocks)
    {
        std::string data;
        for (const auto& envelope : block.data().data())
        {
            data += envelope;
        }
        EXPECT_EQ(block.header().data_hash(), Sha256(data));
        EXPECT_EQ(block.header().previous_hash(), previous);
        previous = Sha256(EncodeHeader(block.header()));
    }
}

TEST_F(BlockExport, BeginsWithTheConfiguration)
{
    ASSERT_FALSE(s_blocks.empty());
    ASSERT_EQ(s_blocks[0].data().data_size(), 1);
    const Layers layers(s_blocks[0].data().data(0));
    EXPECT_EQ(layers.channel.type(), fabric::CONFIG);
    EXPECT_EQ(layers.channel.channel_id(), "mychannel");
    fabric::ConfigEnvelope config;
    ASSERT_TRUE(config.ParseFromString(layers.payload.data()));
    EXPECT_EQ(config.config().channel_group().groups().count("Application"), 1U);
    EXPECT_EQ(config.config().channel_group().groups().count("Orderer"), 1U);
}

TEST_F(BlockExport, OneOrderersSignatureVerifies)
{
    for (std::size_t i = 1; i < s_blocks.size(); ++i)
    {
        const auto& block = s_blocks[i];
        fabric::Metadata metadata;
        ASSERT_TRUE(metadata.ParseFromString(block.metadata().metadata(fabric::SIGNATURES)));
        ASSERT_EQ(metadata.signatures_size(), 1);
        const auto& signature = metadata.signatures(0);
        fabric::SignatureHeader header;
        ASSERT_TRUE(header.ParseFromString(signature.signature_header()));
        const auto data =
            metadata.value() + signature.signature_header() + EncodeHeader(block.header());
        EXPECT_TRUE(IsSignedBy(header.creator(), data, signature.signature())) << i;
        EXPECT_FALSE(IsSignedBy(header.creator(), data + "x", signature.signature())) << i;
    }
}

TEST_F(BlockExport, CreatorsAndBothEndorsersSignaturesVerify)
{
    std::size_t transactions = 0;
    for (std::size_t i = 1; i < s_blocks.size(); ++i)
    {
        const auto& filter = s_blocks[i].metadata().metadata(fabric::TRANSACTIONS_FILTER);
        EXPECT_EQ(filter, std::string(s_blocks[i].data().data_size(), fabric::VALID));
        for (const auto& bytes : s_blocks[i].data().data())
        {
            const Layers layers(bytes);
            EXPECT_TRUE(IsSignedBy(layers.signature.creator(),
                                   layers.envelope.payload(),
                                   layers.envelope.signature()));
            // protoutil/txutils.go: nonce and creator make the transaction's id
            std::string digits;
            for (const char byte : Sha256(layers.signature.nonce() + layers.signature.creator()))
            {
                const char* const hex = "0123456789abcdef";
                digits += hex[static_cast<uint8_t>(byte) >> 4];
                digits += hex[static_cast<uint8_t>(byte) & 15];
            }
            EXPECT_EQ(layers.channel.tx_id(), digits);

            fabric::Transaction transaction;
            fabric::ChaincodeActionPayload action;
            ASSERT_TRUE(transaction.ParseFromString(layers.payload.data()));
            ASSERT_EQ(transaction.actions_size(), 1);
            ASSERT_TRUE(action.ParseFromString(transaction.actions(0).payload()));
            ASSERT_EQ(action.action().endorsements_size(), 2);
            for (const auto& endorsement : action.action().endorsements())
            {
                EXPECT_TRUE(
                    IsSignedBy(endorsement.endorser(),
                               action.action().proposal_response_payload() + endorsement.endorser(),
                               endorsement.signature()));
            }
            ++transactions;
        }
    }
    EXPECT_EQ(transactions, 9U); // the definition and the rounds'
}

// The same transactions as in the real block: every message down to the keys read and written has
// the same fields, each of the same wire type.
TEST_F(BlockExport, TransactionsHaveTheFieldsOfRealOnes)
{
    fabric::Block real;
    ASSERT_TRUE(real.ParseFromString(ReadRealBlock()));
    std::set<std::string> expected;
    for (const auto& envelope : real.data().data())
    {
        ListFields(envelope, "", expected);
    }
    std::set<std::string> found;
    int requests = 0;
    for (auto block = s_blocks.rbegin(); requests < 4; ++block)
    {
        for (const auto& envelope : block->data().data())
        {
            ListFields(envelope, "", found);
            requests++;
        }
    }
    ASSERT_EQ(requests, 4);
    EXPECT_EQ(found, expected);
    EXPECT_EQ(expected.count(RESULTS + "/2/2/3/3:2"), 1U) << "the value of a key written";
}
