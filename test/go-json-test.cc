/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/chaincode-stub.h"
#include "ns3/go-json.h"
#include "ns3/json-fields.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

// encoding/json/encode.go, encodeState.string (Go 1.19), with HTML escaping as json.Marshal has it.
TEST(GoJson, EscapesAsGoDoes)
{
    EXPECT_EQ(ToGoJson("a\"b\\c/"), R"("a\"b\\c/")");
    EXPECT_EQ(ToGoJson("<&>"), R"("\u003c\u0026\u003e")");
    EXPECT_EQ(ToGoJson("\n\r\t\b\f\x01\x1f"), R"("\n\r\t\u0008\u000c\u0001\u001f")");
    EXPECT_EQ(ToGoJson("é\u2028\u2029"), "\"é\\u2028\\u2029\"");
    EXPECT_EQ(ToGoJson("a\xff\xe2\x80z"), R"("a\ufffd\ufffd\ufffdz")");
    EXPECT_EQ(ToGoJson("\x7f"), "\"\x7f\"");
    EXPECT_EQ(ToGoJson(std::vector<std::string>{}), "[]");
    EXPECT_EQ(ToGoJson(std::vector<std::string>{"1.0", ""}), R"(["1.0",""])");
}

TEST(GoJson, TimesAreWrittenAsRfc3339Nano)
{
    EXPECT_EQ(ToGoTime("2026-11-21T22:51:13.625662272Z"), "2026-11-21T22:51:13.625662272Z");
    EXPECT_EQ(ToGoTime("2026-11-21T22:51:13.620Z"), "2026-11-21T22:51:13.62Z");
    EXPECT_EQ(ToGoTime("2026-11-21T22:51:13.000Z"), "2026-11-21T22:51:13Z");
    EXPECT_EQ(ToGoTime("2026-11-21T22:51:13.1234567899Z"), "2026-11-21T22:51:13.123456789Z");
    EXPECT_EQ(ToGoTime("2024-02-29T00:00:00+00:00"), "2024-02-29T00:00:00Z");
    EXPECT_EQ(ToGoTime("2024-02-29T00:00:00-05:30"), "2024-02-29T00:00:00-05:30");
}

TEST(GoJson, WhatIsNoTimeIsRefused)
{
    for (const auto* text : {"",
                             "now",
                             "2026-11-21",
                             "2026-11-21 22:51:13Z",
                             "2026-11-21T22:51:13",
                             "2026-11-21T22:51:13.Z",
                             "2026-11-21T22:51:13Zx",
                             "2026-13-21T22:51:13Z",
                             "2026-02-29T22:51:13Z",
                             "2026-11-00T22:51:13Z",
                             "2026-11-21T24:00:00Z",
                             "2026-11-21T23:60:00Z",
                             "2026-11-21T22:51:13+1:00"})
    {
        EXPECT_THROW(ToGoTime(text), ChaincodeError) << text;
    }
}

std::string
ComplaintOf(const std::function<void()>& work)
{
    try
    {
        work();
    }
    catch (const ChaincodeError& error)
    {
        return error.what();
    }
    return {};
}

TEST(JsonFields, AbsentAndNullFieldsAreZero)
{
    const JsonFields fields(R"({"a":null,"unknown":[1,{}]})", "common.Thing");
    EXPECT_EQ(fields.GetText("a"), "");
    EXPECT_EQ(fields.GetInt32("b"), 0);
    EXPECT_EQ(fields.GetTime("c"), GO_ZERO_TIME);
    EXPECT_FALSE(fields.GetTexts("d"));
    EXPECT_EQ(fields.GetObject("e", "common.Other").GetText("f"), "");
    EXPECT_EQ(JsonFields("null", "common.Thing").GetText("a"), "");
}

TEST(JsonFields, NamesMatchWhateverTheirCaseButExactOnesFirst)
{
    EXPECT_EQ(JsonFields(R"({"DeviceID":"x"})", "T").GetText("deviceId"), "x");
    EXPECT_EQ(JsonFields(R"({"DEVICEID":"x","deviceId":"y"})", "T").GetText("deviceId"), "y");
}

// The words of encoding/json's UnmarshalTypeError and SyntaxError.
TEST(JsonFields, RefusesWhatDoesNotFitInGosWords)
{
    const JsonFields fields(R"({"t":5,"n":"x","f":1.5,"l":4294967296,"a":[1],"o":true})",
                            "common.Thing");
    EXPECT_EQ(ComplaintOf([&] { fields.GetText("t"); }).substr(0, 29),
              "json: cannot unmarshal number");
    EXPECT_EQ(ComplaintOf([&] { fields.GetInt32("n"); }),
              "json: cannot unmarshal string into Go struct field Thing.n of type int32");
    EXPECT_EQ(ComplaintOf([&] { fields.GetInt32("f"); }),
              "json: cannot unmarshal number 1.5 into Go struct field Thing.f of type int32");
    EXPECT_EQ(
        ComplaintOf([&] { fields.GetInt32("l"); }),
        "json: cannot unmarshal number 4294967296 into Go struct field Thing.l of type int32");
    EXPECT_EQ(fields.GetInt64("l"), 4'294'967'296);
    EXPECT_NE(ComplaintOf([&] { fields.GetTexts("a"); }), "");
    EXPECT_EQ(ComplaintOf([&] { fields.GetObject("o", "common.Other"); }),
              "json: cannot unmarshal bool into Go struct field Thing.o of type common.Other");
    EXPECT_EQ(ComplaintOf([] { JsonFields("[]", "common.Thing"); }),
              "json: cannot unmarshal array into Go value of type common.Thing");
    EXPECT_EQ(ComplaintOf([] { JsonFields("", "T"); }), "unexpected end of JSON input");
    EXPECT_EQ(ComplaintOf([] { JsonFields("{\"a\":", "T"); }), "unexpected end of JSON input");
    EXPECT_EQ(ComplaintOf([] { JsonFields("x", "T"); }), "invalid character 'x' in JSON input");
}

} // namespace
