/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOOPBACK_TRANSPORT_H
#define LOOPBACK_TRANSPORT_H

#include "ns3/inet-socket-address.h"
#include "ns3/message-assembler.h"
#include "ns3/message-channel.h"
#include "ns3/simulator.h"

#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// One end of an in-memory pipe: what is sent arrives after the transport's delay.
class LoopbackChannel : public MessageChannel
{
  public:
    LoopbackChannel(Time delay, std::shared_ptr<const MessageFraming> framing, Address peer)
        : m_delay(delay),
          m_assembler(std::move(framing)),
          m_address(peer)
    {
    }

    /// Lets both ends know each other.
    static void Join(Ptr<LoopbackChannel> a, Ptr<LoopbackChannel> b)
    {
        a->m_peer = b;
        b->m_peer = a;
    }

    void Send(const SharedBytes& message) override
    {
        if (m_isClosing)
        {
            return;
        }
        if (!m_isConnected)
        {
            m_waiting.push_back(message);
            return;
        }
        Later([message](LoopbackChannel& peer) { peer.Receive(message); });
    }

    /// Sends bytes that need not be whole messages; the other end's framing judges them.
    void SendRaw(std::vector<uint8_t> bytes)
    {
        Later([bytes](LoopbackChannel& peer) { peer.ReceiveRaw(bytes); });
    }

    uint64_t GetBacklog() const override
    {
        return 0;
    }

    void Close() override
    {
        if (!std::exchange(m_isClosing, true))
        {
            Later([](LoopbackChannel& peer) { peer.HearClose(); });
        }
    }

    void Abort() override
    {
        Later([](LoopbackChannel& peer) { peer.End(CloseReason::RESET); });
        m_isClosing = true;
        m_peer = nullptr;
    }

    Address GetPeer() const override
    {
        return m_address;
    }

    void Connected()
    {
        m_isConnected = true;
        if (m_connected)
        {
            m_connected();
        }
        for (const auto& message : std::exchange(m_waiting, {}))
        {
            Send(message);
        }
    }

    void End(CloseReason reason)
    {
        Ptr<LoopbackChannel> alive(this);
        m_peer = nullptr;
        m_isClosing = true;
        if (const auto closed = std::exchange(m_closed, nullptr))
        {
            closed(reason);
        }
    }

  protected:
    void DoDispose() override
    {
        m_peer = nullptr;
        MessageChannel::DoDispose();
    }

  private:
    template <typename Step>
    void Later(Step step)
    {
        if (Ptr<LoopbackChannel> peer = m_peer)
        {
            Simulator::Schedule(m_delay, [peer, step] { step(*PeekPointer(peer)); });
        }
    }

    void Receive(const SharedBytes& message)
    {
        Ptr<LoopbackChannel> alive(this);
        if (m_peer && m_received)
        {
            m_received(message);
        }
    }

    void ReceiveRaw(const std::vector<uint8_t>& bytes)
    {
        m_assembler.Add(bytes.data(), bytes.size());
        while (auto message = m_assembler.Next())
        {
            Receive(*message);
        }
        if (m_peer && m_assembler.IsMalformed())
        {
            Abort();
            End(CloseReason::MALFORMED);
        }
    }

    void HearClose()
    {
        if (m_peer)
        {
            Later([](LoopbackChannel& peer) { peer.End(CloseReason::CLOSED); });
            End(CloseReason::CLOSED);
        }
    }

    Time m_delay;
    MessageAssembler m_assembler;
    Address m_address;
    Ptr<LoopbackChannel> m_peer; //!< null: ended
    bool m_isConnected{false};
    bool m_isClosing{false};
    std::deque<SharedBytes> m_waiting;
};

/// A transport without packets: listeners are told apart by their port alone.
class LoopbackTransport : public Transport
{
  public:
    explicit LoopbackTransport(Time delay)
        : m_delay(delay)
    {
    }

    ~LoopbackTransport() override
    {
        for (const auto& channel : m_channels)
        {
            channel->Dispose(); // the ends of a pipe hold each other
        }
    }

    Ptr<MessageChannel> Connect(Ptr<Node> /* node */,
                                const Address& remote,
                                std::shared_ptr<const MessageFraming> framing) override
    {
        auto near = Create<LoopbackChannel>(m_delay, std::move(framing), remote);
        m_channels.push_back(near);
        const uint16_t port = InetSocketAddress::ConvertFrom(remote).GetPort();
        Simulator::Schedule(m_delay, [this, near, port] { Accept(near, port); });
        return near;
    }

    void Listen(Ptr<Node> /* node */,
                uint16_t port,
                std::shared_ptr<const MessageFraming> framing,
                AcceptedCallback accepted) override
    {
        m_listeners[port] = {std::move(framing), std::move(accepted)};
    }

    /// Every connection breaks; both ends see it at once.
    void BreakAll()
    {
        const auto channels = m_channels;
        for (const auto& channel : channels)
        {
            channel->End(MessageChannel::CloseReason::RESET);
        }
    }

    void StopListening(Ptr<Node> /* node */, uint16_t port) override
    {
        m_listeners.erase(port);
    }

  private:
    struct Listener
    {
        std::shared_ptr<const MessageFraming> framing;
        AcceptedCallback accepted;
    };

    void Accept(Ptr<LoopbackChannel> near, uint16_t port)
    {
        const auto listener = m_listeners.find(port);
        if (listener == m_listeners.end())
        {
            Simulator::Schedule(m_delay,
                                [near] { near->End(MessageChannel::CloseReason::REFUSED); });
            return;
        }
        auto far = Create<LoopbackChannel>(m_delay, listener->second.framing, Address());
        m_channels.push_back(far);
        LoopbackChannel::Join(near, far);
        listener->second.accepted(far);
        far->Connected();
        Simulator::Schedule(m_delay, [near] { near->Connected(); });
    }

    Time m_delay;
    std::map<uint16_t, Listener> m_listeners;
    std::vector<Ptr<LoopbackChannel>> m_channels;
};

} // namespace iotledger
} // namespace ns3

#endif /* LOOPBACK_TRANSPORT_H */
