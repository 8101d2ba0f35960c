/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// MTP in whole worlds: broker, devices, MQTT, TCP, machines. The paper is named in mtp-message.h.

#include "scenario-run.h"

#include "ns3/crypto.h"
#include "ns3/data-rate.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mtp-message.h"
#include "ns3/mtp-topic.h"

#include <gtest/gtest.h>
#include <set>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// @param more lines of the scenario, below its beginning
std::string
MakeScenario(const std::string& keyVerification, const std::string& more = "")
{
    return "name: test\n" + more + "keyVerification: { protocol: mtp, " + keyVerification + " }\n";
}

const std::string FIGURE_15 = "faults: [ { type: tamper-key, at: 0s, device: 1, target: 3 } ]\n";
const std::string REAL = "crypto: { execution: real, rsaBits: 1024 }\n";
const std::string MODELLED = "crypto: { execution: modelled, rsaBits: 1024 }\n";

} // namespace

// The paper, figure 15: device 1's copy of device 3's key reads "None"; it wants to send to
// device 3. All others answer Error, device 1 itself answers Check; nothing is sent.
TEST(MtpRun, FigureFifteenIsDetectedAndNothingIsSent)
{
    const ScenarioRunFiles run(
        MakeScenario("devices: 4, rounds: 1, pairs: [[1, 3]], payload: 20B", REAL + FIGURE_15));

    const auto checks = run.GetOperations("pubcheck");
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].at("source"), "device1");
    EXPECT_EQ(checks[0].at("target"), "device3");
    EXPECT_EQ(checks[0].at("outcome"), "mismatch");
    EXPECT_EQ(checks[0].at("replies"), "4");
    EXPECT_EQ(checks[0].at("mismatches"), "3");
    EXPECT_TRUE(run.GetOperations("datasend").empty());

    std::set<std::string> errors;
    for (const auto& event : run.GetRows("events.csv"))
    {
        if (event.at("event") == "key-mismatch")
        {
            EXPECT_EQ(event.at("node"), "device1");
            errors.insert(event.at("detail"));
        }
    }
    EXPECT_EQ(errors,
              (std::set<std::string>{"device2 answered Error on the key of device3",
                                     "device3 answered Error on the key of device3",
                                     "device4 answered Error on the key of device3"}));
}

TEST(MtpRun, ATamperedCopyAtAnotherDeviceIsOneError)
{
    const ScenarioRunFiles run(
        MakeScenario("devices: 4, rounds: 1, pairs: [[2, 3]], payload: 20B", REAL + FIGURE_15));

    const auto checks = run.GetOperations("pubcheck");
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].at("outcome"), "mismatch");
    EXPECT_EQ(checks[0].at("mismatches"), "1");
    EXPECT_TRUE(run.GetOperations("datasend").empty());
}

TEST(MtpRun, TamperingWithAnotherKeyDisturbsNobody)
{
    const ScenarioRunFiles run(
        MakeScenario("devices: 4, rounds: 1, pairs: [[1, 2]], payload: 20B", REAL + FIGURE_15));

    EXPECT_EQ(run.GetOperations("pubcheck").at(0).at("outcome"), "ok");
    EXPECT_EQ(run.GetOperations("datasend").at(0).at("outcome"), "ok");
}

TEST(MtpRun, EveryDeviceRegistersAndEveryRoundSends)
{
    for (const std::string registration : {"together", "sequential"})
    {
        const ScenarioRunFiles run(
            MakeScenario("devices: 7, rounds: 3, payload: 100KB, registration: " + registration));

        std::set<std::string> registered;
        for (const auto& row : run.GetOperations("register"))
        {
            EXPECT_EQ(row.at("outcome"), "ok");
            registered.insert(row.at("source"));
        }
        EXPECT_EQ(registered.size(), 7u) << registration;
        EXPECT_EQ(run.GetOperations("pubcheck").size(), 3u);
        ASSERT_EQ(run.GetOperations("datasend").size(), 3u);
        for (const auto& row : run.GetOperations("pubcheck"))
        {
            EXPECT_EQ(row.at("replies"), "7"); // with the sender's own
            EXPECT_EQ(row.at("outcome"), "ok");
        }
        for (const auto& row : run.GetOperations("datasend"))
        {
            EXPECT_EQ(row.at("outcome"), "ok");
        }
    }
}

// Once all have joined, a registration reaches all devices: equation (1) for N devices.
TEST(MtpRun, SequentialRegistrationsReachAllDevices)
{
    const ScenarioRunFiles run(MakeScenario("devices: 5, rounds: 0, registration: sequential"));

    const auto rows = run.GetOperations("register");
    ASSERT_EQ(rows.size(), 5u);
    int64_t before = 0;
    for (const auto& row : rows)
    {
        EXPECT_EQ(row.at("devices"), "5");
        EXPECT_GE(ParseNanoseconds(row.at("start_s")), before); // one after another
        before = ParseNanoseconds(row.at("end_s"));
    }
}

TEST(MtpRun, ProvisionedKeysNeedNoRegistration)
{
    const ScenarioRunFiles run(
        MakeScenario("devices: 5, rounds: 2, payload: 1KB, registration: provisioned"));

    EXPECT_TRUE(run.GetOperations("register").empty());
    EXPECT_EQ(run.GetOperations("datasend").size(), 2u);
}

TEST(MtpRun, PartsAddUpToTheLatencyExactly)
{
    const ScenarioRunFiles run(MakeScenario("devices: 6, rounds: 4, payload: 1MB",
                                            "network: { link: { rate: 20Mbps, loss: 0.01 } }\n"));

    const auto rows = run.GetRows("operations.csv");
    EXPECT_EQ(rows.size(), 6u + 2 * 4);
    for (const auto& row : rows)
    {
        int64_t sum = 0;
        for (const char* part : {"keygen_s", "crypto_s", "network_s", "broker_s", "device_s"})
        {
            const int64_t value = ParseNanoseconds(row.at(part));
            EXPECT_GE(value, 0) << part;
            sum += value;
        }
        EXPECT_EQ(sum, ParseNanoseconds(row.at("latency_s")));
        EXPECT_EQ(ParseNanoseconds(row.at("end_s")) - ParseNanoseconds(row.at("start_s")),
                  ParseNanoseconds(row.at("latency_s")));
    }
}

TEST(MtpRun, SameSeedAndRunGiveIdenticalFiles)
{
    const auto scenario = MakeScenario("devices: 5, rounds: 3, payload: 100KB",
                                       "seed: 7\nnetwork: { link: { loss: 0.02 } }\n" + REAL);
    const ScenarioRunFiles first(scenario, 2);
    const ScenarioRunFiles again(scenario, 2);
    const ScenarioRunFiles other(scenario, 3);

    for (const char* name : {"operations.csv", "events.csv", "resources.csv"})
    {
        EXPECT_EQ(first.GetText(name), again.GetText(name)) << name;
    }
    EXPECT_EQ(first.statistics.events, again.statistics.events);
    // The run number is a column, so compare what was drawn.
    EXPECT_NE(first.GetOperations("register").at(0).at("keygen_s"),
              other.GetOperations("register").at(0).at("keygen_s"));
}

TEST(MtpRun, RealAndModelledExecutionTakeTheSameTime)
{
    for (const std::string aes : {"aes-256-gcm", "aes-128-cbc"})
    {
        const std::string course = "devices: 5, rounds: 3, payload: 50KB";
        const ScenarioRunFiles real(
            MakeScenario(course, "crypto: { execution: real, rsaBits: 1024, aes: " + aes + " }\n"));
        const ScenarioRunFiles modelled(
            MakeScenario(course,
                         "crypto: { execution: modelled, rsaBits: 1024, aes: " + aes + " }\n"));

        EXPECT_EQ(real.GetText("operations.csv"), modelled.GetText("operations.csv"));
        EXPECT_EQ(real.GetText("resources.csv"), modelled.GetText("resources.csv"));
    }
}

// Equation (2) with nothing but the network in it: four ways of one propagation delay each, and
// what the links need for the bits.
TEST(MtpRun, AVerificationTakesFourWaysThroughTheNetwork)
{
    const ScenarioRunFiles run(MakeScenario(
        "devices: 2, rounds: 1, pairs: [[1, 2]], payload: 1B, registration: provisioned",
        "network: { topology: { type: star }, link: { rate: 1Mbps, delay: 25ms }, "
        "trunk: { rate: 1Mbps } }\n"
        "mqtt: { packetCost: 0s, deliveryCost: 0s }\n"));

    const auto row = run.GetOperations("pubcheck").at(0);
    const SharedBytes key = SharedBytes::Zeros(294); // DER of a 2,048-bit RSA public key
    const auto frame = [](const std::string& topic, const MtpMessage& message) {
        MqttPublish publish;
        publish.topic = topic;
        publish.payload = EncodeMtp(message);
        return MqttCodec::Encode(publish, MqttVersion::V3_1_1).GetSize() + 54; // PPP, IPv4, TCP with time stamps
    };
    const auto question = frame(mtptopic::VERIFY, MtpVerify{1, 1, {KeySubject::Device(2), key}});
    const auto answer = frame(mtptopic::Device(1), MtpAnswer{1, 1, 2, true});
    const DataRate rate("1Mbps");
    // Up: link, trunk. Down to the second of two devices: its question waits for the first one's.
    // Device 2's answer then meets an idle network, while device 1's came earlier.
    const Time bits =
        rate.CalculateBytesTxTime(question) * 5 + rate.CalculateBytesTxTime(answer) * 4;
    const int64_t expected = (MilliSeconds(25) * 4 + bits).GetNanoSeconds();

    // Sockets cost some microseconds of CPU at each end, and TCP acknowledges in between.
    EXPECT_NEAR(ParseNanoseconds(row.at("network_s")), expected, 0.02 * expected);
    EXPECT_LT(ParseNanoseconds(row.at("broker_s")) + ParseNanoseconds(row.at("device_s")),
              MilliSeconds(1).GetNanoSeconds());
}

TEST(MtpRun, AMissingAnswerEndsTheVerificationByTimeout)
{
    const ScenarioRunFiles run(MakeScenario(
        "devices: 4, rounds: 1, pairs: [[1, 2]], payload: 1KB, registration: provisioned, "
        "verificationTimeout: 3s, operationTimeout: 60s",
        "network: { links: [ { nodes: device4, loss: 1 } ] }\n"));

    const auto checks = run.GetOperations("pubcheck");
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].at("outcome"), "timeout");
    EXPECT_EQ(checks[0].at("latency_s"), "3");
    EXPECT_EQ(checks[0].at("replies"), "3");
    EXPECT_TRUE(run.GetOperations("datasend").empty());
    const auto events = run.GetRows("events.csv");
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].at("event"), "answer-missing");
    EXPECT_EQ(events[0].at("detail"), "device4 did not answer on the key of device2");
}

TEST(MtpRun, ADeviceThatNeverJoinsHoldsNobodyUp)
{
    const ScenarioRunFiles run(
        MakeScenario("devices: 3, rounds: 1, pairs: [[1, 2]], payload: 1KB, operationTimeout: 60s",
                     "network: { links: [ { nodes: device3, loss: 1 } ] }\n"));

    EXPECT_EQ(run.GetOperations("register").size(), 2u);
    // Nobody holds a key of device 3, so nobody waits for its answer.
    EXPECT_EQ(run.GetOperations("pubcheck").at(0).at("outcome"), "ok");
    EXPECT_EQ(run.GetOperations("datasend").at(0).at("outcome"), "ok");
}

// The sender waits for the devices it holds keys of, whatever their numbers.
TEST(MtpRun, ADeviceWithALowNumberThatNeverJoinsHoldsNobodyUp)
{
    const ScenarioRunFiles run(
        MakeScenario("devices: 3, rounds: 1, pairs: [[2, 3]], payload: 1KB, operationTimeout: 60s",
                     "network: { links: [ { nodes: device1, loss: 1 } ] }\n"));

    EXPECT_EQ(run.GetOperations("pubcheck").at(0).at("outcome"), "ok");
    EXPECT_EQ(run.GetOperations("pubcheck").at(0).at("replies"), "2");
}

TEST(MtpRun, AQueueOnOneSharedMachineCostsTime)
{
    const std::string course = "devices: 8, rounds: 1, payload: 1KB, registration: provisioned";
    const std::string shared =
        "hosts: { testbed: { nodes: [\"*\"], profile: x86-server, cores: 1, shared: true } }\n";
    const std::string apart =
        "hosts: { testbed: { nodes: [\"*\"], profile: x86-server, cores: 1 } }\n";
    const ScenarioRunFiles together(MakeScenario(course, shared));
    const ScenarioRunFiles own(MakeScenario(course, apart));

    const auto latency = [](const ScenarioRunFiles& run) {
        return ParseNanoseconds(run.GetOperations("datasend").at(0).at("latency_s"));
    };
    // Seven RSA decryptions on one core instead of one each.
    EXPECT_GT(latency(together), latency(own));
    std::set<std::string> hosts;
    for (const auto& row : together.GetRows("resources.csv"))
    {
        hosts.insert(row.at("host"));
    }
    EXPECT_EQ(hosts, std::set<std::string>{"testbed"});
}

TEST(MtpRun, QualityOfServiceOneDeliversTheSame)
{
    const ScenarioRunFiles run(
        MakeScenario("devices: 4, rounds: 2, payload: 10KB", "mqtt: { qos: 1 }\n"));

    EXPECT_EQ(run.GetOperations("register").size(), 4u);
    EXPECT_EQ(run.GetOperations("datasend").size(), 2u);
    for (const auto& row : run.GetRows("operations.csv"))
    {
        EXPECT_EQ(row.at("outcome"), "ok");
    }
}
