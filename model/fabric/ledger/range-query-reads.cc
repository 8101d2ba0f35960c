/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "range-query-reads.h"

#include "ns3/block-hash.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
Combine(const std::vector<std::string>& hashes)
{
    return Sha256({hashes.begin(), hashes.end()});
}

} // namespace

RangeQueryHashes::RangeQueryHashes(uint32_t maxDegree)
    : m_maxDegree(maxDegree)
{
}

void
RangeQueryHashes::Add(const std::string& key, const StateVersion& version)
{
    auto* read = m_pending.add_kv_reads();
    read->set_key(key);
    read->mutable_version()->set_block_num(version.block);
    read->mutable_version()->set_tx_num(version.transaction);
    if (static_cast<uint32_t>(m_pending.kv_reads_size()) > m_maxDegree)
    {
        HashPending();
    }
}

void
RangeQueryHashes::HashPending()
{
    m_levels[1].push_back(Sha256({m_pending.SerializeAsString()}));
    m_pending.Clear();
    for (uint32_t level = 1; m_levels[level].size() > m_maxDegree; level++)
    {
        m_levels[level + 1].push_back(Combine(m_levels[level]));
        m_levels[level].clear();
        m_maxLevel = std::max(m_maxLevel, level + 1);
    }
}

void
RangeQueryHashes::Finish()
{
    if (IsEmpty())
    {
        return;
    }
    if (m_pending.kv_reads_size() > 0)
    {
        HashPending();
    }
    CloseLowerLevels();
}

/// What stands alone on a lower level climbs as it is; several are combined.
void
RangeQueryHashes::CloseLowerLevels()
{
    for (uint32_t level = 1; level < m_maxLevel; level++)
    {
        auto hashes = std::exchange(m_levels[level], {});
        if (!hashes.empty())
        {
            m_levels[level + 1].push_back(hashes.size() == 1 ? hashes.front() : Combine(hashes));
        }
    }
    if (m_levels[m_maxLevel].size() > m_maxDegree)
    {
        const auto hashes = std::exchange(m_levels[m_maxLevel], {});
        m_maxLevel++;
        m_levels[m_maxLevel].push_back(Combine(hashes));
    }
}

bool
RangeQueryHashes::IsEmpty() const
{
    const auto leaves = m_levels.find(1);
    return m_maxLevel == 1 && (leaves == m_levels.end() || leaves->second.empty());
}

const fabric::QueryReads&
RangeQueryHashes::GetPending() const
{
    return m_pending;
}

fabric::QueryReadsMerkleSummary
RangeQueryHashes::GetSummary() const
{
    fabric::QueryReadsMerkleSummary summary;
    summary.set_max_degree(m_maxDegree);
    summary.set_max_level(m_maxLevel);
    const auto hashes = m_levels.find(m_maxLevel);
    if (hashes != m_levels.end())
    {
        for (const auto& hash : hashes->second)
        {
            summary.add_max_level_hashes(hash);
        }
    }
    return summary;
}

RangeQueryReads::RangeQueryReads(std::string startKey)
    : m_hashes(MAX_DEGREE)
{
    m_info.set_start_key(std::move(startKey));
}

void
RangeQueryReads::Add(const std::string& key, const StateVersion& version)
{
    // Whoever reads on no further has seen the range up to here.
    m_info.set_end_key(key);
    m_hashes.Add(key, version);
}

void
RangeQueryReads::Exhaust(const std::string& endKey)
{
    m_info.set_itr_exhausted(true);
    m_info.set_end_key(endKey);
}

fabric::RangeQueryInfo
RangeQueryReads::Get() const
{
    auto info = m_info;
    auto hashes = m_hashes;
    hashes.Finish();
    if (!hashes.IsEmpty())
    {
        *info.mutable_reads_merkle_hashes() = hashes.GetSummary();
    }
    else if (hashes.GetPending().kv_reads_size() > 0)
    {
        *info.mutable_raw_reads() = hashes.GetPending();
    }
    return info;
}

} // namespace iotledger
} // namespace ns3
