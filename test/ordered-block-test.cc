/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"
#include "fabric-common.pb.h"
#include "fabric-orderer.pb.h"

#include "ns3/block-hash.h"
#include "ns3/fabric-organization.h"
#include "ns3/msp-manager.h"
#include "ns3/ordered-block.h"
#include "ns3/ordered-envelope.h"
#include "ns3/random-variable-stream.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::vector<SharedBytes> ENVELOPES{SharedBytes("one"),
                                         SharedBytes(std::string(300, 'x')),
                                         SharedBytes("")};

OrderedBlock
MakeTestBlock()
{
    return OrderedBlock::Make(7, SharedBytes(std::string(32, 'p')), ENVELOPES);
}

} // namespace

// protoutil/blockutils.go, NewBlock: empty metadata of every kind.
TEST(OrderedBlock, IsWhatProtobufMakesOfTheSameFields)
{
    fabric::Block expected;
    expected.mutable_header()->set_number(7);
    expected.mutable_header()->set_previous_hash(std::string(32, 'p'));
    expected.mutable_header()->set_data_hash(HashBlockData(ENVELOPES).ToString());
    for (const auto& envelope : ENVELOPES)
    {
        expected.mutable_data()->add_data(envelope.ToString());
    }
    for (int i = 0; i < 5; ++i)
    {
        expected.mutable_metadata()->add_metadata("");
    }

    EXPECT_EQ(MakeTestBlock().GetBytes().ToString(), expected.SerializeAsString());
}

TEST(OrderedBlock, SurvivesEncoding)
{
    const auto block = OrderedBlock::Parse(MakeTestBlock().GetBytes());

    ASSERT_TRUE(block);
    EXPECT_EQ(block->GetNumber(), 7);
    EXPECT_EQ(block->GetEnvelopes(), ENVELOPES);
    EXPECT_EQ(block->GetHash(), MakeTestBlock().GetHash());
    EXPECT_TRUE(block->Follows(SharedBytes(std::string(32, 'p'))));
    EXPECT_FALSE(block->Follows(SharedBytes(std::string(32, 'q'))));
    EXPECT_FALSE(block->IsConfig());
    EXPECT_FALSE(block->GetRaftState());
}

TEST(OrderedBlock, AlteredDataDoesNotFollow)
{
    const auto bytes = MakeTestBlock().GetBytes();
    const auto offset = bytes.ToString().find("xxx");
    const auto block = OrderedBlock::Parse(Alter(bytes, offset));

    ASSERT_TRUE(block);
    EXPECT_FALSE(block->Follows(SharedBytes(std::string(32, 'p'))));
}

TEST(OrderedBlock, NoTruncationIsTakenForTheBlock)
{
    const auto whole = MakeTestBlock();
    for (uint64_t size = 0; size < whole.GetBytes().GetSize(); ++size)
    {
        const auto block = OrderedBlock::Parse(whole.GetBytes().Slice(0, size));
        EXPECT_TRUE(!block || block->GetBytes() != whole.GetBytes());
        if (block && block->Follows(SharedBytes(std::string(32, 'p'))))
        {
            EXPECT_EQ(block->GetEnvelopes(), ENVELOPES) << size; // only metadata is missing
        }
    }
}

// blockwriter.go: what is signed, and where what stands; seen in a block of Fabric 2.4.3.
TEST(OrderedBlock, ItsMetadataBearsTheOrderersSignatureAndTheRaftIndex)
{
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(3);
    FabricOrganization organization({"OrdererMSP", "example.com", 0}, random);
    const auto crypto = MakeCrypto("real", 1, "x86-server");
    const auto signer = organization.Issue("orderer1", FabricRole::ORDERER, crypto);
    Time cost;
    const auto block = MakeTestBlock().Sign(5,
                                            {{1, 2, 3}, 4, 475},
                                            signer,
                                            SharedBytes(std::string(24, 'n')),
                                            cost);

    EXPECT_GT(cost, Time(0));
    EXPECT_EQ(block.GetHash(), MakeTestBlock().GetHash());
    EXPECT_EQ(block.GetLastConfig(), 5);
    const auto state = OrderedBlock::Parse(block.GetBytes())->GetRaftState();
    ASSERT_TRUE(state);
    EXPECT_EQ(state->consenters, (std::vector<uint64_t>{1, 2, 3}));
    EXPECT_EQ(state->nextConsenter, 4);
    EXPECT_EQ(state->raftIndex, 475);

    fabric::Block decoded;
    ASSERT_TRUE(decoded.ParseFromString(block.GetBytes().ToString()));
    ASSERT_EQ(decoded.metadata().metadata_size(), 5);
    fabric::Metadata signatures;
    ASSERT_TRUE(signatures.ParseFromString(decoded.metadata().metadata(0)));
    ASSERT_EQ(signatures.signatures_size(), 1);
    const auto& signature = signatures.signatures(0);
    const SharedBytes data(
        signatures.value() + signature.signature_header() +
        EncodeBlockHeader(7, decoded.header().previous_hash(), decoded.header().data_hash()));
    EXPECT_TRUE(
        MspManager::Verify(signer.GetIdentity(), data, SharedBytes(signature.signature()), *crypto)
            .value);
    // Fabric 2.4.3: the stored metadata is 983 bytes and one per transaction with a peer's share,
    // a filter and a commit hash of 40 bytes; one orderer signature with its certificate takes 937.
    EXPECT_NEAR(decoded.metadata().metadata(0).size(), 937, 12);
}

TEST(OrderedEnvelope, RefusesWhatIsNoEnvelope)
{
    EXPECT_FALSE(OrderedEnvelope::Parse(SharedBytes("\xff\xff\xff")));
    fabric::Envelope envelope;
    envelope.set_payload("\xff\xff");
    EXPECT_FALSE(OrderedEnvelope::Parse(SharedBytes(envelope.SerializeAsString())));
}

TEST(OrderedEnvelope, TellsItsChannelTypeAndSize)
{
    fabric::ChannelHeader header;
    header.set_type(fabric::CONFIG_UPDATE);
    header.set_channel_id("ch");
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(header.SerializeAsString());
    fabric::Envelope message;
    message.set_payload(payload.SerializeAsString());
    message.set_signature("0123456789");

    const auto envelope = OrderedEnvelope::Parse(SharedBytes(message.SerializeAsString()));

    ASSERT_TRUE(envelope);
    EXPECT_EQ(envelope->channel, "ch");
    EXPECT_TRUE(envelope->IsConfigUpdate());
    EXPECT_FALSE(envelope->IsConfig());
    EXPECT_EQ(envelope->GetSize(), message.payload().size() + 10);
}

// orderer/consensus/etcdraft/blockcreator.go: what is ordered is marshalled anew.
TEST(OrderedEnvelope, OrdersWhatItReadOfTwoPayloads)
{
    fabric::Envelope evil;
    fabric::Envelope good;
    evil.set_payload("\x12\x04"
                     "evil");
    good.set_payload("\x12\x04"
                     "good");
    good.set_signature("signature");
    const SharedBytes bytes(good.SerializeAsString());

    const auto envelope =
        OrderedEnvelope::Parse(SharedBytes(evil.SerializeAsString() + good.SerializeAsString()));

    ASSERT_TRUE(envelope);
    EXPECT_EQ(envelope->bytes, bytes);
    EXPECT_EQ(envelope->payload, SharedBytes(good.payload()));
    EXPECT_EQ(OrderedEnvelope::Parse(bytes)->bytes, bytes);
}
