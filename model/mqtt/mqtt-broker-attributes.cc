/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The attributes and trace sources of MqttBroker.

#include "mqtt-broker.h"

#include "ns3/boolean.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MqttBroker);

namespace
{

// The source of both costs' defaults. They are Mosquitto 2.0.15 on an AWS c5.4xlarge, QoS 1, 16 B
// payload: it saturates at 37,000 messages a second from point to point (one packet read and one
// delivery each) and at 81,000 deliveries a second in a fan-out.
constexpr Time::Unit COST_UNIT = Time::NS;
constexpr int64_t DELIVERY_COST = 12346;               // 1 s / 81,000
constexpr int64_t PACKET_COST = 27027 - DELIVERY_COST; // 1 s / 37,000, less one delivery

} // namespace

TypeId
MqttBroker::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::MqttBroker")
            .SetParent<Application>()
            .SetGroupName("IotLedger")
            .AddConstructor<MqttBroker>()
            .AddAttribute("Port",
                          "TCP port to listen at (IANA: 1883, mqtt).",
                          UintegerValue(1883),
                          MakeUintegerAccessor(&MqttBroker::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute(
                "PacketCost",
                "CPU time to take a packet from a client and answer it, without the cost "
                "of reading its bytes. Default: 1/37,000 s - 1/81,000 s, from EMQX, 'Open "
                "MQTT Benchmarking Comparison: MQTT Brokers in 2023': Mosquitto 2.0.15 "
                "on AWS c5.4xlarge, QoS 1, 16 B payload, saturates at 37,000 messages/s "
                "point to point and at 81,000 messages/s in a fan-out.",
                TimeValue(Time::FromInteger(PACKET_COST, COST_UNIT)),
                MakeTimeAccessor(&MqttBroker::m_packetCost),
                MakeTimeChecker(Time(0)))
            .AddAttribute("DeliveryCost",
                          "CPU time to send a PUBLISH to one subscriber and take its PUBACK, "
                          "without the cost of writing and reading their bytes. Default: "
                          "1/81,000 s, from the source given at PacketCost.",
                          TimeValue(Time::FromInteger(DELIVERY_COST, COST_UNIT)),
                          MakeTimeAccessor(&MqttBroker::m_deliveryCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ConnectCost",
                          "CPU time of a CONNECT beside PacketCost: accepting its connection "
                          "and setting up the session.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&MqttBroker::m_connectCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SubscribeCost",
                          "CPU time of a SUBSCRIBE or UNSUBSCRIBE beside PacketCost.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&MqttBroker::m_subscribeCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ReadByteCost",
                          "CPU time per byte of a packet read, beside that of the machine's "
                          "socket.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&MqttBroker::m_readByteCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("WriteByteCost",
                          "CPU time per byte of a delivery, beside that of the machine's "
                          "socket.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&MqttBroker::m_writeByteCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Threads",
                          "Event loops, each on a core of its own while one is free. "
                          "mosquitto has 1.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&MqttBroker::m_threads),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ConnectionMemory",
                          "[B] that a connected client takes in the broker. Default: EMQX, "
                          "'Open MQTT Benchmarking Comparison: MQTT Brokers in 2023': 1 GB "
                          "for a million connections in Mosquitto 2.0.15.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&MqttBroker::m_connectionMemory),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("MaxConnections",
                          "Clients connected at a time; a further connection is closed at "
                          "once, as mosquitto does (max_connections). 0: no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&MqttBroker::m_maxConnections),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxInflightMessages",
                          "Messages of QoS 1 and 2 under way to a client at a time, beside "
                          "its Receive Maximum; further ones wait. 0: no limit. Default: "
                          "mosquitto 2.0, max_inflight_messages.",
                          UintegerValue(20),
                          MakeUintegerAccessor(&MqttBroker::m_maxInflight),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxQueuedMessages",
                          "Messages of QoS 1 and 2 that wait for a client, further ones are "
                          "dropped. 0: no limit. Default: mosquitto 2.0, max_queued_messages.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&MqttBroker::m_maxQueued),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxQueuedBytes",
                          "[B] of payloads that wait for a client, beside MaxQueuedMessages. "
                          "0: no limit. Default: mosquitto 2.0, max_queued_bytes.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&MqttBroker::m_maxQueuedBytes),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("MaxPacketSize",
                          "[B] that a packet of a client may have (MQTT 5.0, 3.2.2.3.6); a "
                          "larger one ends its connection. 0: as MQTT allows.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&MqttBroker::m_maxPacketSize),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ReceiveMaximum",
                          "Messages of QoS 2 that a client of version 5.0 may have under way "
                          "to the broker (MQTT 5.0, 3.2.2.3.3). Default: mosquitto 2.0, "
                          "max_inflight_messages.",
                          UintegerValue(20),
                          MakeUintegerAccessor(&MqttBroker::m_receiveMaximum),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("MaxTopicAlias",
                          "Topic aliases that a client may set up (MQTT 5.0, 3.2.2.3.8). "
                          "Default: mosquitto 2.0, max_topic_alias.",
                          UintegerValue(10),
                          MakeUintegerAccessor(&MqttBroker::m_maxTopicAlias),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("MaxKeepAlive",
                          "[s] The longest keep-alive; clients of version 5.0 that ask for "
                          "more, or for none, are told it (3.2.2.3.14). 0: no limit. Default: mosquitto "
                          "2.0, max_keepalive.",
                          UintegerValue(65535),
                          MakeUintegerAccessor(&MqttBroker::m_maxKeepAlive),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("MaxSessionExpiry",
                          "[s] that a session outlives its connection at most (3.2.2.3.2); "
                          "4294967295: as long as its client wants.",
                          UintegerValue(UINT32_MAX),
                          MakeUintegerAccessor(&MqttBroker::m_maxSessionExpiry),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxQos",
                          "The highest QoS taken and granted (MQTT 5.0, 3.2.2.3.4).",
                          UintegerValue(2),
                          MakeUintegerAccessor(&MqttBroker::m_maxQos),
                          MakeUintegerChecker<uint8_t>(0, 2))
            .AddAttribute("RetainAvailable",
                          "Whether messages are retained (MQTT 5.0, 3.2.2.3.5).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&MqttBroker::m_retainAvailable),
                          MakeBooleanChecker())
            .AddAttribute("AllowAnonymous",
                          "Whether a client may connect without a user name, as mosquitto's "
                          "allow_anonymous.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&MqttBroker::m_allowAnonymous),
                          MakeBooleanChecker())
            .AddAttribute("AccessControl",
                          "Who may connect, write and read; null: everybody.",
                          PointerValue(),
                          MakePointerAccessor(&MqttBroker::m_access),
                          MakePointerChecker<MqttAccessControl>())
            .AddAttribute("SysInterval",
                          "How often the $SYS topics are published while somebody subscribes "
                          "to one; 0: only on subscription. Default: mosquitto 2.0, "
                          "sys_interval.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&MqttBroker::m_sysInterval),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Received",
                            "A PUBLISH has been read, its cost paid.",
                            MakeTraceSourceAccessor(&MqttBroker::m_receivedTrace),
                            "ns3::iotledger::MqttBroker::ReceivedTracedCallback")
            .AddTraceSource("Delivered",
                            "A PUBLISH has been handed to a subscriber's channel.",
                            MakeTraceSourceAccessor(&MqttBroker::m_deliveredTrace),
                            "ns3::iotledger::MqttBroker::DeliveredTracedCallback")
            .AddTraceSource("Dropped",
                            "A message is lost for a subscriber: its queue is full or the "
                            "packet too large for it.",
                            MakeTraceSourceAccessor(&MqttBroker::m_droppedTrace),
                            "ns3::iotledger::MqttBroker::DroppedTracedCallback")
            .AddTraceSource("Connected",
                            "A CONNECT has been accepted.",
                            MakeTraceSourceAccessor(&MqttBroker::m_connectedTrace),
                            "ns3::iotledger::MqttBroker::ConnectedTracedCallback")
            .AddTraceSource("Refused",
                            "A CONNECT or a connection has been refused.",
                            MakeTraceSourceAccessor(&MqttBroker::m_refusedTrace),
                            "ns3::iotledger::MqttBroker::RefusedTracedCallback")
            .AddTraceSource("Subscribed",
                            "A subscription has been granted.",
                            MakeTraceSourceAccessor(&MqttBroker::m_subscribedTrace),
                            "ns3::iotledger::MqttBroker::SubscribedTracedCallback")
            .AddTraceSource("Disconnected",
                            "A client's connection has ended.",
                            MakeTraceSourceAccessor(&MqttBroker::m_disconnectedTrace),
                            "ns3::iotledger::MqttBroker::DisconnectedTracedCallback")
            .AddTraceSource("Malformed",
                            "A client broke the standard; its connection is ended.",
                            MakeTraceSourceAccessor(&MqttBroker::m_malformedTrace),
                            "ns3::iotledger::MqttBroker::MalformedTracedCallback");
    return tid;
}

} // namespace iotledger
} // namespace ns3
