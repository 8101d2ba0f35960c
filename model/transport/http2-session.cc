/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "http2-session.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint32_t DEFAULT_WINDOW = 65535; //!< [B] RFC 9113, section 6.9.2
constexpr uint32_t MAX_FRAME = 16384;      //!< [B] that a server announces, as grpc-go does

std::string_view
View(const uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace

/// What libnghttp2 calls.
struct Http2SessionCallbacks
{
    static Http2Session& Self(void* user)
    {
        return *static_cast<Http2Session*>(user);
    }

    static int BeginHeaders(nghttp2_session*, const nghttp2_frame* frame, void* user)
    {
        Self(user).m_observer.BeginHeaders(frame->hd.stream_id);
        return 0;
    }

    static int Header(nghttp2_session*,
                      const nghttp2_frame* frame,
                      const uint8_t* name,
                      size_t nameSize,
                      const uint8_t* value,
                      size_t valueSize,
                      uint8_t,
                      void* user)
    {
        Self(user).m_observer.AddHeader(frame->hd.stream_id,
                                        View(name, nameSize),
                                        View(value, valueSize));
        return 0;
    }

    static int Data(nghttp2_session*,
                    uint8_t,
                    int32_t stream,
                    const uint8_t* data,
                    size_t size,
                    void* user)
    {
        Self(user).m_observer.AddData(stream, data, size);
        return 0;
    }

    /// The answer is complete: what remains of the request is of no use (RFC 9113, section 8.1).
    static void ResetHalfOpen(void* user, int32_t stream, bool isAnswered)
    {
        auto* const session = Self(user).m_session.get();
        const auto otherHalf = Self(user).m_isServer ? nghttp2_session_get_stream_remote_close
                                                     : nghttp2_session_get_stream_local_close;
        if (isAnswered && otherHalf(session, stream) == 0)
        {
            Self(user).Reset(stream, NGHTTP2_NO_ERROR);
        }
    }

    static int Sent(nghttp2_session*, const nghttp2_frame* frame, void* user)
    {
        const auto& header = frame->hd;
        ResetHalfOpen(user,
                      header.stream_id,
                      header.type == NGHTTP2_HEADERS && Self(user).m_isServer &&
                          (header.flags & NGHTTP2_FLAG_END_STREAM) != 0);
        return 0;
    }

    static int Frame(nghttp2_session*, const nghttp2_frame* frame, void* user)
    {
        auto& observer = Self(user).m_observer;
        const auto& header = frame->hd;
        const bool endsStream = (header.flags & NGHTTP2_FLAG_END_STREAM) != 0;
        const bool isAnswer = (header.flags & NGHTTP2_FLAG_ACK) != 0;
        if (header.type == NGHTTP2_HEADERS)
        {
            observer.EndHeaders(header.stream_id, endsStream);
            ResetHalfOpen(user, header.stream_id, endsStream && !Self(user).m_isServer);
        }
        else if (header.type == NGHTTP2_DATA)
        {
            observer.EndData(header.stream_id, header.length, endsStream);
            ResetHalfOpen(user, header.stream_id, endsStream && !Self(user).m_isServer);
        }
        else if (header.type == NGHTTP2_SETTINGS && !isAnswer)
        {
            observer.ReceiveSettings();
        }
        else if (header.type == NGHTTP2_PING && isAnswer)
        {
            Http2Ping ping;
            std::copy_n(frame->ping.opaque_data, ping.size(), ping.begin());
            observer.AnswerPing(ping);
        }
        else if (header.type == NGHTTP2_GOAWAY)
        {
            observer.ReceiveGoAway(frame->goaway.error_code);
        }
        return 0;
    }

    static int Close(nghttp2_session*, int32_t stream, uint32_t errorCode, void* user)
    {
        Self(user).m_observer.CloseStream(stream, errorCode);
        return 0;
    }

    static ssize_t Read(nghttp2_session*,
                        int32_t stream,
                        uint8_t*,
                        size_t size,
                        uint32_t* flags,
                        nghttp2_data_source*,
                        void* user)
    {
        const auto supply = Self(user).m_observer.Offer(stream, size);
        if (supply.isLast)
        {
            *flags |= NGHTTP2_DATA_FLAG_EOF;
        }
        else if (supply.size == 0)
        {
            return NGHTTP2_ERR_DEFERRED;
        }
        if (supply.hasTrailers)
        {
            *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
        }
        *flags |= NGHTTP2_DATA_FLAG_NO_COPY;
        return static_cast<ssize_t>(supply.size);
    }

    static int SendData(nghttp2_session*,
                        nghttp2_frame* frame,
                        const uint8_t* header,
                        size_t size,
                        nghttp2_data_source*,
                        void* user)
    {
        constexpr std::size_t FRAME_HEADER = 9; // [B] RFC 9113, section 4.1
        auto& self = Self(user);
        auto& out = *self.m_out;
        if (out.size() >= self.m_outLimit)
        {
            return NGHTTP2_ERR_WOULDBLOCK; // it comes again in the next Pull
        }
        out.insert(out.end(), header, header + FRAME_HEADER);
        out.resize(out.size() + size);
        self.m_observer.Take(frame->hd.stream_id, out.data() + out.size() - size, size);
        return 0;
    }

    static nghttp2_session_callbacks* Make()
    {
        nghttp2_session_callbacks* callbacks = nullptr;
        nghttp2_session_callbacks_new(&callbacks);
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, BeginHeaders);
        nghttp2_session_callbacks_set_on_header_callback(callbacks, Header);
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Data);
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Frame);
        nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, Sent);
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Close);
        nghttp2_session_callbacks_set_send_data_callback(callbacks, SendData);
        return callbacks;
    }
};

Http2Session::Http2Session(const Settings& settings, Http2Observer& observer)
    : m_observer(observer),
      m_isServer(settings.isServer)
{
    auto* callbacks = Http2SessionCallbacks::Make();
    nghttp2_option* option = nullptr;
    nghttp2_option_new(&option);
    nghttp2_option_set_no_auto_window_update(option, 1);
    nghttp2_option_set_no_closed_streams(option, 1);
    nghttp2_session* session = nullptr;
    const auto create =
        settings.isServer ? nghttp2_session_server_new2 : nghttp2_session_client_new2;
    create(&session, callbacks, this, option);
    m_session.reset(session);
    nghttp2_option_del(option);
    nghttp2_session_callbacks_del(callbacks);

    std::vector<nghttp2_settings_entry> entries;
    if (settings.isServer)
    {
        entries.push_back({NGHTTP2_SETTINGS_MAX_FRAME_SIZE, MAX_FRAME});
    }
    if (settings.maxStreams > 0)
    {
        entries.push_back({NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, settings.maxStreams});
    }
    if (settings.window > DEFAULT_WINDOW)
    {
        entries.push_back({NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, settings.window});
    }
    nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, entries.data(), entries.size());
    if (settings.window > DEFAULT_WINDOW)
    {
        UpdateWindow(0, settings.window - DEFAULT_WINDOW);
    }
}

Http2Session::~Http2Session() = default;

nghttp2_data_provider
Http2Session::GetProvider()
{
    return {{}, Http2SessionCallbacks::Read};
}

bool
Http2Session::Receive(const SharedBytes& bytes)
{
    static const std::array<uint8_t, 4096> ZEROS{};
    auto took = nghttp2_session_mem_recv(m_session.get(), bytes.GetHead(), bytes.GetHeadSize());
    for (uint64_t rest = bytes.GetZeroTail(); took >= 0 && rest > 0;)
    {
        const auto part = std::min<uint64_t>(rest, ZEROS.size());
        took = nghttp2_session_mem_recv(m_session.get(), ZEROS.data(), part);
        rest -= part;
    }
    return took >= 0;
}

bool
Http2Session::Pull(std::vector<uint8_t>& out, std::size_t limit)
{
    m_out = &out;
    m_outLimit = limit;
    ssize_t size = 0;
    do
    {
        const uint8_t* data = nullptr;
        size = nghttp2_session_mem_send(m_session.get(), &data);
        if (size > 0)
        {
            out.insert(out.end(), data, data + size);
        }
    } while (size > 0 && out.size() < limit);
    m_out = nullptr;
    return size >= 0;
}

bool
Http2Session::IsOver() const
{
    return nghttp2_session_want_read(m_session.get()) == 0 &&
           nghttp2_session_want_write(m_session.get()) == 0;
}

} // namespace iotledger
} // namespace ns3
