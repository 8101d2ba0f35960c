/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_SCHEDULE_H
#define RAFT_SCHEDULE_H

#include "ns3/raft-node.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// The finalizer of S. Vigna's SplitMix64: a permutation that spreads every bit.
inline uint64_t
MixBits(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

/**
 * @brief One random course of events in a Raft cluster, and a judge of what its nodes do.
 *
 * Nodes crash, also between taking a RaftReady, storing it and sending its messages, and restart
 * from what they stored; messages are lost, doubled and overtaken; partitions come and go; logs are
 * compacted; voters leave and join. Every application must apply the same entries in the same order
 * (each folds what it applies into a chain hash), and no term may see two leaders.
 */
class RaftSchedule
{
  public:
    /// What happened, to tell whether a test saw enough.
    struct Coverage
    {
        uint64_t elections{0};
        uint64_t committed{0}; //!< entries, once each
        uint64_t crashes{0};
        uint64_t unsavedLost{0}; //!< crashes that lost a RaftReady not yet stored
        uint64_t overwritten{0}; //!< stored entries that gave way to a later leader's
        uint64_t snapshotsInstalled{0};
        uint64_t votersChanged{0};

        Coverage& operator+=(const Coverage& other);
    };

    RaftSchedule(uint64_t size, uint64_t seed);

    void RunFaults(uint32_t steps);

    /// Ends all faults and lets the cluster come to rest; it must agree on everything.
    void Heal();

    /// @return what went wrong first; empty: nothing.
    const std::string& GetViolation() const;
    const Coverage& GetCoverage() const;

  private:
    /// How far a member is with its RaftReady.
    enum class Stage
    {
        NONE,
        TAKEN,
        STORED,
    };

    struct Member
    {
        uint64_t id;
        RaftStorage storage;
        RaftHardState synced;           //!< what a crash leaves of the hard state
        std::unique_ptr<RaftNode> node; //!< null: down
        Stage stage{Stage::NONE};
        RaftReady ready;
        uint64_t applied{0}; //!< index; survives, as blocks in files do
        uint64_t chain{0};   //!< hash of all that was applied
        std::vector<uint64_t> voters;
        uint32_t side{0}; //!< of the partition
    };

    /// What some node has applied at an index: so must all others.
    struct Applied
    {
        uint64_t term;
        uint64_t chain;
    };

    uint64_t Draw(uint64_t bound); //!< @return uniform in [0, bound)
    bool Toss(uint32_t percent);

    Member& Pick(bool isBusy); //!< @return any member, rather one with work if @p isBusy
    void Act(Member& member, uint32_t action);
    void Tick(Member& member);
    void Start(Member& member);
    void Crash(Member& member);
    void Work(Member& member); //!< one stage further
    void Store(Member& member);
    void Finish(Member& member);
    void Apply(Member& member, const RaftEntry& entry);
    void Install(Member& member, const RaftSnapshot& snapshot);
    void Check(Member& member, uint64_t index, uint64_t term);
    bool Propose(Member& member); //!< @return whether it was taken
    void ChangeVoters(Member& leader);
    void Compact(Member& member);
    void Divide();
    void Deliver(bool isFaulty);
    void Observe(const Member& member);
    void Fail(const std::string& what);

    void Round(); //!< without faults: all work, all messages, a tick each
    Member* FindLeader();
    bool IsAtRest(const Member& leader);

    uint64_t m_random;
    bool m_isPreVote;
    bool m_isCheckQuorum;
    bool m_isVoterChange;
    uint64_t m_maxSizePerMessage; //!< [B]
    uint32_t m_lossPercent;
    std::vector<Member> m_members;
    std::vector<uint64_t> m_initialVoters;
    std::deque<RaftMessage> m_messages;
    std::map<uint64_t, uint64_t> m_leaders; //!< by term
    std::vector<Applied> m_applied;         //!< by index - 1
    uint64_t m_proposals{0};
    Coverage m_coverage;
    std::string m_violation;
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_SCHEDULE_H */
