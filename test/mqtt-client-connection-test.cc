/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// MqttClient against a server whose every byte is written down here.

#include "mqtt-scripted-server.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/host.h"
#include "ns3/inet-socket-address.h"
#include "ns3/mqtt-client.h"
#include "ns3/mqtt-codec.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;
using CloseReason = MessageChannel::CloseReason;
using Id = MqttPropertyId;

/// A client and a scripted server; a message takes 1 ms from one to the other.
class MqttClientConnection : public testing::Test
{
  protected:
    MqttClientConnection()
    {
        auto node = CreateObject<Node>();
        node->AddApplication(client);
        client->SetTransport(transport);
        client->SetAttribute("KeepAlive", TimeValue(Seconds(60)));
        client->SetAttribute("Remote",
                             AddressValue(InetSocketAddress(Ipv4Address::GetLoopback(), 1884)));
        client->SetCallbacks([this] { seen.push_back("connected"); },
                             [this](const MqttPublish& publish, Time) {
                                 seen.push_back("got " + publish.payload.ToString());
                                 got = publish;
                                 readAt = Simulator::Now();
                             },
                             [this](CloseReason reason) {
                                 seen.push_back("closed " + std::to_string(int(reason)));
                             });
        client->TraceConnectWithoutContext("Disconnected",
                                           MakeCallback(&MqttClientConnection::Note, this));
        server.Answer("10", {recorded::CONNACK});
    }

    ~MqttClientConnection() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    void UseVersion5(std::string_view connack = recorded::V5_CONNACK)
    {
        client->SetAttribute("ProtocolVersion", UintegerValue(5));
        server.Answer("10", {connack});
    }

    void Note(const std::string& /* clientId */, MqttReasonCode code, const std::string& reason)
    {
        codes.push_back(static_cast<int>(code));
        reasons.push_back(reason);
    }

    static void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    using Seen = std::vector<std::string>;
    Ptr<LoopbackTransport> transport = CreateObject<LoopbackTransport>(MilliSeconds(1));
    ScriptedServer server{transport, 1884};
    Ptr<MqttClient> client = CreateObject<MqttClient>();
    Seen seen;
    MqttPublish got;
    Time readAt;
    std::vector<int> codes; //!< from the server
    Seen reasons;
};

TEST_F(MqttClientConnection, ConnectsAsMosquittoSubOf311Does)
{
    client->SetAttribute("ClientId", StringValue("device1"));
    RunUntil(MilliSeconds(10));

    EXPECT_EQ(server.received, Seen{std::string(recorded::SUB_CONNECT)});
    EXPECT_EQ(seen, Seen{"connected"});
}

TEST_F(MqttClientConnection, ConnectsAsMosquittoSubOf5Does)
{
    UseVersion5();
    MqttProperties properties;
    properties.Add(Id::RECEIVE_MAXIMUM, 10U);
    properties.Add(Id::TOPIC_ALIAS_MAXIMUM, 5U);
    properties.Add(Id::USER_PROPERTY, MqttProperties::Pair("k", "v"));
    client->SetConnectProperties(properties);
    client->SetAttribute("ClientId", StringValue("dev1"));
    client->SetAttribute("CleanStart", BooleanValue(false));
    client->SetAttribute("SessionExpiryInterval", TimeValue(Seconds(120)));
    RunUntil(MilliSeconds(10));

    EXPECT_EQ(server.received, Seen{std::string(recorded::V5_CONNECT)});
    EXPECT_TRUE(client->IsConnected());
    EXPECT_EQ(client->GetConnack().properties.GetNumber(Id::RECEIVE_MAXIMUM, 0), 20u);
}

TEST_F(MqttClientConnection, ConnectsWithAWillAndLeavesAsMosquittoPubOf5Does)
{
    UseVersion5();
    MqttWill will{"w/t", SharedBytes("gone"), 1, true};
    will.properties.Add(Id::WILL_DELAY_INTERVAL, 5U);
    will.properties.Add(Id::MESSAGE_EXPIRY_INTERVAL, 60U);
    client->SetWill(will);
    client->SetAttribute("ClientId", StringValue("dev4"));
    client->SetAttribute("ReceiveMaximum", UintegerValue(20));
    client->SetAttribute("UserName", StringValue("user"));
    client->SetAttribute("Password", StringValue("pass"));
    RunUntil(MilliSeconds(10));
    MqttDisconnect disconnect;
    disconnect.properties.Add(Id::SESSION_EXPIRY_INTERVAL, 0U);
    client->Disconnect(disconnect);
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(server.received,
              (Seen{std::string(recorded::V5_WILL_CONNECT), std::string(recorded::V5_DISCONNECT)}));
    EXPECT_EQ(server.closed, 1);
    EXPECT_EQ(seen.back(), "closed 0");
}

TEST_F(MqttClientConnection, TakesAMessageOfQos2WithItsProperties)
{
    UseVersion5();
    server.Answer("50", {recorded::PUBREL});
    RunUntil(MilliSeconds(10));
    server.Send(recorded::V5_DELIVERY_QOS2);
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(seen, (Seen{"connected", "got hello"}));
    EXPECT_EQ(got.properties.GetText(Id::RESPONSE_TOPIC), "r/x");
    EXPECT_EQ(got.properties.FindBinary(Id::CORRELATION_DATA)->ToString(), "c1");
    EXPECT_EQ(Seen(server.received.begin() + 1, server.received.end()),
              (Seen{std::string(recorded::PUBREC), std::string(recorded::PUBCOMP)}));
}

TEST_F(MqttClientConnection, PublishesAtQos2AndTellsWhenItIsComplete)
{
    UseVersion5();
    server.Answer("34", {recorded::PUBREC});
    server.Answer("62", {recorded::PUBCOMP});
    MqttPublish publish{"a/x", SharedBytes("hello"), 2};
    publish.properties.Add(Id::CONTENT_TYPE, std::string("text"));
    publish.properties.Add(Id::RESPONSE_TOPIC, std::string("r/x"));
    publish.properties.Add(Id::CORRELATION_DATA, SharedBytes("c1"));
    publish.properties.Add(Id::USER_PROPERTY, MqttProperties::Pair("u", "1"));
    publish.properties.Add(Id::USER_PROPERTY, MqttProperties::Pair("u", "2"));
    publish.properties.Add(Id::MESSAGE_EXPIRY_INTERVAL, 30U);
    publish.properties.Add(Id::PAYLOAD_FORMAT_INDICATOR, 1U);
    Time complete;
    client->Publish(publish, nullptr, [&](MqttReasonCode code, const MqttProperties&) {
        EXPECT_EQ(code, MqttReasonCode::SUCCESS);
        complete = Simulator::Now();
    });
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(Seen(server.received.begin() + 1, server.received.end()),
              (Seen{std::string(recorded::V5_PUBLISH_QOS2), std::string(recorded::PUBREL)}));
    EXPECT_EQ(complete, server.times[1] + MilliSeconds(3)); // PUBREC, PUBREL, PUBCOMP
}

TEST_F(MqttClientConnection, SubscribesAndUnsubscribesWithCodes)
{
    UseVersion5();
    server.Answer("82", {recorded::V5_SUBACK});
    server.Answer("a2", {recorded::V5_UNSUBACK});
    std::vector<MqttReasonCode> granted;
    std::vector<MqttReasonCode> undone;
    MqttSubscribe subscribe{0, {{"a/#", 2}, {"$share/g/b/+", 2}}};
    subscribe.properties.Add(Id::SUBSCRIPTION_IDENTIFIER, 300U);
    client->Subscribe(subscribe, [&](const MqttSuback& suback) { granted = suback.reasonCodes; });
    RunUntil(MilliSeconds(10));
    MqttUnsubscribe unsubscribe{0, {"q/old"}};
    unsubscribe.properties.Add(Id::USER_PROPERTY, MqttProperties::Pair("a", "b"));
    client->Unsubscribe(unsubscribe,
                        [&](const MqttUnsuback& unsuback) { undone = unsuback.reasonCodes; });
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(server.received[1], recorded::V5_SUBSCRIBE);
    EXPECT_EQ(granted, (std::vector<MqttReasonCode>(2, MqttReasonCode::GRANTED_QOS_2)));
    EXPECT_EQ(server.received[2], recorded::V5_UNSUBSCRIBE);
    EXPECT_EQ(undone, std::vector{MqttReasonCode::NO_SUBSCRIPTION_EXISTED});
}

// [MQTT-3.2.2-21]: the server's keep alive, not the client's.
TEST_F(MqttClientConnection, ObeysTheServersKeepAlive)
{
    UseVersion5("20 06 00 00 03 13 0005");
    server.Answer("c0", {"d000"});
    RunUntil(Seconds(12));

    EXPECT_EQ(server.received.size(), 3u); // CONNECT, and PINGREQ after 5 s and 10 s
    EXPECT_EQ(server.times[1], Seconds(5) + MilliSeconds(5)); // CONNACK came at 4 ms
}

// 4.12, 4.13: AUTH without an authentication method is a protocol error.
TEST_F(MqttClientConnection, TellsAServerOf5WhatItDidWrong)
{
    UseVersion5();
    RunUntil(MilliSeconds(10));
    server.Send("f0 06 18 04 15 0001 'm'");
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(server.received.back(), "e00182");
    EXPECT_EQ(server.closed, 1);
    EXPECT_EQ(seen, (Seen{"connected", "closed 2"}));
}

TEST_F(MqttClientConnection, ReportsWhyTheServerRefusesOrLeaves)
{
    UseVersion5("20 08 00 97 05 1f 0002 'no'");
    RunUntil(MilliSeconds(10));
    EXPECT_EQ(seen, Seen{"closed 3"});
    EXPECT_EQ(codes, std::vector<int>{0x97});
    EXPECT_EQ(reasons, Seen{"no"});
}

TEST_F(MqttClientConnection, ReportsTheServersDisconnect)
{
    UseVersion5();
    RunUntil(MilliSeconds(10));
    server.Send("e0 09 8b 07 1f 0004 'down'");
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(seen, (Seen{"connected", "closed 0"}));
    EXPECT_EQ(codes, std::vector<int>{0x8b});
    EXPECT_EQ(reasons, Seen{"down"});
}

// The delays double from 1 s to 4 s; a connection starts them anew.
TEST_F(MqttClientConnection, ReconnectsWithGrowingDelays)
{
    client->SetAttribute("ReconnectDelay", TimeValue(Seconds(1)));
    client->SetAttribute("MaximumReconnectDelay", TimeValue(Seconds(4)));
    RunUntil(MilliSeconds(10));
    server.StopListening();
    server.Abort();
    std::vector<Time> ends;
    client->SetCallbacks(nullptr, nullptr, [&](CloseReason) { ends.push_back(Simulator::Now()); });
    RunUntil(Seconds(13));
    server.Listen();
    RunUntil(Seconds(20));

    // A refusal takes 2 ms to be seen; attempts at 1, 2, 4, 4 s from the last end.
    ASSERT_EQ(ends.size(), 5u);
    const Time first = ends[0];
    EXPECT_EQ(ends[1] - first, Seconds(1) + MilliSeconds(2));
    EXPECT_EQ(ends[2] - ends[1], Seconds(2) + MilliSeconds(2));
    EXPECT_EQ(ends[3] - ends[2], Seconds(4) + MilliSeconds(2));
    EXPECT_EQ(ends[4] - ends[3], Seconds(4) + MilliSeconds(2));
    EXPECT_TRUE(client->IsConnected());
    server.Abort();
    RunUntil(Seconds(22));
    EXPECT_TRUE(client->IsConnected()); // after 1 s
}

// [MQTT-4.4.0-1]; 3.1.2.4: the first CONNECT starts clean, the next one resumes.
TEST_F(MqttClientConnection, ResumesItsSessionAndSendsAgain)
{
    UseVersion5();
    client->SetAttribute("ClientId", StringValue("c"));
    client->SetAttribute("SessionExpiryInterval", TimeValue(Seconds(30)));
    client->SetAttribute("ReconnectDelay", TimeValue(Seconds(1)));
    RunUntil(MilliSeconds(10));
    client->Publish("t", SharedBytes("1"), 1, nullptr);
    RunUntil(MilliSeconds(20));
    server.Abort();
    RunUntil(MilliSeconds(30));
    client->Publish("t", SharedBytes("2"), 1, nullptr); // waits for the next connection
    EXPECT_EQ(client->GetWaiting(), 1u);
    server.Answer("10", {"20 03 01 00 00"}); // session present
    RunUntil(Seconds(5));

    EXPECT_EQ(server.received,
              (Seen{Hex("10 13 0004'MQTT' 05 02 003c 05 11 0000001e 0001'c'"),
                    Hex("32 07 0001't' 0001 00 '1'"),
                    Hex("10 13 0004'MQTT' 05 00 003c 05 11 0000001e 0001'c'"),
                    Hex("3a 07 0001't' 0001 00 '1'"),
                    Hex("32 07 0001't' 0002 00 '2'")}));
    EXPECT_EQ(seen, (Seen{"connected", "closed 1", "connected"}));
}

// 3.2.2.3.7: the name that the server made up is the client's from then on.
TEST_F(MqttClientConnection, KeepsTheNameItWasGiven)
{
    UseVersion5("20 09 00 00 06 12 0003 'who'");
    client->SetAttribute("ReconnectDelay", TimeValue(Seconds(1)));
    RunUntil(MilliSeconds(10));
    server.Abort();
    RunUntil(Seconds(2));

    EXPECT_EQ(server.received,
              (Seen{Hex("10 0d 0004'MQTT' 05 02 003c 00 0000"),
                    Hex("10 10 0004'MQTT' 05 02 003c 00 0003'who'")}));
}

TEST_F(MqttClientConnection, ComesBackOnlyWhereItMay)
{
    UseVersion5();
    client->SetAttribute("ReconnectDelay", TimeValue(Seconds(1)));
    server.Answer("10", {"20 03 00 88 00"}); // server unavailable
    RunUntil(Seconds(2));
    EXPECT_EQ(server.received.size(), 2u);
    server.Answer("10", {recorded::V5_CONNACK, "e0 01 8e"}); // session taken over
    RunUntil(Seconds(100));
    EXPECT_EQ(server.received.size(), 3u);
    EXPECT_EQ(codes, (std::vector<int>{0x88, 0x88, 0x8e}));
    EXPECT_FALSE(client->IsConnected());
}

TEST_F(MqttClientConnection, DoesNotComeBackFromARefusalForGood)
{
    client->SetAttribute("ReconnectDelay", TimeValue(Seconds(1)));
    server.Answer("10", {"20 02 00 05"}); // not authorized
    RunUntil(Seconds(100));

    EXPECT_EQ(server.received.size(), 1u);
    EXPECT_EQ(codes, std::vector<int>{0x87});
}

// Each packet of the handshake costs its reading and the writing of the four bytes that answer it.
TEST_F(MqttClientConnection, PaysForTheHandshakeOfQos2)
{
    RunUntil(MilliSeconds(10));
    client->SetStrand(CreateObject<Strand>(CreateObject<Host>()));
    client->SetCosts([](uint64_t bytes) { return MicroSeconds(bytes); },
                     [](uint64_t bytes) { return NanoSeconds(bytes); });
    server.Answer("50", {recorded::PUBREL});
    server.Send(recorded::PUBLISH_QOS2); // 9 B
    RunUntil(MilliSeconds(20));

    const Time pubrec = MilliSeconds(10 + 1 + 1) + MicroSeconds(9) + NanoSeconds(4);
    EXPECT_EQ(readAt, pubrec - MilliSeconds(1));
    ASSERT_EQ(server.times.size(), 3u);
    EXPECT_EQ(server.times[1], pubrec);
    EXPECT_EQ(server.times[2], pubrec + MilliSeconds(2) + MicroSeconds(4) + NanoSeconds(4));
}

// What the strand still does for a lost connection must not reach the next one.
TEST_F(MqttClientConnection, KeepsTheWorkOfALostConnectionApart)
{
    client->SetAttribute("ReconnectDelay", TimeValue(MilliSeconds(1)));
    RunUntil(MilliSeconds(10));
    client->SetStrand(CreateObject<Strand>(CreateObject<Host>()));
    client->SetCosts(nullptr, [](uint64_t) { return MilliSeconds(100); });
    client->Publish("t", SharedBytes("old"), 0, nullptr); // written at 110 ms, to nobody
    RunUntil(MilliSeconds(20));
    server.Abort();
    RunUntil(Seconds(1));

    EXPECT_EQ(server.received.size(), 2u);             // CONNECT, twice
    EXPECT_EQ(server.times.back(), MilliSeconds(211)); // behind the old work, at its own cost
}
