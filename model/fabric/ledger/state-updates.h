/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STATE_UPDATES_H
#define STATE_UPDATES_H

#include "ns3/state-version.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What the valid transactions of one block change in the world state, the last change of
 * each key only.
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/txmgmt/statedb/statedb.go (UpdateBatch)
 * and privacyenabledstate/update_batch_bytes.go (Encode).
 */
class StateUpdates
{
  public:
    struct Update
    {
        std::optional<std::string> value; //!< none: the key is deleted
        StateVersion version;
    };

    using Entries = std::map<std::string, Update, std::less<>>;
    using Namespaces = std::map<std::string, Entries, std::less<>>;

    void Put(const std::string& name, const std::string& key, Update update);

    /// @return the change of a key; null: none
    const Update* Find(std::string_view name, std::string_view key) const;

    /// @return the changes within a namespace; null: none
    const Entries* FindNamespace(std::string_view name) const;

    Namespaces& GetNamespaces();
    const Namespaces& GetNamespaces() const;

    /**
     * @return the changes in the form that goes into a block's commit hash:
     *
     *     KVWritesBatchProto { repeated KVWriteProto kvwrites = 1; }
     *     KVWriteProto { string namespace = 1; string collection = 2; bytes key = 3;
     *                    bool isDelete = 4; bytes value = 5; bytes version_bytes = 6; }
     *
     * in the order of namespaces and keys, the namespace with its first key only. The nameless
     * namespace, of the channel's configuration, is left out, as there.
     */
    std::string Encode() const;

  private:
    Namespaces m_namespaces;
};

} // namespace iotledger
} // namespace ns3

#endif /* STATE_UPDATES_H */
