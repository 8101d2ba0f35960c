/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INDEXED_TCP_L4_PROTOCOL_H
#define INDEXED_TCP_L4_PROTOCOL_H

#include "ns3/tcp-l4-protocol.h"

#include <cstdint>
#include <unordered_map>

namespace ns3
{
namespace iotledger
{

class IndexedTcpSocket;

/**
 * @ingroup iot-ledger
 * @brief TCP that finds an open IPv4 connection in constant time.
 *
 * ns-3's own TCP walks the list of all end points for every segment received, which makes a
 * broker's cost per message grow with its number of connections. Every IndexedTcpSocket enters an
 * index by addresses and ports; a segment not found there (a SYN to a listening socket, other kinds
 * of socket, IPv6) takes ns-3's way.
 *
 * Install it by InternetStackHelper::SetTcp("ns3::iotledger::IndexedTcpL4Protocol").
 */
class IndexedTcpL4Protocol : public TcpL4Protocol
{
  public:
    static TypeId GetTypeId();

    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv4Header& header,
                     Ptr<Ipv4Interface> incomingInterface) override;
    using TcpL4Protocol::Receive;

  protected:
    void DoDispose() override;

  private:
    friend class IndexedTcpSocket;

    /// Peer address and both ports; a socket's own address is compared after the look-up.
    static uint64_t MakeKey(Ipv4Address peer, uint16_t peerPort, uint16_t localPort);

    std::unordered_map<uint64_t, IndexedTcpSocket*> m_connections; //!< by MakeKey
};

} // namespace iotledger
} // namespace ns3

#endif /* INDEXED_TCP_L4_PROTOCOL_H */
