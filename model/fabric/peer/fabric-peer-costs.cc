/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-peer-costs.h"

#include "ns3/double.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(FabricPeerCosts);

TypeId
FabricPeerCosts::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::FabricPeerCosts")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<FabricPeerCosts>()
            .AddAttribute("CheckProposal",
                          "Unpacking a proposal and checking its header and access, without the "
                          "signature. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(150)),
                          MakeTimeAccessor(&FabricPeerCosts::checkProposal),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Simulate",
                          "Beginning and ending the simulation of a proposal. [CPU time on a core "
                          "of speed 1]",
                          TimeValue(MicroSeconds(300)),
                          MakeTimeAccessor(&FabricPeerCosts::simulate),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("StateRoundTrip",
                          "The peer's side of one state access of a chaincode. [CPU time on a core "
                          "of speed 1]",
                          TimeValue(MicroSeconds(80)),
                          MakeTimeAccessor(&FabricPeerCosts::stateRoundTrip),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("EndorseResult",
                          "Building the response of an endorsement, without its signature. [CPU "
                          "time on a core of speed 1]",
                          TimeValue(MicroSeconds(150)),
                          MakeTimeAccessor(&FabricPeerCosts::endorseResult),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("ProposalByte",
                          "Each byte of a proposal and of its simulation results. [CPU time on a "
                          "core of speed 1]",
                          TimeValue(NanoSeconds(10)),
                          MakeTimeAccessor(&FabricPeerCosts::proposalByte),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("GatewayEvaluate",
                          "Taking and answering an Evaluate call. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(150)),
                          MakeTimeAccessor(&FabricPeerCosts::gatewayEvaluate),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("GatewayEndorse",
                          "Taking and answering an Endorse call: the plan and the transaction put "
                          "together. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(300)),
                          MakeTimeAccessor(&FabricPeerCosts::gatewayEndorse),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("GatewayRemoteCall",
                          "Asking another peer to endorse, and reading its answer. [CPU time on a "
                          "core of speed 1]",
                          TimeValue(MicroSeconds(150)),
                          MakeTimeAccessor(&FabricPeerCosts::gatewayRemoteCall),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("GatewaySubmit",
                          "Taking and answering a Submit call, with its broadcast to an orderer. "
                          "[CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(250)),
                          MakeTimeAccessor(&FabricPeerCosts::gatewaySubmit),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("GatewayCommitStatus",
                          "Taking and answering a CommitStatus call, without the signature. [CPU "
                          "time on a core of speed 1]",
                          TimeValue(MicroSeconds(150)),
                          MakeTimeAccessor(&FabricPeerCosts::gatewayCommitStatus),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "GatewayNotify",
                "Telling a client that waits of the commit. [CPU time on a core of speed 1]",
                TimeValue(MicroSeconds(100)),
                MakeTimeAccessor(&FabricPeerCosts::gatewayNotify),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute("ServeProposal",
                          "Taking and answering a proposal that comes over the network. [CPU time "
                          "on a core of speed 1]",
                          TimeValue(MicroSeconds(100)),
                          MakeTimeAccessor(&FabricPeerCosts::serveProposal),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("ReceiveBlock",
                          "Taking a block off the stream of an orderer or from gossip, without the "
                          "signature. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(300)),
                          MakeTimeAccessor(&FabricPeerCosts::receiveBlock),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("BlockByte",
                          "Each byte of a block received, or gossiped to one peer. [CPU time on a "
                          "core of speed 1]",
                          TimeValue(NanoSeconds(1)),
                          MakeTimeAccessor(&FabricPeerCosts::blockByte),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("GossipMessage",
                          "Sending or taking one gossip message, without signatures. [CPU time on "
                          "a core of speed 1]",
                          TimeValue(MicroSeconds(60)),
                          MakeTimeAccessor(&FabricPeerCosts::gossipMessage),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "ValidateBlock",
                "Validating a block, beside its transactions. [CPU time on a core of speed 1]",
                TimeValue(MicroSeconds(1200)),
                MakeTimeAccessor(&FabricPeerCosts::validateBlock),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute("ValidateTransaction",
                          "Validating a transaction of a block, without its signatures. [CPU time "
                          "on a core of speed 1]",
                          TimeValue(MicroSeconds(850)),
                          MakeTimeAccessor(&FabricPeerCosts::validateTransaction),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "StateValidateTransaction",
                "Comparing the versions that a transaction read. [CPU time on a core of speed 1]",
                TimeValue(MicroSeconds(63)),
                MakeTimeAccessor(&FabricPeerCosts::stateValidateTransaction),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute("AppendBlock",
                          "Appending a block to its file, without the sync. [CPU time on "
                          "a core of speed 1]",
                          TimeValue(MicroSeconds(800)),
                          MakeTimeAccessor(&FabricPeerCosts::appendBlock),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("IndexBlock",
                          "Entering a block in the index, without the sync. [CPU time on "
                          "a core of speed 1]",
                          TimeValue(MicroSeconds(500)),
                          MakeTimeAccessor(&FabricPeerCosts::indexBlock),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("AppendTransaction",
                          "Each transaction of a block appended. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(60)),
                          MakeTimeAccessor(&FabricPeerCosts::appendTransaction),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "WriteState",
                "Writing the state of a block, without the sync. [CPU time on a core of speed 1]",
                TimeValue(MicroSeconds(100)),
                MakeTimeAccessor(&FabricPeerCosts::writeState),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute("WriteStateTransaction",
                          "Each transaction of a state write. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(16)),
                          MakeTimeAccessor(&FabricPeerCosts::writeStateTransaction),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "WriteHistory",
                "Writing the history of a block, without the sync. [CPU time on a core of speed 1]",
                TimeValue(MicroSeconds(700)),
                MakeTimeAccessor(&FabricPeerCosts::writeHistory),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute("WriteHistoryTransaction",
                          "Each transaction of a history write. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(40)),
                          MakeTimeAccessor(&FabricPeerCosts::writeHistoryTransaction),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "ReadBlock",
                "Reading a block back for those who listen to blocks or events. [CPU time "
                "on a core of speed 1]",
                TimeValue(MicroSeconds(200)),
                MakeTimeAccessor(&FabricPeerCosts::readBlock),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute("Background",
                          "Share of a core that the peer uses with nothing to do, beyond what "
                          "gossip is charged for.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&FabricPeerCosts::background),
                          MakeDoubleChecker<double>(0, 1));
    return tid;
}

} // namespace iotledger
} // namespace ns3
