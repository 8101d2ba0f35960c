/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_LOG_SIZE_H
#define RAFT_LOG_SIZE_H

#include "ns3/raft-message.h"

#include <cstdint>

namespace ns3
{
namespace iotledger
{

/// [B] of a record in etcd's write-ahead log beside its data: length of 8, type, CRC and padding
/// (etcd v3.5, server/storage/wal/encoder.go). Internal.
inline constexpr uint64_t RAFT_RECORD_OVERHEAD = 24;

/// @return what @p entries take in the log [B]. Internal.
inline uint64_t
GetRaftLogSize(const RaftEntries& entries)
{
    uint64_t size = 0;
    for (const auto& entry : entries)
    {
        size += entry.GetEncodedSize() + RAFT_RECORD_OVERHEAD;
    }
    return size;
}

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_LOG_SIZE_H */
