/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_NODE_H
#define RAFT_NODE_H

#include "ns3/raft-log.h"
#include "ns3/raft-quorum.h"
#include "ns3/raft-ready.h"
#include "ns3/raft-settings.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One member of a Raft cluster: rules only, no clock and no network.
 *
 * Its owner calls Tick() at a steady pace and Step() with what other nodes sent, then does what
 * TakeReady() says and calls Advance(). Between those two further calls of Tick() and Step() are
 * fine, another TakeReady() is not. All state that must survive is in the RaftStorage.
 *
 * Source: etcd-io/etcd v3.5, raft/raft.go and rawnode.go; D. Ongaro, "Consensus: bridging theory
 * and practice", 2014, sections 3.10 (leadership transfer), 4 (membership, one node at a time),
 * 6.4 (a leader that hears of no quorum steps down) and 9.6 (pre-vote). Fabric v2.4 vendors a raft
 * of December 2018: same rules and bytes, but followers' hints carry no term there, so that more
 * probes may pass after logs have diverged.
 * Left out, as unused by Fabric: learners, joint consensus, reads, a limit to uncommitted entries.
 */
class RaftNode
{
  public:
    using Settings = RaftSettings;

    /**
     * A node that is new or, if @p storage holds something, restarts.
     * @param storage outlives the node
     */
    RaftNode(Settings settings, const RaftStorage& storage);

    /// Makes a new node (of empty storage) start with these voters, as entries of its log.
    void Bootstrap(const std::vector<uint64_t>& voters);

    void Tick();

    /// Takes a message from another node. @return false if it was refused.
    bool Step(const RaftMessage& message);

    /// @return false if the proposal was dropped: there is no leader, or it is another node.
    bool Propose(SharedBytes data);
    /// Like Propose(); an empty entry takes its place while an earlier change is not yet applied.
    bool ProposeConfChange(const RaftConfChange& change);

    /// To be called for each committed entry of type CONF_CHANGE. @return the voters now.
    const std::vector<uint64_t>& ApplyConfChange(const RaftConfChange& change);

    void Campaign(); //!< starts an election now
    void TransferLeadership(uint64_t to);
    void ReportUnreachable(uint64_t node);               //!< a message to it was lost
    void ReportSnapshot(uint64_t node, bool hasArrived); //!< the end of a snapshot's transmission

    bool HasReady() const;
    RaftReady TakeReady();
    void Advance(); //!< all that the last RaftReady asked for is done

    RaftStatus GetStatus() const;

  private:
    // Terms and elections (raft-node-election.cc).
    bool IsPromotable() const;
    void Reset(uint64_t term);
    void BecomeFollower(uint64_t term, uint64_t leader);
    void BecomeLeader();
    void StartElection(RaftElection kind);
    void RunElection(RaftElection kind);
    void FinishElection();
    bool StepHigherTerm(const RaftMessage& message); //!< @return whether to heed it
    void AnswerLowerTerm(const RaftMessage& message);
    void AnswerVote(const RaftMessage& message);
    void CountVote(const RaftMessage& message);

    // As a leader (raft-node-leader.cc).
    void TickLeader();
    bool StepLeader(const RaftMessage& message);
    bool TakeProposal(RaftEntries entries);
    void AppendOwn(RaftEntries entries);
    void HandleRejection(const RaftMessage& message, RaftProgress& progress);
    void HandleAcceptance(const RaftMessage& message, RaftProgress& progress);
    void HandleHeartbeatResponse(uint64_t from, RaftProgress& progress);
    void HandleTransfer(uint64_t to);

    // What a leader sends (raft-node-sending.cc).
    void SendTimeoutNow(uint64_t to);
    bool SendAppend(uint64_t to, bool evenIfEmpty);
    bool SendSnapshot(uint64_t to, RaftProgress& progress);
    void BroadcastAppend();
    void BroadcastHeartbeat();
    bool TryCommit();
    bool IsQuorumActive();

    // As a follower or candidate (raft-node-follower.cc).
    bool StepCandidate(const RaftMessage& message);
    bool StepFollower(const RaftMessage& message);
    bool StepFromLeader(const RaftMessage& message);
    void HandleAppend(const RaftMessage& message);
    void HandleSnapshot(const RaftMessage& message);
    bool Restore(const RaftSnapshot& snapshot);

    // Membership (raft-node-membership.cc).
    void Configure(const std::vector<uint64_t>& voters);
    void FollowNewVoters();

    // The rest (raft-node.cc).
    bool Dispatch(const RaftMessage& message);
    bool ProposeEntry(RaftEntryType type, SharedBytes data);
    void Send(RaftMessage message);
    RaftProgress* FindProgress(uint64_t node);
    RaftHardState GetHardState() const;
    RaftSoftState GetSoftState() const;

    Settings m_settings;
    RaftLog m_log;
    uint64_t m_term{0};
    uint64_t m_vote{0};
    RaftRole m_role{RaftRole::FOLLOWER};
    uint64_t m_leader{0};
    uint64_t m_leadTransferee{0};
    uint64_t m_pendingConfIndex{0}; //!< no conf change before this index is applied
    RaftQuorum m_quorum;
    std::map<uint64_t, RaftProgress> m_progress; //!< of every voter
    std::map<uint64_t, bool> m_votes;            //!< in this node's election
    uint32_t m_electionElapsed{0};               //!< [ticks]
    uint32_t m_heartbeatElapsed{0};              //!< [ticks]
    uint32_t m_electionTimeout{0};               //!< randomised [ticks]
    std::vector<RaftMessage> m_messages;

    RaftHardState m_readyHardState; //!< as the last RaftReady left it
    RaftSoftState m_readySoftState;
    std::optional<RaftReady> m_taken; //!< without its messages; none: Advance() was called
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_NODE_H */
