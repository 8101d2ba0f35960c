/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "history-database.h"

#include <functional>

namespace ns3
{
namespace iotledger
{

namespace
{

uint64_t
HashKey(std::string_view name, std::string_view key)
{
    const auto hash = std::hash<std::string_view>();
    return hash(name) * 0x9e3779b97f4a7c15u ^ hash(key);
}

/// What surrounds name and key in an entry of Fabric's history: separators, the key's length and
/// the place, taken as six bytes together.
constexpr uint64_t ENTRY_OVERHEAD{9};

} // namespace

void
HistoryDatabase::Add(std::string_view name, std::string_view key, Place place)
{
    m_new.emplace_back(HashKey(name, key), place);
    m_size++;
    m_bytes += name.size() + key.size() + ENTRY_OVERHEAD;
}

const std::vector<HistoryDatabase::Place>&
HistoryDatabase::Find(std::string_view name, std::string_view key) const
{
    static const std::vector<Place> none;
    for (const auto& [hash, place] : m_new)
    {
        m_places[hash].push_back(place);
    }
    m_new.clear();
    const auto found = m_places.find(HashKey(name, key));
    return found == m_places.end() ? none : found->second;
}

uint64_t
HistoryDatabase::GetSize() const
{
    return m_size;
}

uint64_t
HistoryDatabase::GetBytes() const
{
    return m_bytes;
}

} // namespace iotledger
} // namespace ns3
