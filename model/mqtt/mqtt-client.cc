/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-client.h"

#include "ns3/abort.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-framing.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MqttClient);

TypeId
MqttClient::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::MqttClient")
            .SetParent<Application>()
            .SetGroupName("IotLedger")
            .AddConstructor<MqttClient>()
            .AddAttribute("ClientId",
                          "The client identifier (MQTT 3.1.1, 3.1.3.1); empty: the server makes "
                          "one up.",
                          StringValue(),
                          MakeStringAccessor(&MqttClient::m_clientId),
                          MakeStringChecker())
            .AddAttribute("Remote",
                          "Address and port of the server.",
                          AddressValue(),
                          MakeAddressAccessor(&MqttClient::m_remote),
                          MakeAddressChecker())
            .AddAttribute("KeepAlive",
                          "The longest silence of this client (MQTT 3.1.1, 3.1.2.10): it then "
                          "sends PINGREQ, and takes the connection for lost when nothing has come "
                          "as long again. Told to the server in whole seconds, rounded up; 0: off. "
                          "The default is that of mosquitto_sub 2.0.11.",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&MqttClient::m_keepAlive),
                          MakeTimeChecker(Time(0), Seconds(UINT16_MAX)))
            .AddTraceSource("Connected",
                            "The server has accepted the connection.",
                            MakeTraceSourceAccessor(&MqttClient::m_connectedTrace),
                            "ns3::iotledger::MqttClient::ConnectedTracedCallback")
            .AddTraceSource("Received",
                            "A PUBLISH has been read, its cost paid.",
                            MakeTraceSourceAccessor(&MqttClient::m_receivedTrace),
                            "ns3::iotledger::MqttClient::ReceivedTracedCallback")
            .AddTraceSource("Malformed",
                            "The server broke the standard; the connection is aborted.",
                            MakeTraceSourceAccessor(&MqttClient::m_malformedTrace),
                            "ns3::iotledger::MqttClient::MalformedTracedCallback");
    return tid;
}

void
MqttClient::SetTransport(Ptr<Transport> transport)
{
    m_transport = std::move(transport);
}

void
MqttClient::SetStrand(Ptr<Strand> strand)
{
    m_link.SetStrand(std::move(strand));
}

void
MqttClient::SetCosts(CostFunction read, CostFunction write)
{
    m_link.SetCosts(std::move(read), std::move(write));
}

void
MqttClient::SetCallbacks(ConnectedCallback connected,
                         PublishCallback published,
                         ClosedCallback closed)
{
    m_connectedCallback = std::move(connected);
    m_publishCallback = std::move(published);
    m_closedCallback = std::move(closed);
}

bool
MqttClient::IsConnected() const
{
    return m_state == State::CONNECTED;
}

void
MqttClient::DoDispose()
{
    m_keepAliveTimer.Stop();
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
    m_state = State::CONNECTING;
    auto channel = m_transport->Connect(GetNode(), m_remote, std::make_shared<MqttFraming>());
    channel->SetConnectedCallback([this] {
        m_link.Send(MqttCodec::Encode(MqttClientSession::MakeConnect(m_clientId, m_keepAlive),
                                      MqttVersion::V3_1_1));
    });
    m_link.Open(
        channel,
        [this](const SharedBytes& packet, Time arrived) { HandlePacket(packet, arrived); },
        [this](MessageChannel::CloseReason reason) { End(reason); });
}

void
MqttClient::StopApplication()
{
    SetCallbacks(nullptr, nullptr, nullptr);
    if (m_state == State::CONNECTED)
    {
        m_link.SendPaid(MqttCodec::Encode(MqttPacket(MqttDisconnect()), MqttVersion::V3_1_1));
    }
    m_link.Close();
    End(MessageChannel::CloseReason::CLOSED);
}

void
MqttClient::Subscribe(const std::vector<MqttSubscription>& filters, SubscribedCallback done)
{
    if (m_state < State::LEAVING)
    {
        m_session.Subscribe(filters, std::move(done));
        SendWaiting();
    }
}

void
MqttClient::Publish(const std::string& topic,
                    const SharedBytes& payload,
                    uint8_t qos,
                    std::function<void()> sent)
{
    if (m_state < State::LEAVING)
    {
        m_session.Publish({topic, payload, qos}, std::move(sent));
        SendWaiting();
    }
}

void
MqttClient::Disconnect()
{
    const auto leave = [this] {
        m_link.Close();
        End(MessageChannel::CloseReason::CLOSED);
    };
    if (m_state == State::CONNECTED)
    {
        m_state = State::LEAVING;
        m_link.Send(MqttCodec::Encode(MqttPacket(MqttDisconnect()), MqttVersion::V3_1_1), leave);
    }
    else if (m_state == State::CONNECTING)
    {
        leave();
    }
}

void
MqttClient::SendWaiting()
{
    while (auto packet = m_session.Next())
    {
        m_link.Send(packet->bytes, std::move(packet->sent));
    }
}

void
MqttClient::HandlePacket(const SharedBytes& bytes, Time arrived)
{
    if (m_state == State::LEAVING)
    {
        return;
    }
    std::string_view fault;
    const auto packet = m_session.Read(bytes, fault);
    if (!packet)
    {
        m_malformedTrace(m_clientId, std::string(fault));
        m_link.Abort();
        End(MessageChannel::CloseReason::MALFORMED);
    }
    else if (const auto* publish = std::get_if<MqttPublish>(&*packet))
    {
        HandlePublish(*publish, static_cast<uint32_t>(bytes.GetSize()), arrived);
    }
    else if (const auto* connack = std::get_if<MqttConnack>(&*packet))
    {
        HandleConnack(*connack);
    }
    else
    {
        HandleAnswer(*packet);
    }
}

void
MqttClient::HandleConnack(const MqttConnack& connack)
{
    if (connack.reasonCode != MqttReasonCode::SUCCESS)
    {
        m_link.Close();
        End(MessageChannel::CloseReason::REFUSED);
        return;
    }
    m_state = State::CONNECTED;
    m_session.Open();
    if (m_keepAlive.IsStrictlyPositive())
    {
        m_keepAliveTimer.Start(
            m_keepAlive,
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
MqttClient::HandlePublish(const MqttPublish& publish, uint32_t bytes, Time arrived)
{
    if (publish.qos == 1)
    {
        m_link.SendPaid(
            MqttCodec::Encode(MqttPacket(MqttPuback{publish.packetId}), MqttVersion::V3_1_1));
    }
    m_receivedTrace(publish, bytes, arrived);
    if (m_publishCallback)
    {
        m_publishCallback(publish, arrived);
    }
}

void
MqttClient::HandleAnswer(const MqttPacket& answer)
{
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
        m_link.Send(MqttCodec::Encode(MqttPacket(MqttPingreq()), MqttVersion::V3_1_1),
                    [this] { m_pingSent = Simulator::Now(); });
    }
}

void
MqttClient::End(MessageChannel::CloseReason reason)
{
    if (m_state == State::CLOSED)
    {
        return;
    }
    m_state = State::CLOSED;
    m_keepAliveTimer.Stop();
    m_session = {};
    if (const auto closed = std::exchange(m_closedCallback, nullptr))
    {
        closed(reason);
    }
}

} // namespace iotledger
} // namespace ns3
