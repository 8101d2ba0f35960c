/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "grpc-connection.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
Describe(MessageChannel::CloseReason reason)
{
    switch (reason)
    {
    case MessageChannel::CloseReason::REFUSED:
        return "connection error: connection refused";
    case MessageChannel::CloseReason::RESET:
        return "connection error: connection reset by peer";
    case MessageChannel::CloseReason::MALFORMED:
        return "connection error: malformed transport";
    case MessageChannel::CloseReason::CLOSED:
        break;
    }
    return "transport is closing";
}

} // namespace

GrpcConnection::GrpcConnection(bool isServer, const GrpcSettings& settings, Owner owner)
    : m_isServer(isServer),
      m_settings(settings),
      m_owner(std::move(owner)),
      m_session({isServer, settings.window, isServer ? settings.maxStreams : 0}, *this),
      m_window(settings.window),
      m_estimator(settings.window),
      m_streamWindow(settings.window)
{
}

GrpcConnection::~GrpcConnection()
{
    Close();
}

void
GrpcConnection::Open(Ptr<MessageChannel> channel)
{
    m_channel = std::move(channel);
    m_channel->SetReceivedCallback([this](const SharedBytes& bytes) { HandleReceived(bytes); });
    m_channel->SetClosedCallback(
        [this](MessageChannel::CloseReason reason) { HandleClosed(reason); });
    m_channel->SetDrainedCallback([this] { HandleDrained(); });
    m_channel->SetConnectedCallback([this] { FlushSoon(); });
    m_lastReceived = Simulator::Now();
    if (m_isServer)
    {
        FlushSoon();
    }
    if (m_settings.keepaliveTime.IsStrictlyPositive())
    {
        m_keepalive =
            Simulator::Schedule(m_settings.keepaliveTime, &GrpcConnection::CheckKeepalive, this);
    }
}

void
GrpcConnection::Close()
{
    m_owner = Owner();
    for (const auto& [id, stream] : std::exchange(m_streams, {}))
    {
        stream->LetGo();
    }
    if (const auto channel = Drop())
    {
        // A channel with a backlog would wait for its peer, which may never come back.
        if (channel->GetBacklog() > 0)
        {
            channel->Abort();
        }
        else
        {
            channel->Close();
        }
    }
}

uint64_t
GrpcConnection::GetBacklog() const
{
    uint64_t bytes = m_channel ? m_channel->GetBacklog() : 0;
    for (const auto& [id, stream] : m_streams)
    {
        bytes += stream->GetBacklog();
    }
    return bytes;
}

bool
GrpcConnection::IsReady() const
{
    return m_isReady;
}

void
GrpcConnection::HandleReceived(const SharedBytes& bytes)
{
    Ptr<GrpcConnection> alive(this);
    m_lastReceived = Simulator::Now();
    m_awaitsAnswer = false;
    m_isReceiving = true;
    const bool goesOn = m_session.Receive(bytes);
    m_isReceiving = false;
    if (!m_channel)
    {
        return; // a callback has closed
    }
    if (!goesOn)
    {
        Break("connection error: protocol error");
        return;
    }
    Flush();
}

void
GrpcConnection::HandleClosed(MessageChannel::CloseReason reason)
{
    Break(Describe(reason));
}

void
GrpcConnection::HandleDrained()
{
    if (std::exchange(m_isStalled, false))
    {
        FlushSoon();
    }
}

void
GrpcConnection::FlushSoon()
{
    if (!m_isReceiving && !m_flush.IsRunning() && m_channel)
    {
        m_flush = Simulator::ScheduleNow(&GrpcConnection::Flush, this);
    }
}

void
GrpcConnection::Flush()
{
    if (std::exchange(m_isFlushing, true))
    {
        return;
    }
    Ptr<GrpcConnection> alive(this);
    m_flush.Cancel();
    bool goesOn = true;
    const auto channel = m_channel;
    while (goesOn && m_channel && channel->GetBacklog() < WRITE_BUFFER)
    {
        std::vector<uint8_t> batch;
        goesOn = m_session.Pull(batch, WRITE_BUFFER);
        if (batch.empty())
        {
            break;
        }
        channel->Send(SharedBytes(std::move(batch)));
    }
    m_isFlushing = false;
    m_isStalled = channel->GetBacklog() > 0;
    if (m_channel && (!goesOn || m_session.IsOver()))
    {
        Break("connection error: protocol error"); // the GOAWAY is sent
    }
}

void
GrpcConnection::CheckKeepalive()
{
    if (m_awaitsAnswer)
    {
        Break("connection error: keepalive ping failed to receive ACK within timeout");
        return;
    }
    Time next = m_lastReceived + m_settings.keepaliveTime - Simulator::Now();
    if (!next.IsStrictlyPositive())
    {
        m_awaitsAnswer = true;
        m_session.Ping(KEEPALIVE_PING);
        FlushSoon();
        next = m_settings.keepaliveTimeout;
    }
    m_keepalive = Simulator::Schedule(next, &GrpcConnection::CheckKeepalive, this);
}

void
GrpcConnection::Break(const std::string& reason)
{
    Ptr<GrpcConnection> alive(this);
    const auto channel = Drop();
    if (!channel)
    {
        return;
    }
    if (channel->GetBacklog() > 0)
    {
        channel->Abort();
    }
    else
    {
        channel->Close(); // behind a GOAWAY, if one was sent
    }
    const auto streams = std::exchange(m_streams, {});
    const auto owner = std::exchange(m_owner, {});
    if (owner.ended)
    {
        owner.ended(reason); // first: a call that has ended may be followed by another one
    }
    for (const auto& [id, stream] : streams)
    {
        stream->Finish({GrpcCode::UNAVAILABLE, reason});
    }
}

Ptr<MessageChannel>
GrpcConnection::Drop()
{
    m_flush.Cancel();
    m_keepalive.Cancel();
    m_isReady = false;
    m_found = nullptr;
    const auto channel = std::exchange(m_channel, nullptr);
    if (channel)
    {
        channel->SetConnectedCallback(nullptr);
        channel->SetReceivedCallback(nullptr);
        channel->SetClosedCallback(nullptr);
        channel->SetDrainedCallback(nullptr);
    }
    return channel;
}

void
GrpcConnection::ReceiveSettings()
{
    if (!m_isReady && m_channel)
    {
        m_isReady = true;
        if (m_owner.ready)
        {
            m_owner.ready();
        }
    }
}

void
GrpcConnection::ReceiveGoAway(uint32_t errorCode)
{
    if (m_channel)
    {
        Break(std::string("connection error: GOAWAY, ") + nghttp2_http2_strerror(errorCode));
    }
}

} // namespace iotledger
} // namespace ns3
