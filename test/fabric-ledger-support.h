/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_LEDGER_SUPPORT_H
#define FABRIC_LEDGER_SUPPORT_H

#include "fabric-common.pb.h"
#include "fabric-peer.pb.h"

#include "ns3/chaincode-container.h"
#include "ns3/fabric-ledger.h"
#include "ns3/state-updates.h"
#include "ns3/tx-simulator.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// @return the encoded envelope of an endorser transaction with this read-write set
inline std::string
MakeLedgerEnvelope(const std::string& txId, const SharedBytes& readWriteSet, int64_t seconds = 0)
{
    fabric::ChannelHeader header;
    header.set_type(fabric::ENDORSER_TRANSACTION);
    header.set_tx_id(txId);
    header.mutable_timestamp()->set_seconds(seconds);
    fabric::ChaincodeAction action;
    action.set_results(readWriteSet.ToString());
    fabric::ProposalResponsePayload payload;
    payload.set_extension(action.SerializeAsString());
    fabric::ChaincodeActionPayload actionPayload;
    actionPayload.mutable_action()->set_proposal_response_payload(payload.SerializeAsString());
    fabric::Transaction transaction;
    transaction.add_actions()->set_payload(actionPayload.SerializeAsString());
    fabric::Payload envelopePayload;
    envelopePayload.mutable_header()->set_channel_header(header.SerializeAsString());
    envelopePayload.set_data(transaction.SerializeAsString());
    fabric::Envelope envelope;
    envelope.set_payload(envelopePayload.SerializeAsString());
    return envelope.SerializeAsString();
}

/// Commits the next block, of these envelopes, nothing judged before.
inline FabricLedger::Commit
CommitEnvelopes(FabricLedger& ledger, const std::vector<std::string>& envelopes)
{
    fabric::Block block;
    block.mutable_header()->set_number(ledger.GetHeight());
    block.mutable_header()->set_previous_hash(ledger.GetLastHash().ToString());
    for (const auto& envelope : envelopes)
    {
        block.mutable_data()->add_data(envelope);
    }
    return ledger.CommitBlock(std::move(block),
                              std::vector<uint8_t>(envelopes.size(), fabric::NOT_VALIDATED));
}

/// @return the read-write set of what @p work does on the ledger's present state
inline SharedBytes
SimulateOn(const FabricLedger& ledger, const std::function<void(TxSimulator&)>& work)
{
    TxSimulator simulator(ledger.GetState());
    work(simulator);
    return simulator.GetReadWriteSet();
}

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_LEDGER_SUPPORT_H */
