/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "timed-block-cutter.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

TimedBlockCutter::TimedBlockCutter(std::function<void()> expired)
    : m_timeout(Seconds(2)), // sampleconfig/configtx.yaml, Orderer.BatchTimeout
      m_expired(std::move(expired))
{
}

TimedBlockCutter::~TimedBlockCutter()
{
    m_timer.Cancel();
}

void
TimedBlockCutter::Configure(BlockCutter::Limits limits, Time timeout)
{
    m_cutter.SetLimits(limits);
    m_timeout = timeout;
}

TimedBlockCutter::Batches
TimedBlockCutter::Order(BlockCutter::Message message)
{
    auto [batches, isPending] = m_cutter.Order(std::move(message));
    if (!isPending)
    {
        Stop();
    }
    else if (!IsTicking())
    {
        m_timer = Simulator::Schedule(m_timeout, &TimedBlockCutter::Expire, this);
    }
    return std::move(batches);
}

TimedBlockCutter::Batches
TimedBlockCutter::OrderConfig(BlockCutter::Message message)
{
    Stop();
    Batches batches;
    if (m_cutter.GetPendingCount() > 0)
    {
        batches.push_back(m_cutter.Cut(BlockCutReason::CONFIG));
    }
    batches.push_back({{std::move(message.envelope)}, message.size, BlockCutReason::CONFIG});
    return batches;
}

BlockCutter::Batch
TimedBlockCutter::CutExpired()
{
    if (!m_isExpired)
    {
        return {};
    }
    m_isExpired = false;
    return m_cutter.Cut(BlockCutReason::TIMEOUT);
}

std::size_t
TimedBlockCutter::Clear()
{
    Stop();
    return m_cutter.Cut(BlockCutReason::TIMEOUT).envelopes.size();
}

bool
TimedBlockCutter::IsTicking() const
{
    return m_isExpired || m_timer.IsRunning();
}

std::size_t
TimedBlockCutter::GetPendingCount() const
{
    return m_cutter.GetPendingCount();
}

uint64_t
TimedBlockCutter::GetPendingBytes() const
{
    return m_cutter.GetPendingBytes();
}

void
TimedBlockCutter::Stop()
{
    m_timer.Cancel();
    m_isExpired = false;
}

void
TimedBlockCutter::Expire()
{
    m_isExpired = true;
    m_expired();
}

} // namespace iotledger
} // namespace ns3
