/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Proposals and transactions, against one that a network of Hyperledger Fabric v2.4.3 made.

#include "fabric-common.pb.h"
#include "fabric-rwset.pb.h"
#include "recorded-block.h"

#include "ns3/block-hash.h"
#include "ns3/fabric-proposal.h"
#include "ns3/transaction-check.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// @return the first envelope of test/fabric/block-471.pb.
std::string
ReadMeasuredEnvelope()
{
    fabric::Block block;
    EXPECT_TRUE(block.ParseFromString(ReadRealBlock()));
    return block.data().data_size() > 0 ? block.data().data(0) : std::string();
}

/// The layers of an envelope, so that a test can change one and put it together again.
struct Layers
{
    explicit Layers(const std::string& bytes)
    {
        envelope.ParseFromString(bytes);
        payload.ParseFromString(envelope.payload());
        channel.ParseFromString(payload.header().channel_header());
        signature.ParseFromString(payload.header().signature_header());
        transaction.ParseFromString(payload.data());
        action.ParseFromString(transaction.actions(0).payload());
        response.ParseFromString(action.action().proposal_response_payload());
        result.ParseFromString(response.extension());
    }

    std::string Join()
    {
        response.set_extension(result.SerializeAsString());
        action.mutable_action()->set_proposal_response_payload(response.SerializeAsString());
        transaction.mutable_actions(0)->set_payload(action.SerializeAsString());
        payload.set_data(transaction.SerializeAsString());
        envelope.set_payload(payload.SerializeAsString());
        return envelope.SerializeAsString();
    }

    /// Has the endorsers speak of the proposal that the headers now state.
    void Rehash()
    {
        response.set_proposal_hash(Sha256({payload.header().channel_header(),
                                           transaction.actions(0).header(),
                                           action.chaincode_proposal_payload()}));
    }

    fabric::Envelope envelope;
    fabric::Payload payload;
    fabric::ChannelHeader channel;
    fabric::SignatureHeader signature;
    fabric::Transaction transaction;
    fabric::ChaincodeActionPayload action;
    fabric::ProposalResponsePayload response;
    fabric::ChaincodeAction result;
};

/// @return the fields of the proposal that became the measured transaction.
ProposalFields
FindFields(const Layers& measured)
{
    fabric::ChaincodeProposalPayload payload;
    fabric::ChaincodeInvocationSpec invocation;
    payload.ParseFromString(measured.action.chaincode_proposal_payload());
    invocation.ParseFromString(payload.input());
    ProposalFields fields;
    fields.channel = "iot";
    fields.chaincode = "iotcc";
    for (const auto& argument : invocation.chaincode_spec().input().args())
    {
        fields.arguments.emplace_back(std::string_view(argument));
    }
    fields.creator = SharedBytes(std::string_view(measured.signature.creator()));
    fields.nonce = measured.signature.nonce();
    fields.seconds = measured.channel.timestamp().seconds();
    fields.nanoseconds = measured.channel.timestamp().nanos();
    return fields;
}

} // namespace

TEST(FabricProposal, MakesTheMeasuredTransactionByteByByte)
{
    const Layers measured(ReadMeasuredEnvelope());

    fabric::SignedProposal proposal;
    proposal.set_proposal_bytes(MakeProposal(FindFields(measured)).ToString());
    std::string error;
    const auto unpacked = UnpackProposal(proposal, error);
    ASSERT_TRUE(unpacked) << error;
    EXPECT_EQ(unpacked->GetTransactionId(), measured.channel.tx_id());
    EXPECT_EQ(unpacked->Hash(), measured.response.proposal_hash());
    EXPECT_EQ(unpacked->chaincode, "iotcc");

    const auto response = MakeResponsePayload(unpacked->Hash(), measured.result);
    EXPECT_EQ(response.ToString(), measured.action.action().proposal_response_payload());
    std::vector<SharedBytes> endorsements;
    for (const auto& endorsement : measured.action.action().endorsements())
    {
        endorsements.push_back(EncodeFabric(endorsement));
    }
    EXPECT_EQ(MakeTransactionPayload(*unpacked, response, endorsements).ToString(),
              measured.envelope.payload());
    EXPECT_EQ(FindTransactionResult(measured.envelope.payload()), SharedBytes());
}

// The sizes of the measured network: proposal 1532 B (with a signature of 70 B 1607 B), envelope
// 6781 B less or more the bytes in which DER and varint encodings differ.
TEST(FabricProposal, HasTheMeasuredSizes)
{
    const Layers measured(ReadMeasuredEnvelope());

    EXPECT_NEAR(MakeProposal(FindFields(measured)).GetSize(), 1532, 2);
}

TEST(FabricProposal, RefusesAProposalThatStatesAnotherTransactionId)
{
    const Layers measured(ReadMeasuredEnvelope());
    fabric::Proposal proposal;
    proposal.ParseFromString(MakeProposal(FindFields(measured)).ToString());
    fabric::Header header;
    header.ParseFromString(proposal.header());
    auto channel = measured.channel;
    channel.set_tx_id(std::string(64, '0'));
    header.set_channel_header(channel.SerializeAsString());
    proposal.set_header(header.SerializeAsString());
    fabric::SignedProposal signedProposal;
    signedProposal.set_proposal_bytes(proposal.SerializeAsString());
    std::string error;

    EXPECT_FALSE(UnpackProposal(signedProposal, error));
    EXPECT_NE(error.find("txid"), std::string::npos) << error;
}

TEST(FabricProposal, RefusesBytesThatAreNone)
{
    fabric::SignedProposal signedProposal;
    signedProposal.set_proposal_bytes("nonsense");
    std::string error;

    EXPECT_FALSE(UnpackProposal(signedProposal, error));
    EXPECT_FALSE(error.empty());
}

TEST(TransactionCheck, FindsTheMeasuredTransactionInOrder)
{
    const auto checked = CheckTransaction(ReadMeasuredEnvelope());

    EXPECT_EQ(checked.code, fabric::VALID);
    EXPECT_EQ(checked.laterCode, fabric::VALID);
    EXPECT_EQ(checked.channel, "iot");
    EXPECT_EQ(checked.chaincode, "iotcc");
    EXPECT_EQ(checked.endorsements.size(), 2U);
    EXPECT_EQ(checked.namespaces, std::vector<std::string>{"iotcc"}) << "it reads _lifecycle only";
    EXPECT_FALSE(checked.event.IsEmpty());
}

TEST(TransactionCheck, GivesTheCodeForEachFault)
{
    const auto envelope = ReadMeasuredEnvelope();
    EXPECT_EQ(CheckTransaction("").code, fabric::BAD_COMMON_HEADER);
    EXPECT_EQ(CheckTransaction("nonsense").code, fabric::INVALID_OTHER_REASON);

    Layers badPayload(envelope);
    badPayload.envelope.set_payload("nonsense");
    EXPECT_EQ(CheckTransaction(badPayload.envelope.SerializeAsString()).code, fabric::BAD_PAYLOAD);

    const auto withHeader = [&](auto change) {
        Layers layers(envelope);
        change(layers);
        layers.payload.mutable_header()->set_channel_header(layers.channel.SerializeAsString());
        layers.payload.mutable_header()->set_signature_header(layers.signature.SerializeAsString());
        return CheckTransaction(layers.Join());
    };
    EXPECT_EQ(withHeader([](auto& l) { l.channel.set_epoch(1); }).code, fabric::BAD_COMMON_HEADER);
    EXPECT_EQ(withHeader([](auto& l) { l.channel.set_type(99); }).code, fabric::BAD_COMMON_HEADER);
    EXPECT_EQ(withHeader([](auto& l) { l.signature.clear_nonce(); }).code,
              fabric::BAD_COMMON_HEADER);
    EXPECT_EQ(withHeader([](auto& l) { l.signature.clear_creator(); }).code,
              fabric::BAD_COMMON_HEADER);
    const auto update = withHeader([](auto& l) { l.channel.set_type(fabric::CONFIG_UPDATE); });
    EXPECT_EQ(update.code, fabric::VALID) << "the creator's signature is verified first";
    EXPECT_EQ(update.laterCode, fabric::UNSUPPORTED_TX_PAYLOAD);
    EXPECT_EQ(withHeader([](auto& l) { l.channel.set_tx_id("another"); }).laterCode,
              fabric::BAD_PROPOSAL_TXID);
    EXPECT_EQ(withHeader([](auto& l) { l.channel.mutable_timestamp()->set_nanos(1); }).laterCode,
              fabric::INVALID_ENDORSER_TRANSACTION)
        << "the proposal's hash covers the header";

    const auto with = [&](auto change) {
        Layers layers(envelope);
        change(layers);
        return CheckTransaction(layers.Join()).laterCode;
    };
    EXPECT_EQ(with([](auto& l) { *l.transaction.add_actions() = l.transaction.actions(0); }),
              fabric::INVALID_ENDORSER_TRANSACTION);
    EXPECT_EQ(with([](auto& l) { l.transaction.mutable_actions(0)->set_header("x"); }),
              fabric::INVALID_ENDORSER_TRANSACTION);
    EXPECT_EQ(with([](auto& l) { l.response.set_proposal_hash("x"); }),
              fabric::INVALID_ENDORSER_TRANSACTION);
    EXPECT_EQ(with([](auto& l) { l.result.set_results("nonsense"); }), fabric::BAD_RWSET);
    EXPECT_EQ(with([](auto& l) { l.result.mutable_chaincode_id()->set_name("other"); }),
              fabric::INVALID_CHAINCODE);
    EXPECT_EQ(with([](auto& l) { l.result.mutable_chaincode_id()->clear_version(); }),
              fabric::INVALID_CHAINCODE);
    EXPECT_EQ(with([](auto& l) { l.result.clear_chaincode_id(); }), fabric::INVALID_OTHER_REASON);
    EXPECT_EQ(with([](auto& l) { l.result.Clear(); }), fabric::BAD_RESPONSE_PAYLOAD);
    EXPECT_EQ(with([](auto& l) {
                  fabric::ChaincodeEvent event;
                  event.ParseFromString(l.result.events());
                  event.set_chaincode_id("other");
                  l.result.set_events(event.SerializeAsString());
              }),
              fabric::INVALID_OTHER_REASON);
    EXPECT_EQ(with([](auto& l) {
                  fabric::TxReadWriteSet sets;
                  sets.ParseFromString(l.result.results());
                  *sets.add_ns_rwset() = sets.ns_rwset(1);
                  l.result.set_results(sets.SerializeAsString());
              }),
              fabric::ILLEGAL_WRITESET);
}

// Of several faults the first in the order of dispatcher.go counts.
TEST(TransactionCheck, LooksAtWhatWasEndorsedInFabricsOrder)
{
    Layers layers(ReadMeasuredEnvelope());
    const auto judge = [&layers] { return CheckTransaction(layers.Join()).laterCode; };
    fabric::ChaincodeEvent event;
    event.ParseFromString(layers.result.events());
    event.set_chaincode_id("other");
    fabric::TxReadWriteSet sets;
    sets.ParseFromString(layers.result.results());
    *sets.add_ns_rwset() = sets.ns_rwset(1);

    layers.result.set_results(sets.SerializeAsString());
    EXPECT_EQ(judge(), fabric::ILLEGAL_WRITESET);
    layers.result.set_events(event.SerializeAsString());
    EXPECT_EQ(judge(), fabric::INVALID_OTHER_REASON);
    layers.result.mutable_chaincode_id()->clear_version();
    EXPECT_EQ(judge(), fabric::INVALID_CHAINCODE);
    layers.result.clear_chaincode_id();
    EXPECT_EQ(judge(), fabric::INVALID_OTHER_REASON);
    layers.result.set_results("nonsense");
    EXPECT_EQ(judge(), fabric::BAD_RWSET);
}

TEST(TransactionCheck, AsksTheHeaderForTheChaincodeToo)
{
    const auto judge = [](const fabric::ChaincodeHeaderExtension& extension) {
        Layers layers(ReadMeasuredEnvelope());
        layers.channel.set_extension(extension.SerializeAsString());
        layers.payload.mutable_header()->set_channel_header(layers.channel.SerializeAsString());
        layers.Rehash();
        return CheckTransaction(layers.Join()).laterCode;
    };
    fabric::ChaincodeHeaderExtension extension;
    EXPECT_EQ(judge(extension), fabric::INVALID_OTHER_REASON);
    extension.mutable_chaincode_id();
    EXPECT_EQ(judge(extension), fabric::INVALID_CHAINCODE);
    extension.mutable_chaincode_id()->set_name("iotcc");
    EXPECT_EQ(judge(extension), fabric::VALID);
}

// msgvalidation.go: the proposal's hash covers the action's header; that of the envelope may be
// another, if both name a creator and have a nonce.
TEST(TransactionCheck, LetsTheActionHaveAHeaderOfItsOwn)
{
    Layers layers(ReadMeasuredEnvelope());
    fabric::SignatureHeader own;
    own.set_creator("proposer");
    own.set_nonce("nonce");
    layers.transaction.mutable_actions(0)->set_header(own.SerializeAsString());
    EXPECT_EQ(CheckTransaction(layers.Join()).laterCode, fabric::INVALID_ENDORSER_TRANSACTION);
    layers.Rehash();
    EXPECT_EQ(CheckTransaction(layers.Join()).laterCode, fabric::VALID);
    own.clear_nonce();
    layers.transaction.mutable_actions(0)->set_header(own.SerializeAsString());
    layers.Rehash();
    EXPECT_EQ(CheckTransaction(layers.Join()).laterCode, fabric::INVALID_ENDORSER_TRANSACTION);
}

TEST(TransactionCheck, SurvivesEveryTruncation)
{
    const auto envelope = ReadMeasuredEnvelope();
    for (std::size_t size = 0; size < envelope.size(); size += 7)
    {
        const auto checked = CheckTransaction(envelope.substr(0, size));
        EXPECT_FALSE(checked.code == fabric::VALID && checked.laterCode == fabric::VALID &&
                     checked.creator.signature.GetSize() >= 70)
            << size;
    }
}
