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
        m_strand->Submit(m_writeCost(packet.GetSize()), [this] { FinishWrite(); });
    }
    else
    {
        FinishWrite();
    }
}

void
MqttLink::FinishWrite()
{
    if (m_outbox.empty())
    {
        return; // the connection has ended meanwhile
    }
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
        const bool wantsPuback = (inbound.packet[0] & 0xf6) == 0x32; // 3.3.1: PUBLISH of QoS 1
        if (wantsPuback && m_writeCost)
        {
            cost += m_writeCost(MqttCodec::ACK_SIZE);
        }
    }
    m_inbox.push_back(std::move(inbound));
    if (m_strand && m_readCost)
    {
        m_strand->Submit(cost, [this] { FinishRead(); });
    }
    else
    {
        FinishRead();
    }
}

void
MqttLink::FinishRead()
{
    if (m_inbox.empty())
    {
        return; // the connection has ended meanwhile
    }
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
