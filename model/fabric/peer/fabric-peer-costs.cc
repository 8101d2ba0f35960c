/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-peer-costs.h"

#include "ns3/cost-attribute.h"
#include "ns3/double.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(FabricPeerCosts);

TypeId
FabricPeerCosts::GetTypeId()
{
    static TypeId tid = [] {
        using Costs = FabricPeerCosts;
        auto id =
            TypeId("ns3::iotledger::FabricPeerCosts")
                .SetParent<Object>()
                .SetGroupName("IotLedger")
                .AddConstructor<FabricPeerCosts>()
                .AddAttribute("IndexEntryBytes",
                              "Bytes that a transaction's entry in the index, or a write's in the "
                              "history, takes on disk: its key, block and transaction numbers. "
                              "Source: estimated from Hyperledger Fabric v2.4.3, common/ledger/"
                              "blkstorage/blockindex.go and core/ledger/kvledger/history.",
                              UintegerValue(150),
                              MakeUintegerAccessor(&Costs::indexEntryBytes),
                              MakeUintegerChecker<uint64_t>())
                .AddAttribute("Background",
                              "Share of a core that the peer uses with nothing to do, beyond what "
                              "gossip is charged for. Source: none; a profile of measured programs "
                              "has it.",
                              DoubleValue(0),
                              MakeDoubleAccessor(&Costs::background),
                              MakeDoubleChecker<double>(0, 1));
        AddCostAttribute<&Costs::checkProposal>(
            id,
            "CheckProposal",
            "Unpacking a proposal and checking its header and access, without the signature",
            MicroSeconds(150));
        AddCostAttribute<&Costs::simulate>(id,
                                           "Simulate",
                                           "Beginning and ending the simulation of a proposal",
                                           MicroSeconds(300));
        AddCostAttribute<&Costs::stateRoundTrip>(
            id,
            "StateRoundTrip",
            "The peer's side of one state access of a chaincode",
            MicroSeconds(80));
        AddCostAttribute<&Costs::endorseResult>(
            id,
            "EndorseResult",
            "Building the response of an endorsement, without its signature",
            MicroSeconds(150));
        AddCostAttribute<&Costs::proposalByte>(
            id,
            "ProposalByte",
            "Each byte of a proposal and of its simulation results",
            NanoSeconds(10));
        AddCostAttribute<&Costs::gatewayEvaluate>(id,
                                                  "GatewayEvaluate",
                                                  "Taking and answering an Evaluate call",
                                                  MicroSeconds(150));
        AddCostAttribute<&Costs::gatewayEndorse>(
            id,
            "GatewayEndorse",
            "Taking and answering an Endorse call: the plan and the transaction put together",
            MicroSeconds(300));
        AddCostAttribute<&Costs::gatewayRemoteCall>(
            id,
            "GatewayRemoteCall",
            "Asking another peer to endorse, and reading its answer",
            MicroSeconds(150));
        AddCostAttribute<&Costs::gatewaySubmit>(
            id,
            "GatewaySubmit",
            "Taking and answering a Submit call, with its broadcast to an orderer",
            MicroSeconds(250));
        AddCostAttribute<&Costs::gatewayCommitStatus>(
            id,
            "GatewayCommitStatus",
            "Taking and answering a CommitStatus call, without the signature",
            MicroSeconds(150));
        AddCostAttribute<&Costs::gatewayNotify>(id,
                                                "GatewayNotify",
                                                "Telling a client that waits of the commit",
                                                MicroSeconds(100));
        AddCostAttribute<&Costs::serveProposal>(
            id,
            "ServeProposal",
            "Taking and answering a proposal that comes over the network",
            MicroSeconds(100));
        AddCostAttribute<&Costs::receiveBlock>(
            id,
            "ReceiveBlock",
            "Taking a block off the stream of an orderer or from gossip, without the signature",
            MicroSeconds(300));
        AddCostAttribute<&Costs::blockByte>(
            id,
            "BlockByte",
            "Each byte of a block received, or gossiped to one peer",
            NanoSeconds(1));
        AddCostAttribute<&Costs::gossipMessage>(
            id,
            "GossipMessage",
            "Sending or taking one gossip message, without signatures",
            MicroSeconds(60));
        AddCostAttribute<&Costs::validateBlock>(id,
                                                "ValidateBlock",
                                                "Validating a block, beside its transactions",
                                                MicroSeconds(1200),
                                                CostSource::MEASURED);
        AddCostAttribute<&Costs::validateTransaction>(
            id,
            "ValidateTransaction",
            "Validating a transaction of a block, without its signatures",
            MicroSeconds(850),
            CostSource::MEASURED);
        AddCostAttribute<&Costs::stateValidateTransaction>(
            id,
            "StateValidateTransaction",
            "Comparing the versions that a transaction read",
            MicroSeconds(63),
            CostSource::MEASURED);
        AddCostAttribute<&Costs::appendBlock>(id,
                                              "AppendBlock",
                                              "Appending a block to its file, without the sync",
                                              MicroSeconds(800));
        AddCostAttribute<&Costs::indexBlock>(id,
                                             "IndexBlock",
                                             "Entering a block in the index, without the sync",
                                             MicroSeconds(500));
        AddCostAttribute<&Costs::appendTransaction>(id,
                                                    "AppendTransaction",
                                                    "Each transaction of a block appended",
                                                    MicroSeconds(60),
                                                    CostSource::MEASURED);
        AddCostAttribute<&Costs::writeState>(id,
                                             "WriteState",
                                             "Writing the state of a block, without the sync",
                                             MicroSeconds(100),
                                             CostSource::MEASURED);
        AddCostAttribute<&Costs::writeStateTransaction>(id,
                                                        "WriteStateTransaction",
                                                        "Each transaction of a state write",
                                                        MicroSeconds(16),
                                                        CostSource::MEASURED);
        AddCostAttribute<&Costs::writeHistory>(id,
                                               "WriteHistory",
                                               "Writing the history of a block, without the sync",
                                               MicroSeconds(700),
                                               CostSource::MEASURED);
        AddCostAttribute<&Costs::writeHistoryTransaction>(id,
                                                          "WriteHistoryTransaction",
                                                          "Each transaction of a history write",
                                                          MicroSeconds(40),
                                                          CostSource::MEASURED);
        AddCostAttribute<&Costs::readBlock>(
            id,
            "ReadBlock",
            "Reading a block back for those who listen to blocks or events",
            MicroSeconds(200));
        return id;
    }();
    return tid;
}

} // namespace iotledger
} // namespace ns3
