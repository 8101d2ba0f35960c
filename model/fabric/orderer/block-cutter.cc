/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-cutter.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

const char*
ToString(BlockCutReason reason)
{
    switch (reason)
    {
    case BlockCutReason::COUNT:
        return "count";
    case BlockCutReason::BYTES:
        return "bytes";
    case BlockCutReason::OVERSIZE:
        return "oversize";
    case BlockCutReason::TIMEOUT:
        return "timeout";
    default:
        return "config";
    }
}

BlockCutter::BlockCutter(Limits limits)
    : m_limits(limits)
{
}

void
BlockCutter::SetLimits(Limits limits)
{
    m_limits = limits;
}

BlockCutter::Outcome
BlockCutter::Order(Message message)
{
    Outcome outcome;
    const bool isOversize = message.size > m_limits.preferredMaxBytes;
    const bool overflows = m_pending.bytes + message.size > m_limits.preferredMaxBytes;
    if (overflows && !m_pending.envelopes.empty())
    {
        outcome.batches.push_back(Cut(BlockCutReason::BYTES));
    }
    m_pending.envelopes.push_back(std::move(message.envelope));
    m_pending.bytes += message.size;
    if (isOversize)
    {
        outcome.batches.push_back(Cut(BlockCutReason::OVERSIZE));
    }
    else if (m_pending.envelopes.size() >= m_limits.maxMessageCount)
    {
        outcome.batches.push_back(Cut(BlockCutReason::COUNT));
    }
    outcome.isPending = !m_pending.envelopes.empty();
    return outcome;
}

BlockCutter::Batch
BlockCutter::Cut(BlockCutReason reason)
{
    Batch batch = std::exchange(m_pending, Batch());
    batch.reason = reason;
    return batch;
}

std::size_t
BlockCutter::GetPendingCount() const
{
    return m_pending.envelopes.size();
}

uint64_t
BlockCutter::GetPendingBytes() const
{
    return m_pending.bytes;
}

} // namespace iotledger
} // namespace ns3
