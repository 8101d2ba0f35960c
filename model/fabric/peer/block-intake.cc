/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-intake.h"

#include "fabric-proposal.h"
#include "peer-channel.h"
#include "peer-runtime.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

BlockIntake::BlockIntake(const PeerRuntime& runtime, PeerChannel& channel, Accepted accepted)
    : m_runtime(runtime),
      m_channel(channel),
      m_accepted(std::move(accepted))
{
}

void
BlockIntake::AddFromOrderer(SharedBytes block, Judged judged)
{
    m_waiting.emplace_back(std::move(block), std::move(judged));
    TakeNext();
}

void
BlockIntake::AddFromGossip(uint64_t number, SharedBytes block, const std::string& source)
{
    if (m_channel.buffer.Has(number) || !m_channel.buffer.IsNear(number) ||
        !m_verifying.insert(number).second)
    {
        return;
    }
    Verify(number, block, source, [this, number](bool) { m_verifying.erase(number); });
}

uint64_t
BlockIntake::GetWaitingBytes() const
{
    uint64_t bytes = 0;
    for (const auto& [block, judged] : m_waiting)
    {
        bytes += block.GetSize();
    }
    return bytes;
}

void
BlockIntake::TakeNext()
{
    if (m_isBusy || m_waiting.empty())
    {
        return;
    }
    if (m_channel.buffer.IsFull())
    {
        m_isBusy = true; // state.go: looks again every enqueueRetryInterval
        m_runtime.After(MilliSeconds(100), [this] {
            m_isBusy = false;
            TakeNext();
        });
        return;
    }
    const auto [block, judged] = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_isBusy = true;
    Verify(0, block, "", [this, judged = judged](bool isValid) {
        m_isBusy = false;
        judged(isValid);
        TakeNext();
    });
}

void
BlockIntake::Verify(uint64_t claimed,
                    const SharedBytes& block,
                    const std::string& source,
                    Judged judged)
{
    fabric::Block decoded;
    Time cost =
        m_runtime.costs.receiveBlock + CostOfBytes(m_runtime.costs.blockByte, block.GetSize());
    std::string error;
    if (!DecodeFabric(decoded, block) || (!source.empty() && decoded.header().number() != claimed))
    {
        error = "it is no block, or not the one announced";
    }
    else
    {
        error = m_channel.VerifyBlock(decoded, cost);
    }
    m_runtime.Run(cost, [this, number = decoded.header().number(), block, source, error, judged] {
        judged(error.empty());
        if (!error.empty())
        {
            m_runtime.traces.blockRefused(m_channel.GetName(), number, error);
            return;
        }
        if (m_channel.buffer.Add(number, block))
        {
            m_runtime.traces.blockReceived(m_channel.GetName(),
                                           number,
                                           block.GetSize(),
                                           !source.empty());
        }
        m_accepted(number, block, source);
    });
}

} // namespace iotledger
} // namespace ns3
