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

std::string
NextHex(MqttClientSession& session)
{
    const auto next = session.Next();
    return next ? ToHex(next->bytes) : "";
}

std::string_view
Fault(const MqttClientSession& session, std::string_view hex)
{
    std::string_view fault;
    const auto packet = session.Read(SharedBytes(FromHex(hex)), fault);
    EXPECT_EQ(packet.has_value(), fault.empty());
    return fault;
}

} // namespace

TEST(MqttClientSession, ConnectsAndSubscribesAsMosquittoSubDoes)
{
    EXPECT_EQ(ToHex(MqttCodec::Encode(MqttClientSession::MakeConnect("device1", Seconds(60)),
                                      MqttVersion::V3_1_1)),
              recorded::SUB_CONNECT);
    MqttClientSession session;
    session.Subscribe({{"mtp/+/key", 1}, {"mtp/#", 1}}, nullptr);
    session.Open();
    EXPECT_EQ(NextHex(session), recorded::SUBSCRIBE);
    MqttClientSession publisher;
    publisher.Open();
    publisher.Publish({"mtp/device2/key", SharedBytes("hello"), 1}, nullptr);
    EXPECT_EQ(NextHex(publisher), recorded::PUBLISH);
}

// 3.1.2.10: the wire has seconds; a fraction must not become 0, which means off.
TEST(MqttClientSession, RoundsKeepAliveUp)
{
    const auto seconds = [](Time keepAlive) {
        return std::get<MqttConnect>(MqttClientSession::MakeConnect("", keepAlive)).keepAlive;
    };
    EXPECT_EQ(seconds(Seconds(0)), 0);
    EXPECT_EQ(seconds(NanoSeconds(1)), 1);
    EXPECT_EQ(seconds(Seconds(1)), 1);
    EXPECT_EQ(seconds(MilliSeconds(1001)), 2);
    EXPECT_EQ(seconds(Seconds(65535)), 65535);
}

TEST(MqttClientSession, HoldsPacketsUntilOpenInOrder)
{
    MqttClientSession session;
    session.Publish({"a", SharedBytes(), 1}, nullptr);
    session.Publish({"b", SharedBytes(), 0}, nullptr);
    EXPECT_EQ(NextHex(session), "");

    session.Open();

    EXPECT_EQ(NextHex(session), Hex("32 05 0001 'a' 0001"));
    EXPECT_EQ(NextHex(session), Hex("30 03 0001 'b'"));
    EXPECT_EQ(NextHex(session), "");
}

TEST(MqttClientSession, ReusesAPacketIdOnlyAfterItsAcknowledgement)
{
    MqttClientSession session;
    session.Open();
    session.Subscribe({{"a", 0}}, nullptr);
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

TEST(MqttClientSession, TellsThatASubscriptionIsGranted)
{
    MqttClientSession session;
    session.Open();
    int granted = 0;
    session.Subscribe({{"a", 1}, {"b", 1}}, [&] { granted += 1; });
    session.Subscribe({{"c", 1}}, [&] { granted += 10; });
    while (session.Next())
    {
    }

    const auto first = session.Acknowledge(
        MqttSuback{1,
                   {MqttReasonCode::GRANTED_QOS_1,
                    MqttReasonCode::GRANTED_QOS_0}}); // less than wanted, yet granted
    const auto second = session.Acknowledge(MqttSuback{2, {MqttReasonCode::UNSPECIFIED_ERROR}});

    ASSERT_TRUE(first);
    first();
    EXPECT_EQ(granted, 1);
    EXPECT_FALSE(second);
    EXPECT_EQ(session.GetInFlight(), 0u);
}

TEST(MqttClientSession, TakesOnlyConnackFirstAndOnlyOnce)
{
    MqttClientSession session;
    EXPECT_EQ(Fault(session, recorded::CONNACK), "");
    EXPECT_NE(Fault(session, recorded::PUBLISH), ""); // [MQTT-3.2.0-1]
    session.Open();
    EXPECT_EQ(Fault(session, recorded::PUBLISH), "");
    EXPECT_NE(Fault(session, recorded::CONNACK), "");
}

TEST(MqttClientSession, TakesWhatAServerSendsAndNothingElse)
{
    MqttClientSession session;
    session.Open();
    session.Subscribe({{"a", 1}, {"b", 1}}, nullptr);
    ASSERT_TRUE(session.Next());
    for (const auto hex : Hexes{recorded::PUBACK, recorded::SUBACK, recorded::PUBLISH, "d000"})
    {
        EXPECT_EQ(Fault(session, hex), "") << hex;
    }
    for (const auto hex : Hexes{recorded::SUB_CONNECT,
                                recorded::SUBSCRIBE,
                                "c000",
                                "e000",
                                "34 07 0003 'a/b' 0001" /* QoS 2 */,
                                "90 03 0001 01" /* codes for one of two filters */,
                                "90 04 0002 01 01" /* of no SUBSCRIBE */,
                                "d001 00"})
    {
        EXPECT_NE(Fault(session, hex), "") << hex;
    }
}
