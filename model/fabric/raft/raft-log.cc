/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-log.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

RaftLog::RaftLog(const RaftStorage& storage, uint64_t maxCommittedSize)
    : m_storage(storage),
      m_maxCommittedSize(maxCommittedSize),
      m_committed(storage.GetFirstIndex() - 1),
      m_applied(m_committed),
      m_unstableFirst(storage.GetLastIndex() + 1)
{
}

uint64_t
RaftLog::GetFirstIndex() const
{
    return HasUnstableSnapshot() ? m_unstableSnapshot.index + 1 : m_storage.GetFirstIndex();
}

uint64_t
RaftLog::GetLastIndex() const
{
    return m_unstableFirst + m_unstable.size() - 1;
}

uint64_t
RaftLog::GetLastTerm() const
{
    return GetTerm(GetLastIndex());
}

uint64_t
RaftLog::GetCommitted() const
{
    return m_committed;
}

uint64_t
RaftLog::GetApplied() const
{
    return m_applied;
}

uint64_t
RaftLog::GetTerm(uint64_t index) const
{
    if (index >= m_unstableFirst)
    {
        return index > GetLastIndex() ? 0 : m_unstable[index - m_unstableFirst].term;
    }
    if (HasUnstableSnapshot())
    {
        return index == m_unstableSnapshot.index ? m_unstableSnapshot.term : 0;
    }
    return m_storage.GetTerm(index).value_or(0);
}

bool
RaftLog::Matches(uint64_t index, uint64_t term) const
{
    const auto isKnown = index + 1 >= GetFirstIndex() && index <= GetLastIndex();
    return isKnown && GetTerm(index) == term;
}

bool
RaftLog::IsUpToDate(uint64_t lastIndex, uint64_t lastTerm) const
{
    const auto ownTerm = GetLastTerm();
    return lastTerm > ownTerm || (lastTerm == ownTerm && lastIndex >= GetLastIndex());
}

uint64_t
RaftLog::FindConflictByTerm(uint64_t index, uint64_t term) const
{
    if (index > GetLastIndex())
    {
        return index;
    }
    while (GetTerm(index) > term)
    {
        --index;
    }
    return index;
}

const RaftEntry&
RaftLog::GetEntry(uint64_t index) const
{
    return index >= m_unstableFirst ? m_unstable[index - m_unstableFirst]
                                    : m_storage.GetEntry(index);
}

RaftEntries
RaftLog::GetEntries(uint64_t first, uint64_t end, uint64_t maxSize) const
{
    NS_ASSERT_MSG(first >= GetFirstIndex() && end <= GetLastIndex() + 1, "not in the log");
    RaftEntries entries;
    uint64_t size = 0;
    for (auto index = first; index < end; ++index)
    {
        const auto& entry = GetEntry(index);
        size += entry.GetEncodedSize();
        if (size > maxSize && !entries.empty())
        {
            break;
        }
        entries.push_back(entry);
    }
    return entries;
}

void
RaftLog::Append(const RaftEntries& entries)
{
    if (entries.empty())
    {
        return;
    }
    const auto first = entries.front().index;
    NS_ASSERT_MSG(first > m_committed && first <= GetLastIndex() + 1, "cannot append at " << first);
    if (first <= m_unstableFirst)
    {
        m_unstableFirst = first;
        m_unstable = entries;
        return;
    }
    m_unstable.resize(first - m_unstableFirst);
    m_unstable.insert(m_unstable.end(), entries.begin(), entries.end());
}

uint64_t
RaftLog::FindConflict(const RaftEntries& entries) const
{
    for (const auto& entry : entries)
    {
        if (!Matches(entry.index, entry.term))
        {
            return entry.index;
        }
    }
    return 0;
}

std::optional<uint64_t>
RaftLog::TryAppend(uint64_t previousIndex,
                   uint64_t previousTerm,
                   uint64_t committed,
                   const RaftEntries& entries)
{
    if (!Matches(previousIndex, previousTerm))
    {
        return std::nullopt;
    }
    const auto conflict = FindConflict(entries);
    if (conflict != 0)
    {
        if (conflict <= m_committed)
        {
            return std::nullopt; // no correct leader sends this
        }
        const auto skipped = conflict - entries.front().index;
        Append(RaftEntries(entries.begin() + skipped, entries.end()));
    }
    const auto last = previousIndex + entries.size();
    CommitTo(std::min(committed, last));
    return last;
}

bool
RaftLog::TryCommit(uint64_t index, uint64_t term)
{
    if (index <= m_committed || GetTerm(index) != term)
    {
        return false;
    }
    CommitTo(index);
    return true;
}

void
RaftLog::CommitTo(uint64_t index)
{
    NS_ASSERT_MSG(index <= GetLastIndex(), "no entry " << index << " to commit");
    m_committed = std::max(m_committed, index);
}

void
RaftLog::AppliedTo(uint64_t index)
{
    NS_ASSERT_MSG(index <= m_committed, "applied " << index << " before it was committed");
    m_applied = std::max(m_applied, index);
}

void
RaftLog::Restore(const RaftSnapshot& snapshot)
{
    m_unstableSnapshot = snapshot;
    m_unstable.clear();
    m_unstableFirst = snapshot.index + 1;
    m_committed = snapshot.index;
}

bool
RaftLog::HasUnstableSnapshot() const
{
    return !m_unstableSnapshot.IsEmpty();
}

const RaftSnapshot&
RaftLog::GetSnapshot() const
{
    return HasUnstableSnapshot() ? m_unstableSnapshot : m_storage.GetSnapshot();
}

const RaftEntries&
RaftLog::GetUnstable() const
{
    return m_unstable;
}

void
RaftLog::StableTo(uint64_t index, uint64_t term)
{
    // Entries may have been replaced since they were given away to be stored.
    if (index < m_unstableFirst || GetTerm(index) != term)
    {
        return;
    }
    m_unstable.erase(m_unstable.begin(), m_unstable.begin() + (index + 1 - m_unstableFirst));
    m_unstableFirst = index + 1;
}

void
RaftLog::StableSnapshotTo(uint64_t index)
{
    if (m_unstableSnapshot.index == index)
    {
        m_unstableSnapshot = {};
    }
}

bool
RaftLog::HasCommittedToApply() const
{
    return m_committed + 1 > std::max(m_applied + 1, GetFirstIndex());
}

RaftEntries
RaftLog::GetCommittedToApply() const
{
    const auto first = std::max(m_applied + 1, GetFirstIndex());
    return first > m_committed ? RaftEntries{}
                               : GetEntries(first, m_committed + 1, m_maxCommittedSize);
}

} // namespace iotledger
} // namespace ns3
