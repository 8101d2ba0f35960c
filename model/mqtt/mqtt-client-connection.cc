/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The connections of MqttClient and the packets on them.

#include "mqtt-client.h"

#include "ns3/abort.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-framing.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

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
MqttClient::DoDispose()
{
    m_keepAliveTimer.Stop();
    m_reconnection.Cancel();
    SetCallbacks(nullptr, nullptr, nullptr);
    m_link.Release();
    m_session = {};
    m_transport = nullptr;
    Application::DoDispose();
}

void
MqttClient::StartApplication()
{
    NS_ABORT_MSG_IF(!m_transport, "MqttClient " << m_clientId << ": no transport is set");
    NS_ABORT_MSG_IF(m_version == 4 && m_userName.empty() && !m_password.empty(),
                    "MqttClient " << m_clientId << ": Password without UserName is for "
                                  << "ProtocolVersion 5 [MQTT 3.1.1: MQTT-3.1.2-22]");
    m_session.SetUsesTopicAliases(m_usesTopicAliases);
    m_nextDelay = m_reconnectDelay;
    Connect();
}

void
MqttClient::StopApplication()
{
    SetCallbacks(nullptr, nullptr, nullptr);
    if (m_state == State::CONNECTED)
    {
        m_link.SendPaid(Encode(MqttDisconnect()));
    }
    m_link.Close();
    End(MessageChannel::CloseReason::CLOSED, false);
}

MqttConnect
MqttClient::MakeConnect() const
{
    using Id = MqttPropertyId;
    MqttConnect connect;
    connect.protocolLevel = m_version;
    connect.keepAlive = static_cast<uint16_t>(MqttClientSession::ToSeconds(m_keepAlive));
    connect.clientId = m_clientId;
    connect.userName = m_userName.empty() ? std::nullopt : std::optional(m_userName);
    connect.password = m_password.empty() ? std::nullopt : std::optional(SharedBytes(m_password));
    connect.will = m_extras ? m_extras->will : std::nullopt;
    const uint32_t expiry = MqttClientSession::ToSeconds(m_sessionExpiryInterval);
    const bool resumes = m_hasSession && m_version == 5 && expiry > 0;
    connect.cleanStart = m_cleanStart && !resumes;
    if (m_version == 4)
    {
        return connect;
    }
    connect.properties = m_extras ? m_extras->properties : MqttProperties();
    const auto tell = [&connect](Id id, uint32_t value, uint32_t standard) {
        // The standard gives a missing property a meaning, and it may stand there once.
        if (value != standard && !connect.properties.Has(id))
        {
            connect.properties.Add(id, value);
        }
    };
    tell(Id::SESSION_EXPIRY_INTERVAL, expiry, 0);
    tell(Id::RECEIVE_MAXIMUM, m_receiveMaximum, UINT16_MAX);
    tell(Id::MAXIMUM_PACKET_SIZE, m_maximumPacketSize, 0);
    tell(Id::TOPIC_ALIAS_MAXIMUM, m_topicAliasMaximum, 0);
    return connect;
}

void
MqttClient::Connect()
{
    m_state = State::CONNECTING;
    auto channel = m_transport->Connect(GetNode(), m_remote, std::make_shared<MqttFraming>());
    channel->SetConnectedCallback([this] {
        const MqttConnect connect = MakeConnect();
        m_session.Begin(connect);
        m_link.Send(Encode(connect));
    });
    m_link.Open(
        channel,
        [this](const SharedBytes& packet, Time arrived) { HandlePacket(packet, arrived); },
        [this](MessageChannel::CloseReason reason) { End(reason); });
}

SharedBytes
MqttClient::Encode(const MqttPacket& packet) const
{
    return MqttCodec::Encode(packet, m_session.GetVersion());
}

void
MqttClient::Disconnect(MqttDisconnect disconnect)
{
    const auto leave = [this] {
        m_link.Close();
        End(MessageChannel::CloseReason::CLOSED, false);
    };
    if (m_state == State::CONNECTED)
    {
        m_state = State::LEAVING;
        m_link.Send(Encode(std::move(disconnect)), leave);
    }
    else if (m_state == State::CONNECTING || m_state == State::CUT_OFF)
    {
        leave();
    }
}

void
MqttClient::SendWaiting()
{
    while (auto packet = m_session.Next())
    {
        if (!IsFailure(packet->refusal))
        {
            m_link.Send(packet->bytes, std::move(packet->sent));
            continue;
        }
        m_droppedTrace(m_clientId, packet->refusal);
        if (packet->sent)
        {
            packet->sent();
        }
    }
}

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

void
MqttClient::End(MessageChannel::CloseReason reason, bool mayReturn)
{
    const bool returns = mayReturn && m_reconnectDelay.IsStrictlyPositive();
    if (m_state == State::CLOSED || (m_state == State::CUT_OFF && returns))
    {
        return;
    }
    m_keepAliveTimer.Stop();
    m_reconnection.Cancel();
    m_session.Close();
    if (returns)
    {
        m_state = State::CUT_OFF;
        m_reconnection = Simulator::Schedule(m_nextDelay, &MqttClient::Connect, this);
        m_nextDelay = std::min(2 * m_nextDelay, std::max(m_nextDelay, m_maximumReconnectDelay));
    }
    else
    {
        m_state = State::CLOSED;
        m_session = {};
    }
    if (const auto closed = returns ? m_closedCallback : std::exchange(m_closedCallback, nullptr))
    {
        closed(reason);
    }
}

} // namespace iotledger
} // namespace ns3
