/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "grpc-stream.h"

#include "grpc-connection.h"

#include "ns3/grpc-client.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3
{
namespace iotledger
{

GrpcStream::GrpcStream(std::string method, Time timeout)
    : m_method(std::move(method)),
      m_timeout(timeout)
{
}

GrpcStream::~GrpcStream() = default;

void
GrpcStream::Send(const SharedBytes& message)
{
    if (m_hasEnded || m_closesSend)
    {
        return;
    }
    m_outgoing.push_back(message);
    m_backlog += GRPC_MESSAGE_PREFIX + message.GetSize();
    if (m_connection)
    {
        m_connection->HandleQueued(*this);
    }
}

void
GrpcStream::CloseSend()
{
    if (!m_hasEnded && !std::exchange(m_closesSend, true) && m_connection)
    {
        m_connection->HandleQueued(*this);
    }
}

void
GrpcStream::End(const GrpcStatus& status)
{
    if (m_hasEnded)
    {
        return;
    }
    m_status = status;
    m_closesSend = true;
    auto* const connection = m_connection;
    LetGo();
    if (connection)
    {
        connection->HandleEnded(*this);
    }
}

void
GrpcStream::SetMessageCallback(MessageCallback callback)
{
    m_onMessage = std::move(callback);
}

void
GrpcStream::SetEndedCallback(EndedCallback callback)
{
    m_onEnded = std::move(callback);
}

void
GrpcStream::SetCloseSendCallback(std::function<void()> callback)
{
    m_onCloseSend = std::move(callback);
}

void
GrpcStream::SetReading(bool isReading)
{
    m_isReading = isReading;
    if (!isReading || m_isDelivering || m_hasEnded)
    {
        return;
    }
    Ptr<GrpcStream> alive(this);
    if (m_connection)
    {
        m_connection->HandleReading(*this);
        return;
    }
    Deliver();
    if (m_isReading && m_untold)
    {
        Finish(*m_untold);
    }
}

const std::string&
GrpcStream::GetMethod() const
{
    return m_method;
}

Time
GrpcStream::GetTimeout() const
{
    return m_timeout;
}

uint64_t
GrpcStream::GetBacklog() const
{
    return m_backlog;
}

bool
GrpcStream::HasEnded() const
{
    return m_hasEnded;
}

void
GrpcStream::Finish(const GrpcStatus& status)
{
    if (m_hasEnded)
    {
        return;
    }
    if (!m_isReading && !m_isDispatched)
    {
        m_untold = m_untold.value_or(status); // HTTP/2 closes the stream after its status
        m_connection = nullptr;
        return;
    }
    Ptr<GrpcStream> alive(this);
    const auto ended = std::exchange(m_onEnded, nullptr);
    LetGo();
    if (ended)
    {
        ended(status);
    }
}

void
GrpcStream::LetGo()
{
    Ptr<GrpcStream> alive(this); // a callback may hold the last reference
    m_hasEnded = true;
    m_connection = nullptr;
    if (auto* const watch = std::exchange(m_deadlineWatch, nullptr))
    {
        watch->ForgetDeadline(*this);
    }
    // They go when all is done: what they hold may come back here.
    const auto message = std::exchange(m_onMessage, nullptr);
    const auto ended = std::exchange(m_onEnded, nullptr);
    const auto closeSend = std::exchange(m_onCloseSend, nullptr);
}

void
GrpcStream::Deliver()
{
    m_isDelivering = true;
    while (m_isReading && !m_hasEnded)
    {
        const auto message = m_reader.Next();
        if (!message)
        {
            break;
        }
        // Out of the stream while it runs: it may end the call, which lets go of callbacks.
        if (auto callback = std::exchange(m_onMessage, nullptr))
        {
            callback(*message);
            if (!m_hasEnded && !m_onMessage)
            {
                m_onMessage = std::move(callback);
            }
        }
    }
    m_isDelivering = false;
}

void
GrpcStream::TakeOutgoing(uint8_t* out, std::size_t size)
{
    m_backlog -= size;
    while (size > 0)
    {
        const auto& message = m_outgoing.front();
        const uint64_t length = message.GetSize();
        if (m_takenOfFirst < GRPC_MESSAGE_PREFIX)
        {
            const std::array<uint8_t, GRPC_MESSAGE_PREFIX> prefix{0,
                                                                  uint8_t(length >> 24),
                                                                  uint8_t(length >> 16),
                                                                  uint8_t(length >> 8),
                                                                  uint8_t(length)};
            const auto part = std::min<uint64_t>(size, prefix.size() - m_takenOfFirst);
            out = std::copy_n(prefix.data() + m_takenOfFirst, part, out);
            m_takenOfFirst += part;
            size -= part;
        }
        const auto offset =
            m_takenOfFirst - std::min<uint64_t>(m_takenOfFirst, GRPC_MESSAGE_PREFIX);
        const auto part = std::min<uint64_t>(size, length - offset);
        message.Slice(offset, part).CopyTo(out);
        out += part;
        m_takenOfFirst += part;
        size -= part;
        if (m_takenOfFirst == GRPC_MESSAGE_PREFIX + length)
        {
            m_outgoing.pop_front();
            m_takenOfFirst = 0;
        }
    }
}

} // namespace iotledger
} // namespace ns3
