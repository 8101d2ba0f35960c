/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the calls on a connection receive.

#include "grpc-connection.h"

#include "ns3/grpc-headers.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// gRPC, doc/http-grpc-status-mapping.md.
GrpcCode
MapHttpStatus(std::string_view status)
{
    static const std::map<std::string_view, GrpcCode> CODES{{"400", GrpcCode::INTERNAL},
                                                            {"401", GrpcCode::UNAUTHENTICATED},
                                                            {"403", GrpcCode::PERMISSION_DENIED},
                                                            {"404", GrpcCode::UNIMPLEMENTED},
                                                            {"429", GrpcCode::UNAVAILABLE},
                                                            {"502", GrpcCode::UNAVAILABLE},
                                                            {"503", GrpcCode::UNAVAILABLE},
                                                            {"504", GrpcCode::UNAVAILABLE}};
    const auto found = CODES.find(status);
    return found == CODES.end() ? GrpcCode::UNKNOWN : found->second;
}

/// gRPC, doc/PROTOCOL-HTTP2.md, "HTTP2 Transport Mapping", Errors.
GrpcCode
MapErrorCode(uint32_t errorCode)
{
    switch (errorCode)
    {
    case NGHTTP2_REFUSED_STREAM:
        return GrpcCode::UNAVAILABLE;
    case NGHTTP2_CANCEL:
        return GrpcCode::CANCELLED;
    case NGHTTP2_FLOW_CONTROL_ERROR: // grpc-go v1.31, http_util.go, http2ErrConvTab
    case NGHTTP2_ENHANCE_YOUR_CALM:
        return GrpcCode::RESOURCE_EXHAUSTED;
    case NGHTTP2_INADEQUATE_SECURITY:
        return GrpcCode::PERMISSION_DENIED;
    default:
        return GrpcCode::INTERNAL;
    }
}

GrpcStatus
DescribeFault(const GrpcMessageReader& reader, uint32_t limit)
{
    if (reader.GetFault() == GrpcMessageReader::Fault::COMPRESSED)
    {
        return {GrpcCode::INTERNAL, "grpc: compressed flag set with identity or empty encoding"};
    }
    return {GrpcCode::RESOURCE_EXHAUSTED,
            "grpc: received message larger than max (" + std::to_string(reader.GetClaimedSize()) +
                " vs. " + std::to_string(limit) + ")"};
}

bool
StartsWith(std::string_view text, std::string_view start)
{
    return text.substr(0, start.size()) == start;
}

} // namespace

Ptr<GrpcStream>
GrpcConnection::Find(int32_t id) const
{
    if (!m_found || m_found->m_id != id)
    {
        const auto found = m_streams.find(id);
        m_found = found == m_streams.end() ? nullptr : found->second;
    }
    return m_found && !m_found->m_hasEnded ? m_found : nullptr;
}

void
GrpcConnection::BeginHeaders(int32_t id)
{
    if (m_isServer && m_channel && m_streams.count(id) == 0)
    {
        Attach(Create<GrpcStream>("", Time()), id);
    }
}

void
GrpcConnection::AddHeader(int32_t id, std::string_view name, std::string_view value)
{
    const auto stream = Find(id);
    if (!stream)
    {
        return;
    }
    if (m_isServer)
    {
        ReadRequestHeader(*stream, name, value);
    }
    else
    {
        ReadResponseHeader(*stream, name, value);
    }
}

void
GrpcConnection::ReadRequestHeader(GrpcStream& stream, std::string_view name, std::string_view value)
{
    if (name == ":path")
    {
        stream.m_method = value;
    }
    else if (name == "grpc-timeout")
    {
        stream.m_timeout = DecodeGrpcTimeout(value).value_or(Time());
    }
}

void
GrpcConnection::ReadResponseHeader(GrpcStream& stream,
                                   std::string_view name,
                                   std::string_view value)
{
    auto& status = stream.m_status;
    if (name == ":status" && value != "200" && value[0] != '1')
    {
        stream.m_headerFault = {MapHttpStatus(value),
                                "unexpected HTTP status code received from server: " +
                                    std::string(value)};
    }
    else if (name == "content-type" && !StartsWith(value, "application/grpc") &&
             !stream.m_headerFault)
    {
        stream.m_headerFault = {GrpcCode::UNKNOWN,
                                "malformed header: unexpected content-type \"" +
                                    std::string(value) + "\""};
    }
    else if (name == "grpc-status")
    {
        status = status.value_or(GrpcStatus());
        status->code = ParseGrpcCode(value).value_or(GrpcCode::UNKNOWN);
    }
    else if (name == "grpc-message" && status)
    {
        status->message = DecodeGrpcMessage(value);
    }
}

void
GrpcConnection::EndHeaders(int32_t id, bool endsStream)
{
    const auto stream = Find(id);
    if (!stream)
    {
        return;
    }
    if (m_isServer)
    {
        if (!std::exchange(stream->m_isDispatched, true))
        {
            m_owner.accepted(stream);
        }
    }
    else if (stream->m_headerFault)
    {
        Refuse(stream, *stream->m_headerFault);
        return;
    }
    if (endsStream)
    {
        ClosePeerHalf(stream);
    }
}

void
GrpcConnection::AddData(int32_t id, const uint8_t* data, std::size_t size)
{
    if (const auto stream = Find(id))
    {
        stream->m_reader.Add(data, size);
    }
}

void
GrpcConnection::EndData(int32_t id, std::size_t size, bool endsStream)
{
    if (!m_channel)
    {
        return;
    }
    CountData(size);
    const auto stream = Find(id);
    if (!stream)
    {
        return;
    }
    if (!endsStream) // nothing more comes on a stream that ends
    {
        WidenWindows(*stream, size);
    }
    Deliver(stream);
    if (endsStream)
    {
        ClosePeerHalf(stream);
    }
}

void
GrpcConnection::HandleReading(GrpcStream& stream)
{
    Deliver(&stream);
    if (stream.m_isReading && std::exchange(stream.m_isPeerDone, false))
    {
        ClosePeerHalf(&stream);
    }
}

void
GrpcConnection::Deliver(Ptr<GrpcStream> stream)
{
    Ptr<GrpcConnection> alive(this);
    stream->Deliver();
    if (stream->m_hasEnded)
    {
        return;
    }
    if (stream->m_unread > 0)
    {
        WidenUnread(*stream);
    }
    if (stream->m_isReading && stream->m_reader.GetFault() != GrpcMessageReader::Fault::NONE)
    {
        Refuse(stream, DescribeFault(stream->m_reader, m_settings.maxReceiveSize));
    }
}

void
GrpcConnection::Refuse(Ptr<GrpcStream> stream, const GrpcStatus& status)
{
    if (m_isServer)
    {
        stream->m_status = status;
        stream->m_closesSend = true;
    }
    HandleEnded(*stream);
    stream->Finish(status);
}

void
GrpcConnection::ClosePeerHalf(Ptr<GrpcStream> stream)
{
    if (stream->m_hasEnded)
    {
        return;
    }
    if (m_isServer)
    {
        if (!stream->m_isReading)
        {
            stream->m_isPeerDone = true;
        }
        else if (const auto closed = std::exchange(stream->m_onCloseSend, nullptr))
        {
            closed();
        }
        return;
    }
    if (!stream->m_status)
    {
        stream->m_status = {GrpcCode::INTERNAL,
                            "server closed the stream without sending trailers"};
    }
    stream->Finish(*stream->m_status);
}

void
GrpcConnection::CloseStream(int32_t id, uint32_t errorCode)
{
    const auto stream = Find(id);
    m_found = nullptr;
    m_streams.erase(id);
    if (stream)
    {
        const auto code = m_isServer ? GrpcCode::CANCELLED : MapErrorCode(errorCode);
        stream->Finish({code,
                        std::string("stream terminated by RST_STREAM with error code: ") +
                            nghttp2_http2_strerror(errorCode)});
    }
}

} // namespace iotledger
} // namespace ns3
