/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STATE_DATABASE_H
#define STATE_DATABASE_H

#include "ns3/state-version.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

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
 * Single keys are found by hash, at a cost that does not grow. New keys are put in order when the
 * next range of their namespace is asked for: who never asks does not pay.
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/txmgmt/statedb (stateleveldb).
 */
class StateDatabase
{
  public:
    using Entry = std::pair<const std::string, VersionedValue>;
    using Ordered = std::map<std::string_view, const Entry*>;

    /// A half-open stretch of one namespace's entries; valid until the next Apply.
    struct Range
    {
        Ordered::const_iterator begin;
        Ordered::const_iterator end;
    };

    StateDatabase() = default;
    StateDatabase(StateDatabase&&) = default;
    StateDatabase& operator=(StateDatabase&&) = default;
    StateDatabase(const StateDatabase&) = delete; // the order points at the values
    StateDatabase& operator=(const StateDatabase&) = delete;

    /// @return the value of a key; null: it has none. Valid until the next Apply.
    const VersionedValue* Find(const std::string& name, const std::string& key) const;

    /// @return the entries of namespace @p name from @p start up to, not including, @p end; an
    /// empty end: to the last
    Range FindRange(const std::string& name, std::string_view start, std::string_view end) const;

    /// Writes and deletes what the transactions of a block did.
    void Apply(StateUpdates updates);

    uint64_t GetSize() const;  //!< number of keys
    uint64_t GetBytes() const; //!< [B] of keys, values and versions

  private:
    class Namespace
    {
      public:
        const VersionedValue* Find(const std::string& key) const;
        const Ordered& GetOrdered() const;

        /// @return the value of @p key, empty if it is new
        VersionedValue& Take(const std::string& key);
        void Remove(const std::string& key);

      private:
        std::unordered_map<std::string, VersionedValue> m_values;
        mutable Ordered m_ordered;                     //!< all but the new ones
        mutable std::vector<const Entry*> m_unordered; //!< new since the last range
    };

    std::map<std::string, Namespace> m_namespaces;
    uint64_t m_size{0};
    uint64_t m_bytes{0}; //!< [B] of keys and values
};

} // namespace iotledger
} // namespace ns3

#endif /* STATE_DATABASE_H */
