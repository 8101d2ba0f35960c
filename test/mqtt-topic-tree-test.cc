/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-topic-tree.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <set>
#include <sstream>

using namespace ns3::iotledger;

namespace
{

bool
Matches(std::string_view filter, std::string_view topic)
{
    MqttTopicTree tree;
    tree.Subscribe(filter, 0, {0});
    return !tree.FindSubscribers(topic).empty();
}

/// @return "subscriber:qos" of each match, in order.
std::string
Find(const MqttTopicTree& tree, std::string_view topic)
{
    std::ostringstream text;
    for (const auto& match : tree.FindSubscribers(topic))
    {
        text << (text.tellp() > 0 ? " " : "") << match.subscriber << ':' << +match.qos;
    }
    return text.str();
}

} // namespace

TEST(MqttTopicTree, MultiLevelWildcardFollowsTheExamplesOf4712)
{
    EXPECT_TRUE(Matches("sport/tennis/player1/#", "sport/tennis/player1"));
    EXPECT_TRUE(Matches("sport/tennis/player1/#", "sport/tennis/player1/ranking"));
    EXPECT_TRUE(Matches("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon"));
    EXPECT_TRUE(Matches("sport/#", "sport"));
    EXPECT_TRUE(Matches("#", "sport/tennis/player1"));
    EXPECT_FALSE(Matches("sport/tennis/player1/#", "sport/tennis/player2"));
    EXPECT_FALSE(Matches("sport/tennis/player1/#", "sport/tennis"));
}

TEST(MqttTopicTree, SingleLevelWildcardFollowsTheExamplesOf4713)
{
    EXPECT_TRUE(Matches("sport/tennis/+", "sport/tennis/player1"));
    EXPECT_TRUE(Matches("sport/tennis/+", "sport/tennis/player2"));
    EXPECT_FALSE(Matches("sport/tennis/+", "sport/tennis/player1/ranking"));
    EXPECT_FALSE(Matches("sport/+", "sport"));
    EXPECT_TRUE(Matches("sport/+", "sport/"));
    EXPECT_TRUE(Matches("+/+", "/finance"));
    EXPECT_TRUE(Matches("/+", "/finance"));
    EXPECT_FALSE(Matches("+", "/finance"));
    EXPECT_TRUE(Matches("+/tennis/#", "sport/tennis/player1"));
    EXPECT_TRUE(Matches("sport/+/player1", "sport/tennis/player1"));
}

TEST(MqttTopicTree, DollarTopicsFollowTheExamplesOf472)
{
    EXPECT_FALSE(Matches("#", "$SYS/monitor/Clients"));
    EXPECT_FALSE(Matches("+/monitor/Clients", "$SYS/monitor/Clients"));
    EXPECT_TRUE(Matches("$SYS/#", "$SYS/monitor/Clients"));
    EXPECT_TRUE(Matches("$SYS/monitor/+", "$SYS/monitor/Clients"));
    EXPECT_TRUE(Matches("a/+", "a/$SYS")); // the rule is of the first level only
    EXPECT_TRUE(Matches("a/#", "a/$SYS"));
}

// 4.7.3: case matters, spaces too, and a leading or trailing / makes a topic of its own.
TEST(MqttTopicTree, NamesFollowTheExamplesOf473)
{
    EXPECT_FALSE(Matches("ACCOUNTS", "Accounts"));
    EXPECT_TRUE(Matches("Accounts payable", "Accounts payable"));
    EXPECT_FALSE(Matches("/finance", "finance"));
    EXPECT_FALSE(Matches("finance/", "finance"));
    EXPECT_TRUE(Matches("/", "/"));
    EXPECT_FALSE(Matches("/", "//"));
}

// As mosquitto: the level's name before +, that before #; of one filter in order of subscription.
TEST(MqttTopicTree, FindsFilterByFilterInOrderOfSubscription)
{
    MqttTopicTree tree;
    tree.Subscribe("a/b", 7, {0});
    tree.Subscribe("a/#", 3, {0});
    tree.Subscribe("a/b", 1, {1});
    tree.Subscribe("+/b", 9, {0});
    tree.Subscribe("a/b", 0, {0});

    EXPECT_EQ(Find(tree, "a/b"), "7:0 1:1 0:0 3:0 9:0");
    EXPECT_EQ(Find(tree, "a/c"), "3:0");
}

// 3.3.5: with overlapping filters, the maximum QoS of all the matching ones.
TEST(MqttTopicTree, FindsASubscriberOfOverlappingFiltersOnceWithTheHighestQos)
{
    MqttTopicTree tree;
    tree.Subscribe("a/#", 5, {0});
    tree.Subscribe("a/b", 2, {0});
    tree.Subscribe("a/+", 5, {1});
    tree.Subscribe("#", 5, {0});

    EXPECT_EQ(Find(tree, "a/b"), "2:0 5:1");
    EXPECT_EQ(Find(tree, "x"), "5:0");
}

// 3.8.4: a SUBSCRIBE with an identical filter replaces the subscription.
TEST(MqttTopicTree, SubscribingAgainChangesTheQosAndKeepsThePlace)
{
    MqttTopicTree tree;
    tree.Subscribe("a", 0, {0});
    tree.Subscribe("a", 1, {1});
    tree.Subscribe("a", 0, {1});
    tree.Subscribe("a", 1, {0});

    EXPECT_EQ(Find(tree, "a"), "0:1 1:0");
    EXPECT_EQ(tree.GetSubscriptions(), 2u);
}

TEST(MqttTopicTree, UnsubscribingLeavesTheOthersAndNoEmptyNodes)
{
    MqttTopicTree tree;
    tree.Subscribe("a/b/c", 0, {0});
    tree.Subscribe("a/b", 1, {0});
    tree.Subscribe("a/b/c", 2, {0});
    EXPECT_EQ(tree.GetNodes(), 3u);

    EXPECT_TRUE(tree.Unsubscribe("a/b/c", 0));
    EXPECT_FALSE(tree.Unsubscribe("a/b/c", 0));
    EXPECT_FALSE(tree.Unsubscribe("a", 1)); // a level, but no filter of anybody
    EXPECT_FALSE(tree.Unsubscribe("x/y", 1));
    EXPECT_EQ(Find(tree, "a/b/c"), "2:0");

    tree.UnsubscribeAll(2);
    EXPECT_EQ(tree.GetNodes(), 2u);
    tree.UnsubscribeAll(1);
    tree.UnsubscribeAll(99);
    EXPECT_EQ(tree.GetNodes(), 0u);
    EXPECT_EQ(tree.GetSubscriptions(), 0u);
    EXPECT_EQ(Find(tree, "a/b"), "");
}

TEST(MqttTopicTree, ForgottenNodesServeNewFilters)
{
    MqttTopicTree tree;
    tree.Subscribe("a/b", 0, {0});
    tree.UnsubscribeAll(0);
    tree.Subscribe("c/+/d", 0, {1});

    EXPECT_EQ(Find(tree, "c/x/d"), "0:1");
    EXPECT_EQ(Find(tree, "a/b"), "");
}

// 65,535 bytes allow so many levels: neither matching nor taking down may recurse.
TEST(MqttTopicTree, StandsTheDeepestFilter)
{
    const std::string deepest(65535, '/');
    MqttTopicTree tree;
    tree.Subscribe(deepest, 0, {0});

    EXPECT_EQ(Find(tree, deepest), "0:0");
    EXPECT_EQ(tree.GetNodes(), 65536u);
    tree.UnsubscribeAll(0);
    EXPECT_EQ(tree.GetNodes(), 0u);
}

namespace
{

std::vector<std::string>
Split(const std::string& text)
{
    std::vector<std::string> levels(1);
    for (const char c : text)
    {
        c == '/' ? levels.push_back("") : levels.back().push_back(c);
    }
    return levels;
}

/// 4.7.1 and 4.7.2 word by word, one filter at a time.
bool
MatchesByTheBook(const std::string& filter, const std::string& topic)
{
    const auto f = Split(filter);
    const auto t = Split(topic);
    if (topic[0] == '$' && (f[0] == "+" || f[0] == "#"))
    {
        return false;
    }
    for (std::size_t i = 0; i < f.size(); ++i)
    {
        if (f[i] == "#")
        {
            return t.size() >= i;
        }
        if (i >= t.size() || (f[i] != "+" && f[i] != t[i]))
        {
            return false;
        }
    }
    return f.size() == t.size();
}

} // namespace

TEST(MqttTopicTree, AgreesWithTheRulesOnRandomFilters)
{
    std::mt19937 random(1);
    const std::vector<std::string> names = {"a", "b", "", "$x"};
    const auto make = [&](bool isFilter) {
        std::string text;
        const auto levels = 1 + random() % 4;
        for (unsigned i = 0; i < levels; ++i)
        {
            const auto kind = isFilter ? random() % 6 : 5;
            const bool endsHere = kind == 0;
            text += (i > 0 ? "/" : "") + (endsHere    ? "#"
                                          : kind == 1 ? "+"
                                                      : names[random() % names.size()]);
            if (endsHere)
            {
                break;
            }
        }
        return text.empty() ? std::string("/") : text;
    };
    MqttTopicTree tree;
    std::vector<std::set<std::string>> filters(40); // by subscriber
    for (int round = 0; round < 2000; ++round)
    {
        const uint32_t who = random() % filters.size();
        const auto filter = make(true);
        if (random() % 3 > 0)
        {
            tree.Subscribe(filter, who, {0});
            filters[who].insert(filter);
        }
        else
        {
            EXPECT_EQ(tree.Unsubscribe(filter, who), filters[who].erase(filter) == 1) << filter;
        }
        const auto topic = make(false);
        std::set<uint32_t> expected;
        for (uint32_t i = 0; i < filters.size(); ++i)
        {
            const bool any = std::any_of(filters[i].begin(), filters[i].end(), [&](const auto& f) {
                return MatchesByTheBook(f, topic);
            });
            any ? void(expected.insert(i)) : void();
        }
        const auto matches = tree.FindSubscribers(topic);
        std::set<uint32_t> found;
        for (const auto& match : matches)
        {
            found.insert(match.subscriber);
        }
        ASSERT_EQ(found, expected) << topic;
        ASSERT_EQ(found.size(), matches.size()) << "each once";
    }
}
