/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_PEER_TRACES_H
#define FABRIC_PEER_TRACES_H

#include "ns3/nstime.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/// The trace sources of FabricPeer. @ingroup iot-ledger
struct FabricPeerTraces
{
    using Text = const std::string&;

    /// @param bytes [B] of the encoded block
    typedef void (*BlockReceivedCallback)(Text channel,
                                          uint64_t number,
                                          uint64_t bytes,
                                          bool isGossiped);
    typedef void (*BlockValidatedCallback)(Text channel, uint64_t number);
    typedef void (*BlockCommittedCallback)(Text channel,
                                           uint64_t number,
                                           uint32_t transactions,
                                           uint32_t valid);
    /// @param code a TxValidationCode other than VALID
    typedef void (*TransactionRejectedCallback)(Text channel,
                                                uint64_t block,
                                                Text transaction,
                                                uint8_t code);
    /// @param duration from the arrival of the proposal to the response
    typedef void (*EndorsedCallback)(Text channel, Text transaction, Time duration);
    typedef void (*ProposalRefusedCallback)(Text channel, Text transaction, Text reason);
    typedef void (*BlockRefusedCallback)(Text channel, uint64_t number, Text reason);

    TracedCallback<Text, uint64_t, uint64_t, bool> blockReceived;
    TracedCallback<Text, uint64_t> blockValidated;
    TracedCallback<Text, uint64_t, uint32_t, uint32_t> blockCommitted;
    TracedCallback<Text, uint64_t, Text, uint8_t> transactionRejected;
    TracedCallback<Text, Text, Time> endorsed;
    TracedCallback<Text, Text, Text> proposalRefused;
    TracedCallback<Text, uint64_t, Text> blockRefused;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_PEER_TRACES_H */
