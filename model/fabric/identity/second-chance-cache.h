/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SECOND_CHANCE_CACHE_H
#define SECOND_CHANCE_CACHE_H

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Which keys a cache of fixed size holds under the second-chance rule of replacement.
 *
 * Keys stand in a ring. A key that is looked up is marked; the one to make room is the first
 * unmarked key from the hand on, and marks are taken off the keys that the hand passes.
 *
 * Source: Hyperledger Fabric v2.4.3, msp/cache/second_chance.go.
 */
class SecondChanceCache
{
  public:
    explicit SecondChanceCache(std::size_t size);

    /// Looks @p key up and takes it in if it is not there. @return whether it was there.
    bool Touch(const std::string& key);

    void Clear();

  private:
    struct Entry
    {
        std::string key;
        bool isMarked;
    };

    void Add(const std::string& key);

    std::size_t m_size;
    std::vector<Entry> m_ring;
    std::size_t m_hand{0};
    std::unordered_map<std::string, std::size_t> m_places; //!< in m_ring
};

} // namespace iotledger
} // namespace ns3

#endif /* SECOND_CHANCE_CACHE_H */
