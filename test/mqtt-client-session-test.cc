/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bytes.h"

#include "ns3/mqtt-client-session.h"
#include "ns3/mqtt-codec.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Id = MqttPropertyId;
constexpr MqttVersion V3 = MqttVersion::V3_1_1;
constexpr MqttVersion V5 = MqttVersion::V5_0;

MqttConnect
MakeConnect(MqttVersion version, bool cleanStart, std::vector<MqttProperties::Entry> entries = {})
{
    MqttConnect connect;
    connect.protocolLevel = static_cast<uint8_t>(version);
    connect.cleanStart = cleanStart;
    for (auto& entry : entries)
    {
        connect.properties.Add(entry.id, entry.value);
    }
    return connect;
}

MqttConnack
MakeConnack(bool sessionPresent, std::vector<MqttProperties::Entry> entries = {})
{
    MqttConnack connack;
    connack.sessionPresent = sessionPresent;
    for (auto& entry : entries)
    {
        connack.properties.Add(entry.id, entry.value);
    }
    return connack;
}

void
Open(MqttClientSession& session, MqttVersion version = V3)
{
    session.Begin(MakeConnect(version, true));
    session.Open({});
}

std::string
NextHex(MqttClientSession& session)
{
    const auto next = session.Next();
    return next ? ToHex(next->bytes) : "";
}

MqttFault
Fault(MqttClientSession& session, std::string_view hex)
{
    MqttFault fault;
    const auto packet = session.Read(SharedBytes(FromHex(hex)), fault);
    EXPECT_EQ(packet.has_value(), fault.rule.empty());
    return fault;
}

/// Lets @p session read @p hex and do what it must. @return its answer
std::string
Handle(MqttClientSession& session, std::string_view hex)
{
    MqttFault fault;
    const auto packet = session.Read(SharedBytes(FromHex(hex)), fault);
    EXPECT_TRUE(packet) << hex << ": " << fault.rule;
    const std::string answer = ToHex(session.Answer(*packet));
    if (const auto done = session.Acknowledge(*packet))
    {
        done();
    }
    return answer;
}

} // namespace

// 3.1.2.10: the wire has seconds; a fraction must not become 0, which means off.
TEST(MqttClientSession, RoundsSecondsUp)
{
    EXPECT_EQ(MqttClientSession::ToSeconds(Seconds(0)), 0u);
    EXPECT_EQ(MqttClientSession::ToSeconds(NanoSeconds(1)), 1u);
    EXPECT_EQ(MqttClientSession::ToSeconds(Seconds(1)), 1u);
    EXPECT_EQ(MqttClientSession::ToSeconds(MilliSeconds(1001)), 2u);
    EXPECT_EQ(MqttClientSession::ToSeconds(Seconds(65535)), 65535u);
    EXPECT_EQ(MqttClientSession::ToSeconds(Seconds(UINT32_MAX)), UINT32_MAX);
}

TEST(MqttClientSession, SubscribesAndPublishesAsMosquittoDoes)
{
    MqttClientSession session;
    session.Subscribe({0, {{"mtp/+/key", 1}, {"mtp/#", 1}}}, nullptr);
    Open(session);
    EXPECT_EQ(NextHex(session), recorded::SUBSCRIBE);
    MqttClientSession publisher;
    Open(publisher);
    publisher.Publish({"mtp/device2/key", SharedBytes("hello"), 1}, nullptr);
    EXPECT_EQ(NextHex(publisher), recorded::PUBLISH);
}

TEST(MqttClientSession, HoldsPacketsUntilOpenInOrder)
{
    MqttClientSession session;
    session.Publish({"a", SharedBytes(), 1}, nullptr);
    session.Publish({"b", SharedBytes(), 0}, nullptr);
    EXPECT_EQ(NextHex(session), "");

    Open(session);

    EXPECT_EQ(NextHex(session), Hex("32 05 0001 'a' 0001"));
    EXPECT_EQ(NextHex(session), Hex("30 03 0001 'b'"));
    EXPECT_EQ(NextHex(session), "");
}

TEST(MqttClientSession, ReusesAPacketIdOnlyAfterItsAcknowledgement)
{
    MqttClientSession session;
    Open(session);
    session.Subscribe({0, {{"a", 0}}}, nullptr);
    EXPECT_TRUE(session.Next());
    for (int i = 0; i < 65536; ++i)
    {
        session.Publish({"a", SharedBytes(), 1}, nullptr);
    }
    for (int i = 0; i < 65534; ++i)
    {
        ASSERT_TRUE(session.Next());
    }
    EXPECT_FALSE(session.Next());
    EXPECT_EQ(session.GetInFlight(), 65535u);
    session.Acknowledge(MqttPuback{1}); // of the SUBSCRIBE: not PUBACK's to end
    EXPECT_FALSE(session.Next());
    session.Acknowledge(MqttPuback{4711});
    EXPECT_EQ(NextHex(session), Hex("32 05 0001 'a' 1267"));
    EXPECT_FALSE(session.Next());
}

// Figure 4.3 of 3.1.1, 4.3.3 of 5.0: PUBLISH, PUBREC, PUBREL, PUBCOMP; the id is in use to the end.
TEST(MqttClientSession, SendsQos2AsMosquittoDoes)
{
    MqttClientSession session;
    Open(session);
    int completed = 0;
    session.Publish({"q", SharedBytes("hi"), 2}, nullptr, [&](const MqttPacket& answer) {
        completed += std::holds_alternative<MqttPubcomp>(answer);
    });
    EXPECT_EQ(NextHex(session), recorded::PUBLISH_QOS2);
    EXPECT_EQ(Handle(session, recorded::PUBREC), recorded::PUBREL);
    EXPECT_EQ(session.GetInFlight(), 1u);
    EXPECT_EQ(Handle(session, recorded::PUBREC), recorded::PUBREL); // again, in case it was lost
    EXPECT_EQ(completed, 0);
    EXPECT_EQ(Handle(session, recorded::PUBCOMP), "");
    EXPECT_EQ(completed, 1);
    EXPECT_EQ(session.GetInFlight(), 0u);
}

// 4.3.3: a message of QoS 2 is new once, until its PUBREL.
TEST(MqttClientSession, TakesQos2ExactlyOnce)
{
    MqttClientSession session;
    Open(session);
    const MqttPublish publish{"q", SharedBytes("hi"), 2, false, false, 1};

    EXPECT_EQ(Handle(session, recorded::PUBLISH_QOS2), recorded::PUBREC);
    EXPECT_TRUE(session.Accept(publish));
    EXPECT_EQ(Handle(session, "3c07000171 0001 'hi'"), recorded::PUBREC); // DUP
    EXPECT_FALSE(session.Accept(publish));
    EXPECT_EQ(Handle(session, recorded::PUBREL), recorded::PUBCOMP);
    EXPECT_TRUE(session.Accept(publish));
}

// 4.3.3: a failure in PUBREC ends the exchange.
TEST(MqttClientSession, TellsWhatTheServerSaidToAPublish)
{
    MqttClientSession session;
    Open(session, V5);
    std::vector<MqttReasonCode> codes;
    const auto note = [&codes](const MqttPacket& answer) {
        const auto* puback = std::get_if<MqttPuback>(&answer);
        codes.push_back(puback ? puback->reasonCode : std::get<MqttPubrec>(answer).reasonCode);
    };
    session.Publish({"nobody", SharedBytes("x"), 1}, nullptr, note);
    session.Publish({"q", SharedBytes("x"), 2}, nullptr, note);
    EXPECT_EQ(NextHex(session), Hex("320c 0006'nobody' 0001 00 'x'"));
    ASSERT_TRUE(session.Next());

    EXPECT_EQ(Handle(session, recorded::V5_PUBACK_UNMATCHED), "");
    EXPECT_EQ(Handle(session, "50 03 0002 97"), ""); // quota exceeded: no PUBREL

    EXPECT_EQ(
        codes,
        (std::vector{MqttReasonCode::NO_MATCHING_SUBSCRIBERS, MqttReasonCode::QUOTA_EXCEEDED}));
    EXPECT_EQ(session.GetInFlight(), 0u);
}

// 3.6.2.1, 3.7.2.1: 5.0 says that it does not know the identifier; 3.1.1 cannot.
TEST(MqttClientSession, AnswersUnknownPacketIds)
{
    MqttClientSession five;
    Open(five, V5);
    EXPECT_EQ(Handle(five, "50 02 0009"), Hex("62 03 0009 92"));
    EXPECT_EQ(Handle(five, "62 02 0009"), Hex("70 03 0009 92"));
    MqttClientSession three;
    Open(three, V3);
    EXPECT_EQ(Handle(three, "50 02 0009"), Hex("62 02 0009"));
    EXPECT_EQ(Handle(three, "62 02 0009"), Hex("70 02 0009"));
}

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
    Handle(session, "50 02 0002"); // PUBREC does not make room
    EXPECT_FALSE(session.Next());
    Handle(session, "70 02 0002");
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
        Handle(session, "50 02 0003"); // PUBREC: PUBREL went out
        Handle(session, "40 02 0004");
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
            Handle(session, hex);
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
    Handle(session, "40 02 0001");
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
        Open(session, version);
        session.Publish({"t", SharedBytes(), 1}, nullptr);
        EXPECT_TRUE(session.Next());
        session.Close();
        EXPECT_EQ(session.GetInFlight(), 0u);
    }
}

// 3.3.2.3.4
TEST(MqttClientSession, UsesTopicAliasesBothWays)
{
    MqttClientSession session;
    session.SetUsesTopicAliases(true);
    session.Begin(MakeConnect(V5, true, {{Id::TOPIC_ALIAS_MAXIMUM, 3U}}));
    session.Open(MakeConnack(false, {{Id::TOPIC_ALIAS_MAXIMUM, 1U}}));
    for (const auto topic : {"a/y", "a/y", "other"})
    {
        session.Publish({topic, SharedBytes("x"), 0}, nullptr);
    }
    EXPECT_EQ(NextHex(session), Hex("30 0a 0003'a/y' 03 23 0001 'x'"));
    EXPECT_EQ(NextHex(session), Hex("30 07 0000 03 23 0001 'x'"));
    EXPECT_EQ(NextHex(session), Hex("30 09 0005'other' 00 'x'")); // the server takes but one

    EXPECT_EQ(Fault(session, "30 07 0000 03 23 0003 'x'").reasonCode,
              MqttReasonCode::PROTOCOL_ERROR);
    EXPECT_EQ(Fault(session, recorded::V5_PUBLISH_ALIAS).rule, "");
    MqttFault fault;
    const auto resolved = session.Read(SharedBytes(FromHex("30 07 0000 03 23 0003 'x'")), fault);
    ASSERT_TRUE(resolved);
    EXPECT_EQ(std::get<MqttPublish>(*resolved).topic, "a/y");
    EXPECT_EQ(Fault(session, "30 0a 0003'a/y' 03 23 0004 'x'").reasonCode,
              MqttReasonCode::TOPIC_ALIAS_INVALID);
}

TEST(MqttClientSession, TakesOnlyConnackFirstAndOnlyOnce)
{
    MqttClientSession session;
    EXPECT_EQ(Fault(session, recorded::CONNACK).rule, "");
    EXPECT_NE(Fault(session, recorded::PUBLISH).rule, ""); // [MQTT-3.2.0-1]
    EXPECT_NE(Fault(session, "20 02 01 00").rule, "");     // [MQTT-3.2.2-2]
    Open(session);
    EXPECT_EQ(Fault(session, recorded::PUBLISH).rule, "");
    EXPECT_NE(Fault(session, recorded::CONNACK).rule, "");
}

TEST(MqttClientSession, TakesWhatAServerSendsAndNothingElse)
{
    MqttClientSession session;
    Open(session);
    session.Subscribe({0, {{"a", 1}, {"b", 1}}}, nullptr);
    session.Unsubscribe({0, {"c"}}, nullptr);
    ASSERT_TRUE(session.Next());
    ASSERT_TRUE(session.Next());
    for (const auto hex : Hexes{recorded::PUBACK,
                                recorded::PUBREC,
                                recorded::PUBREL,
                                recorded::PUBCOMP,
                                recorded::SUBACK,
                                recorded::UNSUBACK,
                                recorded::PUBLISH,
                                recorded::PUBLISH_QOS2,
                                "d000"})
    {
        EXPECT_EQ(Fault(session, hex).rule, "") << hex;
    }
    for (const auto hex : Hexes{recorded::SUB_CONNECT,
                                recorded::SUBSCRIBE,
                                recorded::UNSUBSCRIBE,
                                "c000",
                                "e000",
                                "90 03 0001 01" /* codes for one of two filters */,
                                "90 04 0002 01 01" /* of an UNSUBSCRIBE */,
                                "b0 02 0001" /* of a SUBSCRIBE */,
                                "d001 00"})
    {
        EXPECT_NE(Fault(session, hex).rule, "") << hex;
    }
}

TEST(MqttClientSession, NamesWhatAServerOf5DoesWrong)
{
    MqttClientSession session;
    session.Begin(
        MakeConnect(V5, true, {{Id::RECEIVE_MAXIMUM, 1U}, {Id::MAXIMUM_PACKET_SIZE, 30U}}));
    session.Open({});
    session.Unsubscribe({0, {"c"}}, nullptr);
    ASSERT_TRUE(session.Next());
    ASSERT_TRUE(session.Accept({"q", SharedBytes(), 2, false, false, 1}));
    const std::pair<std::string_view, uint8_t> cases[] = {
        {"e0 01 8b", 0},                          // the server shuts down
        {"b0 04 0001 00 11", 0},                  // no subscription existed
        {"b0 05 0001 00 11 11", 0x82},            // two codes for one filter
        {"34 06 0001'q' 0001 00", 0},             // again, in place of the first
        {"34 06 0001'q' 0002 00", 0x93},          // [MQTT-3.3.4-9]
        {"32 06 0001'q' 0002 00", 0x93},          // the same
        {recorded::V5_DELIVERY_QOS2, 0x95},       // [MQTT-3.1.2-24]
        {"f0 00", 0x82},                          // [MQTT-4.12.0-6]
        {"e0 07 00 05 11 00000001", 0x82},        // [MQTT-3.14.2-2]
        {"30 0a 0003'a/y' 03 23 0001 'x'", 0x94}, // [MQTT-3.1.2-27]: no alias was allowed
    };
    for (const auto& [hex, code] : cases)
    {
        EXPECT_EQ(static_cast<int>(Fault(session, hex).reasonCode), code) << hex;
    }
}
