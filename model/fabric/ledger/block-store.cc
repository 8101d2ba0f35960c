/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-store.h"

#include "block-archive.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

BlockStore::BlockStore(uint64_t first, uint64_t inMemory)
    : m_first(first),
      m_archive(std::make_unique<BlockArchive>(inMemory))
{
}

BlockStore::~BlockStore() = default;

void
BlockStore::Append(SharedBytes block,
                   const SharedBytes& headerHash,
                   const std::vector<Transaction>& transactions)
{
    const auto number = GetHeight();
    m_byHash.emplace(headerHash.ToString(), number);
    for (uint32_t i = 0; i < transactions.size(); i++)
    {
        if (!transactions[i].id.empty())
        {
            m_byTransaction.emplace(transactions[i].id, Place{number, i, transactions[i].code});
        }
    }
    m_archive->Append(std::move(block));
}

uint64_t
BlockStore::GetHeight() const
{
    return m_first + m_archive->GetSize();
}

uint64_t
BlockStore::GetFirst() const
{
    return m_first;
}

SharedBytes
BlockStore::GetBlock(uint64_t number) const
{
    if (number < m_first || number >= GetHeight())
    {
        return SharedBytes();
    }
    return m_archive->Get(number - m_first);
}

std::optional<uint64_t>
BlockStore::FindByHash(const SharedBytes& headerHash) const
{
    const auto found = m_byHash.find(headerHash.ToString());
    return found == m_byHash.end() ? std::nullopt : std::make_optional(found->second);
}

std::optional<BlockStore::Place>
BlockStore::FindTransaction(const std::string& id) const
{
    const auto found = m_byTransaction.find(id);
    return found == m_byTransaction.end() ? std::nullopt : std::make_optional(found->second);
}

uint64_t
BlockStore::GetBytes() const
{
    return m_archive->GetMemoryBytes() + m_archive->GetFileBytes();
}

uint64_t
BlockStore::GetMemoryBytes() const
{
    return m_archive->GetMemoryBytes();
}

} // namespace iotledger
} // namespace ns3
