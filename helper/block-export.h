/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_EXPORT_H
#define BLOCK_EXPORT_H

#include "ns3/fabric-peer.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Writes all blocks that a peer holds, as CHANNEL/block_NUMBER.pb in a folder: one encoded
 * common.Block a file, as Fabric's `peer channel fetch` writes it and `configtxlator` reads it.
 *
 * @param folder is made if it is not there
 * @throws std::runtime_error naming the file, if one cannot be written
 */
void ExportBlocks(const FabricPeer& peer, const std::string& folder);

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_EXPORT_H */
