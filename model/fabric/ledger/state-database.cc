/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "state-database.h"

#include "ns3/state-updates.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

const StateDatabase::Entries NO_ENTRIES;

/// What Fabric stores of a version: two numbers of varying length, here taken as stored whole.
constexpr uint64_t VERSION_BYTES{16};

} // namespace

const VersionedValue*
StateDatabase::Find(std::string_view name, std::string_view key) const
{
    const auto entries = m_namespaces.find(name);
    if (entries == m_namespaces.end())
    {
        return nullptr;
    }
    const auto entry = entries->second.find(key);
    return entry == entries->second.end() ? nullptr : &entry->second;
}

StateDatabase::Range
StateDatabase::FindRange(std::string_view name, std::string_view start, std::string_view end) const
{
    const auto found = m_namespaces.find(name);
    const auto& entries = found == m_namespaces.end() ? NO_ENTRIES : found->second;
    if (!end.empty() && end <= start)
    {
        return {entries.end(), entries.end()};
    }
    return {entries.lower_bound(start), end.empty() ? entries.end() : entries.lower_bound(end)};
}

void
StateDatabase::Apply(StateUpdates updates)
{
    for (auto& [name, changes] : updates.GetNamespaces())
    {
        auto& entries = m_namespaces[name];
        for (auto& [key, update] : changes)
        {
            if (update.value)
            {
                Put(entries, key, {std::move(*update.value), update.version});
            }
            else if (const auto entry = entries.find(key); entry != entries.end())
            {
                m_size--;
                m_bytes -= key.size() + entry->second.value.size();
                entries.erase(entry);
            }
        }
    }
}

void
StateDatabase::Put(Entries& entries, const std::string& key, VersionedValue value)
{
    const auto [entry, isNew] = entries.try_emplace(key);
    if (isNew)
    {
        m_size++;
        m_bytes += key.size();
    }
    m_bytes += value.value.size();
    m_bytes -= entry->second.value.size();
    entry->second = std::move(value);
}

uint64_t
StateDatabase::GetSize() const
{
    return m_size;
}

uint64_t
StateDatabase::GetBytes() const
{
    return m_bytes + m_size * VERSION_BYTES;
}

} // namespace iotledger
} // namespace ns3
