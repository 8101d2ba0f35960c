/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/topic-names.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

TEST(TopicNames, KnowsNamesAndNumbersOfEachOther)
{
    TopicNames names;

    EXPECT_TRUE(names.Add(2, "B"));
    EXPECT_TRUE(names.Add(1, "A"));
    EXPECT_TRUE(names.Add(2, "B")); // told again

    EXPECT_EQ(names.Find("B"), 2u);
    EXPECT_EQ(names.GetName(1), "A");
    EXPECT_EQ(names.Find("C"), 0u);
    EXPECT_EQ(names.GetName(3), "");
    EXPECT_EQ(names.GetAll(), (std::map<uint32_t, std::string>{{1, "A"}, {2, "B"}}));
}

TEST(TopicNames, NoTopicTakesAnothersPlace)
{
    TopicNames names;
    names.Add(1, "A");

    EXPECT_FALSE(names.Add(1, "B"));
    EXPECT_FALSE(names.Add(2, "A"));
    EXPECT_FALSE(names.Add(0, "C"));

    EXPECT_EQ(names.GetAll().size(), 1u);
    EXPECT_EQ(names.Find("B"), 0u);
}
