/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The connections of MqttClient. The packets on them are in mqtt-client-packets.cc.

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
