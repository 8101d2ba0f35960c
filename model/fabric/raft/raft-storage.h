/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_STORAGE_H
#define RAFT_STORAGE_H

#include "ns3/raft-message.h"

#include <deque>
#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What a Raft node has made durable: hard state, a snapshot, and the entries behind it.
 *
 * The owner of a RaftNode puts here what each RaftReady asks for, once its disk has it; the node
 * only reads. A node built upon the storage of an earlier one is that node restarted. Entries at
 * the front may be compacted away up to the snapshot; the term of the last of them is kept.
 *
 * Source: etcd-io/etcd v3.5, raft/storage.go, MemoryStorage.
 */
class RaftStorage
{
  public:
    const RaftHardState& GetHardState() const;
    void SetHardState(const RaftHardState& state);

    const RaftSnapshot& GetSnapshot() const; //!< the latest; empty if there is none

    uint64_t GetFirstIndex() const; //!< of the oldest entry held, or where it would be
    uint64_t GetLastIndex() const;  //!< of the newest entry; GetFirstIndex() - 1 if none is held

    /// @return the term of entry @p index; none if it is not held, nor the last one compacted.
    std::optional<uint64_t> GetTerm(uint64_t index) const;

    /// @param index between GetFirstIndex() and GetLastIndex()
    const RaftEntry& GetEntry(uint64_t index) const;

    /**
     * Appends consecutive entries, in place of those held from the first one's index on. What is
     * compacted already is skipped.
     * @param entries the first at most GetLastIndex() + 1
     */
    void Append(const RaftEntries& entries);

    /// Replaces everything by @p snapshot, received from a leader, unless it is out of date.
    /// @return whether it was taken.
    bool ApplySnapshot(const RaftSnapshot& snapshot);

    /**
     * Keeps a snapshot of the application's own making; no entry goes (see Compact()).
     * @param index of the last entry applied to it, newer than the latest snapshot's
     * @param voters the configuration at that entry
     * @param data the application's state
     * @return false if @p index is not held, or not newer
     */
    bool CreateSnapshot(uint64_t index, std::vector<uint64_t> voters, SharedBytes data);

    /// Drops the entries up to and including @p index; nothing if they are not held.
    void Compact(uint64_t index);

  private:
    RaftHardState m_hardState;
    RaftSnapshot m_snapshot;
    uint64_t m_compactedIndex{0}; //!< of the last entry dropped
    uint64_t m_compactedTerm{0};  //!< of the same
    std::deque<RaftEntry> m_entries;
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_STORAGE_H */
