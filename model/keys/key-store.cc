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

namespace
{

/// @return what the paper's figure 15 shows in place of the key.
const SharedBytes&
GetTamperedKey()
{
    static const SharedBytes none(std::string_view("None"));
    return none;
}

} // namespace

KeyStore::KeyStore(std::shared_ptr<KeyPool> pool)
    : m_pool(std::move(pool))
{
}

bool
KeyStore::Store(uint32_t device, const SharedBytes& key)
{
    if (device == 0 || device > MAX_DEVICE)
    {
        return false;
    }
    auto& entry = GetEntry(device);
    m_bytes -= m_pool->Get(entry.key).GetSize();
    m_count += entry.key == KeyPool::NONE ? 1 : 0;
    entry.key = m_pool->Intern(entry.tampered ? GetTamperedKey() : key);
    m_bytes += m_pool->Get(entry.key).GetSize();
    return true;
}

const SharedBytes&
KeyStore::Get(uint32_t device) const
{
    const bool held = device >= 1 && device <= m_entries.size();
    return m_pool->Get(held ? m_entries[device - 1].key : KeyPool::NONE);
}

bool
KeyStore::Matches(uint32_t device, const SharedBytes& key) const
{
    const auto& copy = Get(device);
    return !copy.IsEmpty() && copy == key;
}

void
KeyStore::Tamper(uint32_t device)
{
    auto& entry = GetEntry(device);
    entry.tampered = 1;
    if (entry.key != KeyPool::NONE)
    {
        Store(device, GetTamperedKey());
    }
}

uint32_t
KeyStore::GetCount() const
{
    return m_count;
}

uint64_t
KeyStore::GetBytes() const
{
    return m_bytes;
}

KeyStore::Entry&
KeyStore::GetEntry(uint32_t device)
{
    if (device > m_entries.size())
    {
        m_entries.resize(device, Entry{KeyPool::NONE, 0});
    }
    return m_entries[device - 1];
}

} // namespace iotledger
} // namespace ns3
