/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-access-control.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Access = MqttAccessControl::Access;

SharedBytes
Password(const std::string& text)
{
    return SharedBytes(std::vector<uint8_t>(text.begin(), text.end()));
}

} // namespace

TEST(MqttAccessControl, AllowsEverythingWithoutRules)
{
    auto access = CreateObject<MqttAccessControl>();

    EXPECT_TRUE(access->Authenticate("anybody", Password("x")));
    EXPECT_TRUE(access->MayRead("c", "", "a"));
    EXPECT_TRUE(access->MayWrite("c", "u", "a"));
}

TEST(MqttAccessControl, KnowsItsUsersByTheirPasswords)
{
    auto access = CreateObject<MqttAccessControl>();
    access->AddUser("ann", "secret");

    EXPECT_TRUE(access->Authenticate("ann", Password("secret")));
    EXPECT_FALSE(access->Authenticate("ann", Password("secre")));
    EXPECT_FALSE(access->Authenticate("ann", SharedBytes()));
    EXPECT_FALSE(access->Authenticate("bob", Password("secret")));
}

// mosquitto.conf(5), acl_file.
TEST(MqttAccessControl, RulesSpeakOfAUserAndATopic)
{
    auto access = CreateObject<MqttAccessControl>();
    access->AddRule("ann", Access::READ, "in/#");
    access->AddRule("ann", Access::WRITE, "out/+");
    access->AddRule("ann", Access::READWRITE, "both/#");
    access->AddRule("ann", Access::DENY, "both/secret");
    access->AddRule("", Access::READ, "public");

    EXPECT_TRUE(access->MayRead("c", "ann", "in/a/b"));
    EXPECT_FALSE(access->MayWrite("c", "ann", "in/a/b"));
    EXPECT_TRUE(access->MayWrite("c", "ann", "out/a"));
    EXPECT_FALSE(access->MayWrite("c", "ann", "out/a/b"));
    EXPECT_TRUE(access->MayRead("c", "ann", "both/a"));
    EXPECT_TRUE(access->MayWrite("c", "ann", "both/a"));
    EXPECT_FALSE(access->MayRead("c", "ann", "both/secret"));
    EXPECT_FALSE(access->MayRead("c", "ann", "public"));
    EXPECT_TRUE(access->MayRead("c", "", "public"));
    EXPECT_FALSE(access->MayRead("c", "bob", "in/a"));
}

TEST(MqttAccessControl, PatternsStandForTheClientAndItsName)
{
    auto access = CreateObject<MqttAccessControl>();
    access->AddPattern(Access::WRITE, "from/%c/%u");
    access->AddPattern(Access::READ, "to/%u/#");

    EXPECT_TRUE(access->MayWrite("c1", "ann", "from/c1/ann"));
    EXPECT_FALSE(access->MayWrite("c1", "ann", "from/c2/ann"));
    EXPECT_TRUE(access->MayRead("c1", "ann", "to/ann/x"));
    EXPECT_FALSE(access->MayRead("c1", "bob", "to/ann/x"));
    EXPECT_FALSE(access->MayRead("+", "ann", "to/ann/x")); // a name may not widen a pattern
    EXPECT_FALSE(access->MayRead("c1", "#", "to/ann/x"));
    EXPECT_FALSE(access->MayRead("c1", "", "to//x")); // nor may the lack of one
}
