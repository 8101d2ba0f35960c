/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STATE_DATABASE_H
#define STATE_DATABASE_H

#include "ns3/state-version.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace ns3
{
namespace iotledger
{

class StateUpdates;

/**
 * @ingroup iot-ledger
 * @brief The world state of one channel: the last value of each key, by namespace and in the order
 * of the keys' bytes.
 *
 * A namespace is a chaincode's name, or `_lifecycle` for the definitions of chaincodes. No two
 * namespaces share keys.
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/txmgmt/statedb (stateleveldb).
 */
class StateDatabase
{
  public:
    using Entries = std::map<std::string, VersionedValue, std::less<>>;

    /// A half-open stretch of one namespace's entries; valid until the next Apply.
    struct Range
    {
        Entries::const_iterator begin;
        Entries::const_iterator end;
    };

    /// @return the value of a key; null: it has none. Valid until the next Apply.
    const VersionedValue* Find(std::string_view name, std::string_view key) const;

    /// @return the entries of namespace @p name from @p start up to, not including, @p end; an
    /// empty end: to the last
    Range FindRange(std::string_view name, std::string_view start, std::string_view end) const;

    /// Writes and deletes what the transactions of a block did.
    void Apply(StateUpdates updates);

    uint64_t GetSize() const;  //!< number of keys
    uint64_t GetBytes() const; //!< [B] of namespaces, keys, values and versions

  private:
    void Put(Entries& entries, const std::string& key, VersionedValue value);

    std::map<std::string, Entries, std::less<>> m_namespaces;
    uint64_t m_size{0};
    uint64_t m_bytes{0}; //!< [B] of keys and values
};

} // namespace iotledger
} // namespace ns3

#endif /* STATE_DATABASE_H */
