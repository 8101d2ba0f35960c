/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_READY_H
#define RAFT_READY_H

#include "ns3/raft-message.h"
#include "ns3/raft-progress.h"

#include <map>
#include <optional>

namespace ns3
{
namespace iotledger
{

/// What a node is in its term.
enum class RaftRole : uint8_t
{
    FOLLOWER,
    PRE_CANDIDATE, //!< asks whether it would be elected, its term unchanged
    CANDIDATE,
    LEADER,
};

/// What a candidate asks for.
enum class RaftElection : uint8_t
{
    PRE,      //!< would you vote for me?
    REAL,     //!< vote for me
    TRANSFER, //!< the same, on the leader's behalf: leases do not count
};

/// What need not survive a restart.
struct RaftSoftState
{
    uint64_t leader{0}; //!< 0: not known
    RaftRole role{RaftRole::FOLLOWER};

    friend bool operator==(const RaftSoftState& a, const RaftSoftState& b);
};

/**
 * @ingroup iot-ledger
 * @brief What a RaftNode wants done, in this order.
 *
 * Put hardState, snapshot and entries in the storage (mustSync: and wait for the disk); send the
 * messages; give the snapshot, then committedEntries to the application; call Advance(). Entries
 * may be committed in the very RaftReady that asks to store them.
 *
 * Source: etcd-io/etcd v3.5, raft/node.go, Ready.
 */
struct RaftReady
{
    std::optional<RaftSoftState> softState; //!< none: as before
    std::optional<RaftHardState> hardState; //!< none: as before
    RaftEntries entries;                    //!< to store
    RaftSnapshot snapshot;                  //!< to store and apply; empty: none
    RaftEntries committedEntries;           //!< to apply; stored already, or among `entries`
    std::vector<RaftMessage> messages;      //!< to send once the rest is stored
    bool mustSync{false};                   //!< whether all this may only happen once on disk
};

/// A look at a node.
struct RaftStatus
{
    uint64_t id{0};
    RaftHardState hardState;
    RaftSoftState softState;
    uint64_t applied{0};        //!< index
    uint64_t lastIndex{0};      //!< of the log
    uint64_t leadTransferee{0}; //!< to whom leadership is being handed; 0: nobody
    std::vector<uint64_t> voters;
    std::map<uint64_t, RaftProgress> progress; //!< by node; empty unless it leads
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_READY_H */
