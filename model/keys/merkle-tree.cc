/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "merkle-tree.h"

#include "ns3/byte-io.h"

namespace ns3
{
namespace iotledger
{

namespace
{

SharedBytes
HashLeaf(const MerkleTree::Hash& hash, const SharedBytes& data)
{
    return hash(ByteWriter().U8(0).Bytes(data).Take());
}

SharedBytes
HashNode(const MerkleTree::Hash& hash, const SharedBytes& left, const SharedBytes& right)
{
    return hash(ByteWriter().U8(1).Bytes(left).Bytes(right).Take());
}

} // namespace

MerkleTree::MerkleTree(Hash hash)
    : m_hash(std::move(hash))
{
}

void
MerkleTree::Set(uint32_t index, const SharedBytes& data)
{
    auto& leaves = m_levels.front();
    while (leaves.size() < index)
    {
        m_changed.insert(static_cast<uint32_t>(leaves.size()));
        leaves.push_back(HashLeaf(m_hash, SharedBytes()));
    }
    if (leaves.size() == index)
    {
        leaves.emplace_back();
    }
    leaves[index] = HashLeaf(m_hash, data);
    m_changed.insert(index);
}

SharedBytes
MerkleTree::GetRoot()
{
    std::set<uint32_t> changed;
    changed.swap(m_changed);
    for (std::size_t level = 0; m_levels[level].size() > 1; ++level)
    {
        if (level + 1 == m_levels.size())
        {
            m_levels.emplace_back();
        }
        const auto& below = m_levels[level];
        auto& above = m_levels[level + 1];
        above.resize((below.size() + 1) / 2);
        std::set<uint32_t> parents;
        for (const uint32_t child : changed)
        {
            const uint32_t parent = child / 2;
            const std::size_t left = 2 * static_cast<std::size_t>(parent);
            if (parents.insert(parent).second)
            {
                above[parent] = left + 1 < below.size()
                                    ? HashNode(m_hash, below[left], below[left + 1])
                                    : below[left];
            }
        }
        changed.swap(parents);
    }
    return m_levels.back().empty() ? m_hash(SharedBytes()) : m_levels.back().front();
}

std::vector<SharedBytes>
MerkleTree::GetPath(uint32_t index) const
{
    std::vector<SharedBytes> path;
    for (std::size_t level = 0; level + 1 < m_levels.size(); ++level, index /= 2)
    {
        const auto sibling = index ^ 1;
        if (sibling < m_levels[level].size())
        {
            path.push_back(m_levels[level][sibling]);
        }
    }
    return path;
}

uint32_t
MerkleTree::GetSize() const
{
    return static_cast<uint32_t>(m_levels.front().size());
}

std::optional<SharedBytes>
MerkleTree::Follow(const Hash& hash,
                   const SharedBytes& data,
                   uint32_t index,
                   uint32_t size,
                   const std::vector<SharedBytes>& path)
{
    if (index >= size)
    {
        return std::nullopt;
    }
    auto root = HashLeaf(hash, data);
    uint32_t node = index;
    uint32_t last = size - 1; // the last node on the same level
    for (const auto& sibling : path)
    {
        if (last == 0)
        {
            return std::nullopt;
        }
        while (node % 2 == 0 && node == last) // it moved up without a sibling
        {
            node /= 2;
            last /= 2;
        }
        root = node % 2 == 1 ? HashNode(hash, sibling, root) : HashNode(hash, root, sibling);
        node /= 2;
        last /= 2;
    }
    return last == 0 ? std::make_optional(root) : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
