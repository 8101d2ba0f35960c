/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-link.h"

#include "ns3/mqtt-codec.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return whether a packet of this first byte is acknowledged at once: PUBLISH of QoS 1 and 2,
/// PUBREC, PUBREL (4.3).
bool
WantsAnswer(uint8_t firstByte)
{
    const uint8_t type = firstByte >> 4;
    return type == 3 ? (firstByte & 0x06) != 0 : type == 5 || type == 6;
}

} // namespace

void
MqttLink::SetStrand(Ptr<Strand> strand)
{
    m_strand = std::move(strand);
}

void
MqttLink::SetCosts(CostFunction read, CostFunction write)
{
    m_readCost = std::move(read);
    m_writeCost = std::move(write);
}

void
MqttLink::Open(Ptr<MessageChannel> channel, ReceivedCallback received, ClosedCallback closed)
{
    if (m_channel) // of a connection that has ended
    {
        m_channel->SetConnectedCallback(nullptr);
        m_channel->SetReceivedCallback(nullptr);
        m_channel->SetClosedCallback(nullptr);
    }
    m_channel = std::move(channel);
    m_received = std::move(received);
    m_closed = std::move(closed);
    m_isOpen = true;
    m_channel->SetReceivedCallback([this](const SharedBytes& packet) {
        Receive({packet, Simulator::Now(), std::nullopt});
    });
    m_channel->SetClosedCallback([this](MessageChannel::CloseReason reason) {
        Receive({SharedBytes(), Simulator::Now(), reason});
    });
}

void
MqttLink::Send(const SharedBytes& packet, SentCallback sent)
{
    if (!m_isOpen)
    {
        return;
    }
    m_outbox.push_back({packet, std::move(sent)});
    if (m_strand && m_writeCost)
    {
        m_strand->Submit(m_writeCost(packet.GetSize()), [this, connection = m_connection] {
            if (connection == m_connection)
            {
                FinishWrite();
            }
        });
    }
    else
    {
        FinishWrite();
    }
}

void
MqttLink::FinishWrite()
{
    const Outbound outbound = std::move(m_outbox.front());
    m_outbox.pop_front();
    SendPaid(outbound.packet);
    if (outbound.sent)
    {
        outbound.sent();
    }
}

void
MqttLink::SendPaid(const SharedBytes& packet)
{
    if (m_isOpen)
    {
        m_lastSent = Simulator::Now();
        m_channel->Send(packet);
    }
}

void
MqttLink::Receive(Inbound inbound)
{
    if (!m_isOpen)
    {
        return;
    }
    m_lastReceived = inbound.arrived;
    Time cost;
    if (m_readCost && !inbound.closed)
    {
        cost = m_readCost(inbound.packet.GetSize());
        if (m_writeCost && WantsAnswer(inbound.packet[0]))
        {
            cost += m_writeCost(MqttCodec::ACK_SIZE);
        }
    }
    m_inbox.push_back(std::move(inbound));
    if (m_strand && m_readCost)
    {
        m_strand->Submit(cost, [this, connection = m_connection] {
            if (connection == m_connection)
            {
                FinishRead();
            }
        });
    }
    else
    {
        FinishRead();
    }
}

void
MqttLink::FinishRead()
{
    const Inbound inbound = std::move(m_inbox.front());
    m_inbox.pop_front();
    if (!inbound.closed)
    {
        m_received(inbound.packet, inbound.arrived);
        return;
    }
    End();
    m_closed(*inbound.closed);
}

bool
MqttLink::IsSending() const
{
    return !m_outbox.empty();
}

void
MqttLink::Close()
{
    if (m_isOpen)
    {
        End();
        m_channel->Close();
    }
}

void
MqttLink::Abort()
{
    if (m_isOpen)
    {
        End();
        m_channel->Abort();
    }
}

void
MqttLink::Release()
{
    End();
    if (m_channel)
    {
        m_channel->SetConnectedCallback(nullptr);
        m_channel->SetReceivedCallback(nullptr);
        m_channel->SetClosedCallback(nullptr);
    }
    m_channel = nullptr;
    m_strand = nullptr;
    SetCosts(nullptr, nullptr);
    m_received = nullptr;
    m_closed = nullptr;
}

void
MqttLink::End()
{
    m_isOpen = false;
    ++m_connection;
    m_inbox.clear();
    m_outbox.clear();
}

Time
MqttLink::GetLastSent() const
{
    return m_lastSent;
}

Time
MqttLink::GetLastReceived() const
{
    return m_lastReceived;
}

} // namespace iotledger
} // namespace ns3
