/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-raft.pb.h"

#include "ns3/raft-codec.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Bytes = std::vector<uint8_t>;

SharedBytes
Text(std::string_view text)
{
    return SharedBytes(text);
}

/// What a snapshot field of nothing takes: metadata with an empty configuration, index and term.
const Bytes NO_SNAPSHOT{0x4a, 8, 0x12, 6, 0x0a, 0, 0x10, 0, 0x18, 0};

RaftMessage
MakeAppend()
{
    RaftMessage message;
    message.to = 2;
    message.from = 1;
    message.term = 3;
    message.logTerm = 2;
    message.index = 300;
    message.entries = {{RaftEntryType::NORMAL, 3, 301, Text("block")},
                       {RaftEntryType::CONF_CHANGE, 3, 302, Text("change")}};
    message.commit = 299;
    message.context = Text("c");
    return message;
}

void
ExpectEqual(const RaftMessage& a, const RaftMessage& b)
{
    EXPECT_EQ(a.type, b.type);
    EXPECT_EQ(a.to, b.to);
    EXPECT_EQ(a.from, b.from);
    EXPECT_EQ(a.term, b.term);
    EXPECT_EQ(a.logTerm, b.logTerm);
    EXPECT_EQ(a.index, b.index);
    EXPECT_EQ(a.entries, b.entries);
    EXPECT_EQ(a.commit, b.commit);
    EXPECT_EQ(a.snapshot.index, b.snapshot.index);
    EXPECT_EQ(a.snapshot.term, b.snapshot.term);
    EXPECT_EQ(a.snapshot.voters, b.snapshot.voters);
    EXPECT_EQ(a.snapshot.data, b.snapshot.data);
    EXPECT_EQ(a.reject, b.reject);
    EXPECT_EQ(a.rejectHint, b.rejectHint);
    EXPECT_EQ(a.context, b.context);
}

} // namespace

// etcd, raft/raftpb/raft.pb.go, MarshalTo: fields that cannot be null are written when zero.
TEST(RaftCodec, AHeartbeatWritesItsZeros)
{
    RaftMessage message;
    message.type = RaftMessageType::HEARTBEAT;
    message.to = 2;
    message.from = 1;
    message.term = 3;
    message.commit = 5;
    Bytes expected{0x08, 8, 0x10, 2, 0x18, 1, 0x20, 3, 0x28, 0, 0x30, 0, 0x40, 5};
    expected.insert(expected.end(), NO_SNAPSHOT.begin(), NO_SNAPSHOT.end());
    expected.insert(expected.end(), {0x50, 0, 0x58, 0});
    EXPECT_EQ(EncodeRaftMessage(message).ToVector(), expected);
}

TEST(RaftCodec, AnEntryWritesItsBytesOnlyIfThereAreAny)
{
    EXPECT_EQ(EncodeRaftEntry({RaftEntryType::NORMAL, 2, 3, {}}).ToVector(),
              (Bytes{0x08, 0, 0x10, 2, 0x18, 3}));
    EXPECT_EQ(EncodeRaftEntry({RaftEntryType::CONF_CHANGE, 2, 300, Text("ab")}).ToVector(),
              (Bytes{0x08, 1, 0x10, 2, 0x18, 0xac, 0x02, 0x22, 2, 'a', 'b'}));
}

TEST(RaftCodec, HardStatesAndConfChangesWriteTheirZeros)
{
    EXPECT_EQ(EncodeRaftHardState({7, 0, 4}).ToVector(), (Bytes{0x08, 7, 0x10, 0, 0x18, 4}));
    EXPECT_EQ(EncodeRaftConfChange({0, RaftConfChangeType::ADD_NODE, 5, {}}).ToVector(),
              (Bytes{0x08, 0, 0x10, 0, 0x18, 5}));
}

TEST(RaftCodec, ASizeLimitCountsWhatAnEntryTakes)
{
    for (const uint64_t number : {0ULL, 127ULL, 128ULL, 1ULL << 35, ~0ULL})
    {
        for (const uint64_t size : {0, 1, 127, 128, 20'000})
        {
            const RaftEntry entry{RaftEntryType::NORMAL, number, number, SharedBytes::Zeros(size)};
            EXPECT_EQ(entry.GetEncodedSize(), EncodeRaftEntry(entry).GetSize());
        }
    }
}

TEST(RaftCodec, ValuesSurviveTheRoundTrip)
{
    auto message = MakeAppend();
    ExpectEqual(*DecodeRaftMessage(EncodeRaftMessage(message)), message);
    message = {};
    message.type = RaftMessageType::SNAPSHOT;
    message.snapshot = {9, 4, {1, 2, 300}, Text("block")};
    message.reject = true;
    message.rejectHint = ~0ULL;
    ExpectEqual(*DecodeRaftMessage(EncodeRaftMessage(message)), message);

    EXPECT_EQ(*DecodeRaftHardState(EncodeRaftHardState({7, 6, 5})), (RaftHardState{7, 6, 5}));
    const RaftEntry entry{RaftEntryType::CONF_CHANGE, 1, 2, Text("x")};
    EXPECT_EQ(*DecodeRaftEntry(EncodeRaftEntry(entry)), entry);
    const auto snapshot = DecodeRaftSnapshot(EncodeRaftSnapshot(message.snapshot));
    EXPECT_EQ(snapshot->voters, message.snapshot.voters);
    EXPECT_EQ(snapshot->data, message.snapshot.data);
    const auto change = DecodeRaftConfChange(
        EncodeRaftConfChange({3, RaftConfChangeType::REMOVE_NODE, 4, Text("why")}));
    EXPECT_EQ(change->id, 3U);
    EXPECT_EQ(change->type, RaftConfChangeType::REMOVE_NODE);
    EXPECT_EQ(change->node, 4U);
    EXPECT_EQ(change->context, Text("why"));
}

TEST(RaftCodec, NoTruncationIsTakenForTheMessage)
{
    const auto bytes = EncodeRaftMessage(MakeAppend());
    for (uint64_t size = 0; size < bytes.GetSize(); ++size)
    {
        const auto message = DecodeRaftMessage(bytes.Slice(0, size));
        // Cut between two fields, these bytes are a message still; but not this one.
        EXPECT_TRUE(!message || EncodeRaftMessage(*message) != bytes) << size;
    }
}

TEST(RaftCodec, WhatIsNoRaftMessageIsRefused)
{
    EXPECT_FALSE(DecodeRaftMessage(Text("no protobuf")));
    EXPECT_FALSE(DecodeRaftMessage({}));
    for (const auto type : {fabric::RaftMessage::HUP, fabric::RaftMessage::READ_INDEX})
    {
        fabric::RaftMessage proto; // local to a node, or left out
        proto.set_type(type);
        EXPECT_FALSE(DecodeRaftMessage(Text(proto.SerializeAsString())));
    }
    fabric::RaftEntry entry;
    entry.set_type(fabric::RaftEntry::CONF_CHANGE_V2);
    EXPECT_FALSE(DecodeRaftEntry(Text(entry.SerializeAsString())));
    EXPECT_FALSE(DecodeRaftEntry(SharedBytes(Bytes{0x08, 9}))); // no such type
    fabric::RaftConfChange change;
    change.set_type(fabric::RaftConfChange::ADD_LEARNER_NODE);
    EXPECT_FALSE(DecodeRaftConfChange(Text(change.SerializeAsString())));
    fabric::RaftSnapshotMessage snapshot;
    snapshot.mutable_metadata()->mutable_conf_state()->add_learners(1);
    EXPECT_FALSE(DecodeRaftSnapshot(Text(snapshot.SerializeAsString())));
}
