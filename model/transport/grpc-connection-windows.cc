/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How the windows of a connection follow what comes.

#include "grpc-connection.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

void
GrpcConnection::AnswerPing(const Http2Ping& ping)
{
    if (ping == BANDWIDTH_PING && m_settings.hasDynamicWindow)
    {
        if (const uint32_t window = m_estimator.Calculate(Simulator::Now()))
        {
            SetWindow(window);
        }
    }
}

void
GrpcConnection::WidenWindows(GrpcStream& stream, std::size_t size)
{
    auto& window = stream.m_window;
    window.Receive(size);
    if (!stream.m_isReading)
    {
        stream.m_unread += size;
        stream.m_beginsUnread |= !stream.m_reader.TakeBegun().empty();
        return;
    }
    uint64_t read = 0;
    const auto update = [this, &stream](uint32_t more) {
        if (more > 0)
        {
            m_session.UpdateWindow(stream.m_id, more);
        }
    };
    for (const auto& begun : stream.m_reader.TakeBegun())
    {
        update(window.Read(begun.offset - read));
        update(window.Expect(begun.size));
        read = begun.offset;
    }
    update(window.Read(size - read));
}

void
GrpcConnection::WidenUnread(GrpcStream& stream)
{
    const auto read = [&stream](uint64_t left) {
        const auto size = stream.m_unread - std::min(stream.m_unread, left);
        stream.m_unread -= size;
        return stream.m_window.Read(size);
    };
    const auto& reader = stream.m_reader;
    // Who reads has read the part of a message that is there, and waits for the rest of it.
    uint32_t update = read(stream.m_isReading ? reader.GetPart() : reader.GetHeld());
    if (stream.m_isReading)
    {
        if (std::exchange(stream.m_beginsUnread, false) && reader.GetAwaited() > 0)
        {
            update += stream.m_window.Expect(reader.GetAwaited());
        }
        update += read(0);
    }
    if (update > 0)
    {
        m_session.UpdateWindow(stream.m_id, update);
        FlushSoon();
    }
}

void
GrpcConnection::SetWindow(uint32_t window)
{
    for (const auto& [id, stream] : m_streams)
    {
        stream->m_window.SetLimit(window);
    }
    m_streamWindow = window;
    m_session.UpdateWindow(0, m_window.SetLimit(window));
    m_session.SetWindow(window);
}

void
GrpcConnection::CountData(std::size_t size)
{
    const bool asks = m_settings.hasDynamicWindow && m_estimator.Receive(size, Simulator::Now());
    uint32_t update = m_window.Receive(size);
    update += asks ? m_window.Reset() : 0;
    if (update > 0)
    {
        m_session.UpdateWindow(0, update);
    }
    if (asks)
    {
        m_session.Ping(BANDWIDTH_PING);
    }
}

} // namespace iotledger
} // namespace ns3
