/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_MESSAGE_H
#define RAFT_MESSAGE_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * @ingroup iot-ledger
 *
 * The values that Raft nodes exchange and keep, as plain structures; raft-codec.h turns them into
 * bytes. Names, meaning and numbers are those of etcd-io/etcd v3.5, raft/raftpb/raft.proto. A node
 * is named by a number; 0 is nobody, and the index and term before the first entry.
 *
 * Left out: learners, joint configurations and read indices, which Fabric does not use.
 */

/// What an entry of the log holds.
enum class RaftEntryType : uint8_t
{
    NORMAL = 0,      //!< the application's bytes; none in the entry with which a leader starts
    CONF_CHANGE = 1, //!< an encoded RaftConfChange
};

/// One entry of the replicated log.
struct RaftEntry
{
    RaftEntryType type{RaftEntryType::NORMAL};
    uint64_t term{0};  //!< of the leader that took it
    uint64_t index{0}; //!< position in the log, from 1
    SharedBytes data;

    /// @return the size as a protobuf message without framing, which size limits count [B]
    uint64_t GetEncodedSize() const;

    friend bool operator==(const RaftEntry& a, const RaftEntry& b);
};

using RaftEntries = std::vector<RaftEntry>; //!< consecutive entries

/// What a node must remember over a restart, besides its log.
struct RaftHardState
{
    uint64_t term{0};   //!< the latest it has seen
    uint64_t vote{0};   //!< whom it voted for in that term
    uint64_t commit{0}; //!< highest index it knows to be committed

    friend bool operator==(const RaftHardState& a, const RaftHardState& b);
};

/// The application's state at an index, which stands for all entries up to it.
struct RaftSnapshot
{
    uint64_t index{0}; //!< last entry it stands for; 0: no snapshot
    uint64_t term{0};  //!< that entry's
    std::vector<uint64_t> voters;
    SharedBytes data;

    bool IsEmpty() const;
};

/// How a conf change alters the set of voters.
enum class RaftConfChangeType : uint8_t
{
    ADD_NODE = 0,
    REMOVE_NODE = 1,
};

/// A change of the set of voters by one node.
struct RaftConfChange
{
    uint64_t id{0}; //!< for the proposer's own use
    RaftConfChangeType type{RaftConfChangeType::ADD_NODE};
    uint64_t node{0};
    SharedBytes context; //!< for the proposer's own use
};

/// The kinds of message that may travel between nodes.
enum class RaftMessageType : uint8_t
{
    PROPOSAL = 2,
    APPEND = 3,
    APPEND_RESPONSE = 4,
    VOTE = 5,
    VOTE_RESPONSE = 6,
    SNAPSHOT = 7,
    HEARTBEAT = 8,
    HEARTBEAT_RESPONSE = 9,
    TRANSFER_LEADER = 13, //!< `from` is the node that shall lead
    TIMEOUT_NOW = 14,
    PRE_VOTE = 17,
    PRE_VOTE_RESPONSE = 18,
};

/// A message from one node to another. Fields that its type does not use are zero.
struct RaftMessage
{
    RaftMessageType type{RaftMessageType::APPEND};
    uint64_t to{0};
    uint64_t from{0};
    uint64_t term{0};    //!< the sender's, or the one a pre-vote is asked for; 0 in proposals
    uint64_t logTerm{0}; //!< term of the entry at `index`, or (rejecting) at `rejectHint`
    uint64_t index{0};   //!< the entry before `entries`, or the one answered for
    RaftEntries entries;
    uint64_t commit{0}; //!< the leader's commit index
    RaftSnapshot snapshot;
    bool reject{false};
    uint64_t rejectHint{0}; //!< where the logs may still agree
    SharedBytes context;
};

/// @return whether @p type answers a message: strangers' answers count for nothing.
bool IsResponse(RaftMessageType type);

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_MESSAGE_H */
