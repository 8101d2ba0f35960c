/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-store.h"

namespace ns3
{
namespace iotledger
{

KeyStore::KeyStore(std::shared_ptr<KeyPool> pool)
    : m_pool(std::move(pool))
{
}

const SharedBytes&
KeyStore::GetNoKey()
{
    static const SharedBytes none(std::string_view("None"));
    return none;
}

bool
KeyStore::Store(uint32_t owner, const SharedBytes& key)
{
    if (owner == 0 || owner > MAX_DEVICE)
    {
        return false;
    }
    if (owner > m_keys.size())
    {
        m_keys.resize(owner, KeyPool::NONE);
    }
    auto& copy = m_keys[owner - 1];
    m_bytes -= m_pool->Get(copy).GetSize();
    m_count += copy == KeyPool::NONE ? 1 : 0;
    const auto replacement = m_replacements.find(owner);
    copy = m_pool->Intern(replacement == m_replacements.end() ? key : replacement->second);
    m_bytes += m_pool->Get(copy).GetSize();
    return true;
}

const SharedBytes&
KeyStore::Get(uint32_t owner) const
{
    const bool held = owner >= 1 && owner <= m_keys.size();
    return m_pool->Get(held ? m_keys[owner - 1] : KeyPool::NONE);
}

bool
KeyStore::Matches(uint32_t owner, const SharedBytes& key) const
{
    const auto& copy = Get(owner);
    return !copy.IsEmpty() && copy == key;
}

void
KeyStore::Tamper(uint32_t owner, const SharedBytes& replacement)
{
    m_replacements[owner] = replacement;
    if (!Get(owner).IsEmpty())
    {
        Store(owner, replacement);
    }
}

uint32_t
KeyStore::GetCount() const
{
    return m_count;
}

uint32_t
KeyStore::GetHighest() const
{
    return static_cast<uint32_t>(m_keys.size());
}

std::vector<uint32_t>
KeyStore::GetOwners() const
{
    std::vector<uint32_t> owners;
    owners.reserve(m_count);
    for (uint32_t owner = 1; owner <= m_keys.size(); ++owner)
    {
        if (m_keys[owner - 1] != KeyPool::NONE)
        {
            owners.push_back(owner);
        }
    }
    return owners;
}

uint64_t
KeyStore::GetBytes() const
{
    return m_bytes;
}

} // namespace iotledger
} // namespace ns3
