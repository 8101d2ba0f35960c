/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-proposal.h"

#include "ns3/block-hash.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// The map of transient data is empty in our proposals, so no order of its entries matters.
std::string
WithoutTransient(const fabric::ChaincodeProposalPayload& payload)
{
    fabric::ChaincodeProposalPayload kept;
    kept.set_input(payload.input());
    return kept.SerializeAsString();
}

} // namespace

SharedBytes
EncodeFabric(const google::protobuf::MessageLite& message)
{
    std::vector<uint8_t> bytes(message.ByteSizeLong());
    message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
    return SharedBytes(std::move(bytes));
}

bool
DecodeFabric(google::protobuf::MessageLite& message, const SharedBytes& bytes)
{
    if (bytes.GetZeroTail() > 0)
    {
        return DecodeFabric(message, bytes.ToString());
    }
    return message.ParseFromArray(bytes.GetHead(), static_cast<int>(bytes.GetHeadSize()));
}

bool
DecodeFabric(google::protobuf::MessageLite& message, const std::string& bytes)
{
    return message.ParseFromString(bytes);
}

std::string
ComputeTransactionId(const std::string& nonce, const std::string& creator)
{
    static constexpr char DIGITS[] = "0123456789abcdef";
    std::string id;
    for (const unsigned char byte : Sha256({nonce, creator}))
    {
        id += DIGITS[byte >> 4];
        id += DIGITS[byte & 15];
    }
    return id;
}

SharedBytes
MakeProposal(const ProposalFields& fields)
{
    fabric::ChaincodeInvocationSpec invocation;
    auto* spec = invocation.mutable_chaincode_spec();
    spec->set_type(fabric::ChaincodeSpec::GOLANG);
    spec->mutable_chaincode_id()->set_name(fields.chaincode);
    for (const auto& argument : fields.arguments)
    {
        spec->mutable_input()->add_args(argument.ToString());
    }
    fabric::ChaincodeProposalPayload payload;
    payload.set_input(invocation.SerializeAsString());

    fabric::ChaincodeHeaderExtension extension;
    extension.mutable_chaincode_id()->set_name(fields.chaincode);
    const auto creator = fields.creator.ToString();
    fabric::ChannelHeader channel;
    channel.set_type(fabric::ENDORSER_TRANSACTION);
    channel.mutable_timestamp()->set_seconds(fields.seconds);
    channel.mutable_timestamp()->set_nanos(fields.nanoseconds);
    channel.set_channel_id(fields.channel);
    channel.set_tx_id(ComputeTransactionId(fields.nonce, creator));
    channel.set_extension(extension.SerializeAsString());
    fabric::SignatureHeader signature;
    signature.set_creator(creator);
    signature.set_nonce(fields.nonce);
    fabric::Header header;
    header.set_channel_header(channel.SerializeAsString());
    header.set_signature_header(signature.SerializeAsString());

    fabric::Proposal proposal;
    proposal.set_header(header.SerializeAsString());
    proposal.set_payload(payload.SerializeAsString());
    return EncodeFabric(proposal);
}

std::string
UnpackedProposal::Hash() const
{
    return Sha256({header.channel_header(), header.signature_header(), WithoutTransient(payload)});
}

namespace
{

/// @return what is wrong with the headers of a proposal; empty: nothing.
std::string
FindHeaderFault(const UnpackedProposal& up)
{
    if (up.chaincode.empty())
    {
        return "ChaincodeHeaderExtension.ChaincodeId.Name is empty";
    }
    if (up.channelHeader.type() != fabric::ENDORSER_TRANSACTION &&
        up.channelHeader.type() != fabric::CONFIG)
    {
        return "invalid header type " + std::to_string(up.channelHeader.type());
    }
    if (up.channelHeader.epoch() != 0)
    {
        return "epoch is non-zero";
    }
    if (up.signatureHeader.nonce().empty())
    {
        return "nonce is empty";
    }
    if (up.signatureHeader.creator().empty())
    {
        return "creator is empty";
    }
    return up.GetTransactionId() ==
                   ComputeTransactionId(up.signatureHeader.nonce(), up.signatureHeader.creator())
               ? std::string()
               : "incorrectly computed txid '" + up.GetTransactionId() + "'";
}

} // namespace

std::optional<UnpackedProposal>
UnpackProposal(const fabric::SignedProposal& signedProposal, std::string& error)
{
    UnpackedProposal up;
    fabric::ChaincodeHeaderExtension extension;
    fabric::ChaincodeInvocationSpec invocation;
    if (!DecodeFabric(up.proposal, signedProposal.proposal_bytes()) ||
        !DecodeFabric(up.header, up.proposal.header()) ||
        !DecodeFabric(up.channelHeader, up.header.channel_header()) ||
        !DecodeFabric(up.signatureHeader, up.header.signature_header()) ||
        !DecodeFabric(extension, up.channelHeader.extension()) ||
        !DecodeFabric(up.payload, up.proposal.payload()) ||
        !DecodeFabric(invocation, up.payload.input()))
    {
        error = "error unmarshaling Proposal";
        return std::nullopt;
    }
    up.chaincode = extension.chaincode_id().name();
    up.input = invocation.chaincode_spec().input();
    error = FindHeaderFault(up);
    return error.empty() ? std::optional(std::move(up)) : std::nullopt;
}

SharedBytes
MakeResponsePayload(const std::string& proposalHash, const fabric::ChaincodeAction& action)
{
    fabric::ProposalResponsePayload payload;
    payload.set_proposal_hash(proposalHash);
    payload.set_extension(action.SerializeAsString());
    return EncodeFabric(payload);
}

SharedBytes
MakeTransactionPayload(const UnpackedProposal& proposal,
                       const SharedBytes& responsePayload,
                       const std::vector<SharedBytes>& endorsements)
{
    fabric::ChaincodeActionPayload action;
    action.set_chaincode_proposal_payload(WithoutTransient(proposal.payload));
    action.mutable_action()->set_proposal_response_payload(responsePayload.ToString());
    for (const auto& endorsement : endorsements)
    {
        DecodeFabric(*action.mutable_action()->add_endorsements(), endorsement);
    }
    fabric::Transaction transaction;
    auto* single = transaction.add_actions();
    single->set_header(proposal.header.signature_header());
    single->set_payload(action.SerializeAsString());
    fabric::Payload payload;
    *payload.mutable_header() = proposal.header;
    payload.set_data(transaction.SerializeAsString());
    return EncodeFabric(payload);
}

std::optional<fabric::ChaincodeAction>
FindAction(const std::string& responsePayload)
{
    fabric::ProposalResponsePayload payload;
    fabric::ChaincodeAction action;
    if (!DecodeFabric(payload, responsePayload) || payload.extension().empty() ||
        !DecodeFabric(action, payload.extension()))
    {
        return std::nullopt;
    }
    return action;
}

std::optional<SharedBytes>
FindTransactionResult(const std::string& envelopePayload)
{
    fabric::Payload payload;
    fabric::Transaction transaction;
    fabric::ChaincodeActionPayload actionPayload;
    if (!DecodeFabric(payload, envelopePayload) || !DecodeFabric(transaction, payload.data()) ||
        transaction.actions().empty() ||
        !DecodeFabric(actionPayload, transaction.actions(0).payload()))
    {
        return std::nullopt;
    }
    const auto action = FindAction(actionPayload.action().proposal_response_payload());
    return action ? std::optional(SharedBytes(std::string_view(action->response().payload())))
                  : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
