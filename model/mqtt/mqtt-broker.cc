/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// MqttBroker: what its owner calls, its connections and its event loops.

#include "mqtt-broker.h"

#include "ns3/abort.h"
#include "ns3/mqtt-framing.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

void
MqttBroker::SetTransport(Ptr<Transport> transport)
{
    m_transport = std::move(transport);
}

void
MqttBroker::SetStrand(Ptr<Strand> strand)
{
    m_strand = std::move(strand);
}

void
MqttBroker::SetCosts(CostFunction read, CostFunction write)
{
    m_costs.readBytes = std::move(read);
    m_costs.writeBytes = std::move(write);
}

void
MqttBroker::SetProfile(std::shared_ptr<const MqttBrokerProfile> profile)
{
    m_costs.profile = std::move(profile);
}

void
MqttBroker::SubscribeLocally(const std::string& filter, LocalCallback callback)
{
    const auto index = static_cast<uint32_t>(m_localCallbacks.size());
    m_localCallbacks.push_back(std::move(callback));
    m_localSubscriptions.Subscribe(filter, index, {2});
}

uint32_t
MqttBroker::GetSessions() const
{
    return m_sessions.GetCount();
}

uint32_t
MqttBroker::GetConnectedClients() const
{
    return m_connected;
}

uint64_t
MqttBroker::GetMemory() const
{
    const auto& profile = m_costs.profile;
    if (!profile)
    {
        return m_connections.GetCount() * m_connectionMemory + m_retained.GetBytes() +
               m_sessions.GetQueuedBytes();
    }
    return m_connections.GetCount() * profile->GetConnectionMemory() +
           profile->GetRetainedMemory(m_retained.GetCount(), m_retained.GetBytes()) +
           profile->GetQueuedMemory(m_sessions.GetQueued(), m_sessions.GetQueuedBytes());
}

const MqttBrokerStatistics&
MqttBroker::GetStatistics() const
{
    return m_statistics;
}

void
MqttBroker::StartApplication()
{
    NS_ABORT_MSG_IF(!m_transport, "MqttBroker: no transport is set");
    m_limits = {m_maxQos,
                m_retainAvailable,
                m_maxPacketSize,
                m_receiveMaximum,
                m_maxTopicAlias,
                m_maxKeepAlive,
                m_maxSessionExpiry,
                m_allowAnonymous,
                {m_maxInflight, m_maxQueued, m_maxQueuedBytes}};
    m_costs.packet = m_packetCost;
    m_costs.delivery = m_deliveryCost;
    m_costs.connect = m_connectCost;
    m_costs.subscribe = m_subscribeCost;
    m_started = Simulator::Now();
    m_loops.front()->SetStrand(m_strand);
    while (m_loops.size() < m_threads)
    {
        m_loops.push_back(MakeLoop());
        if (m_strand)
        {
            m_loops.back()->SetStrand(CreateObject<Strand>(m_strand->GetExecutor()));
        }
    }
    m_transport->Listen(GetNode(),
                        m_port,
                        std::make_shared<MqttFraming>(),
                        [this](Ptr<MessageChannel> channel) { Accept(channel); });
}

std::unique_ptr<MqttEventLoop>
MqttBroker::MakeLoop()
{
    MqttEventLoop::Handlers handlers;
    handlers.readCost = [this](const Inbound& inbound) {
        return inbound.closed ? Time(0) : m_costs.OfPacket(inbound.bytes);
    };
    handlers.read = [this](const Inbound& inbound) {
        Read(inbound);
        PumpAll(); // other threads may have to deliver
    };
    handlers.deliveryCost = [this](const MqttPublish& publish, uint64_t bytes) {
        return m_costs.OfDelivery(publish, bytes);
    };
    handlers.deliver = [this](MqttConnection& to,
                              const MqttPublish& publish,
                              const SharedBytes& bytes) { Deliver(to, publish, bytes); };
    return std::make_unique<MqttEventLoop>(
        m_sessions,
        std::move(handlers),
        [this](const std::string& clientId, const MqttPublish& publish) {
            Drop(clientId, publish);
        });
}

MqttBroker::MqttBroker()
{
    m_loops.push_back(MakeLoop()); // before the start: messages may be published already
}

void
MqttBroker::StopApplication()
{
    m_transport->StopListening(GetNode(), m_port);
    m_sysEvent.Cancel();
    m_sessions.CancelEvents();
    m_connections.ForEach([this](MqttConnection& connection) {
        connection.channel->SetReceivedCallback(nullptr);
        connection.channel->SetClosedCallback(nullptr);
        End(connection, MqttSessionEnd::STOPPED, MqttReasonCode::SERVER_SHUTTING_DOWN);
    });
    for (const auto& loop : m_loops)
    {
        loop->Clear();
    }
}

void
MqttBroker::DoDispose()
{
    m_sysEvent.Cancel();
    m_connections.ForEach([](const MqttConnection& connection) {
        connection.channel->SetReceivedCallback(nullptr);
        connection.channel->SetClosedCallback(nullptr);
    });
    for (const auto& loop : m_loops)
    {
        loop->Clear();
        loop->SetStrand(nullptr);
    }
    m_connections.Clear();
    m_sessions.Clear();
    m_localCallbacks.clear();
    m_transport = nullptr;
    m_strand = nullptr;
    m_access = nullptr;
    SetCosts(nullptr, nullptr);
    Application::DoDispose();
}

void
MqttBroker::Accept(Ptr<MessageChannel> channel)
{
    if (m_maxConnections != 0 && m_connections.GetCount() >= m_maxConnections)
    {
        ++m_statistics.refused;
        m_refusedTrace("", MqttReasonCode::QUOTA_EXCEEDED);
        channel->Close();
        return;
    }
    MqttConnection& connection = m_connections.Add();
    const MqttSlotId id = connection.id;
    connection.loop = m_accepted++ % static_cast<uint32_t>(m_loops.size());
    connection.channel = channel;
    channel->SetReceivedCallback([this, id](const SharedBytes& bytes) { TakePacket(id, bytes); });
    channel->SetClosedCallback(
        [this, id](MessageChannel::CloseReason reason) { TakeClosed(id, reason); });
}

void
MqttBroker::TakePacket(MqttSlotId from, const SharedBytes& bytes)
{
    MqttConnection* connection = m_connections.Find(from);
    if (connection && !connection->hasEnded)
    {
        const Time now = Simulator::Now();
        connection->lastPacket = now;
        ++m_statistics.messagesReceived;
        m_statistics.bytesReceived += bytes.GetSize();
        m_loops[connection->loop]->Receive({from, bytes, now, std::nullopt});
    }
}

void
MqttBroker::TakeClosed(MqttSlotId from, MessageChannel::CloseReason reason)
{
    MqttConnection* connection = m_connections.Find(from);
    if (!connection)
    {
        return;
    }
    connection->hasPeer = false;
    if (connection->hasEnded)
    {
        RemoveLater(*connection);
        return;
    }
    // What came before is read first.
    m_loops[connection->loop]->Receive({from, SharedBytes(), Simulator::Now(), reason});
}

void
MqttBroker::RemoveLater(const MqttConnection& connection) // we may be in a callback of its channel
{
    Simulator::ScheduleNow([this, id = connection.id] { m_connections.Remove(id); });
}

void
MqttBroker::Read(const Inbound& inbound)
{
    MqttConnection* from = m_connections.Find(inbound.from);
    if (!from || from->hasEnded)
    {
        return;
    }
    if (inbound.closed == MessageChannel::CloseReason::MALFORMED)
    {
        HandleFault(
            *from,
            {MqttReasonCode::MALFORMED_PACKET, "bytes that cannot start a packet (2.1.1, 2.1.4)"});
        return;
    }
    if (inbound.closed)
    {
        End(*from, MqttSessionEnd::LOST);
        return;
    }
    MqttFault fault;
    auto packet = from->reader.Read(inbound.bytes, m_limits, fault);
    if (!packet)
    {
        HandleFault(*from, fault);
        return;
    }
    if (const auto* publish = std::get_if<MqttPublish>(&*packet))
    {
        ++m_statistics.publishReceived;
        m_statistics.publishBytesReceived += publish->payload.GetSize();
        m_receivedTrace(from->clientId,
                        *publish,
                        static_cast<uint32_t>(inbound.bytes.GetSize()),
                        inbound.arrived);
    }
    std::visit([this, from](auto& alternative) { Handle(*from, alternative); }, *packet);
}

void
MqttBroker::HandleFault(MqttConnection& from, const MqttFault& fault)
{
    ++m_statistics.malformed;
    m_malformedTrace(from.clientId, std::string(fault.rule));
    End(from, MqttSessionEnd::PROTOCOL_ERROR, fault.reasonCode);
}

} // namespace iotledger
} // namespace ns3
