/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INDEXED_TCP_SOCKET_H
#define INDEXED_TCP_SOCKET_H

#include "ns3/tcp-socket-base.h"

namespace ns3
{
namespace iotledger
{

class IndexedTcpL4Protocol;

/**
 * @ingroup iot-ledger
 * @brief A TCP socket that its IndexedTcpL4Protocol finds without a search.
 *
 * Enters the index when its four-tuple is known (on Connect, or when a listening socket forks it)
 * and leaves it when it dies.
 */
class IndexedTcpSocket : public TcpSocketBase
{
  public:
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;

    IndexedTcpSocket() = default;
    IndexedTcpSocket(const IndexedTcpSocket& socket);
    ~IndexedTcpSocket() override;

    /**
     * @return a new socket of the TCP on @p node, with the congestion control, recovery and RTT
     * estimator that the TCP's attributes name. Any TcpL4Protocol will do; only an
     * IndexedTcpL4Protocol has an index.
     */
    static Ptr<IndexedTcpSocket> CreateOn(Ptr<Node> node);

    int Connect(const Address& address) override;

    /// Breaks the connection off: the peer gets a RST (RFC 9293, section 3.10.5, ABORT).
    void Reset();

    TcpStates_t GetState() const;

    /// @return whether this socket's connection is open from @p local. @param local own address
    bool IsOpenAt(Ipv4Address local) const;

    /// Takes a segment of this connection.
    void Take(Ptr<Packet> packet, const Ipv4Header& header, Ptr<Ipv4Interface> incomingInterface);

  protected:
    /// ns-3's socket ignores a refusal (RST and ACK in answer to its SYN: RFC 9293, section
    /// 3.10.7.3) and tries again until its retries are used up; this one ends at once.
    void DoForwardUp(Ptr<Packet> packet,
                     const Address& fromAddress,
                     const Address& toAddress) override;

    Ptr<TcpSocketBase> Fork() override;
    void CompleteFork(Ptr<Packet> packet,
                      const TcpHeader& header,
                      const Address& fromAddress,
                      const Address& toAddress) override;

  private:
    void EnterIndex();
    void LeaveIndex();

    uint64_t m_key{0}; //!< where the index holds this socket; 0: nowhere
};

} // namespace iotledger
} // namespace ns3

#endif /* INDEXED_TCP_SOCKET_H */
