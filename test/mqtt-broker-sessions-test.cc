/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-world.h"

#include "ns3/host.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Property = MqttPropertyId;

/// Clients of version 5.0 whose sessions and wills last.
class MqttBrokerSessions : public MqttWorld
{
  protected:
    /// @param expiry [s] of the session @param willDelay [s]; will "will" says "gone"
    std::unique_ptr<RawPeer> Connect(uint32_t expiry,
                                     std::optional<uint32_t> willDelay = std::nullopt,
                                     bool cleanStart = false,
                                     const std::string& willTopic = "will")
    {
        MqttConnect connect;
        connect.clientId = "client";
        connect.protocolLevel = static_cast<uint8_t>(MqttVersion::V5_0);
        connect.cleanStart = cleanStart;
        connect.properties.Add(Property::SESSION_EXPIRY_INTERVAL, expiry);
        if (willDelay)
        {
            connect.will = MqttWill{};
            connect.will->topic = willTopic;
            connect.will->message = SharedBytes("gone");
            connect.will->properties.Add(Property::WILL_DELAY_INTERVAL, *willDelay);
        }
        auto peer = std::make_unique<RawPeer>(transport, 1883);
        peer->Send(connect);
        RunUntil(Simulator::Now() + MilliSeconds(10));
        return peer;
    }

    static bool IsPresent(const RawPeer& peer)
    {
        const auto answers = peer.Decode<MqttConnack>();
        EXPECT_EQ(answers.size(), 1u);
        return !answers.empty() && answers.front().sessionPresent;
    }
};

} // namespace

// 3.1.2.11.2: the session ends when the interval is over, counted from the connection's end.
TEST_F(MqttBrokerSessions, EndWhenTheirExpiryIntervalIsOver)
{
    auto first = Connect(10);
    first->Close();
    RunUntil(Seconds(9));
    auto second = Connect(10);
    EXPECT_TRUE(IsPresent(*second));
    RunUntil(Seconds(30)); // connected for longer than that
    second->Close();
    RunUntil(Seconds(39));
    EXPECT_EQ(broker->GetSessions(), 1u);
    RunUntil(Seconds(41));
    EXPECT_EQ(broker->GetSessions(), 0u);
    EXPECT_EQ(broker->GetStatistics().clientsExpired, 1u);
    auto third = Connect(10);
    EXPECT_FALSE(IsPresent(*third));
}

// 3.1.3.2.2: a will waits for its delay, but not longer than the session lasts.
TEST_F(MqttBrokerSessions, PublishTheWillAfterItsDelayOrAtTheirEnd)
{
    auto heir = MakePeer("heir", "will");
    auto client = Connect(100, 5);
    client->Close();
    const Time left = Simulator::Now() + MilliSeconds(1); // when the broker knows
    RunUntil(Seconds(10));
    ASSERT_EQ(deliveries.size(), 1u);
    EXPECT_EQ(deliveries[0].at, left + Seconds(5));
    auto brief = Connect(3, 50);
    brief->Close();
    const Time leftAgain = Simulator::Now() + MilliSeconds(1);
    RunUntil(Seconds(100));
    ASSERT_EQ(deliveries.size(), 2u);
    EXPECT_EQ(deliveries[1].at, leftAgain + Seconds(3));
}

// [MQTT-3.1.3-9]: a client that is back in time has no will published; one that begins a new
// session ends the old one (3.1.3.2.2).
TEST_F(MqttBrokerSessions, KeepTheWillToThemselvesIfTheClientIsBackInTime)
{
    auto heir = MakePeer("heir", "will");
    auto first = Connect(100, 5);
    first->Close();
    RunUntil(Seconds(4));
    auto second = Connect(100, 5);
    auto third = Connect(100, 5); // takes over
    RunUntil(Seconds(50));
    EXPECT_TRUE(deliveries.empty());
    auto fourth = Connect(100, 5, true);
    RunUntil(Seconds(51));
    EXPECT_EQ(deliveries.size(), 1u);
}

// A session that a new one takes the place of takes its waiting messages with it ([MQTT-3.1.2-4]).
TEST_F(MqttBrokerSessions, TakeTheirMessagesWithThem)
{
    broker->SetStrand(CreateObject<Strand>(CreateObject<Host>()));
    auto first = Connect(100);
    first->Send(MqttSubscribe{1, {{"t", 1}}});
    RunUntil(MilliSeconds(20));
    broker->SetCosts(nullptr, [](uint64_t) { return MilliSeconds(3); });
    for (int i = 0; i < 30; ++i) // some are under way, some wait
    {
        broker->PublishLocally("t", SharedBytes("x"), 1);
    }
    auto second = Connect(100, std::nullopt, true);
    RunUntil(Seconds(1));

    EXPECT_TRUE(second->Decode<MqttPublish>().empty());
    EXPECT_FALSE(IsPresent(*second));
    EXPECT_TRUE(first->closed);
    EXPECT_EQ(first->Decode<MqttDisconnect>().at(0).reasonCode, MqttReasonCode::SESSION_TAKEN_OVER);
}

// 3.14.2.1, 0x8B: a client of version 5.0 is told that the server shuts down. No will is published.
TEST_F(MqttBrokerSessions, HearThatTheServerShutsDown)
{
    broker->SetStopTime(MilliSeconds(50));
    auto heir = MakePeer("heir", "will");
    auto client = Connect(0, 0);
    RunUntil(MilliSeconds(100));

    ASSERT_EQ(client->Decode<MqttDisconnect>().size(), 1u);
    EXPECT_EQ(client->Decode<MqttDisconnect>()[0].reasonCode, MqttReasonCode::SERVER_SHUTTING_DOWN);
    EXPECT_TRUE(client->closed);
    EXPECT_TRUE(deliveries.empty());
    EXPECT_EQ(broker->GetConnectedClients(), 0u);
}

// Bridges of mosquitto are subscribers like others: wills cross them. A plug-in takes them too.
TEST_F(MqttBrokerSessions, GiveTheirWillToPlugInsToo)
{
    std::vector<std::string> taken;
    broker->SubscribeLocally("will", [&](const std::string& from, const MqttPublish& publish) {
        taken.push_back(from + " " + publish.payload.ToString());
    });
    auto client = Connect(0, 0);
    client->Close();
    RunUntil(MilliSeconds(50));

    EXPECT_EQ(taken, std::vector<std::string>{"client gone"});
}

// mosquitto: nobody but the broker writes to $SYS, not by a will either.
TEST_F(MqttBrokerSessions, CannotSpeakForTheBrokerByAWill)
{
    auto reader = MakePeer("reader", "$SYS/broker/forged");
    auto client = Connect(0, 0, false, "$SYS/broker/forged");
    client->Close();
    RunUntil(MilliSeconds(50));

    EXPECT_TRUE(deliveries.empty());
}
