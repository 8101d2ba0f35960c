/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/argument-template.h"

#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

ArgumentContext
MakeContext()
{
    ArgumentContext context;
    context.round = "create";
    context.index = 17;
    context.number = 40;
    context.client = "client2";
    context.mspId = "Org1MSP";
    context.identityId = "eDUwOTo6";
    context.now = Seconds(86400) + NanoSeconds(5);
    context.seed = 1;
    context.draw = [](uint64_t bound) { return bound - 1; };
    return context;
}

std::string
Fill(const std::string& text)
{
    return ArgumentTemplate(text).Fill(MakeContext());
}

std::string
ErrorOfTemplate(const std::string& text)
{
    try
    {
        Fill(text);
        return "";
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
}

} // namespace

TEST(ArgumentTemplate, FillsInItsPlaces)
{
    EXPECT_EQ(Fill("asset${index}"), "asset17");
    EXPECT_EQ(Fill("asset${number} of ${round}"), "asset40 of create");
    EXPECT_EQ(Fill("${client} of ${msp}: ${identity}"), "client2 of Org1MSP: eDUwOTo6");
    EXPECT_EQ(Fill(R"({"a":"${random:10}","b":"${bytes:3}"})"), R"({"a":"9","b":"xxx"})");
    EXPECT_EQ(Fill("${time}"), "2026-01-02T00:00:00.000000005Z"); // date -u -d @1767312000
    EXPECT_EQ(Fill(""), "");
    EXPECT_EQ(Fill("$ {} $x }"), "$ {} $x }");
}

// python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_X500, '1/create/17'))"
TEST(ArgumentTemplate, UuidsAreThoseOfRfc4122)
{
    EXPECT_EQ(Fill("${uuid}"), "59b8a01c-161e-5026-96f4-6bb255a2241c");
    EXPECT_EQ(Fill("${uuid:create}"), Fill("${uuid}"));
    EXPECT_NE(Fill("${uuid:other}"), Fill("${uuid}"));
}

TEST(ArgumentTemplate, RefersToSoManyTransactionsOfARoundInTurn)
{
    auto third = MakeContext();
    third.index = 3;

    EXPECT_EQ(Fill("${uuid:create:7}"), ArgumentTemplate("${uuid:create}").Fill(third)); // 17 mod 7
    EXPECT_NE(ErrorOfTemplate("${uuid:create:0}"), "");
}

// Go, time.RFC3339Nano: the 9s of its layout drop zeros at the end.
TEST(ArgumentTemplate, TimesHaveNoZerosAtTheEnd)
{
    EXPECT_EQ(FormatTimestamp(MilliSeconds(120)), "2026-01-01T00:00:00.12Z");
    EXPECT_EQ(FormatTimestamp(Seconds(10)), "2026-01-01T00:00:10Z");
}

TEST(ArgumentTemplate, TakesArgumentsOfTheRound)
{
    const std::map<std::string, std::string> arguments{{"size", "100"}};
    auto context = MakeContext();
    context.arguments = &arguments;

    const ArgumentTemplate text("${argument:size} B");

    EXPECT_EQ(text.Fill(context), "100 B");
    EXPECT_EQ(text.GetArgumentNames(), std::vector<std::string>{"size"});
    EXPECT_EQ(ErrorOfTemplate("${argument:size}"), "an argument 'size' of the round create");
}

TEST(ArgumentTemplate, RefusesWhatItDoesNotKnow)
{
    const std::string all =
        "index, number, round, client, msp, identity, time, uuid, uuid:ROUND, uuid:ROUND:N, "
        "random:N, bytes:N or argument:NAME in ${";
    EXPECT_EQ(ErrorOfTemplate("${indx}"), all + "indx}");
    EXPECT_EQ(ErrorOfTemplate("${index:3}"), all + "index:3}");
    EXPECT_EQ(ErrorOfTemplate("${}"), all + "}");
    EXPECT_EQ(ErrorOfTemplate("a ${index"), "a } after ${index");
    EXPECT_EQ(ErrorOfTemplate("${random:0}"), "a whole number from 1 in ${random:0}");
    EXPECT_EQ(ErrorOfTemplate("${bytes:-1}"), "a whole number from 1 in ${bytes:-1}");
}
