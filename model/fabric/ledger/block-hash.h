/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_HASH_H
#define BLOCK_HASH_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace fabric
{
class BlockData;
class BlockHeader;
} // namespace fabric

/**
 * @file
 * @ingroup iot-ledger
 * The hashes that chain blocks. All are SHA-256, the only one Fabric's channels use.
 *
 * Block headers are hashed in an encoding of their own, since protobuf's is not unique:
 *
 *     SEQUENCE { number INTEGER, previousHash OCTET STRING, dataHash OCTET STRING }   (DER)
 *
 * Source: Hyperledger Fabric v2.4.3, protoutil/blockutils.go (BlockHeaderBytes, BlockHeaderHash,
 * BlockDataHash).
 */

/// @return the 32 bytes of SHA-256 over @p parts, one behind the other
std::string Sha256(const std::vector<std::string_view>& parts);

/// @return the DER encoding of a block header, which is also what orderers sign
std::string EncodeBlockHeader(uint64_t number,
                              std::string_view previousHash,
                              std::string_view dataHash);

SharedBytes HashBlockHeader(uint64_t number,
                            const SharedBytes& previousHash,
                            const SharedBytes& dataHash);
SharedBytes HashBlockHeader(const fabric::BlockHeader& header);

/// @return the hash over the concatenated @p envelopes
SharedBytes HashBlockData(const std::vector<SharedBytes>& envelopes);
SharedBytes HashBlockData(const fabric::BlockData& data);

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_HASH_H */
