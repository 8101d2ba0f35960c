/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tcp-transport.h"

#include "ns3/boolean.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/loopback-net-device.h"
#include "ns3/tcp-message-channel.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(TcpTransport);

namespace
{

// Header sizes: RFC 791, section 3.1; RFC 8200, section 3; RFC 9293, section 3.1; the time stamp
// option with padding: RFC 7323, appendix A.
constexpr uint32_t IPV4_HEADER = 20;   //!< [B]
constexpr uint32_t IPV6_HEADER = 40;   //!< [B]
constexpr uint32_t TCP_HEADER = 20;    //!< [B]
constexpr uint32_t TIMESTAMPS = 12;    //!< [B]
constexpr uint32_t DEFAULT_MTU = 1500; //!< [B] Ethernet's, for a node without a link yet

/// @return [B] the smallest MTU of the links of @p node.
uint32_t
GetLinkMtu(Ptr<Node> node)
{
    uint32_t mtu = 0;
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        auto device = node->GetDevice(i);
        if (!DynamicCast<LoopbackNetDevice>(device))
        {
            mtu = mtu == 0 ? device->GetMtu() : std::min<uint32_t>(mtu, device->GetMtu());
        }
    }
    return mtu == 0 ? DEFAULT_MTU : mtu;
}

} // namespace

TypeId
TcpTransport::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::TcpTransport")
            .SetParent<Transport>()
            .SetGroupName("IotLedger")
            .AddConstructor<TcpTransport>()
            .AddAttribute(
                "SendBuffer",
                "Send buffer of a connection [B] (default: ns-3's, TcpSocket::SndBufSize)",
                UintegerValue(131072),
                MakeUintegerAccessor(&TcpTransport::m_sendBuffer),
                MakeUintegerChecker<uint32_t>(4096))
            .AddAttribute(
                "ReceiveBuffer",
                "Receive buffer of a connection [B] (default: ns-3's, TcpSocket::RcvBufSize)",
                UintegerValue(131072),
                MakeUintegerAccessor(&TcpTransport::m_receiveBuffer),
                MakeUintegerChecker<uint32_t>(4096))
            .AddAttribute("NoDelay",
                          "Send small messages at once (TCP_NODELAY) instead of by Nagle's rule "
                          "(RFC 896), which waits for delayed acknowledgements",
                          BooleanValue(true),
                          MakeBooleanAccessor(&TcpTransport::m_noDelay),
                          MakeBooleanChecker());
    return tid;
}

Ptr<MessageChannel>
TcpTransport::Connect(Ptr<Node> node,
                      const Address& remote,
                      std::shared_ptr<const MessageFraming> framing)
{
    auto socket = CreateSocket(node, Inet6SocketAddress::IsMatchingType(remote));
    auto channel = CreateObject<TcpMessageChannel>();
    channel->Open(socket, std::move(framing));
    socket->Connect(remote);
    return channel;
}

void
TcpTransport::Listen(Ptr<Node> node,
                     uint16_t port,
                     std::shared_ptr<const MessageFraming> framing,
                     AcceptedCallback accepted)
{
    const ListenerKey key(node->GetId(), port);
    NS_ABORT_MSG_IF(m_listeners.count(key),
                    "port " << port << " of node " << key.first << " is listened at already");
    const bool ipv6 = !node->GetObject<Ipv4>();
    auto socket = CreateSocket(node, ipv6);
    if (ipv6)
    {
        socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), port));
    }
    else
    {
        socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port));
    }
    socket->Listen();
    socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                              Callback<void, Ptr<Socket>, const Address&>(
                                  [this, key](Ptr<Socket> accepted, const Address& from) {
                                      HandleAccepted(key, accepted, from);
                                  }));
    m_listeners[key] = {socket, std::move(framing), std::move(accepted)};
}

void
TcpTransport::StopListening(Ptr<Node> node, uint16_t port)
{
    const auto found = m_listeners.find({node->GetId(), port});
    if (found != m_listeners.end())
    {
        found->second.socket->Close();
        m_listeners.erase(found);
    }
}

void
TcpTransport::DoDispose()
{
    m_listeners.clear();
    Transport::DoDispose();
}

Ptr<IndexedTcpSocket>
TcpTransport::CreateSocket(Ptr<Node> node, bool ipv6) const
{
    const uint32_t headers = (ipv6 ? IPV6_HEADER : IPV4_HEADER) + TCP_HEADER + TIMESTAMPS;
    auto socket = IndexedTcpSocket::CreateOn(node);
    socket->SetAttribute("SegmentSize", UintegerValue(GetLinkMtu(node) - headers));
    socket->SetAttribute("SndBufSize", UintegerValue(m_sendBuffer));
    socket->SetAttribute("RcvBufSize", UintegerValue(m_receiveBuffer));
    socket->SetAttribute("TcpNoDelay", BooleanValue(m_noDelay));
    return socket;
}

void
TcpTransport::HandleAccepted(ListenerKey key, Ptr<Socket> socket, const Address& /* from */)
{
    const auto found = m_listeners.find(key);
    if (found == m_listeners.end())
    {
        socket->Close();
        return;
    }
    auto channel = CreateObject<TcpMessageChannel>();
    channel->Open(DynamicCast<IndexedTcpSocket>(socket), found->second.framing);
    found->second.accepted(channel);
}

} // namespace iotledger
} // namespace ns3
