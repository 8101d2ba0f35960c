/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_TRANSPORT_H
#define TCP_TRANSPORT_H

#include "ns3/indexed-tcp-socket.h"
#include "ns3/message-channel.h"

#include <map>
#include <utility>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Message channels over ns-3 TCP, one connection each.
 *
 * Works on any node with an ns-3 Internet stack, IPv4 or IPv6; the cost per segment is independent
 * of the number of connections when the node's TCP is an IndexedTcpL4Protocol.
 */
class TcpTransport : public Transport
{
  public:
    static TypeId GetTypeId();

    Ptr<MessageChannel> Connect(Ptr<Node> node,
                                const Address& remote,
                                std::shared_ptr<const MessageFraming> framing) override;
    void Listen(Ptr<Node> node,
                uint16_t port,
                std::shared_ptr<const MessageFraming> framing,
                AcceptedCallback accepted) override;
    void StopListening(Ptr<Node> node, uint16_t port) override;

  protected:
    void DoDispose() override;

  private:
    struct Listener
    {
        Ptr<IndexedTcpSocket> socket;
        std::shared_ptr<const MessageFraming> framing;
        AcceptedCallback accepted;
    };

    using ListenerKey = std::pair<uint32_t, uint16_t>; //!< node id, port

    Ptr<IndexedTcpSocket> CreateSocket(Ptr<Node> node, bool ipv6) const;
    void HandleAccepted(ListenerKey key, Ptr<Socket> socket, const Address& from);

    uint32_t m_sendBuffer;    //!< [B]
    uint32_t m_receiveBuffer; //!< [B]
    bool m_noDelay;
    std::map<ListenerKey, Listener> m_listeners;
};

} // namespace iotledger
} // namespace ns3

#endif /* TCP_TRANSPORT_H */
