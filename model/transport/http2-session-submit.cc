/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What is submitted to be sent.

#include "http2-session.h"

namespace ns3
{
namespace iotledger
{

namespace
{

std::vector<nghttp2_nv>
MakeFields(const std::vector<Http2Header>& headers)
{
    std::vector<nghttp2_nv> fields;
    fields.reserve(headers.size());
    for (const auto& header : headers)
    {
        // nghttp2 takes writable pointers and writes to none of them.
        fields.push_back({reinterpret_cast<uint8_t*>(const_cast<char*>(header.name.data())),
                          reinterpret_cast<uint8_t*>(const_cast<char*>(header.value.data())),
                          header.name.size(),
                          header.value.size(),
                          NGHTTP2_NV_FLAG_NO_COPY_NAME});
    }
    return fields;
}

} // namespace

int32_t
Http2Session::SubmitRequest(const std::vector<Http2Header>& headers)
{
    const auto fields = MakeFields(headers);
    const auto provider = GetProvider();
    return nghttp2_submit_request(m_session.get(),
                                  nullptr,
                                  fields.data(),
                                  fields.size(),
                                  &provider,
                                  nullptr);
}

void
Http2Session::SubmitResponse(int32_t stream, const std::vector<Http2Header>& headers, bool hasData)
{
    const auto fields = MakeFields(headers);
    const auto provider = GetProvider();
    nghttp2_submit_response(m_session.get(),
                            stream,
                            fields.data(),
                            fields.size(),
                            hasData ? &provider : nullptr);
}

void
Http2Session::SubmitTrailers(int32_t stream, const std::vector<Http2Header>& headers)
{
    const auto fields = MakeFields(headers);
    nghttp2_submit_trailer(m_session.get(), stream, fields.data(), fields.size());
}

void
Http2Session::Resume(int32_t stream)
{
    nghttp2_session_resume_data(m_session.get(), stream);
}

void
Http2Session::Reset(int32_t stream, uint32_t errorCode)
{
    nghttp2_submit_rst_stream(m_session.get(), NGHTTP2_FLAG_NONE, stream, errorCode);
}

void
Http2Session::Ping(const Http2Ping& ping)
{
    nghttp2_submit_ping(m_session.get(), NGHTTP2_FLAG_NONE, ping.data());
}

void
Http2Session::UpdateWindow(int32_t stream, uint32_t size)
{
    nghttp2_submit_window_update(m_session.get(),
                                 NGHTTP2_FLAG_NONE,
                                 stream,
                                 static_cast<int32_t>(size));
}

void
Http2Session::SetWindow(uint32_t window)
{
    const nghttp2_settings_entry entry{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, window};
    nghttp2_submit_settings(m_session.get(), NGHTTP2_FLAG_NONE, &entry, 1);
}

} // namespace iotledger
} // namespace ns3
