/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-retained-store.h"
#include "ns3/mqtt-topic-levels.h"
#include "ns3/mqtt-topic-tree.h"

#include <gtest/gtest.h>
#include <random>
#include <string>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

MqttMessagePtr
MakeRetained(const std::string& topic, const std::string& payload, uint32_t expiry = UINT32_MAX)
{
    MqttMessage message;
    message.publish.topic = topic;
    message.publish.payload = SharedBytes(std::vector<uint8_t>(payload.begin(), payload.end()));
    message.publish.retain = true;
    if (expiry != UINT32_MAX)
    {
        message.publish.properties.Add(MqttPropertyId::MESSAGE_EXPIRY_INTERVAL, expiry);
    }
    return std::make_shared<const MqttMessage>(std::move(message));
}

std::string
FindTopics(MqttRetainedStore& store, std::string_view filter, Time now = Time(0))
{
    std::string text;
    for (const auto& message : store.Find(filter, now))
    {
        text += (text.empty() ? "" : " ") + message->publish.topic;
    }
    return text;
}

} // namespace

TEST(MqttRetainedStore, KeepsTheLastMessageOfATopic)
{
    MqttRetainedStore store;
    store.Put(MakeRetained("a", "one"));
    store.Put(MakeRetained("a", "three"));

    ASSERT_EQ(store.Find("a", Time(0)).size(), 1u);
    EXPECT_EQ(store.Find("a", Time(0))[0]->publish.payload.GetSize(), 5u);
    EXPECT_EQ(store.GetCount(), 1u);
    EXPECT_EQ(store.GetBytes(), 5u);
}

// MQTT 5.0, [MQTT-3.3.1-6]: an empty payload removes the retained message.
TEST(MqttRetainedStore, IsEmptiedByAnEmptyPayload)
{
    MqttRetainedStore store;
    store.Put(MakeRetained("a", "one"));
    store.Put(MakeRetained("a", ""));

    EXPECT_EQ(FindTopics(store, "#"), "");
    EXPECT_EQ(store.GetBytes(), 0u);
}

TEST(MqttRetainedStore, FindsByWildcardsInOrderOfTopics)
{
    MqttRetainedStore store;
    for (const auto* topic : {"sport/b", "sport", "sport/a/x", "sports", "$SYS/x", "news/a"})
    {
        store.Put(MakeRetained(topic, "m"));
    }

    EXPECT_EQ(FindTopics(store, "sport/#"), "sport sport/a/x sport/b");
    EXPECT_EQ(FindTopics(store, "sport/+"), "sport/b");
    EXPECT_EQ(FindTopics(store, "+/a"), "news/a");
    EXPECT_EQ(FindTopics(store, "#"), "news/a sport sport/a/x sport/b sports");
    EXPECT_EQ(FindTopics(store, "$SYS/#"), "$SYS/x");
    EXPECT_EQ(FindTopics(store, "sport"), "sport");
}

TEST(MqttRetainedStore, ForgetsWhatHasExpired)
{
    MqttRetainedStore store;
    store.Put(MakeRetained("brief", "m", 10));

    EXPECT_EQ(FindTopics(store, "brief", MilliSeconds(9999)), "brief");
    EXPECT_EQ(FindTopics(store, "brief", Seconds(10)), "");
    EXPECT_EQ(store.GetCount(), 0u);
}

// The two ways to match must agree: against every filter one by one, and through the tree.
TEST(MqttTopicMatches, AgreesWithTheTopicTree)
{
    std::mt19937 random(7);
    const auto draw = [&random](const std::vector<std::string>& levels) {
        std::string text = levels[random() % levels.size()];
        for (uint32_t more = random() % 4; more > 0; --more)
        {
            text += "/" + levels[random() % levels.size()];
        }
        return text;
    };
    int matches = 0;
    for (int i = 0; i < 5000; ++i)
    {
        const std::string topic = draw({"a", "b", "", "$c"}) + "/a";
        std::string filter = draw({"a", "b", "", "+", "$c"}) + (random() % 2 ? "/#" : "");
        filter = filter.empty() ? "/" : filter; // [MQTT-4.7.3-1]
        MqttTopicTree tree;
        tree.Subscribe(filter, 0, {});
        const bool expected = !tree.FindSubscribers(topic).empty();
        EXPECT_EQ(MqttTopicMatches(filter, topic), expected) << filter << " " << topic;
        matches += expected;
    }
    EXPECT_GT(matches, 100);
}
