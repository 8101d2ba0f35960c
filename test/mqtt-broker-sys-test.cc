/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-world.h"

#include <map>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

class MqttBrokerSys : public MqttWorld
{
  protected:
    /// @return the last payload of each topic that @p peer has been sent.
    static std::map<std::string, std::string> GetLast(const RawPeer& peer)
    {
        std::map<std::string, std::string> last;
        for (const auto& publish : peer.Decode<MqttPublish>(MqttVersion::V3_1_1))
        {
            last[publish.topic] = publish.payload.ToString();
        }
        return last;
    }
};

const std::string CONNECTED = "$SYS/broker/clients/connected";

} // namespace

// mosquitto(8), Broker Status: the topics are retained, and told at once to who subscribes.
TEST_F(MqttBrokerSys, TopicsComeWithTheSubscription)
{
    auto other = MakePeer("other");
    RunUntil(MilliSeconds(10));
    auto reader = MakePeer("reader", "$SYS/#");
    RunUntil(MilliSeconds(20));

    const auto published = reader->Decode<MqttPublish>(MqttVersion::V3_1_1);
    ASSERT_FALSE(published.empty());
    for (const auto& publish : published)
    {
        EXPECT_TRUE(publish.retain) << publish.topic;
    }
    EXPECT_EQ(GetLast(*reader)[CONNECTED], "2");
}

// 4.7.2: a filter that starts with a wildcard does not ask for them.
TEST_F(MqttBrokerSys, TopicsDoNotComeByAWildcard)
{
    auto reader = MakePeer("reader", "#");
    RunUntil(Seconds(30));

    EXPECT_TRUE(GetLast(*reader).empty());
}

// What changed is published each SysInterval, as long as somebody subscribes and no longer.
TEST_F(MqttBrokerSys, TopicsAreToldAgainOnlyWhileSomebodyAsks)
{
    broker->SetAttribute("SysInterval", TimeValue(Seconds(2)));
    auto reader = MakePeer("reader", CONNECTED);
    RunUntil(Seconds(1));
    auto other = MakePeer("other");
    RunUntil(MilliSeconds(1900));
    EXPECT_EQ(GetLast(*reader)[CONNECTED], "1");
    RunUntil(MilliSeconds(2100));
    EXPECT_EQ(GetLast(*reader)[CONNECTED], "2");
    const std::size_t told = deliveries.size();
    RunUntil(Seconds(9));
    EXPECT_EQ(deliveries.size(), told); // nothing has changed
    reader->Close();
    Simulator::Run(); // nothing is left to do, or this would never end
    EXPECT_LT(Simulator::Now(), Seconds(12));
}

TEST_F(MqttBrokerSys, TopicsComeToASharedSubscriptionInTurns)
{
    broker->SetAttribute("SysInterval", TimeValue(Seconds(1)));
    auto first = MakePeer("first", "$share/g/" + CONNECTED);
    auto second = MakePeer("second", "$share/g/" + CONNECTED);
    std::vector<std::unique_ptr<RawPeer>> others;
    for (int i = 0; i < 4; ++i) // one change each interval
    {
        RunUntil(Seconds(i) + MilliSeconds(500));
        others.push_back(MakePeer("other" + std::to_string(i)));
    }
    RunUntil(MilliSeconds(4500));

    const std::size_t ofFirst = first->Decode<MqttPublish>(MqttVersion::V3_1_1).size();
    const std::size_t ofSecond = second->Decode<MqttPublish>(MqttVersion::V3_1_1).size();
    EXPECT_GE(ofFirst + ofSecond, 4u);
    EXPECT_LE(ofFirst, ofSecond + 1);
    EXPECT_LE(ofSecond, ofFirst + 1);
}
