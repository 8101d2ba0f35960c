/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_LOG_H
#define RAFT_LOG_H

#include "ns3/raft-storage.h"

#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A node's whole log: what is durable, what is not yet, what is committed and applied.
 *
 * New entries, and a snapshot received, are unstable until the storage has them; they hide what
 * the storage holds from their first index on. Always applied <= committed <= last index.
 *
 * Source: etcd-io/etcd v3.5, raft/log.go and raft/log_unstable.go; rules of D. Ongaro and
 * J. Ousterhout, "In search of an understandable consensus algorithm", 2014, section 5.3 and 5.4.
 */
class RaftLog
{
  public:
    /**
     * @param storage outlives the log
     * @param maxCommittedSize how much GetCommittedToApply() gives at once, at least one entry [B]
     */
    RaftLog(const RaftStorage& storage, uint64_t maxCommittedSize);

    uint64_t GetFirstIndex() const;
    uint64_t GetLastIndex() const;
    uint64_t GetLastTerm() const;
    uint64_t GetCommitted() const;
    uint64_t GetApplied() const;

    /// @return the term at @p index; 0 if the log does not reach there, or no longer does.
    uint64_t GetTerm(uint64_t index) const;
    bool Matches(uint64_t index, uint64_t term) const;

    /// @return whether a log that ends like this is at least as good as this one (section 5.4.1).
    bool IsUpToDate(uint64_t lastIndex, uint64_t lastTerm) const;

    /// @return the highest index up to @p index whose term is at most @p term.
    uint64_t FindConflictByTerm(uint64_t index, uint64_t term) const;

    /// @return the entries [first, end) that together hold at most @p maxSize, and at least one.
    RaftEntries GetEntries(uint64_t first, uint64_t end, uint64_t maxSize) const;

    /// Appends a leader's own entries, which follow the last one.
    void Append(const RaftEntries& entries);

    /**
     * Appends a leader's entries if the one before them matches, in place of conflicting ones.
     * @return the last index of @p entries; none if they do not match, or contradict what is
     *         committed
     */
    std::optional<uint64_t> TryAppend(uint64_t previousIndex,
                                      uint64_t previousTerm,
                                      uint64_t committed,
                                      const RaftEntries& entries);

    /// Commits up to @p index if that entry is of @p term (section 5.4.2). @return if news.
    bool TryCommit(uint64_t index, uint64_t term);
    void CommitTo(uint64_t index);  //!< never backwards; @param index at most GetLastIndex()
    void AppliedTo(uint64_t index); //!< @param index at most GetCommitted()

    /// Starts afresh behind @p snapshot, newer than what is committed.
    void Restore(const RaftSnapshot& snapshot);
    bool HasUnstableSnapshot() const;
    /// @return the unstable snapshot if there is one, else the storage's.
    const RaftSnapshot& GetSnapshot() const;

    const RaftEntries& GetUnstable() const;
    void StableTo(uint64_t index, uint64_t term); //!< the storage has entries up to here
    void StableSnapshotTo(uint64_t index);        //!< the storage has the snapshot

    bool HasCommittedToApply() const;
    RaftEntries GetCommittedToApply() const;

  private:
    const RaftEntry& GetEntry(uint64_t index) const;
    /// @return index of the first of @p entries that the log lacks or has otherwise; 0 if none.
    uint64_t FindConflict(const RaftEntries& entries) const;

    const RaftStorage& m_storage;
    uint64_t m_maxCommittedSize; //!< [B]
    uint64_t m_committed;
    uint64_t m_applied;
    RaftSnapshot m_unstableSnapshot; //!< empty: none
    RaftEntries m_unstable;
    uint64_t m_unstableFirst; //!< index of m_unstable's first entry, or where it will be
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_LOG_H */
