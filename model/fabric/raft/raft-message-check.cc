/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-message-check.h"

namespace ns3
{
namespace iotledger
{

namespace
{

bool
AreConsecutive(const RaftMessage& append)
{
    auto index = append.index;
    auto term = append.logTerm;
    for (const auto& entry : append.entries)
    {
        if (entry.index != ++index || entry.term < term)
        {
            return false;
        }
        term = entry.term;
    }
    return term <= append.term;
}

} // namespace

bool
IsWellFormed(const RaftMessage& message)
{
    if (message.from == 0)
    {
        return false;
    }
    switch (message.type)
    {
    case RaftMessageType::PROPOSAL:
        return message.term == 0 && !message.entries.empty();
    case RaftMessageType::APPEND:
        return message.term != 0 && AreConsecutive(message);
    case RaftMessageType::SNAPSHOT:
        return message.term >= message.snapshot.term && message.snapshot.term != 0 &&
               !message.snapshot.IsEmpty();
    default:
        return message.term != 0;
    }
}

} // namespace iotledger
} // namespace ns3
