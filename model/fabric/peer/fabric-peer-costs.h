/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_PEER_COSTS_H
#define FABRIC_PEER_COSTS_H

#include "ns3/nstime.h"
#include "ns3/object.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What the work of a peer costs beyond its cryptography, as CPU time on a core of speed 1.
 *
 * ECDSA comes from the node's Crypto, TLS from its TlsTransport, and disk syncs from its Disk.
 *
 * Source of the defaults: a network of Hyperledger Fabric v2.4.3 measured on an AMD EPYC at
 * 2.45 GHz (Go 1.19.8, LevelDB). Validation of a block of n transactions took 1.2 + 1.2 n core-ms
 * with three ECDSA verifications each; of its commit, state validation took 0.063 n ms, block file
 * and index 1.8 + 0.063 n, state database 0.3 + 0.016 n and the history at least 1.2 + 0.04 n; a
 * peer used 0.47 ms of CPU for a quarter of an evaluation of one state read.
 */
struct FabricPeerCosts : public Object
{
    static TypeId GetTypeId();

    Time checkProposal;   //!< unpacking a proposal and checking its header and access, without the
                          //!< signature
    Time simulate;        //!< beginning and ending the simulation of a proposal
    Time stateRoundTrip;  //!< the peer's side of one state access of a chaincode
    Time endorseResult;   //!< building the response of an endorsement, without its signature
    Time proposalByte;    //!< each byte of a proposal and of its simulation results
    Time gatewayEvaluate; //!< taking and answering an Evaluate call
    Time gatewayEndorse; //!< taking and answering an Endorse call: the plan and the transaction put
                         //!< together
    Time gatewayRemoteCall; //!< asking another peer to endorse, and reading its answer
    Time gatewaySubmit; //!< taking and answering a Submit call, with its broadcast to an orderer
    Time gatewayCommitStatus; //!< taking and answering a CommitStatus call, without the signature
    Time gatewayNotify;       //!< telling a client that waits of the commit
    Time serveProposal;       //!< taking and answering a proposal that comes over the network
    Time receiveBlock;  //!< taking a block off the stream of an orderer or from gossip, without the
                        //!< signature
    Time blockByte;     //!< each byte of a block received, or gossiped to one peer
    Time gossipMessage; //!< sending or taking one gossip message, without signatures
    Time validateBlock; //!< validating a block, beside its transactions
    Time validateTransaction;      //!< validating a transaction of a block, without its signatures
    Time stateValidateTransaction; //!< comparing the versions that a transaction read
    Time appendBlock;              //!< appending a block to its file, without the sync
    Time indexBlock;               //!< entering a block in the index, without the sync
    Time appendTransaction;        //!< each transaction of a block appended
    Time writeState;               //!< writing the state of a block, without the sync
    Time writeStateTransaction;    //!< each transaction of a state write
    Time writeHistory;             //!< writing the history of a block, without the sync
    Time writeHistoryTransaction;  //!< each transaction of a history write
    Time readBlock;                //!< reading a block back for the events of a chaincode
    uint64_t indexEntryBytes;      //!< [B] that an entry of the index or of the history writes
    double background; //!< share of a core used when idle, beyond what gossip is charged for
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_PEER_COSTS_H */
