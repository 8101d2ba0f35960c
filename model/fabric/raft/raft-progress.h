/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_PROGRESS_H
#define RAFT_PROGRESS_H

#include <cstdint>
#include <deque>

namespace ns3
{
namespace iotledger
{

/// How a leader sends entries to a follower.
enum class RaftProgressState : uint8_t
{
    PROBE,     //!< one message, then wait: where the logs agree is not known
    REPLICATE, //!< optimistically, up to a window of messages not yet answered
    SNAPSHOT,  //!< nothing, until a snapshot has arrived or failed
};

/**
 * @ingroup iot-ledger
 * @brief What a leader knows of one follower's log, and how much more it may send to it.
 *
 * Source: etcd-io/etcd v3.5, raft/tracker/progress.go and inflights.go. The window counts
 * messages, not bytes.
 */
class RaftProgress
{
  public:
    /**
     * @param match highest index known to be in the follower's log
     * @param next index of the next entry to send, from 1
     * @param window how many messages with entries may be unanswered in REPLICATE
     */
    RaftProgress(uint64_t match, uint64_t next, uint32_t window);

    RaftProgressState GetState() const;
    uint64_t GetMatch() const;
    uint64_t GetNext() const;

    /// Whether it was heard of since the leader last counted its quorum.
    bool IsActive() const;
    void SetActive(bool isActive);

    bool IsPaused() const; //!< whether entries must wait
    bool IsWindowFull() const;

    void BecomeProbe();
    void BecomeReplicate();
    void BecomeSnapshot(uint64_t index); //!< @param index of the snapshot on its way

    void DropSnapshot();         //!< it failed: probe from before it
    bool IsSnapshotDone() const; //!< whether the follower's log has reached the snapshot sent

    void Pause();  //!< a probe is on its way
    void Resume(); //!< another probe may be sent

    /// Takes note that entries up to @p last were sent.
    void Sent(uint64_t last);

    /// The follower has all entries up to @p index. @return whether that is news.
    bool Update(uint64_t index);

    /**
     * The follower refused the entries behind @p rejected.
     * @param rejected index of the entry that did not match
     * @param hint where the logs may agree
     * @return false if the answer is out of date and was ignored
     */
    bool StepBack(uint64_t rejected, uint64_t hint);

    void FreeTo(uint64_t index); //!< messages ending at @p index or before were answered
    void FreeFirst();            //!< gives up waiting for the oldest message

  private:
    void Become(RaftProgressState state);

    RaftProgressState m_state{RaftProgressState::PROBE};
    uint64_t m_match;
    uint64_t m_next;
    uint64_t m_pendingSnapshot{0}; //!< index of the snapshot on its way; 0: none
    bool m_isActive{false};
    bool m_isProbeSent{false};
    uint32_t m_window;
    std::deque<uint64_t> m_inflight; //!< last index of each message not yet answered
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_PROGRESS_H */
