/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-broker-profile.h"

#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

namespace ns3
{
namespace iotledger
{
namespace
{

using Load = MqttBrokerProfile::Load;

constexpr char SMALL_PROFILE[] = "name: small\n"
                                 "machine: made up\n"
                                 "kernel: none\n"
                                 "broker: made up 1\n"
                                 "date: 2026-01-02\n"
                                 "cpu:\n"
                                 "  busy:\n"
                                 "    publish: [1us, 2us, 4us]\n"
                                 "    delivery: [500ns, 1us, 2.5us]\n"
                                 "    readByte: 0.25ns\n"
                                 "    writeByte: 0.5ns\n"
                                 "    residual: { mean: 0.01, largest: 0.1 }\n"
                                 "  isolated:\n"
                                 "    publish: [10us, 20us, 40us]\n"
                                 "    delivery: [5us, 10us, 25us]\n"
                                 "    readByte: 2ns\n"
                                 "    writeByte: 3ns\n"
                                 "    residual: { mean: 0.01, largest: 0.1 }\n"
                                 "  connect: 0.1ms\n"
                                 "  subscribe: 800ns\n"
                                 "  ping: 4us\n"
                                 "memory:\n"
                                 "  connection: 750\n"
                                 "  retained: { message: 350, byte: 1.01 }\n"
                                 "  queued: { message: 330, byte: 1.02 }\n";

/// Writes @p text to a file. @return its path
std::string
WriteFile(const std::string& text)
{
    const auto path = testing::TempDir() + "mqtt-broker-profile-test.yaml";
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

/// @return what Read says of the sound profile with @p before replaced by @p after once.
std::string
GetRefusal(const std::string& before, const std::string& after)
{
    std::string text = SMALL_PROFILE;
    text.replace(text.find(before), before.size(), after);
    const auto path = WriteFile(text);
    try
    {
        MqttBrokerProfile::Read(path);
    }
    catch (const std::invalid_argument& error)
    {
        const std::string message = error.what();
        EXPECT_EQ(message.rfind(path + ":", 0), 0u) << message;
        return message.substr(path.size() + 1);
    }
    return "accepted";
}

TEST(MqttBrokerProfile, GivesTheCostsOfItsFile)
{
    const auto profile = MqttBrokerProfile::Read(WriteFile(SMALL_PROFILE));

    EXPECT_EQ(profile.GetName(), "small");
    EXPECT_EQ(profile.GetMachine(), "made up");
    EXPECT_EQ(profile.GetBroker(), "made up 1");
    EXPECT_EQ(profile.GetDate(), "2026-01-02");
    EXPECT_EQ(profile.GetPublishCost(Load::BUSY, 0), MicroSeconds(1));
    EXPECT_EQ(profile.GetPublishCost(Load::ISOLATED, 2), MicroSeconds(40));
    EXPECT_EQ(profile.GetDeliveryCost(Load::BUSY, 0), NanoSeconds(500));
    EXPECT_EQ(profile.GetDeliveryCost(Load::BUSY, 2), NanoSeconds(2500));
    EXPECT_EQ(profile.GetDeliveryCost(Load::ISOLATED, 1), MicroSeconds(10));
    EXPECT_EQ(profile.GetReadCost(Load::BUSY, 1000), NanoSeconds(250));
    EXPECT_EQ(profile.GetWriteCost(Load::BUSY, 1000), NanoSeconds(500));
    EXPECT_EQ(profile.GetReadCost(Load::ISOLATED, 10), NanoSeconds(20));
    EXPECT_EQ(profile.GetWriteCost(Load::ISOLATED, 10), NanoSeconds(30));
    EXPECT_EQ(profile.GetConnectCost(), MicroSeconds(100));
    EXPECT_EQ(profile.GetSubscribeCost(), NanoSeconds(800));
    EXPECT_EQ(profile.GetPingCost(), MicroSeconds(4));
    EXPECT_EQ(profile.GetConnectionMemory(), 750u);
    EXPECT_EQ(profile.GetRetainedMemory(1, 100), 451u);
    EXPECT_EQ(profile.GetQueuedMemory(1, 1000), 1350u);
}

// An order of magnitude around EMQX's published figures for mosquitto 2.0.15, QoS 1, 16 B: 27 us
// for a message from point to point, 12 us for a delivery in a fan-out.
TEST(MqttBrokerProfile, ShippedProfileIsNearPublishedFigures)
{
    const auto profile = MqttBrokerProfile::Read("mosquitto");

    EXPECT_EQ(profile.GetName(), "mosquitto");
    EXPECT_EQ(profile.GetBroker().rfind("mosquitto 2.", 0), 0u) << profile.GetBroker();
    for (const auto load : {Load::BUSY, Load::ISOLATED})
    {
        const Time delivery = profile.GetDeliveryCost(load, 1);
        const Time message = profile.GetPublishCost(load, 1) + delivery;
        EXPECT_GT(message, MicroSeconds(27) / 10);
        EXPECT_LT(message, MicroSeconds(270));
        EXPECT_GT(delivery, MicroSeconds(12) / 10);
        EXPECT_LT(delivery, MicroSeconds(120));
        EXPECT_GT(profile.GetWriteCost(load, 1'000'000), Time(0));
    }
    EXPECT_GT(profile.GetPublishCost(Load::ISOLATED, 1), profile.GetPublishCost(Load::BUSY, 1));
}

TEST(MqttBrokerProfile, UnknownNameIsRefusedWithTheShippedOnes)
{
    try
    {
        MqttBrokerProfile::Read("mosquito");
        FAIL() << "accepted";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(error.what(),
                     "broker profile: expected one of mosquitto, or a .yaml file, got 'mosquito'");
    }
    EXPECT_THROW(MqttBrokerProfile::Read("/nowhere/at-all.yaml"), std::invalid_argument);
}

TEST(MqttBrokerProfile, BrokenFilesAreRefusedWithLineAndKey)
{
    const std::vector<std::vector<std::string>> cases{
        {"name: small", "nam: small", "1: nam: expected one of name, machine, kernel, broker, "},
        {"kernel: none\n", "", "1: kernel: expected a value, got nothing"},
        {"cpu:\n", "cpu: [\n", "8: broker profile: expected YAML, got "},
        {"[1us, 2us, 4us]",
         "[1us, 2us]",
         "8: cpu.busy.publish: expected a list of three times, for QoS 0, 1 and 2, got a list"},
        {"[1us, 2us, 4us]",
         "[1us, 2, 4us]",
         "8: cpu.busy.publish: expected a time such as 1.5ms (ns, us, ms, s), got '2'"},
        {"    writeByte: 3ns\n", "", "14: cpu.isolated.writeByte: expected a value, got nothing"},
        {"mean: 0.01", "mean: good", "12: cpu.busy.residual.mean: expected a number, got 'good'"},
        {"connect: 0.1ms",
         "connect: -1ms",
         "19: cpu.connect: expected a time such as 1.5ms (ns, us, ms, s), got '-1ms'"},
        {"connection: 750",
         "connection: -1",
         "23: memory.connection: expected a number from 0, got '-1'"},
        {"queued: { message: 330, ",
         "queued: { ",
         "25: memory.queued.message: expected a value, got nothing"},
        {"queued: {", "waiting: {", "25: memory.waiting: expected one of connection, retained, "}};
    for (const auto& broken : cases)
    {
        const auto refusal = GetRefusal(broken[0], broken[1]);
        EXPECT_EQ(refusal.substr(0, broken[2].size()), broken[2]);
        EXPECT_EQ(refusal.find('\n'), std::string::npos) << refusal;
    }
}

// The digest is what sha256sum prints for the file.
TEST(MqttBrokerProfile, DigestIsTheSha256OfTheFile)
{
    EXPECT_EQ(MqttBrokerProfile::Read(WriteFile(SMALL_PROFILE)).GetDigest(),
              "f92aac4244007eb54508348bcf3c20f9f0cbe485ae7aa08812f43941e719f20f");
}

} // namespace
} // namespace iotledger
} // namespace ns3
