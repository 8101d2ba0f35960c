/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bytes.h"

#include "ns3/mqtt-framing.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;
using Verdict = MessageFraming::Verdict;

namespace
{

MessageFraming::Extent
Measure(std::string_view hex)
{
    const auto bytes = FromHex(hex);
    return MqttFraming().Measure(bytes.data(), bytes.size());
}

} // namespace

// 2.2.3, table 2.4: the ends of each size of the remaining length.
TEST(MqttFraming, KnowsTheSizesOfTable24)
{
    const std::pair<std::string_view, uint64_t> cases[] = {
        {"30 00", 2 + 0},
        {"30 7f", 2 + 127},
        {"30 80 01", 3 + 128},
        {"30 ff 7f", 3 + 16'383},
        {"30 80 80 01", 4 + 16'384},
        {"30 ff ff 7f", 4 + 2'097'151},
        {"30 80 80 80 01", 5 + 2'097'152},
        {"30 ff ff ff 7f", 5 + 268'435'455},
    };
    for (const auto& [hex, size] : cases)
    {
        const auto extent = Measure(hex);
        EXPECT_EQ(extent.verdict, Verdict::KNOWN) << hex;
        EXPECT_EQ(extent.size, size) << hex;
    }
}

// 2.2.3: 321 = 65 + 2 * 128 is encoded as two bytes, 193 and 2.
TEST(MqttFraming, DecodesTheExampleOfSection223)
{
    EXPECT_EQ(Measure("30 c1 02").size, 3 + 321u);
}

TEST(MqttFraming, WaitsForTheLastLengthByte)
{
    for (const auto hex : {"", "30", "30 80", "30 80 80", "30 80 80 80"})
    {
        EXPECT_EQ(Measure(hex).verdict, Verdict::INCOMPLETE) << hex;
    }
}

TEST(MqttFraming, RefusesAFifthLengthByte)
{
    EXPECT_EQ(Measure("30 80 80 80 80").verdict, Verdict::MALFORMED);
    EXPECT_EQ(Measure("30 ff ff ff ff 7f").verdict, Verdict::MALFORMED);
}

// Table 2-1: that packet type 0 is forbidden is for the decoder to say.
TEST(MqttFraming, LeavesEveryPacketTypeToTheDecoder)
{
    for (int type = 0; type < 16; ++type)
    {
        const auto byte = static_cast<uint8_t>(type << 4);
        const auto verdict = MqttFraming().Measure(&byte, 1).verdict;
        EXPECT_EQ(verdict, Verdict::INCOMPLETE) << type;
    }
}

TEST(MqttFraming, IgnoresWhatFollowsTheHeader)
{
    EXPECT_EQ(Measure("40 02 ff ff ff ff").size, 4u);
    EXPECT_EQ(MqttFraming().GetHeaderLimit(), 5u);
}
