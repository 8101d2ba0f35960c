/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-client-session-support.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Id = MqttPropertyId;

} // namespace

// 4.9: as many unacknowledged messages of QoS 1 and 2 as the server's Receive Maximum.
TEST(MqttClientSession, KeepsToTheServersReceiveMaximum)
{
    MqttClientSession session;
    session.Begin(MakeConnect(V5, true));
    session.Open(MakeConnack(false, {{Id::RECEIVE_MAXIMUM, 2U}}));
    for (const uint8_t qos : {1, 2, 1})
    {
        session.Publish({"t", SharedBytes("x"), qos}, nullptr);
    }
    EXPECT_TRUE(session.Next());
    EXPECT_TRUE(session.Next());
    EXPECT_FALSE(session.Next());
    HandlePacket(session, "50 02 0002"); // PUBREC does not make room
    EXPECT_FALSE(session.Next());
    HandlePacket(session, "70 02 0002");
    EXPECT_EQ(NextHex(session), Hex("32 07 0001't' 0003 00 'x'"));
}

// [MQTT-3.2.2-11, -14, -15]
TEST(MqttClientSession, SendsNothingThatTheServerDoesNotTake)
{
    MqttClientSession session;
    session.Begin(MakeConnect(V5, true));
    session.Open(MakeConnack(
        false,
        {{Id::MAXIMUM_QOS, 1U}, {Id::RETAIN_AVAILABLE, 0U}, {Id::MAXIMUM_PACKET_SIZE, 10U}}));
    session.Publish({"t", SharedBytes("x"), 2}, nullptr);
    session.Publish({"t", SharedBytes("x"), 0, true}, nullptr);
    session.Publish({"t", SharedBytes("12345"), 0}, nullptr); // 11 B
    session.Publish({"t", SharedBytes("123"), 1}, nullptr);   // 11 B
    session.Subscribe({0, {{"filter", 0}}}, nullptr);         // 14 B
    session.Publish({"t", SharedBytes("1234"), 0}, nullptr);  // 10 B

    using Code = MqttReasonCode;
    for (const auto code : {Code::QOS_NOT_SUPPORTED,
                            Code::RETAIN_NOT_SUPPORTED,
                            Code::PACKET_TOO_LARGE,
                            Code::PACKET_TOO_LARGE,
                            Code::PACKET_TOO_LARGE})
    {
        const auto next = session.Next();
        ASSERT_TRUE(next);
        EXPECT_EQ(next->refusal, code);
        EXPECT_TRUE(next->bytes.IsEmpty());
    }
    EXPECT_EQ(NextHex(session), Hex("30 08 0001't' 00 '1234'"));
    EXPECT_EQ(session.GetInFlight(), 0u);
}

// [MQTT-4.4.0-1], [MQTT-4.6.0-1]: in the order in which they were sent, with DUP.
TEST(MqttClientSession, SendsAgainWhatWasNotAcknowledged)
{
    for (const auto version : {V3, V5})
    {
        MqttClientSession session;
        session.Begin(MakeConnect(version, false, {{Id::SESSION_EXPIRY_INTERVAL, 60U}}));
        session.Open(MakeConnack(false));
        for (const uint8_t qos : {1, 2, 2, 0, 1, 1})
        {
            session.Publish({"t", SharedBytes(), qos}, nullptr);
        }
        session.Subscribe({0, {{"f", 0}}}, nullptr);
        while (session.Next())
        {
        }
        HandlePacket(session, "50 02 0003"); // PUBREC: PUBREL went out
        HandlePacket(session, "40 02 0004");
        session.Publish({"later", SharedBytes(), 1}, nullptr);

        session.Close();
        EXPECT_FALSE(session.Next());
        session.Begin(MakeConnect(version, false, {{Id::SESSION_EXPIRY_INTERVAL, 60U}}));
        session.Open(MakeConnack(true));

        const std::string tail = version == V5 ? "00" : "";
        const std::string size = version == V5 ? "06" : "05";
        EXPECT_EQ(NextHex(session), Hex("3a " + size + " 0001't' 0001" + tail));
        EXPECT_EQ(NextHex(session), Hex("3c " + size + " 0001't' 0002" + tail));
        EXPECT_EQ(NextHex(session), Hex("62 02 0003"));
        EXPECT_EQ(NextHex(session), Hex("3a " + size + " 0001't' 0005" + tail));
        EXPECT_EQ(NextHex(session).substr(0, 2), "32"); // what waited
        EXPECT_EQ(NextHex(session), "");                // nobody subscribes again
        EXPECT_EQ(session.GetInFlight(), 5u);
        for (const auto hex : {"40020001", "50020002", "70020002", "70020003", "40020005"})
        {
            HandlePacket(session, hex);
        }
        EXPECT_EQ(session.GetInFlight(), 1u);
    }
}

TEST(MqttClientSession, SendsAgainNoMoreAtOnceThanTheReceiveMaximum)
{
    const auto connect = MakeConnect(V5, false, {{Id::SESSION_EXPIRY_INTERVAL, 60U}});
    MqttClientSession session;
    session.Begin(connect);
    session.Open(MakeConnack(false));
    session.Publish({"t", SharedBytes("a"), 1}, nullptr);
    session.Publish({"t", SharedBytes("b"), 1}, nullptr);
    EXPECT_TRUE(session.Next());
    EXPECT_TRUE(session.Next());
    session.Close();
    session.Begin(connect);
    session.Open(MakeConnack(true, {{Id::RECEIVE_MAXIMUM, 1U}}));

    EXPECT_EQ(NextHex(session), Hex("3a 07 0001't' 0001 00 'a'"));
    EXPECT_FALSE(session.Next());
    HandlePacket(session, "40 02 0001");
    EXPECT_EQ(NextHex(session), Hex("3a 07 0001't' 0002 00 'b'"));
}

// 3.2.2.1.1: no session present, so the client forgets its part of it.
TEST(MqttClientSession, ForgetsWhatTheServerHasForgotten)
{
    MqttClientSession session;
    session.Begin(MakeConnect(V3, false));
    session.Open(MakeConnack(false));
    session.Publish({"t", SharedBytes(), 1}, nullptr);
    EXPECT_TRUE(session.Next());
    EXPECT_TRUE(session.Accept({"t", SharedBytes(), 2, false, false, 7}));
    session.Close();
    EXPECT_EQ(session.GetInFlight(), 1u);
    session.Begin(MakeConnect(V3, false));
    session.Open(MakeConnack(false));

    EXPECT_FALSE(session.Next());
    EXPECT_EQ(session.GetInFlight(), 0u);
    EXPECT_TRUE(session.Accept({"t", SharedBytes(), 2, false, false, 7}));
}

// 3.1.2.4, 3.1.2.11.2: such a session ends with its connection.
TEST(MqttClientSession, ForgetsASessionThatDoesNotOutliveItsConnection)
{
    for (const auto version : {V3, V5})
    {
        MqttClientSession session;
        OpenSession(session, version);
        session.Publish({"t", SharedBytes(), 1}, nullptr);
        EXPECT_TRUE(session.Next());
        session.Close();
        EXPECT_EQ(session.GetInFlight(), 0u);
    }
}
