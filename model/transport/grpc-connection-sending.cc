/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the calls on a connection send.

#include "grpc-connection.h"

#include "ns3/grpc-headers.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

void
GrpcConnection::Start(Ptr<GrpcStream> stream,
                      const std::string& scheme,
                      const std::string& authority,
                      const std::string& userAgent)
{
    std::vector<Http2Header> headers{{":method", "POST"},
                                     {":scheme", scheme},
                                     {":path", stream->m_method},
                                     {":authority", authority},
                                     {"content-type", "application/grpc"},
                                     {"user-agent", userAgent},
                                     {"te", "trailers"}};
    std::string timeout;
    if (stream->m_timeout.IsStrictlyPositive())
    {
        timeout = EncodeGrpcTimeout(stream->m_timeout);
        headers.push_back({"grpc-timeout", timeout});
    }
    const int32_t id = m_session.SubmitRequest(headers);
    if (id < 0)
    {
        const std::string reason = "connection error: out of streams"; // after 2^30 calls
        Break(reason);
        stream->Finish({GrpcCode::UNAVAILABLE, reason});
        return;
    }
    Attach(stream, id);
    FlushSoon();
}

void
GrpcConnection::Attach(Ptr<GrpcStream> stream, int32_t id)
{
    stream->m_connection = this;
    stream->m_id = id;
    stream->m_window = GrpcStreamWindow(m_streamWindow);
    stream->m_reader.SetLimit(m_settings.maxReceiveSize);
    m_streams[id] = stream;
}

void
GrpcConnection::HandleQueued(GrpcStream& stream)
{
    if (m_isServer && !stream.m_hasHeaders && stream.m_backlog > 0)
    {
        stream.m_hasHeaders = true;
        m_session.SubmitResponse(stream.m_id,
                                 {{":status", "200"}, {"content-type", "application/grpc"}},
                                 true);
    }
    else if (std::exchange(stream.m_isPaused, false))
    {
        m_session.Resume(stream.m_id);
    }
    FlushSoon();
}

void
GrpcConnection::HandleEnded(GrpcStream& stream)
{
    if (!m_isServer)
    {
        m_session.Reset(stream.m_id, NGHTTP2_CANCEL);
    }
    else if (!stream.m_hasHeaders || stream.m_isPaused)
    {
        SubmitStatus(stream); // else it follows what is queued
    }
    FlushSoon();
}

void
GrpcConnection::SubmitStatus(GrpcStream& stream)
{
    const auto code = std::to_string(static_cast<int>(stream.m_status->code));
    const auto message = EncodeGrpcMessage(stream.m_status->message);
    if (stream.m_hasHeaders)
    {
        m_session.SubmitTrailers(stream.m_id, {{"grpc-status", code}, {"grpc-message", message}});
    }
    else
    {
        m_session.SubmitResponse(stream.m_id,
                                 {{":status", "200"},
                                  {"content-type", "application/grpc"},
                                  {"grpc-status", code},
                                  {"grpc-message", message}},
                                 false);
    }
}

Http2Observer::Supply
GrpcConnection::Offer(int32_t id, std::size_t size)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
    {
        return {0, false, false};
    }
    auto& stream = *found->second;
    const auto part = std::min<uint64_t>(size, stream.m_backlog);
    const bool isLast = stream.m_closesSend && part == stream.m_backlog;
    stream.m_isPaused = part == 0 && !isLast;
    const bool hasTrailers = isLast && m_isServer;
    if (hasTrailers)
    {
        SubmitStatus(stream);
    }
    return {part, isLast, hasTrailers};
}

void
GrpcConnection::Take(int32_t id, uint8_t* out, std::size_t size)
{
    const auto found = m_streams.find(id);
    NS_ASSERT_MSG(found != m_streams.end(), "stream " << id << " is gone while it sends");
    found->second->TakeOutgoing(out, size);
}

} // namespace iotledger
} // namespace ns3
