/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TX_SIMULATOR_H
#define TX_SIMULATOR_H

#include "ns3/shared-bytes.h"
#include "ns3/state-database.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class RangeQueryReads;

/**
 * @ingroup iot-ledger
 * @brief Runs one transaction against the world state: it reads what is committed and keeps its
 * writes to itself, recording both as the transaction's read-write set.
 *
 * As in Fabric a transaction does not see its own writes: a key reads as it was before.
 * An empty value counts as a deletion: protobuf does not tell it from none.
 *
 * The state must not change while a simulator lives (there Fabric holds a lock).
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/txmgmt/txmgr (tx_simulator.go,
 * query_executor.go) and rwsetutil/rwset_builder.go.
 * Left out: private data collections, key-level endorsement (metadata writes), rich queries.
 */
class TxSimulator
{
  public:
    struct KeyValue
    {
        std::string key;
        std::string value;
    };

    /// Walks over the keys of a range. Each step is recorded as read.
    class RangeIterator
    {
      public:
        /// @return the next key and its value; none: the range is exhausted
        std::optional<KeyValue> Next();

      private:
        friend class TxSimulator;

        StateDatabase::Range m_range;
        std::string m_endKey; //!< as asked for
        std::shared_ptr<RangeQueryReads> m_reads;
    };

    explicit TxSimulator(const StateDatabase& state);
    ~TxSimulator();
    TxSimulator(const TxSimulator&) = delete;
    TxSimulator& operator=(const TxSimulator&) = delete;

    std::optional<std::string> GetState(const std::string& name, const std::string& key);
    void PutState(const std::string& name, const std::string& key, std::string value);
    void DeleteState(const std::string& name, const std::string& key);

    /// @param end not included; empty: to the last key of the namespace
    RangeIterator GetStateRange(const std::string& name,
                                const std::string& start,
                                const std::string& end);

    /// @return the encoded TxReadWriteSet: namespaces, reads and writes in the order of their
    /// names' bytes, range queries in the order they were made, each once
    SharedBytes GetReadWriteSet() const;

  private:
    struct Namespace
    {
        std::map<std::string, std::optional<StateVersion>> reads;
        std::map<std::string, std::string> writes; //!< empty value: deleted
        std::vector<std::shared_ptr<RangeQueryReads>> ranges;
    };

    const StateDatabase& m_state;
    std::map<std::string, Namespace> m_namespaces;
};

} // namespace iotledger
} // namespace ns3

#endif /* TX_SIMULATOR_H */
