/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_PROPOSAL_H
#define FABRIC_PROPOSAL_H

#include "fabric-common.pb.h"
#include "fabric-peer.pb.h"

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Encodes any message of Fabric. Internal.
SharedBytes EncodeFabric(const google::protobuf::MessageLite& message);

/// Decodes a message of Fabric. @return false if the bytes are none. Internal.
bool DecodeFabric(google::protobuf::MessageLite& message, const SharedBytes& bytes);
bool DecodeFabric(google::protobuf::MessageLite& message, const std::string& bytes);

/**
 * @brief Proposals and transactions of Fabric as bytes. Internal.
 *
 * Grammar (Hyperledger Fabric v2.4, protoutil/proputils.go and txutils.go; messages in
 * fabric-protos peer/proposal.proto and transaction.proto):
 *
 *   SignedProposal  = Proposal, signature of the creator over it
 *   Proposal        = Header, ChaincodeProposalPayload
 *   Header          = ChannelHeader (type, timestamp, channel, transaction id, extension:
 * chaincode), SignatureHeader (creator, nonce) response payload = SHA-256 of the proposal,
 * ChaincodeAction (results, event, response, id) Endorsement     = endorser, its signature over
 * response payload and endorser Envelope        = Payload (Header, Transaction), signature of the
 * creator over it Transaction     = one action: SignatureHeader, ChaincodeProposalPayload without
 * transient data, response payload, Endorsements
 */
struct ProposalFields
{
    std::string channel;
    std::string chaincode;
    std::vector<SharedBytes> arguments; //!< the function first
    SharedBytes creator;                //!< SerializedIdentity
    std::string nonce;                  //!< 24 B
    int64_t seconds{0};                 //!< since 1970 [s]
    int32_t nanoseconds{0};             //!< [ns]
};

/// @return hexadecimal SHA-256 of nonce and creator (protoutil.ComputeTxID).
std::string ComputeTransactionId(const std::string& nonce, const std::string& creator);

/// @return the bytes of a Proposal, which its creator signs.
SharedBytes MakeProposal(const ProposalFields& fields);

/// A proposal taken apart.
struct UnpackedProposal
{
    fabric::Proposal proposal;
    fabric::Header header;
    fabric::ChannelHeader channelHeader;
    fabric::SignatureHeader signatureHeader;
    fabric::ChaincodeProposalPayload payload;
    fabric::ChaincodeInput input;
    std::string chaincode;

    const std::string& GetTransactionId() const
    {
        return channelHeader.tx_id();
    }

    /// @return what the endorsers sign for: SHA-256 of headers and payload without transient data.
    std::string Hash() const;
};

/// Takes a proposal apart and checks its headers (core/endorser/msgvalidation.go).
/// @return none, and the reason in @p error, if Fabric would not
std::optional<UnpackedProposal> UnpackProposal(const fabric::SignedProposal& signedProposal,
                                               std::string& error);

/// What an endorser signs: @return ProposalResponsePayload.
SharedBytes MakeResponsePayload(const std::string& proposalHash,
                                const fabric::ChaincodeAction& action);

/// @return the Envelope's payload: what the creator signs to submit the transaction.
SharedBytes MakeTransactionPayload(const UnpackedProposal& proposal,
                                   const SharedBytes& responsePayload,
                                   const std::vector<SharedBytes>& endorsements);

/// @return what the chaincode answered, from the payload of a transaction's envelope.
std::optional<SharedBytes> FindTransactionResult(const std::string& envelopePayload);

/// @return the action of a response payload, or none (protoutil/commonutils.go, GetPayloads).
std::optional<fabric::ChaincodeAction> FindAction(const std::string& responsePayload);

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_PROPOSAL_H */
