/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "grpc-flow-control.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint32_t MAX_WINDOW = 0x7fffffff; //!< [B] RFC 9113, section 6.9.1

// How many samples the round trip time is the plain mean of.
constexpr uint64_t BOOTSTRAP_SAMPLES = 10;

// The sample holds what comes in half a round trip more than the PING takes.
constexpr double SAMPLED_ROUND_TRIPS = 1.5;

} // namespace

GrpcConnectionWindow::GrpcConnectionWindow(uint32_t limit)
    : m_limit(limit)
{
}

uint32_t
GrpcConnectionWindow::Receive(uint32_t size)
{
    m_unacknowledged += size;
    return m_unacknowledged < m_limit / 4 ? 0 : Reset();
}

uint32_t
GrpcConnectionWindow::Reset()
{
    return std::exchange(m_unacknowledged, 0);
}

uint32_t
GrpcConnectionWindow::SetLimit(uint32_t limit)
{
    return limit - std::exchange(m_limit, limit);
}

GrpcStreamWindow::GrpcStreamWindow(uint32_t limit)
    : m_limit(limit)
{
}

void
GrpcStreamWindow::Receive(uint32_t size)
{
    m_pendingData += size;
}

uint32_t
GrpcStreamWindow::Read(uint32_t size)
{
    m_pendingData -= std::min(size, m_pendingData);
    const uint32_t extra = std::min(size, m_extra); // was granted before
    m_extra -= extra;
    m_pendingUpdate += size - extra;
    return m_pendingUpdate >= m_limit / 4 ? std::exchange(m_pendingUpdate, 0) : 0;
}

uint32_t
GrpcStreamWindow::Expect(uint32_t size)
{
    const uint32_t expected = std::min(size, MAX_WINDOW);
    const int64_t senderMaySend = int64_t(m_limit) - m_pendingData - m_pendingUpdate;
    const int64_t isToCome = int64_t(expected) - m_pendingData;
    if (isToCome <= senderMaySend)
    {
        return 0;
    }
    m_extra = std::min(expected, MAX_WINDOW - m_limit);
    return m_extra;
}

void
GrpcStreamWindow::SetLimit(uint32_t limit)
{
    m_limit = limit;
}

GrpcBandwidthEstimator::GrpcBandwidthEstimator(uint32_t estimate)
    : m_estimate(estimate)
{
}

bool
GrpcBandwidthEstimator::Receive(uint32_t size, Time now)
{
    if (m_estimate == LIMIT)
    {
        return false;
    }
    if (!m_isSampling)
    {
        m_isSampling = true;
        m_sample = size;
        m_sentAt = now;
        ++m_samples;
        return true;
    }
    m_sample += size;
    return false;
}

uint32_t
GrpcBandwidthEstimator::Calculate(Time now)
{
    if (!m_isSampling)
    {
        return 0; // an answer to nothing
    }
    m_isSampling = false;
    const double sample = (now - m_sentAt).GetSeconds();
    const double weight = m_samples < BOOTSTRAP_SAMPLES ? 1.0 / m_samples : ALPHA;
    m_roundTrip += (sample - m_roundTrip) * weight;
    const double bandwidth = m_sample / (m_roundTrip * SAMPLED_ROUND_TRIPS);
    m_maxBandwidth = std::max(m_maxBandwidth, bandwidth);
    if (m_sample < BETA * m_estimate || bandwidth < m_maxBandwidth || m_estimate == LIMIT)
    {
        return 0;
    }
    m_estimate = static_cast<uint32_t>(std::min<double>(GAMMA * m_sample, LIMIT));
    return m_estimate;
}

} // namespace iotledger
} // namespace ns3
