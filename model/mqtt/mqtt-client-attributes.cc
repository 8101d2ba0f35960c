/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The attributes and trace sources of MqttClient.

#include "mqtt-client.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MqttClient);

TypeId
MqttClient::GetTypeId()
{
    static TypeId tid = AddTraces(AddVersion5(AddConnection(TypeId("ns3::iotledger::MqttClient")
                                                                .SetParent<Application>()
                                                                .SetGroupName("IotLedger")
                                                                .AddConstructor<MqttClient>())));
    return tid;
}

TypeId
MqttClient::AddConnection(TypeId tid)
{
    return tid
        .AddAttribute("ProtocolVersion",
                      "The protocol level in CONNECT (MQTT 5.0, 3.1.2.2): 4 is MQTT 3.1.1, 5 is "
                      "MQTT 5.0.",
                      UintegerValue(4),
                      MakeUintegerAccessor(&MqttClient::m_version),
                      MakeUintegerChecker<uint8_t>(4, 5))
        .AddAttribute("ClientId",
                      "The client identifier (MQTT 5.0, 3.1.3.1); empty: the server makes one up.",
                      StringValue(),
                      MakeStringAccessor(&MqttClient::m_clientId),
                      MakeStringChecker())
        .AddAttribute("Remote",
                      "Address and port of the server.",
                      AddressValue(),
                      MakeAddressAccessor(&MqttClient::m_remote),
                      MakeAddressChecker())
        .AddAttribute("UserName",
                      "The user name (MQTT 5.0, 3.1.3.5); empty: none.",
                      StringValue(),
                      MakeStringAccessor(&MqttClient::m_userName),
                      MakeStringChecker())
        .AddAttribute("Password",
                      "The password (MQTT 5.0, 3.1.3.6); empty: none. MQTT 3.1.1 wants a UserName "
                      "beside it.",
                      StringValue(),
                      MakeStringAccessor(&MqttClient::m_password),
                      MakeStringChecker())
        .AddAttribute("CleanStart",
                      "Whether the first connection starts a new session (MQTT 5.0, 3.1.2.4); in "
                      "MQTT 3.1.1 (Clean Session) also whether sessions end with their connection.",
                      BooleanValue(true),
                      MakeBooleanAccessor(&MqttClient::m_cleanStart),
                      MakeBooleanChecker())
        .AddAttribute("KeepAlive",
                      "The longest silence of this client (MQTT 5.0, 3.1.2.10): it then sends "
                      "PINGREQ, and takes the connection for lost when nothing has come as long "
                      "again. Told to the server in whole seconds, rounded up; 0: off. A Server "
                      "Keep Alive takes its place. The default is that of mosquitto_sub 2.0.11.",
                      TimeValue(Seconds(60)),
                      MakeTimeAccessor(&MqttClient::m_keepAlive),
                      MakeTimeChecker(Time(0), Seconds(UINT16_MAX)))
        .AddAttribute("ReconnectDelay",
                      "The time from the loss of a connection to the next attempt; doubled with "
                      "each attempt that fails, up to MaximumReconnectDelay, as paho.mqtt.python "
                      "1.6 does (client.py, reconnect_delay_set: from 1 s to 120 s). 0: the client "
                      "does not come back. It never does when it was refused for good or its "
                      "session was taken over.",
                      TimeValue(Time(0)),
                      MakeTimeAccessor(&MqttClient::m_reconnectDelay),
                      MakeTimeChecker(Time(0)))
        .AddAttribute("MaximumReconnectDelay",
                      "The longest time from one attempt to connect to the next. The default is "
                      "that of the source given at ReconnectDelay.",
                      TimeValue(Seconds(120)),
                      MakeTimeAccessor(&MqttClient::m_maximumReconnectDelay),
                      MakeTimeChecker(Time(0)));
}

TypeId
MqttClient::AddVersion5(TypeId tid)
{
    return tid
        .AddAttribute("SessionExpiryInterval",
                      "How long the server shall keep the session when the connection has ended "
                      "(MQTT 5.0, 3.1.2.11.2), in whole seconds, rounded up; 4,294,967,295 s: for "
                      "ever.",
                      TimeValue(Time(0)),
                      MakeTimeAccessor(&MqttClient::m_sessionExpiryInterval),
                      MakeTimeChecker(Time(0), Seconds(UINT32_MAX)))
        .AddAttribute("ReceiveMaximum",
                      "The most messages of QoS 1 and 2 that this client takes unacknowledged "
                      "(MQTT 5.0, 3.1.2.11.3).",
                      UintegerValue(UINT16_MAX),
                      MakeUintegerAccessor(&MqttClient::m_receiveMaximum),
                      MakeUintegerChecker<uint16_t>(1))
        .AddAttribute("MaximumPacketSize",
                      "The largest packet that this client takes [B] (MQTT 5.0, 3.1.2.11.4); 0: "
                      "any.",
                      UintegerValue(0),
                      MakeUintegerAccessor(&MqttClient::m_maximumPacketSize),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("TopicAliasMaximum",
                      "How many topic aliases the server may use (MQTT 5.0, 3.1.2.11.5).",
                      UintegerValue(0),
                      MakeUintegerAccessor(&MqttClient::m_topicAliasMaximum),
                      MakeUintegerChecker<uint16_t>())
        .AddAttribute("UseTopicAliases",
                      "Whether what this client publishes has topic aliases, as many as the server "
                      "takes (MQTT 5.0, 3.3.2.3.4).",
                      BooleanValue(false),
                      MakeBooleanAccessor(&MqttClient::m_usesTopicAliases),
                      MakeBooleanChecker());
}

TypeId
MqttClient::AddTraces(TypeId tid)
{
    return tid
        .AddTraceSource("Connected",
                        "The server has accepted the connection.",
                        MakeTraceSourceAccessor(&MqttClient::m_connectedTrace),
                        "ns3::iotledger::MqttClient::ConnectedTracedCallback")
        .AddTraceSource("Received",
                        "A PUBLISH has been read, its cost paid.",
                        MakeTraceSourceAccessor(&MqttClient::m_receivedTrace),
                        "ns3::iotledger::MqttClient::ReceivedTracedCallback")
        .AddTraceSource("Malformed",
                        "The server broke the standard; the connection is ended.",
                        MakeTraceSourceAccessor(&MqttClient::m_malformedTrace),
                        "ns3::iotledger::MqttClient::MalformedTracedCallback")
        .AddTraceSource("Disconnected",
                        "The server refuses the connection in its CONNACK or ends it by "
                        "DISCONNECT.",
                        MakeTraceSourceAccessor(&MqttClient::m_disconnectedTrace),
                        "ns3::iotledger::MqttClient::DisconnectedTracedCallback")
        .AddTraceSource("Dropped",
                        "A packet is not sent since the server does not take it.",
                        MakeTraceSourceAccessor(&MqttClient::m_droppedTrace),
                        "ns3::iotledger::MqttClient::DroppedTracedCallback");
}

} // namespace iotledger
} // namespace ns3
