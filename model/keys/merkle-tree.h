/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MERKLE_TREE_H
#define MERKLE_TREE_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A Merkle hash tree over a list of byte strings, kept up to date at the cost of its height.
 *
 * With || for concatenation: a leaf is H(0x00 || data), a node H(0x01 || left || right); a node
 * without a right sibling moves up as it is, which gives the same tree as splitting at the largest
 * power of two. The two prefixes keep a node from being passed off as a leaf.
 *
 * Source: RFC 6962, section 2.1 (tree and paths); RFC 9162, section 2.1.3.2 (following a path).
 */
class MerkleTree
{
  public:
    using Hash = std::function<SharedBytes(const SharedBytes& bytes)>; //!< SHA-256: 32 B

    explicit MerkleTree(Hash hash);

    /// Sets the entry at @p index, from 0. Entries before it that were never set are empty strings.
    void Set(uint32_t index, const SharedBytes& data);

    /// Hashes what has changed since. @return the root; of an empty tree, the hash of nothing.
    SharedBytes GetRoot();

    /// @return the siblings on the way from the leaf up, as of the last GetRoot. @param index of an
    /// entry that is there
    std::vector<SharedBytes> GetPath(uint32_t index) const;

    uint32_t GetSize() const; //!< number of entries

    /// @return the root that @p path leads to from @p data at @p index in a tree of @p size
    /// entries; nothing if it is no path there.
    static std::optional<SharedBytes> Follow(const Hash& hash,
                                             const SharedBytes& data,
                                             uint32_t index,
                                             uint32_t size,
                                             const std::vector<SharedBytes>& path);

  private:
    Hash m_hash;
    std::vector<std::vector<SharedBytes>> m_levels{1}; //!< from the leaves up to the root
    std::set<uint32_t> m_changed;                      //!< leaves that the levels above do not know
};

} // namespace iotledger
} // namespace ns3

#endif /* MERKLE_TREE_H */
