/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "second-chance-cache.h"

#include "ns3/assert.h"

namespace ns3
{
namespace iotledger
{

SecondChanceCache::SecondChanceCache(std::size_t size)
    : m_size(size)
{
    NS_ASSERT_MSG(size > 0, "a cache of no size holds nothing");
}

bool
SecondChanceCache::Touch(const std::string& key)
{
    const auto place = m_places.find(key);
    if (place != m_places.end())
    {
        m_ring[place->second].isMarked = true;
        return true;
    }
    Add(key);
    return false;
}

void
SecondChanceCache::Add(const std::string& key)
{
    if (m_ring.size() < m_size)
    {
        m_places[key] = m_ring.size();
        m_ring.push_back({key, true});
        return;
    }
    while (m_ring[m_hand].isMarked)
    {
        m_ring[m_hand].isMarked = false;
        m_hand = (m_hand + 1) % m_size;
    }
    m_places.erase(m_ring[m_hand].key);
    m_ring[m_hand] = {key, true};
    m_places[key] = m_hand;
    m_hand = (m_hand + 1) % m_size;
}

void
SecondChanceCache::Clear()
{
    m_ring.clear();
    m_places.clear();
    m_hand = 0;
}

} // namespace iotledger
} // namespace ns3
