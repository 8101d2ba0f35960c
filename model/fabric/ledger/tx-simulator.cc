/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tx-simulator.h"

#include "fabric-rwset.pb.h"
#include "range-query-reads.h"

#include <set>
#include <tuple>
#include <utility>

namespace ns3
{
namespace iotledger
{

std::optional<TxSimulator::KeyValue>
TxSimulator::RangeIterator::Next()
{
    if (m_range.begin == m_range.end)
    {
        m_reads->Exhaust(m_endKey);
        return std::nullopt;
    }
    const auto& [key, entry] = *m_range.begin++->second;
    m_reads->Add(key, entry.version);
    return KeyValue{key, entry.value};
}

TxSimulator::TxSimulator(const StateDatabase& state)
    : m_state(state)
{
}

TxSimulator::~TxSimulator() = default;

std::optional<std::string>
TxSimulator::GetState(const std::string& name, const std::string& key)
{
    const auto* found = m_state.Find(name, key);
    auto& read = m_namespaces[name].reads[key];
    if (!found)
    {
        return std::nullopt;
    }
    read = found->version;
    return found->value;
}

void
TxSimulator::PutState(const std::string& name, const std::string& key, std::string value)
{
    m_namespaces[name].writes[key] = std::move(value);
}

void
TxSimulator::DeleteState(const std::string& name, const std::string& key)
{
    PutState(name, key, {});
}

TxSimulator::RangeIterator
TxSimulator::GetStateRange(const std::string& name,
                           const std::string& start,
                           const std::string& end)
{
    RangeIterator iterator;
    iterator.m_range = m_state.FindRange(name, start, end);
    iterator.m_endKey = end;
    iterator.m_reads = std::make_shared<RangeQueryReads>(start);
    m_namespaces[name].ranges.push_back(iterator.m_reads);
    return iterator;
}

SharedBytes
TxSimulator::GetReadWriteSet() const
{
    fabric::TxReadWriteSet sets;
    for (const auto& [name, recorded] : m_namespaces)
    {
        fabric::KVRWSet set;
        for (const auto& [key, version] : recorded.reads)
        {
            auto* read = set.add_reads();
            read->set_key(key);
            if (version)
            {
                read->mutable_version()->set_block_num(version->block);
                read->mutable_version()->set_tx_num(version->transaction);
            }
        }
        std::set<std::tuple<std::string, std::string, bool>> seen;
        for (const auto& range : recorded.ranges)
        {
            // of equal queries the first counts (rwset_builder.go, AddToRangeQuerySet)
            auto info = range->Get();
            if (seen.emplace(info.start_key(), info.end_key(), info.itr_exhausted()).second)
            {
                *set.add_range_queries_info() = std::move(info);
            }
        }
        for (const auto& [key, value] : recorded.writes)
        {
            auto* write = set.add_writes();
            write->set_key(key);
            write->set_is_delete(value.empty());
            write->set_value(value);
        }
        auto* entry = sets.add_ns_rwset();
        entry->set_namespace_(name);
        set.SerializeToString(entry->mutable_rwset());
    }
    return SharedBytes(sets.SerializeAsString());
}

} // namespace iotledger
} // namespace ns3
