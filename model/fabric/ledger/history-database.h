/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HISTORY_DATABASE_H
#define HISTORY_DATABASE_H

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Which transactions wrote each key, oldest first.
 *
 * It keeps places only: the values are in the blocks. Keys are kept as 64-bit hashes, so a place
 * may also be of another key; whoever reads the transaction there sees whether it wrote the key.
 * They are sorted by key when one is asked for, so that a history nobody reads costs next to
 * nothing.
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/history (only writes of valid
 * transactions are recorded).
 */
class HistoryDatabase
{
  public:
    struct Place
    {
        uint64_t block;
        uint32_t transaction; //!< index in the block
    };

    void Add(std::string_view name, std::string_view key, Place place);

    /// @return where a key may have been written, oldest first
    const std::vector<Place>& Find(std::string_view name, std::string_view key) const;

    uint64_t GetSize() const;  //!< number of writes
    uint64_t GetBytes() const; //!< [B] of the entries as Fabric stores them: name, key, place

  private:
    mutable std::unordered_map<uint64_t, std::vector<Place>> m_places; //!< by hash of name and key
    mutable std::vector<std::pair<uint64_t, Place>> m_new; //!< hash and place, not sorted in yet
    uint64_t m_size{0};
    uint64_t m_bytes{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* HISTORY_DATABASE_H */
