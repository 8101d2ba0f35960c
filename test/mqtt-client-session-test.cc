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
    OpenSession(session);
    EXPECT_EQ(NextHex(session), recorded::SUBSCRIBE);
    MqttClientSession publisher;
    OpenSession(publisher);
    publisher.Publish({"mtp/device2/key", SharedBytes("hello"), 1}, nullptr);
    EXPECT_EQ(NextHex(publisher), recorded::PUBLISH);
}

TEST(MqttClientSession, HoldsPacketsUntilOpenInOrder)
{
    MqttClientSession session;
    session.Publish({"a", SharedBytes(), 1}, nullptr);
    session.Publish({"b", SharedBytes(), 0}, nullptr);
    EXPECT_EQ(NextHex(session), "");

    OpenSession(session);

    EXPECT_EQ(NextHex(session), Hex("32 05 0001 'a' 0001"));
    EXPECT_EQ(NextHex(session), Hex("30 03 0001 'b'"));
    EXPECT_EQ(NextHex(session), "");
}

TEST(MqttClientSession, ReusesAPacketIdOnlyAfterItsAcknowledgement)
{
    MqttClientSession session;
    OpenSession(session);
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
    OpenSession(session);
    int completed = 0;
    session.Publish({"q", SharedBytes("hi"), 2}, nullptr, [&](const MqttPacket& answer) {
        completed += std::holds_alternative<MqttPubcomp>(answer);
    });
    EXPECT_EQ(NextHex(session), recorded::PUBLISH_QOS2);
    EXPECT_EQ(HandlePacket(session, recorded::PUBREC), recorded::PUBREL);
    EXPECT_EQ(session.GetInFlight(), 1u);
    EXPECT_EQ(HandlePacket(session, recorded::PUBREC),
              recorded::PUBREL); // again, in case it was lost
    EXPECT_EQ(completed, 0);
    EXPECT_EQ(HandlePacket(session, recorded::PUBCOMP), "");
    EXPECT_EQ(completed, 1);
    EXPECT_EQ(session.GetInFlight(), 0u);
}

// 4.3.3: a message of QoS 2 is new once, until its PUBREL.
TEST(MqttClientSession, TakesQos2ExactlyOnce)
{
    MqttClientSession session;
    OpenSession(session);
    const MqttPublish publish{"q", SharedBytes("hi"), 2, false, false, 1};

    EXPECT_EQ(HandlePacket(session, recorded::PUBLISH_QOS2), recorded::PUBREC);
    EXPECT_TRUE(session.Accept(publish));
    EXPECT_EQ(HandlePacket(session, "3c07000171 0001 'hi'"), recorded::PUBREC); // DUP
    EXPECT_FALSE(session.Accept(publish));
    EXPECT_EQ(HandlePacket(session, recorded::PUBREL), recorded::PUBCOMP);
    EXPECT_TRUE(session.Accept(publish));
}

// 4.3.3: a failure in PUBREC ends the exchange.
TEST(MqttClientSession, TellsWhatTheServerSaidToAPublish)
{
    MqttClientSession session;
    OpenSession(session, V5);
    std::vector<MqttReasonCode> codes;
    const auto note = [&codes](const MqttPacket& answer) {
        const auto* puback = std::get_if<MqttPuback>(&answer);
        codes.push_back(puback ? puback->reasonCode : std::get<MqttPubrec>(answer).reasonCode);
    };
    session.Publish({"nobody", SharedBytes("x"), 1}, nullptr, note);
    session.Publish({"q", SharedBytes("x"), 2}, nullptr, note);
    EXPECT_EQ(NextHex(session), Hex("320c 0006'nobody' 0001 00 'x'"));
    ASSERT_TRUE(session.Next());

    EXPECT_EQ(HandlePacket(session, recorded::V5_PUBACK_UNMATCHED), "");
    EXPECT_EQ(HandlePacket(session, "50 03 0002 97"), ""); // quota exceeded: no PUBREL

    EXPECT_EQ(
        codes,
        (std::vector{MqttReasonCode::NO_MATCHING_SUBSCRIBERS, MqttReasonCode::QUOTA_EXCEEDED}));
    EXPECT_EQ(session.GetInFlight(), 0u);
}

// 3.6.2.1, 3.7.2.1: 5.0 says that it does not know the identifier; 3.1.1 cannot.
TEST(MqttClientSession, AnswersUnknownPacketIds)
{
    MqttClientSession five;
    OpenSession(five, V5);
    EXPECT_EQ(HandlePacket(five, "50 02 0009"), Hex("62 03 0009 92"));
    EXPECT_EQ(HandlePacket(five, "62 02 0009"), Hex("70 03 0009 92"));
    MqttClientSession three;
    OpenSession(three, V3);
    EXPECT_EQ(HandlePacket(three, "50 02 0009"), Hex("62 02 0009"));
    EXPECT_EQ(HandlePacket(three, "62 02 0009"), Hex("70 02 0009"));
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

    EXPECT_EQ(FindFault(session, "30 07 0000 03 23 0003 'x'").reasonCode,
              MqttReasonCode::PROTOCOL_ERROR);
    EXPECT_EQ(FindFault(session, recorded::V5_PUBLISH_ALIAS).rule, "");
    MqttFault fault;
    const auto resolved = session.Read(SharedBytes(FromHex("30 07 0000 03 23 0003 'x'")), fault);
    ASSERT_TRUE(resolved);
    EXPECT_EQ(std::get<MqttPublish>(*resolved).topic, "a/y");
    EXPECT_EQ(FindFault(session, "30 0a 0003'a/y' 03 23 0004 'x'").reasonCode,
              MqttReasonCode::TOPIC_ALIAS_INVALID);
}

TEST(MqttClientSession, TakesOnlyConnackFirstAndOnlyOnce)
{
    MqttClientSession session;
    EXPECT_EQ(FindFault(session, recorded::CONNACK).rule, "");
    EXPECT_NE(FindFault(session, recorded::PUBLISH).rule, ""); // [MQTT-3.2.0-1]
    EXPECT_NE(FindFault(session, "20 02 01 00").rule, "");     // [MQTT-3.2.2-2]
    OpenSession(session);
    EXPECT_EQ(FindFault(session, recorded::PUBLISH).rule, "");
    EXPECT_NE(FindFault(session, recorded::CONNACK).rule, "");
}

TEST(MqttClientSession, TakesWhatAServerSendsAndNothingElse)
{
    MqttClientSession session;
    OpenSession(session);
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
        EXPECT_EQ(FindFault(session, hex).rule, "") << hex;
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
        EXPECT_NE(FindFault(session, hex).rule, "") << hex;
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
        EXPECT_EQ(static_cast<int>(FindFault(session, hex).reasonCode), code) << hex;
    }
}
