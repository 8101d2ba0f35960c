/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_SETTINGS_H
#define RAFT_SETTINGS_H

#include <cstdint>
#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief How a RaftNode behaves.
 *
 * Source of the defaults: Hyperledger Fabric v2.4, sampleconfig/configtx.yaml, EtcdRaft.Options
 * (MaxInflightBlocks is maxInflightMessages), Orderer.BatchSize.PreferredMaxBytes (which is
 * maxSizePerMessage) and orderer/consensus/etcdraft/chain.go, NewChain (the rest).
 */
struct RaftSettings
{
    uint64_t id{0};                         //!< this node, not 0
    uint32_t electionTick{10};              //!< least time without a leader [ticks]
    uint32_t heartbeatTick{1};              //!< time between a leader's heartbeats [ticks]
    uint32_t maxInflightMessages{5};        //!< unanswered appends to one follower
    uint64_t maxSizePerMessage{2'097'152};  //!< entries in one append, but at least one [B]
    bool preVote{true};                     //!< ask before raising the term
    bool checkQuorum{true};                 //!< without a quorum a leader steps down; leases
    bool disableProposalForwarding{true};   //!< only the leader takes proposals
    uint64_t applied{0};                    //!< last entry that the application has, restarting
    std::function<uint32_t(uint32_t)> draw; //!< uniform in [0, argument); required
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_SETTINGS_H */
