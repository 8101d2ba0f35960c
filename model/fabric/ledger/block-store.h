/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_STORE_H
#define BLOCK_STORE_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace iotledger
{

class BlockArchive;

/**
 * @ingroup iot-ledger
 * @brief The blocks of one channel on one node, as their encoded bytes, found by number, by hash
 * of the header and by transaction id.
 *
 * Older blocks can live in a nameless temporary file, which bounds a node's memory.
 *
 * Source: Hyperledger Fabric v2.4.3, common/ledger/blkstorage. Of a transaction id that occurs
 * more than once the first place counts (blockindex.go).
 */
class BlockStore
{
  public:
    /// Where a transaction is, and its verdict.
    struct Place
    {
        uint64_t block{0};
        uint32_t transaction{0}; //!< index in the block
        uint8_t code{0};         //!< a TxValidationCode
    };

    /// What is known of one transaction of a block.
    struct Transaction
    {
        std::string id; //!< empty: it has none (a configuration)
        uint8_t code{0};
    };

    /// @param first number of the first block, not zero on a node that joined by a snapshot
    /// @param inMemory how many of the latest blocks stay in memory
    explicit BlockStore(uint64_t first = 0, uint64_t inMemory = UINT64_MAX);
    ~BlockStore();

    /// Adds the next block.
    void Append(SharedBytes block,
                const SharedBytes& headerHash,
                const std::vector<Transaction>& transactions);

    uint64_t GetHeight() const; //!< number of the next block
    uint64_t GetFirst() const;  //!< number of the first block here

    /// @return the encoded block; empty: it is not here
    SharedBytes GetBlock(uint64_t number) const;

    std::optional<uint64_t> FindByHash(const SharedBytes& headerHash) const;
    std::optional<Place> FindTransaction(const std::string& id) const;

    uint64_t GetBytes() const;       //!< [B] of all blocks
    uint64_t GetMemoryBytes() const; //!< [B] of blocks held in memory

  private:
    uint64_t m_first;
    std::unique_ptr<BlockArchive> m_archive;
    std::unordered_map<std::string, uint64_t> m_byHash;
    std::unordered_map<std::string, Place> m_byTransaction;
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_STORE_H */
