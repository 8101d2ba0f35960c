/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERED_BLOCK_H
#define ORDERED_BLOCK_H

#include "ns3/nstime.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

class FabricSigner;

/// What a block says of the channel's Raft nodes (orderer/etcdraft/metadata.proto, BlockMetadata).
/// @ingroup iot-ledger
struct RaftBlockState
{
    std::vector<uint64_t> consenters; //!< Raft ids, in the order of the configuration's consenters
    uint64_t nextConsenter{1};        //!< id that the next one to join gets
    uint64_t raftIndex{0};            //!< of the block's entry in the Raft log

    SharedBytes Encode() const;
    static std::optional<RaftBlockState> Decode(const SharedBytes& bytes);
};

/**
 * @ingroup iot-ledger
 * @brief A block as orderers make, agree upon and write it.
 *
 *     Block { 1: BlockHeader { 1: number, 2: previous_hash, 3: data_hash },
 *             2: BlockData { 1: data ... }, 3: BlockMetadata { 1: metadata ... } }
 *
 * Orderers agree upon header and data; each adds its own metadata when it writes: its signature
 * (over the metadata's value, its signature header and the block's header), the number of the last
 * configuration block and the Raft index. So metadata differs from orderer to orderer.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/consensus/etcdraft/blockcreator.go,
 * orderer/common/multichannel/blockwriter.go (addBlockSignature, addLastConfig) and
 * protoutil/blockutils.go (NewBlock, InitBlockMetadata).
 */
class OrderedBlock
{
  public:
    /// Makes a block of the next @p number, with empty metadata.
    static OrderedBlock Make(uint64_t number,
                             const SharedBytes& previousHash,
                             const std::vector<SharedBytes>& envelopes);

    /// @return none if @p bytes are no block.
    static std::optional<OrderedBlock> Parse(const SharedBytes& bytes);

    uint64_t GetNumber() const;
    const SharedBytes& GetPreviousHash() const;
    SharedBytes GetHash() const; //!< of the header: what the next block names
    const std::vector<SharedBytes>& GetEnvelopes() const;
    const SharedBytes& GetBytes() const;

    /// @return whether it follows upon a block of hash @p previousHash and its data is what its
    /// header says.
    bool Follows(const SharedBytes& previousHash) const;

    /// @return whether it holds one configuration.
    bool IsConfig() const;

    /// @return the number of the last configuration block, itself included, by its metadata.
    uint64_t GetLastConfig() const;

    /// @return what its metadata says of Raft; none if nothing.
    std::optional<RaftBlockState> GetRaftState() const;

    /**
     * Replaces the metadata.
     * @param nonce 24 B, of the signature header
     * @param cost is told what the signature costs
     */
    OrderedBlock Sign(uint64_t lastConfig,
                      const RaftBlockState& state,
                      const FabricSigner& signer,
                      const SharedBytes& nonce,
                      Time& cost) const;

  private:
    OrderedBlock WithMetadata(const std::vector<SharedBytes>& metadata) const;

    SharedBytes m_bytes;
    uint64_t m_number{0};
    SharedBytes m_previousHash;
    SharedBytes m_dataHash;
    std::vector<SharedBytes> m_envelopes; //!< share storage with m_bytes
    std::vector<SharedBytes> m_metadata;  //!< likewise
    uint64_t m_metadataOffset{0};         //!< [B] in m_bytes, where its metadata begins
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERED_BLOCK_H */
