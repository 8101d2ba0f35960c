/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "transaction-check.h"

#include "fabric-proposal.h"
#include "fabric-rwset.pb.h"

#include "ns3/block-hash.h"

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

/// @return the code for the read-write set; adds the namespaces that it writes to.
fabric::TxValidationCode
CheckReadWriteSet(const std::string& results, std::set<std::string>& written)
{
    fabric::TxReadWriteSet sets;
    if (!DecodeFabric(sets, results))
    {
        return fabric::BAD_RWSET;
    }
    std::set<std::string> seen;
    for (const auto& set : sets.ns_rwset())
    {
        fabric::KVRWSet kv;
        if (!DecodeFabric(kv, set.rwset()))
        {
            return fabric::BAD_RWSET;
        }
        if (!seen.insert(set.namespace_()).second)
        {
            return fabric::ILLEGAL_WRITESET;
        }
        if (!kv.writes().empty())
        {
            written.insert(set.namespace_());
        }
    }
    return fabric::VALID;
}

/// @return the code for what the endorsers signed.
fabric::TxValidationCode
CheckAction(const fabric::ChaincodeEndorsedAction& endorsed, CheckedTransaction& checked)
{
    const auto action = FindAction(endorsed.proposal_response_payload());
    if (!action)
    {
        return fabric::BAD_RESPONSE_PAYLOAD;
    }
    std::set<std::string> written{checked.chaincode};
    if (const auto code = CheckReadWriteSet(action->results(), written); code != fabric::VALID)
    {
        return code;
    }
    if (checked.chaincode.empty() || action->chaincode_id().name() != checked.chaincode)
    {
        return fabric::INVALID_CHAINCODE;
    }
    fabric::ChaincodeEvent event;
    if (!action->events().empty() &&
        (!DecodeFabric(event, action->events()) || event.chaincode_id() != checked.chaincode))
    {
        return fabric::INVALID_OTHER_REASON;
    }
    checked.event = Share(action->events());
    checked.namespaces.assign(written.begin(), written.end());
    return fabric::VALID;
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
    fabric::ChaincodeActionPayload actionPayload;
    fabric::ProposalResponsePayload response;
    if (action.header() != payload.header().signature_header() ||
        !DecodeFabric(actionPayload, action.payload()) ||
        !DecodeFabric(response, actionPayload.action().proposal_response_payload()))
    {
        return fabric::INVALID_ENDORSER_TRANSACTION;
    }
    // chaincode_proposal_payload is what remained without transient data, as it was hashed
    if (response.proposal_hash() != Sha256({payload.header().channel_header(),
                                            payload.header().signature_header(),
                                            actionPayload.chaincode_proposal_payload()}))
    {
        return fabric::INVALID_ENDORSER_TRANSACTION;
    }
    fabric::ChaincodeHeaderExtension extension;
    if (!DecodeFabric(extension, channel.extension()))
    {
        return fabric::BAD_HEADER_EXTENSION;
    }
    checked.chaincode = extension.chaincode_id().name();
    const auto& endorsed = actionPayload.action();
    for (const auto& endorsement : endorsed.endorsements())
    {
        checked.endorsements.push_back(
            {Share(endorsement.endorser()),
             Share(endorsed.proposal_response_payload() + endorsement.endorser()),
             Share(endorsement.signature())});
    }
    return CheckAction(endorsed, checked);
}

/// @return the code for the headers (validateCommonHeader).
fabric::TxValidationCode
CheckHeaders(const fabric::ChannelHeader& channel, const fabric::SignatureHeader& signature)
{
    const bool isKnown =
        channel.type() == fabric::ENDORSER_TRANSACTION || channel.type() == fabric::CONFIG;
    return isKnown && channel.epoch() == 0 && !signature.creator().empty() &&
                   !signature.nonce().empty()
               ? fabric::VALID
               : fabric::BAD_COMMON_HEADER;
}

} // namespace

CheckedTransaction
CheckTransaction(const std::string& bytes)
{
    CheckedTransaction checked;
    fabric::Envelope envelope;
    if (bytes.empty() || !DecodeFabric(envelope, bytes))
    {
        checked.code = bytes.empty() ? fabric::NIL_ENVELOPE : fabric::INVALID_OTHER_REASON;
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
    if (checked.code != fabric::VALID || checked.isConfig)
    {
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
