/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-shared-groups.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

using namespace ns3::iotledger;

namespace
{

/// Three members, 1 to 3, of group g on t/#.
class MqttSharedGroupsTest : public testing::Test
{
  protected:
    MqttSharedGroupsTest()
    {
        for (uint32_t member = 1; member <= 3; ++member)
        {
            groups.Subscribe("$share/g/t/#", "t/#", member, {1});
        }
    }

    /// @return who gets messages of @p topics, one by one; for several groups joined by a comma.
    std::string Choose(const std::vector<std::string>& topics)
    {
        std::string text;
        for (const auto& topic : topics)
        {
            text += ChooseOnce(topic);
        }
        return text;
    }

    std::string ChooseOnce(const std::string& topic)
    {
        std::vector<MqttTopicTree::Match> chosen;
        groups.Choose(
            topic,
            [this](uint32_t subscriber) { return away.count(subscriber) == 0; },
            chosen);
        std::string text;
        for (const auto& match : chosen)
        {
            text += (text.empty() ? "" : ",") + std::to_string(match.subscriber);
        }
        return text;
    }

    MqttSharedGroups groups;
    std::set<uint32_t> away;
};

} // namespace

TEST_F(MqttSharedGroupsTest, MembersTakeTurns)
{
    EXPECT_EQ(Choose({"t/a", "t", "t/b/c", "t/a"}), "1231");
    EXPECT_EQ(Choose({"other"}), "");
    EXPECT_EQ(groups.GetSubscriptions(), 3u);
}

// MQTT 5.0, 4.8.2: each group gets the message once.
TEST_F(MqttSharedGroupsTest, GroupsDoNotShareWithEachOther)
{
    groups.Subscribe("$share/h/t/a", "t/a", 1, {0});

    EXPECT_EQ(Choose({"t/a"}), "1,1");
    EXPECT_EQ(Choose({"t/a"}), "1,2");
    EXPECT_EQ(Choose({"t/b"}), "3");
}

TEST_F(MqttSharedGroupsTest, WhoIsAwayIsPassedOver)
{
    away = {1, 2};
    EXPECT_EQ(Choose({"t", "t"}), "33");
    away = {1, 2, 3}; // then the message waits for one of them
    EXPECT_EQ(Choose({"t", "t", "t"}), "123");
}

TEST_F(MqttSharedGroupsTest, WhoLeavesGetsNothingMore)
{
    EXPECT_TRUE(groups.Unsubscribe("$share/g/t/#", 2));
    EXPECT_FALSE(groups.Unsubscribe("$share/g/t/#", 2));
    EXPECT_FALSE(groups.Unsubscribe("$share/x/t/#", 1));
    EXPECT_EQ(Choose({"t", "t", "t"}), "131");
    groups.UnsubscribeAll(1);
    groups.UnsubscribeAll(3);
    EXPECT_EQ(Choose({"t"}), "");
    EXPECT_TRUE(groups.Subscribe("$share/g/t/#", "t/#", 2, {0}));
    EXPECT_FALSE(groups.Subscribe("$share/g/t/#", "t/#", 2, {1}));
    EXPECT_EQ(Choose({"t"}), "2");
}

// Names of groups may come and go without end.
TEST_F(MqttSharedGroupsTest, GroupsWithoutMembersAreForgotten)
{
    for (int i = 0; i < 1000; ++i)
    {
        const std::string name = "$share/g" + std::to_string(i) + "/t/#";
        groups.Subscribe(name, "t/#", 7, {1});
        EXPECT_EQ(groups.GetGroups(), 2u);
        EXPECT_TRUE(groups.Unsubscribe(name, 7));
    }
    EXPECT_EQ(groups.GetGroups(), 1u);
    EXPECT_EQ(Choose({"t/1", "t/2"}), "12");
}

TEST_F(MqttSharedGroupsTest, AskingWhetherATopicIsWantedTakesNobodysTurn)
{
    EXPECT_TRUE(groups.IsWanted("t/1"));
    EXPECT_FALSE(groups.IsWanted("u"));
    EXPECT_EQ(Choose({"t/1", "t/2", "t/3"}), "123");
}
