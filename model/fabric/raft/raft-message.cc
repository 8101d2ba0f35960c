/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-message.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return how many bytes @p value takes as a protobuf varint.
uint64_t
GetVarintSize(uint64_t value)
{
    uint64_t size = 1;
    while (value >>= 7)
    {
        ++size;
    }
    return size;
}

} // namespace

uint64_t
RaftEntry::GetEncodedSize() const
{
    // One byte of tag before each field; the numbers are written even when zero.
    const uint64_t numbers = 2 + 1 + GetVarintSize(term) + 1 + GetVarintSize(index);
    const auto bytes = data.GetSize();
    return numbers + (bytes == 0 ? 0 : 1 + GetVarintSize(bytes) + bytes);
}

bool
operator==(const RaftEntry& a, const RaftEntry& b)
{
    return a.type == b.type && a.term == b.term && a.index == b.index && a.data == b.data;
}

bool
operator==(const RaftHardState& a, const RaftHardState& b)
{
    return a.term == b.term && a.vote == b.vote && a.commit == b.commit;
}

bool
RaftSnapshot::IsEmpty() const
{
    return index == 0;
}

bool
IsResponse(RaftMessageType type)
{
    switch (type)
    {
    case RaftMessageType::APPEND_RESPONSE:
    case RaftMessageType::VOTE_RESPONSE:
    case RaftMessageType::HEARTBEAT_RESPONSE:
    case RaftMessageType::PRE_VOTE_RESPONSE:
        return true;
    default:
        return false;
    }
}

} // namespace iotledger
} // namespace ns3
