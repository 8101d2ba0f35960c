/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "stream-sender.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint64_t WRITE_QUOTA = 64 * 1024; //!< [B]

/// How often a full stream is looked at: well below what 64 KiB take on a link of 100 Mbit/s.
const Time RETRY = MilliSeconds(1);

} // namespace

StreamSender::StreamSender(Ptr<GrpcStream> stream, std::function<bool()> isOpen)
    : m_stream(std::move(stream)),
      m_isOpen(std::move(isOpen))
{
}

StreamSender::~StreamSender()
{
    m_retry.Cancel();
}

void
StreamSender::Send(const SharedBytes& message, Sent sent)
{
    m_waiting.push_back({message, std::move(sent)});
    if (!m_retry.IsRunning())
    {
        Pump();
    }
}

bool
StreamSender::IsWilling() const
{
    return m_stream->GetBacklog() < WRITE_QUOTA && (!m_isOpen || m_isOpen());
}

void
StreamSender::Pump()
{
    const std::weak_ptr<char> alive = m_alive;
    while (!m_waiting.empty() && !m_stream->HasEnded() && IsWilling())
    {
        const auto next = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_stream->Send(next.message);
        if (next.sent)
        {
            next.sent();
            if (alive.expired())
            {
                return; // the owner has ended with it
            }
        }
    }
    if (!m_waiting.empty() && !m_stream->HasEnded())
    {
        m_retry = Simulator::Schedule(RETRY, &StreamSender::Pump, this);
    }
}

std::size_t
StreamSender::GetWaiting() const
{
    return m_waiting.size();
}

const Ptr<GrpcStream>&
StreamSender::GetStream() const
{
    return m_stream;
}

} // namespace iotledger
} // namespace ns3
