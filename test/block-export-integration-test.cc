/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The blocks that a run writes: their hashes and signatures are judged by OpenSSL alone, their form
// by protoc.

#include "fabric-common.pb.h"
#include "fabric-configtx.pb.h"
#include "fabric-peer.pb.h"
#include "openssl-signature.h"
#include "scenario-run.h"

#include <array>
#include <cstdio>
#include <gtest/gtest.h>
#include <openssl/asn1.h>
#include <openssl/sha.h>

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
  chaincode: asset-transfer-basic
  BatchTimeout: 1s
  BatchSize: { MaxMessageCount: 2 }
workload:
  clients: 2
  rounds:
    - label: create
      operation: CreateAsset
      txNumber: 4
      rateControl: { type: fixed-rate, opts: { tps: 10 } }
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

/// A header as protoutil/blockutils.go encodes it: SEQUENCE { INTEGER, OCTET STRING, OCTET STRING }.
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
    ASSERT_GE(s_blocks.size(), 4U); // the configuration, the definition, two of the round
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
            for (const char byte :
                 Sha256(layers.signature.nonce() + layers.signature.creator()))
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
                EXPECT_TRUE(IsSignedBy(endorsement.endorser(),
                                       action.action().proposal_response_payload() +
                                           endorsement.endorser(),
                                       endorsement.signature()));
            }
            ++transactions;
        }
    }
    EXPECT_EQ(transactions, 5U); // the definition and the round's
}

// protoc knows the format without our code: a field it does not know stands in its text as a number.
TEST_F(BlockExport, ProtocReadsTheBlocks)
{
    const auto path = std::filesystem::temp_directory_path() / "iot-ledger-exported-block.pb";
    std::ofstream(path, std::ios::binary) << s_files->GetText(GetName(1));
    const auto folder = std::string(IOT_LEDGER_TEST_DIR) + "/../model/fabric/proto";
    const auto command = "protoc --proto_path=" + folder +
                         " --decode=ns3.iotledger.fabric.Block fabric-common.proto <" +
                         path.string();
    FILE* const pipe = popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string text;
    std::array<char, 4096> part{};
    while (const auto size = fread(part.data(), 1, part.size(), pipe))
    {
        text.append(part.data(), size);
    }
    EXPECT_EQ(pclose(pipe), 0);
    std::filesystem::remove(path);
    EXPECT_NE(text.find("header {\n  number: 1\n"), std::string::npos);
    EXPECT_NE(text.find("\nmetadata {\n"), std::string::npos);
    EXPECT_EQ(text.find("\n1: "), std::string::npos);
}
