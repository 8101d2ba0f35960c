/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-bridge-topic.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;
using Direction = MqttBridgeTopic::Direction;

// mosquitto.conf(5): "the default of out is used", the QoS level "defaults to 0".
TEST(MqttBridgeTopic, HasTheDefaultsOfMosquitto)
{
    const auto topic = MqttBridgeTopic::Parse("topic sensors/#");

    ASSERT_TRUE(topic);
    EXPECT_EQ(topic->direction, Direction::OUT);
    EXPECT_EQ(topic->qos, 0);
    EXPECT_EQ(topic->GetLocalFilter(), "sensors/#");
    EXPECT_EQ(topic->GetRemoteFilter(), "sensors/#");
}

// mosquitto.conf(5), the table of combinations.
TEST(MqttBridgeTopic, NamesTopicsAtBothEndsAsTheTableOfMosquittoDoes)
{
    struct Row
    {
        std::string_view line;
        std::string local;
        std::string remote;
    };

    const Row rows[] = {
        {"topic pattern both 0 L/ R/", "L/pattern", "R/pattern"},
        {"topic pattern both 1 L/ \"\"", "L/pattern", "pattern"},
        {"topic pattern in 2 \"\" R/", "pattern", "R/pattern"},
        {"topic pattern out 1 \"\" \"\"", "pattern", "pattern"},
        {"topic \"\" both 1 local remote", "local", "remote"},
    };
    for (const auto& [line, local, remote] : rows)
    {
        const auto topic = MqttBridgeTopic::Parse(line);
        ASSERT_TRUE(topic) << line;
        EXPECT_EQ(topic->ToRemote(local), remote) << line;
        EXPECT_EQ(topic->ToLocal(remote), local) << line;
        EXPECT_EQ(topic->GetLocalFilter(), local) << line;
        EXPECT_EQ(topic->GetRemoteFilter(), remote) << line;
    }
    for (const auto line : {"topic \"\" both 1 local \"\"",
                            "topic \"\" both 1 \"\" remote",
                            "topic \"\" both 1 \"\" \"\"",
                            "topic",
                            "topic a sideways",
                            "topic a out 3",
                            "topic a#",
                            "topic a out 0 L+/",
                            "topic a out 0 L/ R/ more",
                            "bridge a"})
    {
        EXPECT_FALSE(MqttBridgeTopic::Parse(line)) << line;
    }
}

TEST(MqttBridgeTopic, KnowsItsDirections)
{
    EXPECT_TRUE(MqttBridgeTopic::Parse("topic a out")->IsOut());
    EXPECT_FALSE(MqttBridgeTopic::Parse("topic a out")->IsIn());
    EXPECT_FALSE(MqttBridgeTopic::Parse("topic a in")->IsOut());
    EXPECT_TRUE(MqttBridgeTopic::Parse("topic a in")->IsIn());
    EXPECT_TRUE(MqttBridgeTopic::Parse("topic a both")->IsOut());
    EXPECT_TRUE(MqttBridgeTopic::Parse("topic a both")->IsIn());
}

// 4.7.1.2: L/# matches L, which lacks the prefix L/.
TEST(MqttBridgeTopic, RenamesNoTopicWithoutItsPrefix)
{
    const auto topic = MqttBridgeTopic::Parse("topic # both 1 L/ R/");
    EXPECT_EQ(topic->ToRemote("L/a/b"), "R/a/b");
    EXPECT_FALSE(topic->ToRemote("L"));
    EXPECT_FALSE(MqttBridgeTopic::Parse("topic # out 1 L/")->ToRemote("L/")); // no name is left
}
