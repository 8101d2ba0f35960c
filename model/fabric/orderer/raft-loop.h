/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_LOOP_H
#define RAFT_LOOP_H

#include "ns3/event-id.h"
#include "ns3/lifeline.h"
#include "ns3/orderer-context.h"
#include "ns3/raft-node.h"
#include "ns3/raft-storage.h"
#include "ns3/strand.h"

#include <functional>
#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Drives a Raft node: its clock, its disk, its messages. Internal.
 *
 * What a RaftReady asks for is done in order, and the next one is taken up only then: prepare and
 * write to the log on disk, synchronised if need be; hand what is committed to the chain, and wait
 * until it takes it; send the messages. So a leader's own disk comes before its followers', and a
 * follower's answer behind its disk. Messages and proposals are taken at any time.
 *
 * What is not synchronised is lost with the object: `storage` holds only what is on disk.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/consensus/etcdraft/node.go (run, send, takeSnapshot)
 * and storage.go (Store, TakeSnapshot).
 * Left out: the tracker of active nodes, a metric.
 */
class RaftLoop
{
  public:
    /// What has been agreed upon, or changed, for the chain.
    struct Apply
    {
        RaftEntries entries;
        std::optional<RaftSoftState> softState;
    };

    using Taken = std::function<void()>; //!< to call when the chain takes it

    struct Hooks
    {
        std::function<void(Apply apply, Taken taken)> apply;
        std::function<void(RaftSnapshot snapshot, Taken taken)> restore;
        std::function<bool(const RaftMessage&)> send; //!< false: it is lost
    };

    /// @param storage outlives the loop
    RaftLoop(const OrdererContext& context,
             RaftSettings settings,
             Time tick,
             RaftStorage& storage,
             Hooks hooks);
    ~RaftLoop();

    /// A new node with these voters; none: one that joins nodes at work.
    void Bootstrap(const std::vector<uint64_t>& voters);

    /// Starts the clock, somewhere within a tick.
    /// @param campaigns whether it stands for election every two heartbeats until there is a leader
    void Start(bool campaigns);

    void Receive(const SharedBytes& message); //!< bytes that claim to be a RaftMessage
    void Propose(SharedBytes data, std::function<void(bool isTaken)> done);
    void ProposeConfChange(const RaftConfChange& change);
    const std::vector<uint64_t>& ApplyConfChange(const RaftConfChange& change);
    void TransferLeadership(uint64_t to);
    void ReportUnreachable(uint64_t node);

    /// Keeps a snapshot and drops the entries up to 4 before it.
    void TakeSnapshot(uint64_t index, std::vector<uint64_t> voters, SharedBytes data);

    uint64_t GetStoredIndex() const; //!< of the last entry on disk
    RaftStatus GetStatus() const;

  private:
    void Tick();
    void Campaign();
    void Proceed(); //!< takes up what the node asks for, if nothing is under way
    void Store();
    void Persist();
    void Restore();
    void HandOver();
    void Send();
    void Finish();
    void Transmit(const std::vector<RaftMessage>& messages);

    const OrdererContext& m_context;
    Time m_tick;
    RaftStorage& m_storage;
    Hooks m_hooks;
    RaftNode m_node;
    uint64_t m_id;
    Ptr<Strand> m_thread; //!< of the Raft node: messages in, in order
    uint32_t m_heartbeatTick;

    RaftReady m_ready; //!< being worked on
    bool m_isBusy{false};
    bool m_hasMissedTick{false};             //!< while busy: one is made up for
    std::optional<RaftHardState> m_unsynced; //!< written, not synchronised
    bool m_campaigns{false};
    EventId m_clock;
    EventId m_campaign;
    Lifeline m_life;
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_LOOP_H */
