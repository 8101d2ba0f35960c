/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MVCC_VALIDATOR_H
#define MVCC_VALIDATOR_H

#include "fabric-peer.pb.h"
#include "fabric-rwset.pb.h"

#include "ns3/state-database.h"
#include "ns3/state-updates.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A decoded read-write set. Internal.
struct TxReads
{
    struct Namespace
    {
        std::string name;
        fabric::KVRWSet set;
    };

    std::vector<Namespace> namespaces;

    /// @return none: @p results is no TxReadWriteSet
    static std::optional<TxReads> Decode(std::string_view results);
};

/**
 * @brief Judges transactions of one block in their order: a transaction is valid if all it read is
 * as it read it, after the valid transactions before it. Internal.
 *
 * A key written by an earlier valid transaction of the block counts as changed, whatever it wrote.
 * A range is read again, with the changes of the block, and must yield the same keys and versions.
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/txmgmt/validation (validator.go,
 * rangequery_validator.go, combined_iterator.go).
 */
class MvccValidator
{
  public:
    explicit MvccValidator(const StateDatabase& state);

    /// @return VALID, MVCC_READ_CONFLICT or PHANTOM_READ_CONFLICT
    fabric::TxValidationCode Judge(const TxReads& transaction) const;

    /// Takes over the writes of a valid transaction.
    void Accept(TxReads transaction, const StateVersion& version);

    const StateUpdates& GetUpdates() const;
    StateUpdates TakeUpdates();

  private:
    bool IsUnchanged(const std::string& name, const fabric::KVRead& read) const;
    bool IsUnchanged(const std::string& name, const fabric::RangeQueryInfo& query) const;

    const StateDatabase& m_state;
    StateUpdates m_updates;
};

} // namespace iotledger
} // namespace ns3

#endif /* MVCC_VALIDATOR_H */
