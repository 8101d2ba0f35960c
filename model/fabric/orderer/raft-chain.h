/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_CHAIN_H
#define RAFT_CHAIN_H

#include "ns3/block-cutter.h"
#include "ns3/lifeline.h"
#include "ns3/ordered-block.h"
#include "ns3/raft-consenters.h"
#include "ns3/raft-loop.h"
#include "ns3/timed-block-cutter.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class OrdererChannel;

/**
 * @brief Orders one channel on one orderer, by Raft. Internal.
 *
 * One loop does everything, a task at a time: it takes submissions in order of arrival, cuts and
 * proposes blocks while it leads, and writes what is agreed. What is agreed goes before the batch
 * timer, and that before submissions. Whoever submits waits until the loop takes it. A leader takes
 * none while MaxInflightBlocks of its blocks are not agreed upon, none while a configuration block
 * is, and none as long as entries of its predecessors are. A follower sends it on to the leader,
 * for at most RPC_TIMEOUT.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/consensus/etcdraft/chain.go.
 * Left out: suspicion of eviction, rotation of TLS certificates, repeated attempts to abdicate.
 */
class RaftChain
{
  public:
    /// orderer/common/localconfig/config.go, General.Cluster.RPCTimeout.
    static const Time RPC_TIMEOUT;

    struct Submission
    {
        SharedBytes envelope;
        uint64_t size{0};     //!< payload and signature [B]
        bool isConfig{false}; //!< a configuration, not a transaction
        uint64_t sequence{0}; //!< of the configuration it was validated against
        bool isForwarded{false};
        std::function<void(const std::string& error)> done; //!< empty error: taken
    };

    /// @param storage what the disk holds of the Raft log; outlives the chain
    RaftChain(OrdererChannel& channel, const OrdererContext& context, RaftStorage& storage);
    ~RaftChain();

    void Start();
    void Submit(Submission submission);
    void SubmitForwarded(Submission submission);  //!< by another orderer
    void Receive(const SharedBytes& raftMessage); //!< from another orderer
    void ReportUnreachable();                     //!< messages to some orderer were lost

    bool IsErrored() const; //!< it knows no leader, and there are more than two consenters
    bool IsLeader() const;
    RaftStatus GetStatus() const;

    /// @return envelopes that nobody but this node has: in the cutter, or cut and not proposed, and
    /// what other orderers have acknowledged on its behalf.
    uint64_t GetUnsharedCount() const;

    uint64_t GetMemoryBytes() const; //!< [B] of envelopes and of the Raft log

  private:
    using Entries = std::shared_ptr<const RaftEntries>;

    struct PendingApply
    {
        RaftLoop::Apply apply;
        RaftLoop::Taken taken;
    };

    struct PendingRestore
    {
        RaftSnapshot snapshot;
        RaftLoop::Taken taken;
    };

    // The loop (raft-chain.cc).
    bool IsFresh() const;
    void Next();
    void Begin(Time cost, std::function<void()> task);
    void Done();
    void TakeSubmission();
    void Handle(const Submission& submission);
    void Forward(uint64_t leader, const Submission& submission);

    // As leader (raft-chain-leader.cc).
    bool ChoosesThisNode() const;
    void BecomeLeader();
    void BecomeFollower();
    void ResumeConfChange();
    void Order(const Submission& submission);
    void HandleExpiry();
    void Propose(TimedBlockCutter::Batches batches);
    void HandToRaft(const OrderedBlock& block);
    bool Abdicates(const Submission& submission);
    void StartAccepting();

    // What is agreed (raft-chain-apply.cc).
    void HandleApply(const RaftLoop::Apply& apply);
    void HandleSoftState(const RaftSoftState& state);
    void ApplyFrom(const Entries& entries, std::size_t position);
    void ApplyBlock(const RaftEntry& entry, std::function<void()> next);
    void ApplyConfChange(const RaftEntry& entry);
    void WriteConfig(const OrderedBlock& block);
    void FinishApply(const Entries& entries);
    void HandleRestore(const RaftSnapshot& snapshot);
    void WritePulled(const OrderedBlock& block, std::function<void()> next);
    void Configure();
    std::vector<uint64_t> ChangeConsenters(const std::vector<RaftConsenter>& wanted);
    bool Send(const RaftMessage& message);

    OrdererChannel& m_channel;
    const OrdererContext& m_context;
    RaftStorage& m_storage;
    RaftBlockState m_state;                         //!< for the next block
    std::map<uint64_t, RaftConsenter> m_consenters; //!< by Raft id
    uint64_t m_id{0};
    uint32_t m_maxInflight;         //!< [blocks]
    uint64_t m_snapshotInterval{0}; //!< [B]
    std::unique_ptr<RaftLoop> m_loop;
    TimedBlockCutter m_cutter;
    Ptr<Strand> m_intake;   //!< takes what other orderers send on, in order
    Ptr<Strand> m_proposer; //!< encodes and proposes, beside the loop

    bool m_isBusy{false}; //!< the loop is at work
    bool m_isHalted{false};
    bool m_isErrored{true};
    std::deque<Submission> m_submissions;
    std::optional<PendingApply> m_apply;
    std::optional<PendingRestore> m_restore;
    bool m_hasExpired{false}; //!< the batch timer

    RaftSoftState m_soft;
    bool m_accepts{true}; //!< submissions
    bool m_justElected{false};
    uint32_t m_inflight{0}; //!< [blocks] proposed, not agreed
    bool m_configInflight{false};
    std::optional<RaftConfChange> m_confChange; //!< in progress
    std::optional<Submission> m_abdication;     //!< to be ordered by the next leader
    uint64_t m_leadership{0};                   //!< how often it has begun or ended
    uint64_t m_unproposed{0};                   //!< envelopes cut and not proposed
    uint64_t m_nextNumber{0};                   //!< of the block to cut
    SharedBytes m_nextPrevious;                 //!< hash that it names

    uint64_t m_lastNumber{0}; //!< of the last block agreed
    SharedBytes m_lastHash;
    bool m_lastIsConfig{false};
    uint64_t m_applied{0};     //!< Raft index
    uint64_t m_accumulated{0}; //!< [B] agreed since the last snapshot
    Lifeline m_life;
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_CHAIN_H */
