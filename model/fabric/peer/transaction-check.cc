/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "transaction-check.h"

#include "fabric-proposal.h"
#include "fabric-rwset.pb.h"

#include "ns3/block-hash.h"

#include <optional>
#include <set>

namespace ns3
{
namespace iotledger
{

namespace
{

SharedBytes
Share(const std::string& bytes)
{
    return SharedBytes(std::string_view(bytes));
}

/// What is read of a TxReadWriteSet.
struct Namespaces
{
    bool isRepeated{false}; //!< one of them
    std::set<std::string> written;
};

/// @return none: it cannot be decoded
std::optional<Namespaces>
ReadNamespaces(const std::string& results)
{
    fabric::TxReadWriteSet sets;
    if (!DecodeFabric(sets, results))
    {
        return std::nullopt;
    }
    Namespaces namespaces;
    std::set<std::string> seen;
    for (const auto& set : sets.ns_rwset())
    {
        fabric::KVRWSet kv;
        if (!DecodeFabric(kv, set.rwset()))
        {
            return std::nullopt;
        }
        namespaces.isRepeated |= !seen.insert(set.namespace_()).second;
        if (!kv.writes().empty())
        {
            namespaces.written.insert(set.namespace_());
        }
    }
    return namespaces;
}

/// @return the code for the chaincodes that header and action name.
fabric::TxValidationCode
CheckChaincode(const fabric::ChaincodeHeaderExtension& extension,
               const fabric::ChaincodeAction& action)
{
    if (!extension.has_chaincode_id() || !action.has_chaincode_id())
    {
        return fabric::INVALID_OTHER_REASON;
    }
    const auto& name = extension.chaincode_id().name();
    const bool isWhole = !name.empty() && action.chaincode_id().name() == name &&
                         !action.chaincode_id().version().empty();
    return isWhole ? fabric::VALID : fabric::INVALID_CHAINCODE;
}

/// @return the code for what the endorsers signed (dispatcher.go, Dispatch).
fabric::TxValidationCode
CheckAction(const fabric::ChaincodeEndorsedAction& endorsed,
            const fabric::ChaincodeHeaderExtension& extension,
            CheckedTransaction& checked)
{
    const auto action = FindAction(endorsed.proposal_response_payload());
    if (!action)
    {
        return fabric::BAD_RESPONSE_PAYLOAD;
    }
    auto namespaces = ReadNamespaces(action->results());
    if (!namespaces)
    {
        return fabric::BAD_RWSET;
    }
    if (const auto code = CheckChaincode(extension, *action); code != fabric::VALID)
    {
        return code;
    }
    checked.chaincode = extension.chaincode_id().name();
    fabric::ChaincodeEvent event;
    if (!action->events().empty() &&
        (!DecodeFabric(event, action->events()) || event.chaincode_id() != checked.chaincode))
    {
        return fabric::INVALID_OTHER_REASON;
    }
    if (namespaces->isRepeated)
    {
        return fabric::ILLEGAL_WRITESET;
    }
    checked.event = Share(action->events());
    namespaces->written.insert(checked.chaincode);
    checked.namespaces.assign(namespaces->written.begin(), namespaces->written.end());
    return fabric::VALID;
}

/// @return whether who made it, and a nonce, are named (validateSignatureHeader).
bool
IsWhole(const fabric::SignatureHeader& header)
{
    return !header.creator().empty() && !header.nonce().empty();
}

/// @return the code for an endorser transaction (validateEndorserTransaction).
fabric::TxValidationCode
CheckEndorserTransaction(const fabric::Payload& payload,
                         const fabric::ChannelHeader& channel,
                         CheckedTransaction& checked)
{
    fabric::Transaction transaction;
    if (!DecodeFabric(transaction, payload.data()) || transaction.actions_size() != 1)
    {
        return fabric::INVALID_ENDORSER_TRANSACTION;
    }
    const auto& action = transaction.actions(0);
    fabric::SignatureHeader header;
    fabric::ChaincodeActionPayload actionPayload;
    fabric::ProposalResponsePayload response;
    if (!DecodeFabric(header, action.header()) || !IsWhole(header) ||
        !DecodeFabric(actionPayload, action.payload()) ||
        !DecodeFabric(response, actionPayload.action().proposal_response_payload()))
    {
        return fabric::INVALID_ENDORSER_TRANSACTION;
    }
    // chaincode_proposal_payload is what remained without transient data, as it was hashed
    if (response.proposal_hash() != Sha256({payload.header().channel_header(),
                                            action.header(),
                                            actionPayload.chaincode_proposal_payload()}))
    {
        return fabric::INVALID_ENDORSER_TRANSACTION;
    }
    fabric::ChaincodeHeaderExtension extension;
    if (!DecodeFabric(extension, channel.extension()))
    {
        return fabric::BAD_HEADER_EXTENSION;
    }
    const auto& endorsed = actionPayload.action();
    for (const auto& endorsement : endorsed.endorsements())
    {
        checked.endorsements.push_back(
            {Share(endorsement.endorser()),
             Share(endorsed.proposal_response_payload() + endorsement.endorser()),
             Share(endorsement.signature())});
    }
    return CheckAction(endorsed, extension, checked);
}

/// @return the code for the headers (validateCommonHeader).
fabric::TxValidationCode
CheckHeaders(const fabric::ChannelHeader& channel, const fabric::SignatureHeader& signature)
{
    const auto type = channel.type();
    const bool isKnown = type == fabric::ENDORSER_TRANSACTION || type == fabric::CONFIG ||
                         type == fabric::CONFIG_UPDATE;
    return isKnown && channel.epoch() == 0 && IsWhole(signature) ? fabric::VALID
                                                                 : fabric::BAD_COMMON_HEADER;
}

} // namespace

CheckedTransaction
CheckTransaction(const std::string& bytes)
{
    CheckedTransaction checked;
    fabric::Envelope envelope;
    if (!DecodeFabric(envelope, bytes))
    {
        checked.code = fabric::INVALID_OTHER_REASON;
        return checked;
    }
    fabric::Payload payload;
    if (!DecodeFabric(payload, envelope.payload()))
    {
        checked.code = fabric::BAD_PAYLOAD;
        return checked;
    }
    fabric::ChannelHeader channel;
    fabric::SignatureHeader signature;
    if (!DecodeFabric(channel, payload.header().channel_header()) ||
        !DecodeFabric(signature, payload.header().signature_header()))
    {
        checked.code = fabric::BAD_COMMON_HEADER;
        return checked;
    }
    checked.code = CheckHeaders(channel, signature);
    checked.channel = channel.channel_id();
    checked.creator = {Share(signature.creator()),
                       Share(envelope.payload()),
                       Share(envelope.signature())};
    checked.isConfig = channel.type() == fabric::CONFIG;
    if (checked.isConfig)
    {
        checked.config = Share(payload.data());
    }
    if (checked.code != fabric::VALID || checked.isConfig)
    {
        return checked;
    }
    if (channel.type() != fabric::ENDORSER_TRANSACTION)
    {
        checked.laterCode = fabric::UNSUPPORTED_TX_PAYLOAD;
        return checked;
    }
    checked.transactionId = channel.tx_id();
    checked.laterCode =
        channel.tx_id() == ComputeTransactionId(signature.nonce(), signature.creator())
            ? CheckEndorserTransaction(payload, channel, checked)
            : fabric::BAD_PROPOSAL_TXID;
    return checked;
}

} // namespace iotledger
} // namespace ns3
