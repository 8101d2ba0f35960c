/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "indexed-tcp-socket.h"

#include "ns3/indexed-tcp-l4-protocol.h"
#include "ns3/ipv4-end-point.h"
#include "ns3/ipv4-interface.h"
#include "ns3/node.h"
#include "ns3/rtt-estimator.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-recovery-ops.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(IndexedTcpSocket);

namespace
{

/// @return an object of the type that TypeId attribute @p attribute of @p tcp names.
template <typename T>
Ptr<T>
CreateChosen(const TcpL4Protocol& tcp, const std::string& attribute)
{
    TypeIdValue type;
    tcp.GetAttribute(attribute, type);
    ObjectFactory factory;
    factory.SetTypeId(type.Get());
    return factory.Create<T>();
}

} // namespace

TypeId
IndexedTcpSocket::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::IndexedTcpSocket")
                            .SetParent<TcpSocketBase>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<IndexedTcpSocket>();
    return tid;
}

TypeId
IndexedTcpSocket::GetInstanceTypeId() const
{
    return GetTypeId();
}

// A fork is a new connection: it enters the index under its own key.
IndexedTcpSocket::IndexedTcpSocket(const IndexedTcpSocket& socket)
    : TcpSocketBase(socket)
{
}

IndexedTcpSocket::~IndexedTcpSocket()
{
    LeaveIndex();
}

Ptr<IndexedTcpSocket>
IndexedTcpSocket::CreateOn(Ptr<Node> node)
{
    auto tcp = node->GetObject<TcpL4Protocol>();
    NS_ABORT_MSG_IF(!tcp, "node " << node->GetId() << " has no TCP: install an Internet stack");
    auto socket = CreateObject<IndexedTcpSocket>();
    socket->SetNode(node);
    socket->SetTcp(tcp);
    socket->SetRtt(CreateChosen<RttEstimator>(*tcp, "RttEstimatorType"));
    socket->SetCongestionControlAlgorithm(CreateChosen<TcpCongestionOps>(*tcp, "SocketType"));
    socket->SetRecoveryAlgorithm(CreateChosen<TcpRecoveryOps>(*tcp, "RecoveryType"));
    tcp->AddSocket(socket);
    return socket;
}

int
IndexedTcpSocket::Connect(const Address& address)
{
    const int result = TcpSocketBase::Connect(address);
    if (result == 0)
    {
        EnterIndex();
    }
    return result;
}

void
IndexedTcpSocket::Reset()
{
    if (m_endPoint || m_endPoint6)
    {
        SendRST();
    }
}

TcpSocket::TcpStates_t
IndexedTcpSocket::GetState() const
{
    return m_state;
}

bool
IndexedTcpSocket::IsOpenAt(Ipv4Address local) const
{
    return m_endPoint && m_endPoint->IsRxEnabled() && m_endPoint->GetLocalAddress() == local;
}

void
IndexedTcpSocket::Take(Ptr<Packet> packet,
                       const Ipv4Header& header,
                       Ptr<Ipv4Interface> incomingInterface)
{
    ForwardUp(packet, header, m_endPoint->GetPeerPort(), incomingInterface);
}

void
IndexedTcpSocket::DoForwardUp(Ptr<Packet> packet,
                              const Address& fromAddress,
                              const Address& toAddress)
{
    if (m_state == SYN_SENT)
    {
        TcpHeader header;
        packet->PeekHeader(header);
        constexpr uint8_t REFUSAL = TcpHeader::RST | TcpHeader::ACK;
        if ((header.GetFlags() & REFUSAL) == REFUSAL)
        {
            NotifyConnectionFailed();
            m_closeNotified = true;
            CloseAndNotify();
            return;
        }
    }
    TcpSocketBase::DoForwardUp(packet, fromAddress, toAddress);
}

Ptr<TcpSocketBase>
IndexedTcpSocket::Fork()
{
    return CopyObject<IndexedTcpSocket>(this);
}

void
IndexedTcpSocket::CompleteFork(Ptr<Packet> packet,
                               const TcpHeader& header,
                               const Address& fromAddress,
                               const Address& toAddress)
{
    TcpSocketBase::CompleteFork(packet, header, fromAddress, toAddress);
    EnterIndex();
}

void
IndexedTcpSocket::EnterIndex()
{
    auto tcp = DynamicCast<IndexedTcpL4Protocol>(m_tcp);
    if (!tcp || !m_endPoint)
    {
        return; // IPv6, or the connection could not be set up
    }
    m_key = IndexedTcpL4Protocol::MakeKey(m_endPoint->GetPeerAddress(),
                                          m_endPoint->GetPeerPort(),
                                          m_endPoint->GetLocalPort());
    tcp->m_connections[m_key] = this;
}

void
IndexedTcpSocket::LeaveIndex()
{
    auto tcp = DynamicCast<IndexedTcpL4Protocol>(m_tcp);
    if (!tcp || m_key == 0)
    {
        return;
    }
    const auto found = tcp->m_connections.find(m_key);
    if (found != tcp->m_connections.end() && found->second == this)
    {
        tcp->m_connections.erase(found);
    }
}

} // namespace iotledger
} // namespace ns3
