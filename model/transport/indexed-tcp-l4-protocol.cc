/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "indexed-tcp-l4-protocol.h"

#include "ns3/indexed-tcp-socket.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-interface.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/tcp-header.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(IndexedTcpL4Protocol);

namespace
{

/// @return whether @p segment arrived as it was sent, as far as its checksum can tell.
bool
IsIntact(Ptr<const Packet> segment, const Ipv4Header& header)
{
    if (!Node::ChecksumEnabled())
    {
        return true;
    }
    TcpHeader tcp;
    tcp.EnableChecksums();
    tcp.InitializeChecksum(header.GetSource(), header.GetDestination(), TcpL4Protocol::PROT_NUMBER);
    segment->PeekHeader(tcp);
    return tcp.IsChecksumOk();
}

} // namespace

TypeId
IndexedTcpL4Protocol::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::IndexedTcpL4Protocol")
                            .SetParent<TcpL4Protocol>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<IndexedTcpL4Protocol>();
    return tid;
}

IpL4Protocol::RxStatus
IndexedTcpL4Protocol::Receive(Ptr<Packet> packet,
                              const Ipv4Header& header,
                              Ptr<Ipv4Interface> incomingInterface)
{
    uint8_t ports[4];
    if (packet->CopyData(ports, sizeof(ports)) == sizeof(ports))
    {
        const uint16_t peerPort = (ports[0] << 8) | ports[1];
        const uint16_t localPort = (ports[2] << 8) | ports[3];
        const auto found = m_connections.find(MakeKey(header.GetSource(), peerPort, localPort));
        // What is not intact goes ns-3's way, which drops it.
        if (found != m_connections.end() && found->second->IsOpenAt(header.GetDestination()) &&
            IsIntact(packet, header))
        {
            // The connection may end, and its socket die, while it takes the segment.
            Ptr<IndexedTcpSocket> socket = found->second;
            socket->Take(packet, header, incomingInterface);
            return IpL4Protocol::RX_OK;
        }
    }
    return TcpL4Protocol::Receive(packet, header, incomingInterface);
}

void
IndexedTcpL4Protocol::DoDispose()
{
    m_connections.clear();
    TcpL4Protocol::DoDispose();
}

uint64_t
IndexedTcpL4Protocol::MakeKey(Ipv4Address peer, uint16_t peerPort, uint16_t localPort)
{
    return (uint64_t(peer.Get()) << 32) | (uint64_t(peerPort) << 16) | localPort;
}

} // namespace iotledger
} // namespace ns3
