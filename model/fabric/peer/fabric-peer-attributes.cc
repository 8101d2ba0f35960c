/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The attributes and trace sources of FabricPeer.

#include "fabric-peer.h"

#include "ns3/boolean.h"
#include "ns3/integer.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(FabricPeer);

TypeId
FabricPeer::GetTypeId()
{
    static TypeId tid = AddTraces(AddGossip(AddSettings(TypeId("ns3::iotledger::FabricPeer")
                                                            .SetParent<Application>()
                                                            .SetGroupName("IotLedger")
                                                            .AddConstructor<FabricPeer>())));
    return tid;
}

TypeId
FabricPeer::AddSettings(TypeId tid)
{
    return tid
        .AddAttribute("Costs",
                      "CPU costs of the peer.",
                      PointerValue(),
                      MakePointerAccessor(&FabricPeer::m_costs),
                      MakePointerChecker<FabricPeerCosts>())
        .AddAttribute("ChaincodeCosts",
                      "CPU costs of its chaincodes.",
                      PointerValue(),
                      MakePointerAccessor(&FabricPeer::m_chaincodeCosts),
                      MakePointerChecker<ChaincodeCosts>())
        .AddAttribute("EndorserConcurrency",
                      "Proposals from the network in progress at most; 0: any number. "
                      "core.yaml, peer.limits.concurrency.endorserService.",
                      UintegerValue(2500),
                      MakeUintegerAccessor(&FabricPeer::endorserLimit),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("DeliverConcurrency",
                      "Deliver and DeliverFiltered calls in progress at most; 0: any number. "
                      "core.yaml, peer.limits.concurrency.deliverService.",
                      UintegerValue(2500),
                      MakeUintegerAccessor(&FabricPeer::deliverLimit),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("GatewayConcurrency",
                      "Calls of the gateway in progress at most, waiting CommitStatus calls "
                      "included; 0: any number. core.yaml, peer.limits.concurrency.gatewayService.",
                      UintegerValue(500),
                      MakeUintegerAccessor(&FabricPeer::gatewayLimit),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("ValidatorPoolSize",
                      "Transactions of a block validated at once; 0: as many as the machine has "
                      "cores. core.yaml, peer.validatorPoolSize.",
                      UintegerValue(0),
                      MakeUintegerAccessor(&FabricPeer::validatorPoolSize),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("EndorsementTimeout",
                      "Time that the gateway gives another peer to endorse. core.yaml, "
                      "peer.gateway.endorsementTimeout.",
                      TimeValue(Seconds(30)),
                      MakeTimeAccessor(&FabricPeer::endorsementTimeout),
                      MakeTimeChecker(NanoSeconds(1)))
        .AddAttribute(
            "BlocksInMemory",
            "Latest blocks of a channel kept in this program's memory; older ones go to a "
            "temporary file. It changes no result.",
            UintegerValue(UINT64_MAX),
            MakeUintegerAccessor(&FabricPeer::blocksInMemory),
            MakeUintegerChecker<uint64_t>())
        .AddAttribute("Epoch",
                      "What the clock shows when the simulation starts, since 1970-01-01 UTC [s].",
                      IntegerValue(1'767'225'600),
                      MakeIntegerAccessor(&FabricPeer::epoch),
                      MakeIntegerChecker<int64_t>());
}

TypeId
FabricPeer::AddGossip(TypeId tid)
{
    return tid
        .AddAttribute("Gossip",
                      "Whether the peer gossips at all. Without, gateways know no ledger heights.",
                      BooleanValue(true),
                      MakeBooleanAccessor(&FabricPeer::isGossipEnabled),
                      MakeBooleanChecker())
        .AddAttribute("BlockGossip",
                      "Whether it passes blocks on to peers of its organisation. core.yaml, "
                      "peer.deliveryclient.blockGossipEnabled.",
                      BooleanValue(true),
                      MakeBooleanAccessor(&FabricPeer::isBlockGossipEnabled),
                      MakeBooleanChecker())
        .AddAttribute("OrgLeader",
                      "Whether it pulls blocks from an orderer, rather than await them from "
                      "others. core.yaml, peer.gossip.orgLeader.",
                      BooleanValue(true),
                      MakeBooleanAccessor(&FabricPeer::isOrgLeader),
                      MakeBooleanChecker())
        .AddAttribute("PublishStateInfoInterval",
                      "How often a changed ledger height is told, and others' are asked for. "
                      "core.yaml, peer.gossip.publishStateInfoInterval, requestStateInfoInterval.",
                      TimeValue(Seconds(4)),
                      MakeTimeAccessor(&FabricPeer::stateInfoInterval),
                      MakeTimeChecker(NanoSeconds(1)))
        .AddAttribute(
            "AliveTimeInterval",
            "How often an alive message is sent. core.yaml, peer.gossip.aliveTimeInterval.",
            TimeValue(Seconds(5)),
            MakeTimeAccessor(&FabricPeer::aliveInterval),
            MakeTimeChecker(NanoSeconds(1)))
        .AddAttribute("AliveExpirationTimeout",
                      "Silence after which a peer counts as dead. core.yaml, "
                      "peer.gossip.aliveExpirationTimeout.",
                      TimeValue(Seconds(25)),
                      MakeTimeAccessor(&FabricPeer::aliveExpiration),
                      MakeTimeChecker(NanoSeconds(1)))
        .AddAttribute("ReconnectInterval",
                      "How often dead peers are tried again. core.yaml, "
                      "peer.gossip.reconnectInterval.",
                      TimeValue(Seconds(25)),
                      MakeTimeAccessor(&FabricPeer::reconnectInterval),
                      MakeTimeChecker(NanoSeconds(1)))
        .AddAttribute("PullInterval",
                      "How often mates are asked for missing blocks. core.yaml, "
                      "peer.gossip.pullInterval.",
                      TimeValue(Seconds(4)),
                      MakeTimeAccessor(&FabricPeer::pullInterval),
                      MakeTimeChecker(NanoSeconds(1)))
        .AddAttribute("MaxPropagationBurstLatency",
                      "Time for which blocks gather before they are passed on. core.yaml, "
                      "peer.gossip.maxPropagationBurstLatency.",
                      TimeValue(MilliSeconds(10)),
                      MakeTimeAccessor(&FabricPeer::propagationLatency),
                      MakeTimeChecker(Seconds(0)))
        .AddAttribute("MaxPropagationBurstSize",
                      "Blocks that are passed on at once without waiting. core.yaml, "
                      "peer.gossip.maxPropagationBurstSize.",
                      UintegerValue(10),
                      MakeUintegerAccessor(&FabricPeer::propagationBurst),
                      MakeUintegerChecker<uint32_t>(1))
        .AddAttribute("PropagatePeerNum",
                      "Peers that a gossip message goes to. core.yaml, "
                      "peer.gossip.propagatePeerNum.",
                      UintegerValue(3),
                      MakeUintegerAccessor(&FabricPeer::propagationPeers),
                      MakeUintegerChecker<uint32_t>());
}

TypeId
FabricPeer::AddTraces(TypeId tid)
{
    return tid
        .AddTraceSource("BlockReceived",
                        "A new block has been verified and waits for validation.",
                        MakeTraceSourceAccessor(&FabricPeer::blockReceived),
                        "ns3::iotledger::FabricPeerTraces::BlockReceivedCallback")
        .AddTraceSource("BlockValidated",
                        "The signatures and endorsements of a block have been judged.",
                        MakeTraceSourceAccessor(&FabricPeer::blockValidated),
                        "ns3::iotledger::FabricPeerTraces::BlockValidatedCallback")
        .AddTraceSource("BlockCommitted",
                        "A block is in the ledger.",
                        MakeTraceSourceAccessor(&FabricPeer::blockCommitted),
                        "ns3::iotledger::FabricPeerTraces::BlockCommittedCallback")
        .AddTraceSource("TransactionRejected",
                        "A transaction is in the ledger as invalid.",
                        MakeTraceSourceAccessor(&FabricPeer::transactionRejected),
                        "ns3::iotledger::FabricPeerTraces::TransactionRejectedCallback")
        .AddTraceSource("Endorsed",
                        "A proposal has been endorsed.",
                        MakeTraceSourceAccessor(&FabricPeer::endorsed),
                        "ns3::iotledger::FabricPeerTraces::EndorsedCallback")
        .AddTraceSource("ProposalRefused",
                        "A proposal was not simulated.",
                        MakeTraceSourceAccessor(&FabricPeer::proposalRefused),
                        "ns3::iotledger::FabricPeerTraces::ProposalRefusedCallback")
        .AddTraceSource("BlockRefused",
                        "A block off the network is not in order.",
                        MakeTraceSourceAccessor(&FabricPeer::blockRefused),
                        "ns3::iotledger::FabricPeerTraces::BlockRefusedCallback");
}

} // namespace iotledger
} // namespace ns3
