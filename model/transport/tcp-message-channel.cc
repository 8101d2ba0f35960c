/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tcp-message-channel.h"

#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <array>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(TcpMessageChannel);

namespace
{

constexpr uint32_t READ_SIZE = 16384; //!< [B] taken from the socket at a time

/// @return a packet with the bytes of @p bytes, its zero tail virtual.
Ptr<Packet>
MakePacket(const SharedBytes& bytes)
{
    auto packet = bytes.GetHeadSize() > 0
                      ? Create<Packet>(bytes.GetHead(), static_cast<uint32_t>(bytes.GetHeadSize()))
                      : Create<Packet>(static_cast<uint32_t>(bytes.GetZeroTail()));
    if (bytes.GetHeadSize() > 0 && bytes.GetZeroTail() > 0)
    {
        // ns-3 joins the two without storing the zeros; AddPaddingAtEnd would not even write them.
        packet->AddAtEnd(Create<Packet>(static_cast<uint32_t>(bytes.GetZeroTail())));
    }
    return packet;
}

} // namespace

TypeId
TcpMessageChannel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::TcpMessageChannel")
                            .SetParent<MessageChannel>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<TcpMessageChannel>();
    return tid;
}

TcpMessageChannel::TcpMessageChannel() = default;

TcpMessageChannel::~TcpMessageChannel()
{
    if (m_socket)
    {
        Drop(); // the socket outlives this channel until its connection has ended
    }
}

void
TcpMessageChannel::Open(Ptr<IndexedTcpSocket> socket, std::shared_ptr<const MessageFraming> framing)
{
    m_socket = socket;
    m_assembler = std::make_unique<MessageAssembler>(std::move(framing));
    m_isConnected = m_socket->GetState() == TcpSocket::ESTABLISHED;
    m_socket->SetConnectCallback(MakeCallback(&TcpMessageChannel::HandleConnected, this),
                                 MakeCallback(&TcpMessageChannel::HandleRefused, this));
    m_socket->SetRecvCallback(MakeCallback(&TcpMessageChannel::HandleReadable, this));
    m_socket->SetCloseCallbacks(MakeCallback(&TcpMessageChannel::HandleClosed, this),
                                MakeCallback(&TcpMessageChannel::HandleBroken, this));
    m_socket->TraceConnectWithoutContext("State",
                                         MakeCallback(&TcpMessageChannel::HandleState, this));
}

void
TcpMessageChannel::Send(const SharedBytes& message)
{
    if (!m_socket || m_closing || message.IsEmpty())
    {
        return;
    }
    if (m_isConnected && m_waiting.empty() && message.GetSize() <= m_socket->GetTxAvailable())
    {
        m_socket->Send(MakePacket(message), 0);
        return;
    }
    m_backlog += message.GetSize();
    m_waiting.push_back(message);
    Flush();
}

uint64_t
TcpMessageChannel::GetBacklog() const
{
    return m_backlog;
}

void
TcpMessageChannel::Close()
{
    m_closing = true;
    if (m_socket && m_waiting.empty())
    {
        m_socket->Close();
    }
}

void
TcpMessageChannel::Abort()
{
    if (!m_socket)
    {
        return;
    }
    auto socket = m_socket;
    Drop();
    socket->Reset();
}

Address
TcpMessageChannel::GetPeer() const
{
    Address peer;
    if (m_socket)
    {
        m_socket->GetPeerName(peer);
    }
    return peer;
}

void
TcpMessageChannel::DoDispose()
{
    if (m_socket)
    {
        Drop();
    }
    MessageChannel::DoDispose();
}

void
TcpMessageChannel::HandleConnected(Ptr<Socket> /* socket */)
{
    m_isConnected = true;
    if (m_connected)
    {
        m_connected();
    }
    if (m_socket)
    {
        Flush();
    }
}

void
TcpMessageChannel::HandleRefused(Ptr<Socket> /* socket */)
{
    End(CloseReason::REFUSED);
}

void
TcpMessageChannel::HandleReadable(Ptr<Socket> socket)
{
    Ptr<TcpMessageChannel> alive(this); // a callback may let go of the last reference
    std::array<uint8_t, READ_SIZE> bytes;
    while (auto packet = socket->Recv(READ_SIZE, 0))
    {
        const uint32_t size = packet->CopyData(bytes.data(), bytes.size());
        if (size == 0)
        {
            break; // end of stream
        }
        m_assembler->Add(bytes.data(), size);
        while (auto message = m_assembler->Next())
        {
            if (m_received)
            {
                m_received(*message);
            }
            if (!m_socket)
            {
                return;
            }
        }
        if (m_assembler->IsMalformed())
        {
            auto closed = std::move(m_closed);
            Abort();
            if (closed)
            {
                closed(CloseReason::MALFORMED);
            }
            return;
        }
    }
}

void
TcpMessageChannel::HandleWritable(Ptr<Socket> /* socket */, uint32_t /* available */)
{
    Flush();
}

void
TcpMessageChannel::HandleClosed(Ptr<Socket> /* socket */)
{
    // ns-3 calls this for a FIN and for a RST alike; only a FIN has moved the state on.
    const auto state = m_socket->GetState();
    End(state == TcpSocket::CLOSE_WAIT || state == TcpSocket::LAST_ACK ||
                state == TcpSocket::TIME_WAIT
            ? CloseReason::CLOSED
            : CloseReason::RESET);
}

void
TcpMessageChannel::HandleBroken(Ptr<Socket> /* socket */)
{
    End(m_isConnected ? CloseReason::RESET : CloseReason::REFUSED);
}

void
TcpMessageChannel::HandleState(TcpSocket::TcpStates_t /* from */, TcpSocket::TcpStates_t to)
{
    // After an own Close ns-3 reports only when TIME_WAIT is over; the peer has closed before.
    if (to == TcpSocket::TIME_WAIT)
    {
        m_ended = Simulator::ScheduleNow(&TcpMessageChannel::End, this, CloseReason::CLOSED);
    }
}

void
TcpMessageChannel::Flush()
{
    while (m_isConnected && !m_waiting.empty())
    {
        const uint64_t room = m_socket->GetTxAvailable();
        const auto part = m_waiting.front().Slice(m_sentOfFirst, room);
        if (part.IsEmpty() || m_socket->Send(MakePacket(part), 0) < 0)
        {
            break;
        }
        m_sentOfFirst += part.GetSize();
        m_backlog -= part.GetSize();
        if (m_sentOfFirst == m_waiting.front().GetSize())
        {
            m_waiting.pop_front();
            m_sentOfFirst = 0;
        }
    }
    WatchRoom();
    if (m_waiting.empty() && m_isConnected)
    {
        if (m_closing)
        {
            m_socket->Close();
        }
        else if (m_drained)
        {
            m_drained();
        }
    }
}

void
TcpMessageChannel::WatchRoom()
{
    const bool wanted = !m_waiting.empty();
    if (wanted != m_watchesRoom)
    {
        m_watchesRoom = wanted;
        m_socket->SetSendCallback(wanted ? MakeCallback(&TcpMessageChannel::HandleWritable, this)
                                         : MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    }
}

void
TcpMessageChannel::Drop()
{
    m_socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                                 MakeNullCallback<void, Ptr<Socket>>());
    m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    m_socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    m_socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                                MakeNullCallback<void, Ptr<Socket>>());
    m_socket->TraceDisconnectWithoutContext("State",
                                            MakeCallback(&TcpMessageChannel::HandleState, this));
    m_ended.Cancel();
    m_socket = nullptr;
    m_waiting.clear();
    m_backlog = 0;
}

void
TcpMessageChannel::End(CloseReason reason)
{
    if (!m_socket)
    {
        return;
    }
    auto closed = std::move(m_closed);
    auto socket = m_socket;
    Drop();
    if (reason == CloseReason::CLOSED)
    {
        socket->Close();
    }
    if (closed)
    {
        closed(reason);
    }
}

} // namespace iotledger
} // namespace ns3
