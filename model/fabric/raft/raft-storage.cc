/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-storage.h"

#include "ns3/assert.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

const RaftHardState&
RaftStorage::GetHardState() const
{
    return m_hardState;
}

void
RaftStorage::SetHardState(const RaftHardState& state)
{
    m_hardState = state;
}

const RaftSnapshot&
RaftStorage::GetSnapshot() const
{
    return m_snapshot;
}

uint64_t
RaftStorage::GetFirstIndex() const
{
    return m_compactedIndex + 1;
}

uint64_t
RaftStorage::GetLastIndex() const
{
    return m_compactedIndex + m_entries.size();
}

std::optional<uint64_t>
RaftStorage::GetTerm(uint64_t index) const
{
    if (index == m_compactedIndex)
    {
        return m_compactedTerm;
    }
    if (index < GetFirstIndex() || index > GetLastIndex())
    {
        return std::nullopt;
    }
    return GetEntry(index).term;
}

const RaftEntry&
RaftStorage::GetEntry(uint64_t index) const
{
    NS_ASSERT_MSG(index >= GetFirstIndex() && index <= GetLastIndex(), "no entry " << index);
    return m_entries[index - GetFirstIndex()];
}

void
RaftStorage::Append(const RaftEntries& entries)
{
    for (const auto& entry : entries)
    {
        if (entry.index < GetFirstIndex())
        {
            continue;
        }
        NS_ASSERT_MSG(entry.index <= GetLastIndex() + 1, "a gap before entry " << entry.index);
        m_entries.resize(entry.index - GetFirstIndex());
        m_entries.push_back(entry);
    }
}

bool
RaftStorage::ApplySnapshot(const RaftSnapshot& snapshot)
{
    if (snapshot.index <= m_snapshot.index)
    {
        return false;
    }
    m_snapshot = snapshot;
    m_compactedIndex = snapshot.index;
    m_compactedTerm = snapshot.term;
    m_entries.clear();
    return true;
}

bool
RaftStorage::CreateSnapshot(uint64_t index, std::vector<uint64_t> voters, SharedBytes data)
{
    const auto term = GetTerm(index);
    if (!term || index <= m_snapshot.index)
    {
        return false;
    }
    m_snapshot = {index, *term, std::move(voters), std::move(data)};
    return true;
}

void
RaftStorage::Compact(uint64_t index)
{
    if (index < GetFirstIndex() || index > GetLastIndex())
    {
        return;
    }
    m_compactedTerm = GetEntry(index).term;
    m_entries.erase(m_entries.begin(), m_entries.begin() + (index - m_compactedIndex));
    m_compactedIndex = index;
}

} // namespace iotledger
} // namespace ns3
