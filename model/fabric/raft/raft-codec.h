/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_CODEC_H
#define RAFT_CODEC_H

#include "ns3/raft-message.h"

#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * @ingroup iot-ledger
 *
 * Raft's values as protobuf messages (proto/fabric-raft.proto). Etcd's Go code writes every field
 * that is not a byte string or a list, zero or not, nested messages included; so does this, so
 * that sizes are the real ones. Empty byte strings are not written.
 *
 * Source: etcd-io/etcd v3.5, raft/raftpb/raft.proto (gogoproto.nullable = false), without what
 * came after the raft of December 2018 that Fabric v2.4 vendors: ConfState.auto_leave, 2 B in each
 * snapshot, thus in each message.
 * Decoders return nothing for bytes that are no such message, or of a kind that is left out here.
 */

SharedBytes EncodeRaftMessage(const RaftMessage& message);
std::optional<RaftMessage> DecodeRaftMessage(const SharedBytes& bytes);

SharedBytes EncodeRaftEntry(const RaftEntry& entry);
std::optional<RaftEntry> DecodeRaftEntry(const SharedBytes& bytes);

SharedBytes EncodeRaftHardState(const RaftHardState& state);
std::optional<RaftHardState> DecodeRaftHardState(const SharedBytes& bytes);

SharedBytes EncodeRaftSnapshot(const RaftSnapshot& snapshot);
std::optional<RaftSnapshot> DecodeRaftSnapshot(const SharedBytes& bytes);

SharedBytes EncodeRaftConfChange(const RaftConfChange& change);
std::optional<RaftConfChange> DecodeRaftConfChange(const SharedBytes& bytes);

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_CODEC_H */
