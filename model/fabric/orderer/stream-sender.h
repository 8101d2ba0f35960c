/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STREAM_SENDER_H
#define STREAM_SENDER_H

#include "ns3/event-id.h"
#include "ns3/grpc-stream.h"
#include "ns3/shared-bytes.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Sends messages on a gRPC stream as fast as it takes them. Internal.
 *
 * A message is sent once the stream has taken it, which it does while less than 64 KiB wait there
 * for the transport. Source: grpc-go v1.31, internal/transport/defaults.go (defaultWriteQuota).
 */
class StreamSender
{
  public:
    using Sent = std::function<void()>;

    /// @param isOpen tells whether the connection stands; null: it does
    explicit StreamSender(Ptr<GrpcStream> stream, std::function<bool()> isOpen = nullptr);
    ~StreamSender();

    StreamSender(const StreamSender&) = delete;
    StreamSender& operator=(const StreamSender&) = delete;

    /// Queues one message. @param sent called when the stream has taken it, perhaps at once; never
    /// if the stream ends before. May be null.
    void Send(const SharedBytes& message, Sent sent = nullptr);

    std::size_t GetWaiting() const; //!< messages that the stream has not taken
    const Ptr<GrpcStream>& GetStream() const;

  private:
    struct Waiting
    {
        SharedBytes message;
        Sent sent;
    };

    void Pump();
    bool IsWilling() const;

    Ptr<GrpcStream> m_stream;
    std::function<bool()> m_isOpen;
    std::deque<Waiting> m_waiting;
    EventId m_retry;
    std::shared_ptr<char> m_alive{std::make_shared<char>()};
};

} // namespace iotledger
} // namespace ns3

#endif /* STREAM_SENDER_H */
