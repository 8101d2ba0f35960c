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

const StateDatabase::Ordered NO_ENTRIES;

/// What Fabric stores of a version: two numbers of varying length, here taken as stored whole.
constexpr uint64_t VERSION_BYTES{16};

} // namespace

const VersionedValue*
StateDatabase::Namespace::Find(const std::string& key) const
{
    const auto found = m_values.find(key);
    return found == m_values.end() ? nullptr : &found->second;
}

const StateDatabase::Ordered&
StateDatabase::Namespace::GetOrdered() const
{
    for (const auto* entry : m_unordered)
    {
        m_ordered.emplace(entry->first, entry);
    }
    m_unordered.clear();
    return m_ordered;
}

VersionedValue&
StateDatabase::Namespace::Take(const std::string& key)
{
    const auto [entry, isNew] = m_values.try_emplace(key);
    if (isNew)
    {
        m_unordered.push_back(&*entry);
    }
    return entry->second;
}

void
StateDatabase::Namespace::Remove(const std::string& key)
{
    GetOrdered(); // so that the key stands in one place only
    m_ordered.erase(key);
    m_values.erase(key);
}

const VersionedValue*
StateDatabase::Find(const std::string& name, const std::string& key) const
{
    const auto found = m_namespaces.find(name);
    return found == m_namespaces.end() ? nullptr : found->second.Find(key);
}

StateDatabase::Range
StateDatabase::FindRange(const std::string& name,
                         std::string_view start,
                         std::string_view end) const
{
    const auto found = m_namespaces.find(name);
    const auto& entries = found == m_namespaces.end() ? NO_ENTRIES : found->second.GetOrdered();
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
            if (const auto* old = entries.Find(key))
            {
                m_size--;
                m_bytes -= key.size() + old->value.size();
                if (!update.value)
                {
                    entries.Remove(key);
                }
            }
            if (update.value)
            {
                m_size++;
                m_bytes += key.size() + update.value->size();
                entries.Take(key) = {std::move(*update.value), update.version};
            }
        }
    }
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
