/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mvcc-validator.h"

#include "range-query-reads.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

using Visit = std::function<bool(const std::string& key, const StateVersion& version)>;

StateVersion
ToVersion(const fabric::Version& version)
{
    return {version.block_num(), version.tx_num()};
}

/**
 * Shows the entries of a range as they are after @p updates, in order, until @p visit says false.
 * The end key itself comes last if the query stopped at it rather than ran to the end.
 */
void
VisitRange(const StateDatabase& state,
           const StateUpdates& updates,
           const std::string& name,
           const fabric::RangeQueryInfo& query,
           const Visit& visit)
{
    static const StateUpdates::Entries noChanges;
    const auto* found = updates.FindNamespace(name);
    const auto& changes = found ? *found : noChanges;
    const auto& start = query.start_key();
    const auto& end = query.end_key();

    auto range = state.FindRange(name, start, end);
    auto change = changes.lower_bound(start);
    const auto isInside = [&end](const std::string& key) { return end.empty() || key < end; };
    while (true)
    {
        const auto hasChange = change != changes.end() && isInside(change->first);
        const auto hasEntry = range.begin != range.end;
        if (!hasChange && !hasEntry)
        {
            break;
        }
        if (!hasChange || (hasEntry && range.begin->first < change->first))
        {
            const auto& [key, entry] = *range.begin->second;
            if (!visit(key, entry.version))
            {
                return;
            }
            ++range.begin;
            continue;
        }
        if (hasEntry && range.begin->first == change->first)
        {
            ++range.begin;
        }
        if (change->second.value && !visit(change->first, change->second.version))
        {
            return;
        }
        ++change;
    }
    if (query.itr_exhausted())
    {
        return;
    }
    if (const auto* update = updates.Find(name, end))
    {
        if (update->value)
        {
            visit(end, update->version);
        }
    }
    else if (const auto* entry = state.Find(name, end))
    {
        visit(end, entry->version);
    }
}

} // namespace

std::optional<TxReads>
TxReads::Decode(std::string_view results)
{
    fabric::TxReadWriteSet sets;
    if (!sets.ParseFromArray(results.data(), static_cast<int>(results.size())))
    {
        return std::nullopt;
    }
    TxReads decoded;
    decoded.namespaces.reserve(sets.ns_rwset_size());
    for (auto& entry : *sets.mutable_ns_rwset())
    {
        auto& target = decoded.namespaces.emplace_back();
        target.name = std::move(*entry.mutable_namespace_());
        if (!target.set.ParseFromString(entry.rwset()))
        {
            return std::nullopt;
        }
    }
    return decoded;
}

MvccValidator::MvccValidator(const StateDatabase& state)
    : m_state(state)
{
}

fabric::TxValidationCode
MvccValidator::Judge(const TxReads& transaction) const
{
    for (const auto& [name, set] : transaction.namespaces)
    {
        for (const auto& read : set.reads())
        {
            if (!IsUnchanged(name, read))
            {
                return fabric::MVCC_READ_CONFLICT;
            }
        }
        for (const auto& query : set.range_queries_info())
        {
            if (!IsUnchanged(name, query))
            {
                return fabric::PHANTOM_READ_CONFLICT;
            }
        }
    }
    return fabric::VALID;
}

bool
MvccValidator::IsUnchanged(const std::string& name, const fabric::KVRead& read) const
{
    if (m_updates.Find(name, read.key()))
    {
        return false;
    }
    const auto* committed = m_state.Find(name, read.key());
    if (!committed || !read.has_version())
    {
        return !committed && !read.has_version();
    }
    return committed->version == ToVersion(read.version());
}

bool
MvccValidator::IsUnchanged(const std::string& name, const fabric::RangeQueryInfo& query) const
{
    if (!query.has_reads_merkle_hashes())
    {
        const auto& reads = query.raw_reads().kv_reads();
        int seen = 0;
        auto isSame = true;
        VisitRange(m_state, m_updates, name, query, [&](const auto& key, const auto& version) {
            isSame = seen < reads.size() && reads[seen].key() == key &&
                     ToVersion(reads[seen].version()) == version;
            seen++;
            return isSame;
        });
        return isSame && seen == reads.size();
    }
    const auto& summary = query.reads_merkle_hashes();
    if (summary.max_degree() < 2)
    {
        return false; // no such tree
    }
    RangeQueryHashes hashes(summary.max_degree());
    VisitRange(m_state, m_updates, name, query, [&](const auto& key, const auto& version) {
        hashes.Add(key, version);
        return true;
    });
    hashes.Finish();
    const auto now = hashes.GetSummary();
    return !hashes.IsEmpty() && now.max_level() == summary.max_level() &&
           std::equal(now.max_level_hashes().begin(),
                      now.max_level_hashes().end(),
                      summary.max_level_hashes().begin(),
                      summary.max_level_hashes().end());
}

void
MvccValidator::Accept(TxReads transaction, const StateVersion& version)
{
    for (auto& [name, set] : transaction.namespaces)
    {
        for (auto& write : *set.mutable_writes())
        {
            StateUpdates::Update update{std::nullopt, version};
            if (!write.is_delete() && !write.value().empty())
            {
                update.value = std::move(*write.mutable_value());
            }
            m_updates.Put(name, write.key(), std::move(update));
        }
    }
}

const StateUpdates&
MvccValidator::GetUpdates() const
{
    return m_updates;
}

StateUpdates
MvccValidator::TakeUpdates()
{
    return std::exchange(m_updates, {});
}

} // namespace iotledger
} // namespace ns3
