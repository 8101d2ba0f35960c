/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What MqttClient does with each packet.

#include "mqtt-client.h"

#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return whether a server that gives @p code may accept a later attempt.
bool
IsPassing(MqttReasonCode code)
{
    return code == MqttReasonCode::SERVER_UNAVAILABLE || code == MqttReasonCode::SERVER_BUSY ||
           code == MqttReasonCode::CONNECTION_RATE_EXCEEDED;
}

} // namespace

void
MqttClient::HandlePacket(const SharedBytes& bytes, Time arrived)
{
    if (m_state == State::LEAVING)
    {
        return;
    }
    MqttFault fault;
    const auto packet = m_session.Read(bytes, fault);
    if (!packet)
    {
        HandleFault(fault);
    }
    else if (std::holds_alternative<MqttPublish>(*packet))
    {
        HandlePublish(*packet, static_cast<uint32_t>(bytes.GetSize()), arrived);
    }
    else if (const auto* connack = std::get_if<MqttConnack>(&*packet))
    {
        HandleConnack(*connack);
    }
    else if (const auto* disconnect = std::get_if<MqttDisconnect>(&*packet))
    {
        HandleDisconnect(*disconnect);
    }
    else
    {
        HandleAnswer(*packet);
    }
}

void
MqttClient::HandleFault(const MqttFault& fault)
{
    m_malformedTrace(m_clientId, std::string(fault.rule));
    if (m_session.GetVersion() == MqttVersion::V5_0) // 4.13.1
    {
        m_link.SendPaid(Encode(MqttDisconnect{fault.reasonCode}));
        m_link.Close();
    }
    else
    {
        m_link.Abort();
    }
    End(MessageChannel::CloseReason::MALFORMED);
}

void
MqttClient::HandleConnack(const MqttConnack& connack)
{
    using Id = MqttPropertyId;
    m_connack = connack;
    if (connack.reasonCode != MqttReasonCode::SUCCESS)
    {
        m_disconnectedTrace(m_clientId,
                            connack.reasonCode,
                            connack.properties.GetText(Id::REASON_STRING));
        m_link.Close();
        End(MessageChannel::CloseReason::REFUSED, IsPassing(connack.reasonCode));
        return;
    }
    m_state = State::CONNECTED;
    m_hasSession = true;
    m_nextDelay = m_reconnectDelay;
    m_session.Open(connack);
    if (connack.properties.Has(Id::ASSIGNED_CLIENT_IDENTIFIER)) // 3.2.2.3.7
    {
        m_clientId = connack.properties.GetText(Id::ASSIGNED_CLIENT_IDENTIFIER);
    }
    const Time keepAlive = // [MQTT-3.2.2-21]
        connack.properties.Has(Id::SERVER_KEEP_ALIVE)
            ? Seconds(connack.properties.GetNumber(Id::SERVER_KEEP_ALIVE, 0))
            : m_keepAlive;
    if (keepAlive.IsStrictlyPositive())
    {
        m_keepAliveTimer.Start(
            keepAlive,
            [this] { return m_link.GetLastSent(); },
            [this] { Ping(); });
    }
    m_connectedTrace(m_clientId);
    if (m_connectedCallback)
    {
        m_connectedCallback();
    }
    SendWaiting();
}

void
MqttClient::HandlePublish(const MqttPacket& packet, uint32_t bytes, Time arrived)
{
    const auto& publish = std::get<MqttPublish>(packet);
    const bool isNew = m_session.Accept(publish);
    if (publish.qos > 0)
    {
        m_link.SendPaid(m_session.Answer(packet));
    }
    if (!isNew)
    {
        return;
    }
    m_receivedTrace(publish, bytes, arrived);
    if (m_publishCallback)
    {
        m_publishCallback(publish, arrived);
    }
}

void
MqttClient::HandleDisconnect(const MqttDisconnect& disconnect)
{
    m_disconnectedTrace(m_clientId,
                        disconnect.reasonCode,
                        disconnect.properties.GetText(MqttPropertyId::REASON_STRING));
    m_link.Close();
    End(MessageChannel::CloseReason::CLOSED,
        disconnect.reasonCode != MqttReasonCode::SESSION_TAKEN_OVER);
}

void
MqttClient::HandleAnswer(const MqttPacket& answer)
{
    const SharedBytes next = m_session.Answer(answer);
    if (!next.IsEmpty())
    {
        m_link.SendPaid(next);
    }
    const auto done = m_session.Acknowledge(answer);
    SendWaiting();
    if (done)
    {
        done();
    }
}

void
MqttClient::Ping()
{
    if (m_pingSent > m_link.GetLastReceived())
    {
        m_link.Abort();
        End(MessageChannel::CloseReason::RESET);
    }
    else if (!m_link.IsSending())
    {
        m_link.Send(Encode(MqttPingreq()), [this] { m_pingSent = Simulator::Now(); });
    }
}

} // namespace iotledger
} // namespace ns3
