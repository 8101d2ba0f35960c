/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-string.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3::iotledger;

// 1.5.3, figure 1.2: "A" and U+2A6D4.
TEST(MqttString, TakesTheStandardsExample)
{
    EXPECT_TRUE(IsMqttString("A\xf0\xaa\x9b\x94"));
    EXPECT_TRUE(IsMqttString(""));
}

// [MQTT-1.5.3-1]: ill-formed UTF-8, in particular surrogates.
TEST(MqttString, RefusesIllFormedUtf8)
{
    for (const auto text : {"\x80",             // a follower first
                            "\xc0\xaf",         // overlong "/"
                            "\xc1\xbf",         // overlong
                            "\xe0\x9f\xbf",     // overlong
                            "\xf0\x8f\xbf\xbf", // overlong
                            "\xed\xa0\x80",     // U+D800
                            "\xed\xbf\xbf",     // U+DFFF
                            "\xf4\x90\x80\x80", // above U+10FFFF
                            "\xf5\x80\x80\x80",
                            "\xff",
                            "\xc3",         // cut
                            "\xe2\x82",     // cut
                            "\xf0\x9f\x98", // cut
                            "\xc3(",
                            "\xe2\x82(",
                            "\xf0\x9f\x98("})
    {
        EXPECT_FALSE(IsMqttString(text)) << testing::PrintToString(text);
    }
}

// Unicode 6.2, table 3-7: the first and the last character of each row.
TEST(MqttString, TakesEveryRowOfWellFormedUtf8)
{
    for (const auto text : {" ",
                            "~",
                            "\xc2\xa0",
                            "\xdf\xbf",
                            "\xe0\xa0\x80",
                            "\xec\xbf\xbf",
                            "\xed\x9f\xbf",
                            "\xee\x80\x80",
                            "\xef\xbf\xbd",
                            "\xf0\x90\x80\x80",
                            "\xf3\xbf\xbf\xbd",
                            "\xf4\x8f\xbf\xbd",
                            "\xef\xbb\xbf"}) // [MQTT-1.5.3-3]: U+FEFF stands for itself
    {
        EXPECT_TRUE(IsMqttString(text)) << testing::PrintToString(text);
    }
}

// [MQTT-1.5.4]: characters that should not be used, refused as by mosquitto.
TEST(MqttString, RefusesControlCharactersAndNonCharacters)
{
    for (const auto text : {"\x01",
                            "\x1f",
                            "\x7f",
                            "\xc2\x80",
                            "\xc2\x9f",
                            "\xef\xb7\x90",
                            "\xef\xb7\xaf",
                            "\xef\xbf\xbe",
                            "\xf0\x9f\xbf\xbf",
                            "\xf4\x8f\xbf\xbe"})
    {
        EXPECT_FALSE(IsMqttString(text)) << testing::PrintToString(text);
    }
}

TEST(MqttString, RefusesNulAndMoreThan65535Bytes)
{
    EXPECT_FALSE(IsMqttString(std::string_view("a\0b", 3))); // [MQTT-1.5.3-2]
    EXPECT_TRUE(IsMqttString(std::string(65535, 'a')));
    EXPECT_FALSE(IsMqttString(std::string(65536, 'a')));
}

TEST(MqttTopicName, HasNoWildcardsAndIsNotEmpty)
{
    EXPECT_TRUE(IsMqttTopicName("sport/tennis/player1"));
    EXPECT_TRUE(IsMqttTopicName("/"));      // 4.7.3
    EXPECT_TRUE(IsMqttTopicName("$SYS/x")); // 4.7.2
    EXPECT_FALSE(IsMqttTopicName(""));      // [MQTT-4.7.3-1]
    EXPECT_FALSE(IsMqttTopicName("sport/+"));
    EXPECT_FALSE(IsMqttTopicName("sport/#"));
    EXPECT_FALSE(IsMqttTopicName("a+b"));
}

// The valid and invalid filters that 4.7.1.2 and 4.7.1.3 list.
TEST(MqttTopicFilter, FollowsTheStandardsExamples)
{
    for (const auto filter :
         {"sport/tennis/#", "#", "+", "+/tennis/#", "sport/+/player1", "sport/+", "/+", "+/+", "/"})
    {
        EXPECT_TRUE(IsMqttTopicFilter(filter)) << filter;
    }
    for (const auto filter : {"sport/tennis#",
                              "sport/tennis/#/ranking",
                              "sport+",
                              "+sport",
                              "##",
                              "#/",
                              "++",
                              "a/b+/c",
                              "",
                              "\xff"})
    {
        EXPECT_FALSE(IsMqttTopicFilter(filter)) << filter;
    }
}

// 4.8.2 and its non-normative examples.
TEST(MqttString, SplitsTheFilterOfASharedSubscription)
{
    const auto split = SplitSharedFilter("$share/consumer1/sport/tennis/+");

    ASSERT_TRUE(split);
    EXPECT_EQ(split->group, "consumer1");
    EXPECT_EQ(split->filter, "sport/tennis/+");
    EXPECT_EQ(SplitSharedFilter("$share/g//finance")->filter, "/finance");
    EXPECT_EQ(SplitSharedFilter("$share/g/#")->filter, "#");
}

// [MQTT-4.8.2-1, -2]: a name, no / + # in it, a slash, a topic filter.
TEST(MqttString, RefusesWhatIsNoSharedSubscription)
{
    for (const auto filter : {"a/b",
                              "$share",
                              "$share/",
                              "$share/g",
                              "$share/g/",
                              "$share//a",
                              "$share/+/a",
                              "$share/g#/a",
                              "$share/g/a#",
                              "$shared/g/a",
                              "/$share/g/a",
                              "$SHARE/g/a"})
    {
        EXPECT_FALSE(SplitSharedFilter(filter)) << filter;
    }
}
