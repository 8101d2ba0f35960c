/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_CONNECTION_H
#define GRPC_CONNECTION_H

#include "http2-session.h"

#include "ns3/event-id.h"
#include "ns3/grpc-flow-control.h"
#include "ns3/grpc-settings.h"
#include "ns3/grpc-stream.h"
#include "ns3/message-channel.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One end of a gRPC connection: the calls on one MessageChannel.
 *
 * Frames are handed to the channel together, those of one event in as few pieces as WRITE_BUFFER
 * allows, and only while the channel keeps up: what waits stays in the streams, which take turns.
 *
 * Source: gRPC, doc/PROTOCOL-HTTP2.md; grpc-go v1.31, internal/transport (http2_client.go,
 * http2_server.go, controlbuf.go) and dialoptions.go (WRITE_BUFFER).
 * Left out: what a GOAWAY without an error allows calls to finish: it ends them.
 */
class GrpcConnection : public SimpleRefCount<GrpcConnection>, private Http2Observer
{
  public:
    static constexpr std::size_t WRITE_BUFFER = 32768; //!< [B] given to the channel at a time
    static constexpr Http2Ping KEEPALIVE_PING{};       //!< as grpc-go's, and the next one
    static constexpr Http2Ping BANDWIDTH_PING{2, 4, 16, 16, 9, 14, 7, 7};

    struct Owner
    {
        std::function<void()> ready;                   //!< client: the server has said its settings
        std::function<void(Ptr<GrpcStream>)> accepted; //!< server: a call has come
        std::function<void(const std::string&)> ended; //!< why; the calls have ended
    };

    GrpcConnection(bool isServer, const GrpcSettings& settings, Owner owner);
    ~GrpcConnection() override;

    void Open(Ptr<MessageChannel> channel); //!< an accepted one stands

    /// Client: sends the headers of @p stream.
    void Start(Ptr<GrpcStream> stream,
               const std::string& scheme,
               const std::string& authority,
               const std::string& userAgent);

    bool IsReady() const;                  //!< client: calls leave at once
    uint64_t GetBacklog() const;           //!< [B] that wait in its streams and in the channel
    void Close();                          //!< ends without calling back
    void Break(const std::string& reason); //!< ends, and tells everyone

    /// @name What a stream asks of its connection
    /// @{
    void HandleQueued(GrpcStream& stream);  //!< it has more to send
    void HandleEnded(GrpcStream& stream);   //!< this end has ended the call
    void HandleReading(GrpcStream& stream); //!< it reads again
                                            /// @}

  private:
    void BeginHeaders(int32_t id) override;
    void AddHeader(int32_t id, std::string_view name, std::string_view value) override;
    void EndHeaders(int32_t id, bool endsStream) override;
    void AddData(int32_t id, const uint8_t* data, std::size_t size) override;
    void EndData(int32_t id, std::size_t size, bool endsStream) override;
    void CloseStream(int32_t id, uint32_t errorCode) override;
    void AnswerPing(const Http2Ping& ping) override;
    void ReceiveSettings() override;
    void ReceiveGoAway(uint32_t errorCode) override;
    Supply Offer(int32_t id, std::size_t size) override;
    void Take(int32_t id, uint8_t* out, std::size_t size) override;

    void HandleReceived(const SharedBytes& bytes);
    void HandleClosed(MessageChannel::CloseReason reason);
    void HandleDrained();
    void FlushSoon(); //!< at the end of this event
    void Flush();
    void CheckKeepalive();
    Ptr<MessageChannel> Drop(); //!< lets go of timers and the channel. @return it

    Ptr<GrpcStream> Find(int32_t id) const; //!< null: gone, or over
    void Attach(Ptr<GrpcStream> stream, int32_t id);
    void ReadResponseHeader(GrpcStream& stream, std::string_view name, std::string_view value);
    void ReadRequestHeader(GrpcStream& stream, std::string_view name, std::string_view value);
    void Deliver(Ptr<GrpcStream> stream); //!< messages that are whole
    void ClosePeerHalf(Ptr<GrpcStream> stream);
    void Refuse(Ptr<GrpcStream> stream, const GrpcStatus& status); //!< what has come on it
    void SubmitStatus(GrpcStream& stream);
    void CountData(std::size_t size);                        //!< of a frame, for the connection
    void WidenWindows(GrpcStream& stream, std::size_t size); //!< by a frame
    void WidenUnread(GrpcStream& stream);                    //!< by what has been read late
    void SetWindow(uint32_t window); //!< of all streams and of the connection

    bool m_isServer;
    GrpcSettings m_settings;
    Owner m_owner;
    Http2Session m_session;
    Ptr<MessageChannel> m_channel;                //!< null: ended
    std::map<int32_t, Ptr<GrpcStream>> m_streams; //!< by HTTP/2 stream
    mutable Ptr<GrpcStream> m_found;              //!< the last one found
    GrpcConnectionWindow m_window;
    GrpcBandwidthEstimator m_estimator;
    uint32_t m_streamWindow; //!< [B] of a new stream
    bool m_isReady{false};
    bool m_isReceiving{false};
    bool m_isFlushing{false};
    bool m_isStalled{false}; //!< more is sent when the channel has drained
    EventId m_flush;
    EventId m_keepalive;
    Time m_lastReceived;
    bool m_awaitsAnswer{false}; //!< nothing has come since a keepalive PING
};

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_CONNECTION_H */
