/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// MqttBroker: how sessions begin, go on and end.

#include "mqtt-broker.h"

#include "ns3/mqtt-connect-rules.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return a client id of the length and form of mosquitto's: "auto-" and a UUID.
std::string
MakeUpName(uint64_t number)
{
    std::ostringstream name;
    name << "auto-00000000-0000-0000-0000-" << std::setfill('0') << std::setw(12) << number;
    return name.str();
}

} // namespace

void
MqttBroker::Handle(MqttConnection& from, MqttConnect& connect)
{
    const MqttReasonCode reason = JudgeMqttConnect(connect, m_limits, PeekPointer(m_access));
    if (connect.protocolLevel == static_cast<uint8_t>(MqttVersion::V5_0))
    {
        from.reader.Open(MqttVersion::V5_0);
    }
    if (reason != MqttReasonCode::SUCCESS)
    {
        ++m_statistics.refused;
        m_refusedTrace(connect.clientId, reason);
        Transmit(from, MqttConnack{false, reason, {}});
        End(from, MqttSessionEnd::REFUSED);
        return;
    }
    from.reader.Open(static_cast<MqttVersion>(connect.protocolLevel));
    using Id = MqttPropertyId;
    from.maxPacketSize = connect.properties.GetNumber(Id::MAXIMUM_PACKET_SIZE, UINT32_MAX);
    bool isPresent = false;
    MqttSession& session = OpenSession(connect, isPresent);
    session.connection = &from;
    from.session = &session;
    from.clientId = session.clientId;
    m_statistics.clientsMaximum = std::max(m_statistics.clientsMaximum, ++m_connected);
    StartKeepAlive(from, GetMqttKeepAlive(connect, m_limits));
    Transmit(from, AcceptMqttConnect(connect, m_limits, session.clientId, isPresent));
    m_connectedTrace(session.clientId);
    Resume(from);
}

MqttSession&
MqttBroker::OpenSession(const MqttConnect& connect, bool& isPresent)
{
    std::string clientId = connect.clientId;
    while (clientId.empty()) // [MQTT-3.1.3-6]
    {
        const std::string name = MakeUpName(++m_namesMadeUp);
        clientId = m_sessions.FindClient(name) ? "" : name;
    }
    MqttSession* session = m_sessions.FindClient(clientId);
    if (session && session->connection)
    {
        session->isTakenUp = !connect.cleanStart;
        End(*session->connection, MqttSessionEnd::TAKEN_OVER, MqttReasonCode::SESSION_TAKEN_OVER);
        session = m_sessions.FindClient(clientId);
    }
    if (session && connect.cleanStart) // [MQTT-3.1.2-4]
    {
        EndSession(*session);
        session = nullptr;
    }
    isPresent = session;
    if (!session)
    {
        session = &m_sessions.Add(clientId);
    }
    session->willEvent.Cancel(); // [MQTT-3.1.3-9]
    session->expiryEvent.Cancel();
    session->isTakenUp = false;
    session->isV5 = connect.protocolLevel == static_cast<uint8_t>(MqttVersion::V5_0);
    session->userName = connect.userName.value_or("");
    session->expiry = GetMqttSessionExpiry(connect, m_limits);
    session->will = connect.will;
    session->outbox.SetLimits(m_limits.outbox);
    session->outbox.SetReceiveMaximum(static_cast<uint16_t>(
        connect.properties.GetNumber(MqttPropertyId::RECEIVE_MAXIMUM, UINT16_MAX)));
    return *session;
}

void
MqttBroker::StartKeepAlive(MqttConnection& connection, uint16_t keepAlive)
{
    connection.keepAlive.Stop();
    if (keepAlive == 0)
    {
        return;
    }
    connection.keepAlive.Start(
        MilliSeconds(1500) * keepAlive, // [MQTT-3.1.2-22]
        [&connection] { return connection.lastPacket; },
        [this, &connection] {
            End(connection, MqttSessionEnd::TIMED_OUT);
            PumpAll();
        });
}

void
MqttBroker::Resume(MqttConnection& connection) // 4.4
{
    MqttSession& session = *connection.session;
    auto& deliveries = m_loops[connection.loop]->GetDeliveries();
    for (auto& retry : session.outbox.TakeRetries())
    {
        if (retry.publish)
        {
            deliveries.Add(session.id, std::move(*retry.publish));
        }
        else
        {
            Transmit(connection, MqttPubrel{retry.packetId});
        }
    }
    SendNext(connection);
}

void
MqttBroker::SendNext(MqttConnection& to)
{
    while (auto next = to.session->outbox.Next(Simulator::Now()))
    {
        m_loops[to.loop]->GetDeliveries().Add(to.session->id, std::move(*next));
    }
}

void
MqttBroker::Handle(MqttConnection& from, MqttDisconnect& disconnect)
{
    MqttSession& session = *from.session;
    const uint32_t expiry =
        disconnect.properties.GetNumber(MqttPropertyId::SESSION_EXPIRY_INTERVAL, session.expiry);
    if (session.expiry == 0 && expiry != 0) // 3.14.2.2.2
    {
        HandleFault(from,
                    {MqttReasonCode::PROTOCOL_ERROR,
                     "a Session Expiry Interval after one of 0 (3.14.2.2.2)"});
        return;
    }
    session.expiry = std::min(expiry, m_limits.maxSessionExpiry);
    if (disconnect.reasonCode == MqttReasonCode::NORMAL_DISCONNECTION)
    {
        session.will.reset(); // [MQTT-3.1.2-10]
    }
    End(from, MqttSessionEnd::DISCONNECTED);
}

void
MqttBroker::End(MqttConnection& connection, MqttSessionEnd end, MqttReasonCode reason)
{
    if (std::exchange(connection.hasEnded, true))
    {
        return;
    }
    connection.keepAlive.Stop();
    CloseChannel(connection, end, reason);
    if (MqttSession* session = std::exchange(connection.session, nullptr))
    {
        session->connection = nullptr;
        --m_connected;
        if (end == MqttSessionEnd::STOPPED)
        {
            session->will.reset();
        }
        m_disconnectedTrace(connection.clientId, end);
        Leave(*session);
    }
    if (!connection.hasPeer)
    {
        RemoveLater(connection);
    }
}

void
MqttBroker::CloseChannel(MqttConnection& connection, MqttSessionEnd end, MqttReasonCode reason)
{
    if (!connection.hasPeer)
    {
        return;
    }
    if (IsFailure(reason) && connection.reader.IsOpen() && connection.IsV5())
    {
        Transmit(connection, MqttDisconnect{reason, {}});
    }
    if (end == MqttSessionEnd::TIMED_OUT)
    {
        connection.channel->Abort(); // nobody is there to close it with
        connection.hasPeer = false;
        return;
    }
    connection.channel->Close();
}

void
MqttBroker::Leave(MqttSession& session)
{
    if (session.will)
    {
        const uint32_t delay =
            std::min(session.will->properties.GetNumber(MqttPropertyId::WILL_DELAY_INTERVAL, 0),
                     session.expiry); // 3.1.3.2.2
        if (delay == 0)
        {
            PublishWill(session);
        }
        else if (!session.isTakenUp) // [MQTT-3.1.3-9]
        {
            session.willEvent =
                Simulator::Schedule(Seconds(delay), [this, id = session.id] { FireWill(id); });
        }
    }
    if (session.expiry == 0)
    {
        EndSession(session);
    }
    else if (session.expiry != MqttSession::NEVER)
    {
        session.expiryEvent =
            Simulator::Schedule(Seconds(session.expiry), [this, id = session.id] { Expire(id); });
    }
}

void
MqttBroker::FireWill(MqttSlotId id)
{
    PublishWill(*m_sessions.Find(id)); // the event is cancelled with its session
    PumpAll();
}

void
MqttBroker::Expire(MqttSlotId id)
{
    ++m_statistics.clientsExpired;
    EndSession(*m_sessions.Find(id));
    PumpAll();
}

void
MqttBroker::PublishWill(MqttSession& session)
{
    auto will = std::exchange(session.will, std::nullopt);
    if (!will || !MayWrite(session, will->topic))
    {
        return;
    }
    will->properties.Remove(MqttPropertyId::WILL_DELAY_INTERVAL);
    MqttPublish publish{std::move(will->topic), std::move(will->message), will->qos, will->retain};
    publish.properties = std::move(will->properties);
    PublishFor(session, MakeMessage(std::move(publish)));
}

void
MqttBroker::EndSession(MqttSession& session)
{
    if (session.willEvent.IsRunning()) // 3.1.3.2.2: not later than the session's end
    {
        PublishWill(session);
    }
    m_subscriptions.UnsubscribeAll(session.id.slot);
    m_sessions.Remove(session);
}

} // namespace iotledger
} // namespace ns3
