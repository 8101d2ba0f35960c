/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEER_LEDGER_H
#define PEER_LEDGER_H

#include "ns3/chaincode-container.h"
#include "ns3/config-validator.h"
#include "ns3/fabric-ledger.h"
#include "ns3/fabric-peer.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief What a peer keeps of a channel over a crash: the ledger, the latest configuration, and
 * which chaincodes are installed. Internal.
 */
struct PeerLedger
{
    /// @param first configuration
    PeerLedger(const FabricLedger::Settings& settings, std::unique_ptr<ConfigValidator> first);

    FabricLedger ledger;
    ChaincodeContainer chaincodes;
    std::unique_ptr<ConfigValidator> config;
    std::vector<std::string> names; //!< of the chaincodes, which gossip tells
};

} // namespace iotledger
} // namespace ns3

#endif /* PEER_LEDGER_H */
