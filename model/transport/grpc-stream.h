/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_STREAM_H
#define GRPC_STREAM_H

#include "ns3/grpc-flow-control.h"
#include "ns3/grpc-message-reader.h"
#include "ns3/grpc-status.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/shared-bytes.h"
#include "ns3/simple-ref-count.h"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

class GrpcClient;
class GrpcConnection;

/**
 * @ingroup iot-ledger
 * @brief One call, at either end: an HTTP/2 stream that carries messages.
 *
 * Set the callbacks in the event in which the stream was opened or handed over; a message that
 * finds no callback is dropped. Callbacks come from the event loop. After the ended callback, or
 * after End of this end, nothing comes and what is sent goes nowhere: the callbacks are let go of
 * then, so that a callback may hold its own stream.
 */
class GrpcStream : public SimpleRefCount<GrpcStream>
{
  public:
    using MessageCallback = std::function<void(const SharedBytes& message)>;
    using EndedCallback = std::function<void(const GrpcStatus& status)>;

    GrpcStream(std::string method, Time timeout);
    ~GrpcStream();

    /// Queues one message.
    void Send(const SharedBytes& message);

    /// Client: no more requests follow.
    void CloseSend();

    /// Server: ends the call with @p status, behind the messages sent. Client: cancels the call.
    void End(const GrpcStatus& status);

    void SetMessageCallback(MessageCallback callback);

    /// Client: the status of the call. Server: CANCELLED by the client, UNAVAILABLE when the
    /// connection is lost, RESOURCE_EXHAUSTED after a message over the limit.
    void SetEndedCallback(EndedCallback callback);

    /// Server: the client has closed its half.
    void SetCloseSendCallback(std::function<void()> callback);

    /// Whether messages are read, as at first. While they are not, none is delivered, nor is the
    /// end that is behind them; the sender fills the stream's window and waits. What is read again
    /// is delivered within the call.
    void SetReading(bool isReading);

    const std::string& GetMethod() const; //!< "/gateway.Gateway/Endorse"

    /// @return the time that the client gives the call, from its start; zero: any.
    Time GetTimeout() const;

    /// @return [B] not yet handed to the transport, message prefixes included.
    uint64_t GetBacklog() const;

    /// @return whether the call has ended, for this end.
    bool HasEnded() const;

  private:
    friend class GrpcClient;
    friend class GrpcConnection;

    void Finish(const GrpcStatus& status); //!< ends and reports, once
    void LetGo();                          //!< of the connection and the callbacks
    void Deliver();                        //!< messages that are whole, while it reads

    /// Moves up to @p size bytes of what is queued to @p out.
    void TakeOutgoing(uint8_t* out, std::size_t size);

    std::string m_method;
    Time m_timeout;
    MessageCallback m_onMessage;
    EndedCallback m_onEnded;
    std::function<void()> m_onCloseSend;

    GrpcConnection* m_connection{nullptr}; //!< null: not attached yet, or ended
    int32_t m_id{0};                       //!< of the HTTP/2 stream; 0: none yet
    bool m_hasEnded{false};

    std::deque<SharedBytes> m_outgoing;      //!< messages; the first perhaps in part
    uint64_t m_takenOfFirst{0};              //!< [B] of the first one's prefix and bytes
    uint64_t m_backlog{0};                   //!< [B]
    bool m_closesSend{false};                //!< nothing follows what is queued
    bool m_isPaused{false};                  //!< HTTP/2 waits for more to send
    bool m_hasHeaders{false};                //!< server: response headers are submitted
    std::optional<GrpcStatus> m_status;      //!< server: of the trailers to send; client: received
    std::optional<GrpcStatus> m_headerFault; //!< client: what the response headers tell wrong

    GrpcMessageReader m_reader;
    GrpcStreamWindow m_window;
    bool m_isReading{true};
    bool m_isDelivering{false};
    uint64_t m_unread{0};               //!< [B] that the window does not count as read
    bool m_beginsUnread{false};         //!< a message has begun that is not read
    bool m_isPeerDone{false};           //!< server: the client's half is closed, not told
    std::optional<GrpcStatus> m_untold; //!< client: with which it ends when all is read
    bool m_isDispatched{false};         //!< server: a handler has it

    GrpcClient* m_deadlineWatch{nullptr};      //!< that has a deadline of this call, if any has
    std::pair<Time, uint64_t> m_deadlineKey{}; //!< there
};

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_STREAM_H */
