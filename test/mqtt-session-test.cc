/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bytes.h"

#include "ns3/mqtt-session.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

std::string_view
Fault(const MqttSession& session, std::string_view hex)
{
    std::string_view fault;
    const auto packet = session.Read(SharedBytes(FromHex(hex)), fault);
    EXPECT_EQ(packet.has_value(), fault.empty());
    return fault;
}

MqttSession
Opened(const MqttConnect& connect = {})
{
    MqttSession session;
    session.Open(connect, "c");
    return session;
}

} // namespace

TEST(MqttPacketIds, AreNeitherZeroNorInUse)
{
    MqttPacketIds ids;
    for (uint32_t expected = 1; expected <= 65535; ++expected)
    {
        ASSERT_EQ(ids.Allocate(), expected);
    }
    EXPECT_EQ(ids.Allocate(), 0);
    EXPECT_TRUE(ids.Release(700));
    EXPECT_FALSE(ids.Release(700));
    EXPECT_TRUE(ids.Release(3));
    EXPECT_EQ(ids.GetInUse(), 65533u);
    EXPECT_EQ(ids.Allocate(), 3);
    EXPECT_EQ(ids.Allocate(), 700);
    EXPECT_EQ(ids.Allocate(), 0);
}

// Table 3.1, [MQTT-3.1.2-2], [MQTT-3.1.3-8].
TEST(MqttSession, JudgesConnect)
{
    MqttConnect connect;
    connect.clientId = "c";
    EXPECT_EQ(MqttSession::Judge(connect), MqttReasonCode::SUCCESS);
    connect.cleanStart = false;
    EXPECT_EQ(MqttSession::Judge(connect), MqttReasonCode::SERVER_UNAVAILABLE);
    connect.clientId = "";
    EXPECT_EQ(MqttSession::Judge(connect), MqttReasonCode::CLIENT_IDENTIFIER_NOT_VALID);
    connect.cleanStart = true;
    EXPECT_EQ(MqttSession::Judge(connect), MqttReasonCode::SUCCESS);
    connect.protocolLevel = 3;
    EXPECT_EQ(MqttSession::Judge(connect), MqttReasonCode::UNSUPPORTED_PROTOCOL_VERSION);
}

TEST(MqttSession, TakesOnlyConnectFirstAndOnlyOnce)
{
    MqttSession session;
    EXPECT_EQ(Fault(session, recorded::SUB_CONNECT), "");
    EXPECT_NE(Fault(session, "c000"), ""); // [MQTT-3.1.0-1]
    session = Opened();
    EXPECT_EQ(Fault(session, "c000"), "");
    EXPECT_NE(Fault(session, recorded::SUB_CONNECT), ""); // [MQTT-3.1.0-2]
}

TEST(MqttSession, TakesWhatAClientSendsAndNothingElse)
{
    const MqttSession session = Opened();
    for (const auto hex : {recorded::SUBSCRIBE,
                           recorded::PUBLISH,
                           recorded::PUBACK,
                           recorded::DISCONNECT,
                           recorded::PUBLISH_RETAINED})
    {
        EXPECT_EQ(Fault(session, hex), "") << hex;
    }
    for (const auto hex : Hexes{recorded::CONNACK,
                                recorded::SUBACK,
                                "d000",
                                "3407 0003 'a/b' 0001" /* QoS 2 */,
                                "c001 00"})
    {
        EXPECT_NE(Fault(session, hex), "") << hex;
    }
}

// 3.1.2.10: one and a half times the keep-alive; 0 turns it off.
TEST(MqttSession, IsPatientForOneAndAHalfKeepAlives)
{
    MqttConnect connect;
    EXPECT_EQ(Opened(connect).GetPatience(), Seconds(0));
    connect.keepAlive = 1;
    EXPECT_EQ(Opened(connect).GetPatience(), MilliSeconds(1500));
    connect.keepAlive = 65535;
    EXPECT_EQ(Opened(connect).GetPatience(), MilliSeconds(98'302'500));
}

// 3.8.4 allows to grant less than was asked for; [MQTT-3.8.4-5]: one code per filter, in order.
TEST(MqttSession, GrantsAtMostQos1)
{
    const auto suback = MqttSession::Grant({9, {{"a", 2}, {"b", 0}, {"c", 1}}});

    EXPECT_EQ(suback.packetId, 9);
    EXPECT_EQ(suback.reasonCodes,
              (std::vector<MqttReasonCode>{MqttReasonCode::GRANTED_QOS_1,
                                           MqttReasonCode::GRANTED_QOS_0,
                                           MqttReasonCode::GRANTED_QOS_1}));
}

TEST(MqttSession, GivesItsWillOnce)
{
    MqttConnect connect;
    connect.will = MqttWill{"w", SharedBytes("gone"), 2, true};
    auto session = Opened(connect);

    const auto will = session.TakeWill();

    ASSERT_TRUE(will);
    EXPECT_EQ(will->topic, "w");
    EXPECT_EQ(will->payload.ToString(), "gone");
    EXPECT_EQ(will->qos, 1);
    EXPECT_FALSE(session.TakeWill());
}

TEST(MqttSession, HoldsBackWhatHasNoPacketIdInOrder)
{
    auto session = Opened();
    MqttPublish publish{"t", SharedBytes("first"), 1};
    for (uint32_t id = 1; id <= 65535; ++id)
    {
        ASSERT_TRUE(session.Prepare(publish));
        ASSERT_EQ(publish.packetId, id);
    }
    MqttPublish second{"t", SharedBytes("second"), 1};
    MqttPublish third{"t", SharedBytes("third"), 1};
    MqttPublish unnumbered{"t", SharedBytes("QoS 0"), 0};
    EXPECT_FALSE(session.Prepare(second));
    EXPECT_TRUE(session.Prepare(unnumbered));
    EXPECT_EQ(unnumbered.packetId, 0);

    const auto freed = session.Acknowledge(500);
    ASSERT_TRUE(freed);
    EXPECT_EQ(freed->payload.ToString(), "second");
    EXPECT_EQ(freed->packetId, 500);
    EXPECT_FALSE(session.Acknowledge(0)); // not in use
    EXPECT_FALSE(session.Acknowledge(7)); // in use, nobody waits
    EXPECT_TRUE(session.Prepare(third));
    EXPECT_EQ(third.packetId, 7);
}

TEST(MqttSession, LetsNobodyOvertakeWhatItHoldsBack)
{
    auto session = Opened();
    MqttPublish publish{"t", SharedBytes(), 1};
    while (session.Prepare(publish)) // the last one is held back
    {
    }
    MqttPublish late{"t", SharedBytes("late"), 1};
    ASSERT_FALSE(session.Prepare(late));

    EXPECT_TRUE(session.Acknowledge(1)->payload.IsEmpty());
    MqttPublish later{"t", SharedBytes("later"), 1};
    EXPECT_FALSE(session.Prepare(later));
    EXPECT_EQ(session.Acknowledge(2)->payload.ToString(), "late");
    EXPECT_EQ(session.Acknowledge(3)->payload.ToString(), "later");
    EXPECT_FALSE(session.Acknowledge(4));
}
