/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-configtx.pb.h"
#include "fabric-test-support.h"

#include "ns3/go-duration.h"

#include <gtest/gtest.h>
#include <openssl/sha.h>

namespace ns3
{
namespace iotledger
{
namespace
{

constexpr int64_t TIME = 1'795'000'000'123'456'789; //!< [ns]

SharedBytes
MakeBlock(const ChannelConfig& config)
{
    return config.MakeGenesisBlock(TIME, SharedBytes(std::string(24, 'n')));
}

fabric::ConfigGroup
ReadTree(const SharedBytes& bytes)
{
    fabric::Block block;
    fabric::Envelope envelope;
    fabric::Payload payload;
    fabric::ConfigEnvelope config;
    EXPECT_TRUE(block.ParseFromString(bytes.ToString()));
    EXPECT_TRUE(envelope.ParseFromString(block.data().data(0)));
    EXPECT_TRUE(payload.ParseFromString(envelope.payload()));
    EXPECT_TRUE(config.ParseFromString(payload.data()));
    return config.config().channel_group();
}

template <typename Map>
std::vector<std::string>
GetKeys(const Map& map)
{
    std::vector<std::string> keys;
    for (const auto& entry : map)
    {
        keys.push_back(entry.first);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

using Keys = std::vector<std::string>;

TEST(ChannelConfig, ComesBackFromItsGenesisBlock)
{
    auto config = TestConsortium().MakeConfig();
    config.acls["event/Block"] = "/Channel/Application/Admins";
    config.batchSize = {10, 1'000'000, 500'000};
    config.batchTimeout = MilliSeconds(1500);
    config.raft.tickInterval = MilliSeconds(100);
    config.raft.snapshotIntervalSize = 20'971'520;
    config.organizations[0].anchorPeers = {{"peer0.org1.example.com", 7051}};
    config.ordererAddresses = {"orderer1.example.com:7050"};

    const auto decoded = ChannelConfig::FromBlock(MakeBlock(config));

    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->channel, "iot");
    EXPECT_EQ(decoded->batchTimeout, MilliSeconds(1500));
    EXPECT_EQ(decoded->batchSize.preferredMaxBytes, 500'000);
    EXPECT_EQ(decoded->raft.tickInterval, MilliSeconds(100));
    EXPECT_EQ(decoded->raft.consenters, config.raft.consenters);
    EXPECT_EQ(decoded->acls, config.acls);
    EXPECT_EQ(decoded->organizations[1].msp, config.organizations[1].msp);
    EXPECT_EQ(decoded->organizations[0].anchorPeers[0].host, "peer0.org1.example.com");
    EXPECT_EQ(MakeBlock(*decoded), MakeBlock(config)); // and all the rest
}

// common/genesis/genesis.go; protoutil/blockutils.go (BlockDataHash: SHA-256 of all envelopes)
TEST(ChannelConfig, GenesisBlockIsNumberZeroWithTheHashOfItsData)
{
    fabric::Block block;
    ASSERT_TRUE(block.ParseFromString(MakeBlock(TestConsortium().MakeConfig()).ToString()));
    const auto& data = block.data().data(0);
    unsigned char hash[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(data.data()), data.size(), hash);

    EXPECT_EQ(block.header().number(), 0);
    EXPECT_EQ(block.header().previous_hash(), "");
    EXPECT_EQ(block.header().data_hash(),
              std::string(reinterpret_cast<const char*>(hash), sizeof(hash)));
    EXPECT_EQ(block.metadata().metadata_size(), 5);
    fabric::Envelope envelope;
    fabric::Payload payload;
    fabric::ChannelHeader header;
    ASSERT_TRUE(envelope.ParseFromString(data));
    ASSERT_TRUE(payload.ParseFromString(envelope.payload()));
    ASSERT_TRUE(header.ParseFromString(payload.header().channel_header()));
    EXPECT_EQ(envelope.signature(), "");
    EXPECT_EQ(header.type(), fabric::CONFIG);
    EXPECT_EQ(header.version(), 1);
    EXPECT_EQ(header.timestamp().seconds(), 1'795'000'000);
    EXPECT_EQ(header.timestamp().nanos(), 123'456'789);
    // sha256sum of 24 times "n"
    EXPECT_EQ(header.tx_id().size(), 64);
}

// docs/source/configtx.rst, "Configuration", lists the tree.
TEST(ChannelConfig, TreeIsThatOfFabric)
{
    auto config = TestConsortium().MakeConfig();
    config.acls["event/Block"] = "Admins";
    const auto channel = ReadTree(MakeBlock(config));
    const auto& orderer = channel.groups().at("Orderer");
    const auto& application = channel.groups().at("Application");

    EXPECT_EQ(GetKeys(channel.groups()), (Keys{"Application", "Orderer"}));
    EXPECT_EQ(GetKeys(channel.values()),
              (Keys{"BlockDataHashingStructure", "Capabilities", "HashingAlgorithm"}));
    EXPECT_EQ(GetKeys(channel.policies()), (Keys{"Admins", "Readers", "Writers"}));
    EXPECT_EQ(GetKeys(orderer.values()),
              (Keys{"BatchSize",
                    "BatchTimeout",
                    "Capabilities",
                    "ChannelRestrictions",
                    "ConsensusType"}));
    EXPECT_EQ(GetKeys(orderer.policies()),
              (Keys{"Admins", "BlockValidation", "Readers", "Writers"}));
    EXPECT_EQ(GetKeys(orderer.groups().at("OrdererOrg").values()), (Keys{"Endpoints", "MSP"}));
    EXPECT_EQ(GetKeys(application.values()), (Keys{"ACLs", "Capabilities"}));
    EXPECT_EQ(GetKeys(application.policies()),
              (Keys{"Admins", "Endorsement", "LifecycleEndorsement", "Readers", "Writers"}));
    EXPECT_EQ(GetKeys(application.groups()), (Keys{"Org1", "Org2"}));
    EXPECT_EQ(GetKeys(application.groups().at("Org1").policies()),
              (Keys{"Admins", "Endorsement", "Readers", "Writers"}));
    EXPECT_EQ(orderer.values().at("BatchSize").mod_policy(), "Admins");
    EXPECT_EQ(orderer.values().at("BatchTimeout").value(),
              std::string("\n\x02"
                          "2s"));
}

TEST(ChannelConfig, RefusesBlocksThatConfigureNothing)
{
    const auto whole = MakeBlock(TestConsortium().MakeConfig());
    EXPECT_FALSE(ChannelConfig::FromBlock(SharedBytes()));
    for (uint64_t size = 0; size < whole.GetSize(); size += 97)
    {
        EXPECT_FALSE(ChannelConfig::FromBlock(whole.Slice(0, size))) << size;
    }
    auto wrong = TestConsortium().MakeConfig();
    wrong.batchSize.preferredMaxBytes = wrong.batchSize.absoluteMaxBytes + 1;
    EXPECT_FALSE(ChannelConfig::FromBlock(MakeBlock(wrong)));
    wrong = TestConsortium().MakeConfig();
    wrong.raft.electionTick = wrong.raft.heartbeatTick;
    EXPECT_FALSE(ChannelConfig::FromBlock(MakeBlock(wrong)));
    wrong = TestConsortium().MakeConfig();
    wrong.raft.consenters.clear();
    EXPECT_FALSE(ChannelConfig::FromBlock(MakeBlock(wrong)));
}

// The examples are what Go 1.19 prints.
TEST(GoDuration, IsWrittenAndReadAsGoDoes)
{
    const std::pair<int64_t, const char*> rows[] = {{0, "0s"},
                                                    {1, "1ns"},
                                                    {1'500, "1.5us"},
                                                    {500'000'000, "500ms"},
                                                    {1'500'000, "1.5ms"},
                                                    {2'000'000'000, "2s"},
                                                    {1'050'000'000, "1.05s"},
                                                    {60'000'000'000, "1m0s"},
                                                    {90'500'000'000, "1m30.5s"},
                                                    {3'600'000'000'000, "1h0m0s"}};
    for (const auto& [nanoseconds, text] : rows)
    {
        EXPECT_EQ(FormatGoDuration(NanoSeconds(nanoseconds)), text);
        EXPECT_EQ(ParseGoDuration(text), std::optional(NanoSeconds(nanoseconds)));
    }
    for (const auto* text : {"", "5", "s", "1x", "-1s", "1s5", "1e3s", "inf", "nan", "99999999h"})
    {
        EXPECT_FALSE(ParseGoDuration(text)) << text;
    }
}

} // namespace
} // namespace iotledger
} // namespace ns3
