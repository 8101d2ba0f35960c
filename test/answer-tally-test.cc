/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/answer-tally.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

// The paper, section 4.1: the message is sent when all answer Check.
TEST(AnswerTally, IsVerifiedWhenAllHaveAnsweredCheck)
{
    AnswerTally tally({1, 2, 3});
    EXPECT_TRUE(tally.Add(2, true));
    EXPECT_TRUE(tally.Add(3, true));
    EXPECT_FALSE(tally.IsComplete());
    EXPECT_EQ(tally.GetMissing(), std::vector<uint32_t>{1});

    EXPECT_TRUE(tally.Add(1, true));

    EXPECT_TRUE(tally.IsVerified());
    EXPECT_TRUE(tally.GetMissing().empty());
}

TEST(AnswerTally, OneErrorPreventsVerification)
{
    AnswerTally tally({1, 2});
    tally.Add(2, false);
    tally.Add(1, true);

    EXPECT_TRUE(tally.IsComplete());
    EXPECT_FALSE(tally.IsVerified());
    EXPECT_EQ(tally.GetErrors(), std::vector<uint32_t>{2});
}

TEST(AnswerTally, CountsEachDeviceOnce)
{
    AnswerTally tally({1, 2});
    EXPECT_TRUE(tally.Add(1, true));
    EXPECT_FALSE(tally.Add(1, false));
    EXPECT_FALSE(tally.Add(0, true));
    EXPECT_FALSE(tally.Add(3, true));

    EXPECT_EQ(tally.GetReplies(), 1u);
    EXPECT_TRUE(tally.GetErrors().empty());
    EXPECT_FALSE(tally.IsComplete());
}

TEST(AnswerTally, CountsThoseThatWereAskedOnly)
{
    AnswerTally tally({9, 4});
    EXPECT_FALSE(tally.Add(5, true));
    EXPECT_TRUE(tally.Add(9, true));
    EXPECT_EQ(tally.GetMissing(), std::vector<uint32_t>{4});
}
