/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_PEER_SETTINGS_H
#define FABRIC_PEER_SETTINGS_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{
namespace iotledger
{

/// The attributes of FabricPeer that are no costs; FabricPeer says what they mean.
/// @ingroup iot-ledger
struct FabricPeerSettings
{
    uint32_t endorserLimit; //!< proposals
    uint32_t gatewayLimit;  //!< calls
    uint32_t deliverLimit;  //!< calls
    uint32_t validatorPoolSize;
    Time endorsementTimeout;
    uint64_t blocksInMemory;
    int64_t epoch; //!< [s]
    bool isGossipEnabled;
    bool isBlockGossipEnabled;
    bool isOrgLeader;
    Time stateInfoInterval;
    Time aliveInterval;
    Time aliveExpiration;
    Time reconnectInterval;
    Time pullInterval;
    Time propagationLatency;
    uint32_t propagationBurst; //!< blocks
    uint32_t propagationPeers;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_PEER_SETTINGS_H */
