/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-codec.h"

#include "fabric-raft.pb.h"

#include <limits>
#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

template <typename Proto>
SharedBytes
Write(const Proto& proto)
{
    std::vector<uint8_t> bytes(proto.ByteSizeLong());
    proto.SerializeWithCachedSizesToArray(bytes.data());
    return SharedBytes(std::move(bytes));
}

template <typename Proto>
std::optional<Proto>
Read(const SharedBytes& bytes)
{
    if (bytes.GetSize() > static_cast<uint64_t>(std::numeric_limits<int>::max()))
    {
        return std::nullopt; // more than protobuf can hold
    }
    Proto proto;
    const auto isStored = bytes.GetZeroTail() == 0;
    const auto copy = isStored ? std::vector<uint8_t>{} : bytes.ToVector();
    const auto* data = isStored ? bytes.GetHead() : copy.data();
    if (!proto.ParseFromArray(data, static_cast<int>(bytes.GetSize())))
    {
        return std::nullopt;
    }
    return proto;
}

std::string
ToProto(const SharedBytes& bytes)
{
    return bytes.ToString();
}

SharedBytes
FromProto(const std::string& bytes)
{
    return SharedBytes(std::string_view(bytes));
}

void
Fill(const RaftEntry& entry, fabric::RaftEntry& proto)
{
    proto.set_type(static_cast<fabric::RaftEntry::Type>(entry.type));
    proto.set_term(entry.term);
    proto.set_index(entry.index);
    if (!entry.data.IsEmpty())
    {
        proto.set_data(ToProto(entry.data));
    }
}

std::optional<RaftEntry>
Parse(const fabric::RaftEntry& proto)
{
    // A type that protobuf does not know counts as missing.
    if (!proto.has_type() || proto.type() == fabric::RaftEntry::CONF_CHANGE_V2)
    {
        return std::nullopt;
    }
    const auto type = static_cast<RaftEntryType>(proto.type());
    return RaftEntry{type, proto.term(), proto.index(), FromProto(proto.data())};
}

void
Fill(const RaftSnapshot& snapshot, fabric::RaftSnapshotMessage& proto)
{
    if (!snapshot.data.IsEmpty())
    {
        proto.set_data(ToProto(snapshot.data));
    }
    auto& metadata = *proto.mutable_metadata();
    auto& voters = *metadata.mutable_conf_state();
    for (const auto voter : snapshot.voters)
    {
        voters.add_voters(voter);
    }
    metadata.set_index(snapshot.index);
    metadata.set_term(snapshot.term);
}

std::optional<RaftSnapshot>
Parse(const fabric::RaftSnapshotMessage& proto)
{
    const auto& metadata = proto.metadata();
    const auto& voters = metadata.conf_state();
    if (voters.learners_size() != 0)
    {
        return std::nullopt;
    }
    return RaftSnapshot{metadata.index(),
                        metadata.term(),
                        {voters.voters().begin(), voters.voters().end()},
                        FromProto(proto.data())};
}

/// @return whether @p type may travel, and means something here.
bool
IsKnown(fabric::RaftMessage::Type type)
{
    switch (type)
    {
    case fabric::RaftMessage::PROP:
    case fabric::RaftMessage::APP:
    case fabric::RaftMessage::APP_RESP:
    case fabric::RaftMessage::VOTE:
    case fabric::RaftMessage::VOTE_RESP:
    case fabric::RaftMessage::SNAP:
    case fabric::RaftMessage::HEARTBEAT:
    case fabric::RaftMessage::HEARTBEAT_RESP:
    case fabric::RaftMessage::TRANSFER_LEADER:
    case fabric::RaftMessage::TIMEOUT_NOW:
    case fabric::RaftMessage::PRE_VOTE:
    case fabric::RaftMessage::PRE_VOTE_RESP:
        return true;
    default:
        return false;
    }
}

void
Fill(const RaftMessage& message, fabric::RaftMessage& proto)
{
    proto.set_type(static_cast<fabric::RaftMessage::Type>(message.type));
    proto.set_to(message.to);
    proto.set_from(message.from);
    proto.set_term(message.term);
    proto.set_log_term(message.logTerm);
    proto.set_index(message.index);
    for (const auto& entry : message.entries)
    {
        Fill(entry, *proto.add_entries());
    }
    proto.set_commit(message.commit);
    Fill(message.snapshot, *proto.mutable_snapshot());
    proto.set_reject(message.reject);
    proto.set_reject_hint(message.rejectHint);
    if (!message.context.IsEmpty())
    {
        proto.set_context(ToProto(message.context));
    }
}

} // namespace

SharedBytes
EncodeRaftMessage(const RaftMessage& message)
{
    fabric::RaftMessage proto;
    Fill(message, proto);
    return Write(proto);
}

std::optional<RaftMessage>
DecodeRaftMessage(const SharedBytes& bytes)
{
    const auto proto = Read<fabric::RaftMessage>(bytes);
    if (!proto || !IsKnown(proto->type()))
    {
        return std::nullopt;
    }
    RaftMessage message;
    message.type = static_cast<RaftMessageType>(proto->type());
    message.to = proto->to();
    message.from = proto->from();
    message.term = proto->term();
    message.logTerm = proto->log_term();
    message.index = proto->index();
    for (const auto& each : proto->entries())
    {
        const auto entry = Parse(each);
        if (!entry)
        {
            return std::nullopt;
        }
        message.entries.push_back(*entry);
    }
    message.commit = proto->commit();
    const auto snapshot = Parse(proto->snapshot());
    if (!snapshot)
    {
        return std::nullopt;
    }
    message.snapshot = *snapshot;
    message.reject = proto->reject();
    message.rejectHint = proto->reject_hint();
    message.context = FromProto(proto->context());
    return message;
}

SharedBytes
EncodeRaftEntry(const RaftEntry& entry)
{
    fabric::RaftEntry proto;
    Fill(entry, proto);
    return Write(proto);
}

std::optional<RaftEntry>
DecodeRaftEntry(const SharedBytes& bytes)
{
    const auto proto = Read<fabric::RaftEntry>(bytes);
    return proto ? Parse(*proto) : std::nullopt;
}

SharedBytes
EncodeRaftHardState(const RaftHardState& state)
{
    fabric::RaftHardState proto;
    proto.set_term(state.term);
    proto.set_vote(state.vote);
    proto.set_commit(state.commit);
    return Write(proto);
}

std::optional<RaftHardState>
DecodeRaftHardState(const SharedBytes& bytes)
{
    const auto proto = Read<fabric::RaftHardState>(bytes);
    if (!proto)
    {
        return std::nullopt;
    }
    return RaftHardState{proto->term(), proto->vote(), proto->commit()};
}

SharedBytes
EncodeRaftSnapshot(const RaftSnapshot& snapshot)
{
    fabric::RaftSnapshotMessage proto;
    Fill(snapshot, proto);
    return Write(proto);
}

std::optional<RaftSnapshot>
DecodeRaftSnapshot(const SharedBytes& bytes)
{
    const auto proto = Read<fabric::RaftSnapshotMessage>(bytes);
    return proto ? Parse(*proto) : std::nullopt;
}

SharedBytes
EncodeRaftConfChange(const RaftConfChange& change)
{
    fabric::RaftConfChange proto;
    proto.set_id(change.id);
    proto.set_type(static_cast<fabric::RaftConfChange::Type>(change.type));
    proto.set_node_id(change.node);
    if (!change.context.IsEmpty())
    {
        proto.set_context(ToProto(change.context));
    }
    return Write(proto);
}

std::optional<RaftConfChange>
DecodeRaftConfChange(const SharedBytes& bytes)
{
    const auto proto = Read<fabric::RaftConfChange>(bytes);
    if (!proto || !proto->has_type() ||
        (proto->type() != fabric::RaftConfChange::ADD_NODE &&
         proto->type() != fabric::RaftConfChange::REMOVE_NODE))
    {
        return std::nullopt;
    }
    return RaftConfChange{proto->id(),
                          static_cast<RaftConfChangeType>(proto->type()),
                          proto->node_id(),
                          FromProto(proto->context())};
}

} // namespace iotledger
} // namespace ns3
