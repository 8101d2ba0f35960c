/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HTTP2_SESSION_H
#define HTTP2_SESSION_H

#include "ns3/shared-bytes.h"

#include <array>
#include <cstdint>
#include <memory>
#include <nghttp2/nghttp2.h>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

struct Http2Header
{
    std::string_view name; //!< a literal: it is not copied
    std::string_view value;
};

using Http2Ping = std::array<uint8_t, 8>;

/// Hears what a peer sends and gives what it is sent. Calls come within Receive and Pull.
class Http2Observer
{
  public:
    /// What a stream has to send.
    struct Supply
    {
        std::size_t size; //!< [B], none over what was asked for
        bool isLast;      //!< nothing follows
        bool hasTrailers; //!< but trailers, which are submitted
    };

    virtual ~Http2Observer() = default;

    virtual void BeginHeaders(int32_t stream) = 0;
    virtual void AddHeader(int32_t stream, std::string_view name, std::string_view value) = 0;
    virtual void EndHeaders(int32_t stream, bool endsStream) = 0;
    virtual void AddData(int32_t stream, const uint8_t* data, std::size_t size) = 0;
    virtual void EndData(int32_t stream, std::size_t size, bool endsStream) = 0; //!< of a frame
    virtual void CloseStream(int32_t stream, uint32_t errorCode) = 0;
    virtual void AnswerPing(const Http2Ping& ping) = 0; //!< the peer has answered
    virtual void ReceiveSettings() = 0;
    virtual void ReceiveGoAway(uint32_t errorCode) = 0;
    virtual Supply Offer(int32_t stream, std::size_t size) = 0; //!< of nothing: Resume follows
    virtual void Take(int32_t stream, uint8_t* out, std::size_t size) = 0;
};

/**
 * @ingroup iot-ledger
 * @brief One end of an HTTP/2 connection (RFC 9113): libnghttp2's session, bytes in, bytes out.
 *
 * Windows widen by UpdateWindow alone.
 */
class Http2Session
{
  public:
    struct Settings
    {
        bool isServer;
        uint32_t window;     //!< [B] of streams and of the connection, not below 65,535
        uint32_t maxStreams; //!< of the client; 0: not said
    };

    /// Submits the preface.
    Http2Session(const Settings& settings, Http2Observer& observer);
    ~Http2Session();

    Http2Session(const Http2Session&) = delete;
    Http2Session& operator=(const Http2Session&) = delete;

    /// @return whether the connection goes on
    bool Receive(const SharedBytes& bytes);

    /// Appends frames to @p out, up to about @p limit [B] in it. @return whether the connection
    /// goes on
    bool Pull(std::vector<uint8_t>& out, std::size_t limit);

    bool IsOver() const; //!< nothing is to be sent or received

    /// @return the new stream, negative if there can be none
    int32_t SubmitRequest(const std::vector<Http2Header>& headers);
    void SubmitResponse(int32_t stream, const std::vector<Http2Header>& headers, bool hasData);
    void SubmitTrailers(int32_t stream, const std::vector<Http2Header>& headers);
    void Resume(int32_t stream); //!< there is more to send
    void Reset(int32_t stream, uint32_t errorCode);
    void Ping(const Http2Ping& ping);
    void UpdateWindow(int32_t stream, uint32_t size); //!< stream 0: the connection's
    void SetWindow(uint32_t window);                  //!< of streams [B]

  private:
    struct Deleter
    {
        void operator()(nghttp2_session* session) const
        {
            nghttp2_session_del(session);
        }
    };

    friend struct Http2SessionCallbacks;

    static nghttp2_data_provider GetProvider(); //!< that asks the observer

    Http2Observer& m_observer;
    bool m_isServer;
    std::unique_ptr<nghttp2_session, Deleter> m_session;
    std::vector<uint8_t>* m_out{nullptr}; //!< while in Pull
    std::size_t m_outLimit{0};            //!< [B]
};

} // namespace iotledger
} // namespace ns3

#endif /* HTTP2_SESSION_H */
