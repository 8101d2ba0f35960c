/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MESSAGE_CHANNEL_H
#define MESSAGE_CHANNEL_H

#include "ns3/address.h"
#include "ns3/message-framing.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/shared-bytes.h"

#include <functional>
#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One end of an ordered, reliable pipe of messages between two nodes.
 *
 * Carries whole messages of a protocol whose boundaries its MessageFraming finds; adds no bytes of
 * its own. Send never refuses: what the transport cannot take yet waits in the channel, and
 * GetBacklog tells how much, so that the owner can hold back. Every callback comes from the event
 * loop. After the closed callback no other callback comes, and Send does nothing.
 */
class MessageChannel : public Object
{
  public:
    enum class CloseReason
    {
        CLOSED,    //!< the peer closed in order, or this end did and the peer followed
        RESET,     //!< the connection broke: reset, retries exhausted, or Abort by either end
        MALFORMED, //!< the peer's bytes cannot start a message; this end aborted
        REFUSED,   //!< the connection could not be opened
    };

    using ConnectedCallback = std::function<void()>;
    using ReceivedCallback = std::function<void(const SharedBytes& message)>;
    using ClosedCallback = std::function<void(CloseReason reason)>;
    using DrainedCallback = std::function<void()>;

    static TypeId GetTypeId();

    void SetConnectedCallback(ConnectedCallback callback);
    void SetReceivedCallback(ReceivedCallback callback);
    void SetClosedCallback(ClosedCallback callback);
    void SetDrainedCallback(DrainedCallback callback); //!< the backlog has become empty

    /// Queues one message. Before the connection stands, messages wait for it.
    virtual void Send(const SharedBytes& message) = 0;

    /// @return [B] accepted by Send that the transport has not taken yet.
    virtual uint64_t GetBacklog() const = 0;

    /// Ends in order: what was sent is still delivered.
    virtual void Close() = 0;

    /// Ends at once; the peer sees RESET. The own closed callback does not come.
    virtual void Abort() = 0;

    /// @return the peer's address and port, as the transport knows it.
    virtual Address GetPeer() const = 0;

  protected:
    void DoDispose() override;

    ConnectedCallback m_connected; //!< these four may be empty
    ReceivedCallback m_received;
    ClosedCallback m_closed;
    DrainedCallback m_drained;
};

/**
 * @ingroup iot-ledger
 * @brief Opens and accepts MessageChannels: the replaceable choice of transport.
 */
class Transport : public Object
{
  public:
    using AcceptedCallback = std::function<void(Ptr<MessageChannel>)>;

    static TypeId GetTypeId();

    /**
     * Opens a channel from @p node to @p remote (address and port). Call it at simulated time >= 0,
     * inside the run. The result reports by its connected or closed callback.
     */
    virtual Ptr<MessageChannel> Connect(Ptr<Node> node,
                                        const Address& remote,
                                        std::shared_ptr<const MessageFraming> framing) = 0;

    /// Accepts channels at @p port of @p node until the node is disposed of or StopListening.
    virtual void Listen(Ptr<Node> node,
                        uint16_t port,
                        std::shared_ptr<const MessageFraming> framing,
                        AcceptedCallback accepted) = 0;

    /// Stops accepting at @p port of @p node; accepted channels live on.
    virtual void StopListening(Ptr<Node> node, uint16_t port) = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* MESSAGE_CHANNEL_H */
