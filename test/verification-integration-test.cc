/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Verification strategies in whole worlds, with and without an attacker.

#include "scenario-run.h"

#include <cmath>
#include <gtest/gtest.h>
#include <set>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string TAMPERED = "{ type: tamper-key, device: 1, target: 2, replacement: attacker }";
const std::string LIES_TO_ONE = "{ type: compromise, broker: true, target: 2, victims: [1] }";
const std::string LIES_TO_ALL = "{ type: compromise, broker: true }";
const std::string FORGES = "{ type: compromise, broker: true, forgeAnswers: true }";

const std::vector<std::string> ALL_TYPES{"none", "broadcast", "quorum", "cached", "digest"};

struct VerificationWorld
{
    std::string verification; //!< YAML
    std::string faults;       //!< YAML, without the brackets
    std::string course{"devices: 12, rounds: 4, pairs: [[1, 2]], payload: 1KB"};
    std::string registration{"provisioned"};
    std::string execution{"modelled"};

    ScenarioRunFiles Run(uint64_t run = 1) const
    {
        return ScenarioRunFiles("crypto: { rsaBits: 1024, execution: " + execution +
                                    " }\nfaults: [" + faults + "]\nkeyVerification: { " + course +
                                    ", registration: " + registration +
                                    ", verification: " + verification + " }\n",
                                run);
    }
};

uint32_t
CountEvents(const ScenarioRunFiles& run, const std::string& event)
{
    uint32_t count = 0;
    for (const auto& row : run.GetRows("events.csv"))
    {
        count += row.at("event") == event ? 1 : 0;
    }
    return count;
}

/// @return the share of sends to a wrong key that were caught.
double
GetCaughtShare(const ScenarioRunFiles& run)
{
    const double caught = CountEvents(run, "tampered-send-caught");
    return caught / (caught + CountEvents(run, "tampered-send-missed"));
}

} // namespace

TEST(VerificationRun, AllStrategiesLetRightKeysPass)
{
    for (const std::string registration : {"together", "sequential", "provisioned"})
    {
        for (const auto& type : ALL_TYPES)
        {
            VerificationWorld world{type, ""};
            world.registration = registration;
            world.course = "devices: 12, rounds: 5, payload: 1KB, announceInterval: 50ms";
            const auto run = world.Run();

            ASSERT_EQ(run.GetOperations("datasend").size(), 5u) << type << " " << registration;
            for (const auto& row : run.GetRows("operations.csv"))
            {
                EXPECT_EQ(row.at("outcome"), "ok") << type << " " << registration;
            }
            EXPECT_TRUE(run.GetRows("events.csv").empty()) << type << " " << registration;
        }
    }
}

// A copy of the recipient's key was replaced by the attacker's: data goes out only unverified, and
// then the attacker can read it and the recipient cannot.
TEST(VerificationRun, ATamperedCopyIsUsedOnlyWhereNothingIsVerified)
{
    for (const std::string execution : {"real", "modelled"})
    {
        for (const auto& type : ALL_TYPES)
        {
            VerificationWorld world{type, TAMPERED};
            world.execution = execution;
            const auto run = world.Run();

            const bool caught = type != "none";
            EXPECT_EQ(CountEvents(run, "tampered-send-caught"), caught ? 4u : 0u) << type;
            EXPECT_EQ(CountEvents(run, "tampered-send-missed"), caught ? 0u : 4u) << type;
            EXPECT_EQ(CountEvents(run, "eavesdropped"), caught ? 0u : 4u) << type;
            ASSERT_EQ(run.GetOperations("pubcheck").size(), 4u) << type;
            EXPECT_EQ(run.GetOperations("datasend").size(), caught ? 0u : 4u) << type;
            for (const auto& row : run.GetOperations("pubcheck"))
            {
                EXPECT_EQ(row.at("outcome"), caught ? "mismatch" : "ok") << type;
            }
            for (const auto& row : run.GetOperations("datasend"))
            {
                EXPECT_EQ(row.at("outcome"), "undeliverable") << type;
            }
        }
    }
}

// Signatures differ by up to two bytes between the executions: 16 ns a byte at 1 Gbit/s, and what
// they add to the cost of reading and writing.
TEST(VerificationRun, RealAndModelledExecutionAgree)
{
    for (const auto& type : ALL_TYPES)
    {
        for (const auto& faults : {std::string(), TAMPERED, LIES_TO_ONE})
        {
            VerificationWorld world{type, faults};
            world.course = "devices: 6, rounds: 3, pairs: [[1, 2]], payload: 1KB";
            const auto modelled = world.Run().GetRows("operations.csv");
            world.execution = "real";
            const auto real = world.Run().GetRows("operations.csv");

            ASSERT_EQ(real.size(), modelled.size()) << type << faults;
            for (std::size_t i = 0; i < real.size(); ++i)
            {
                EXPECT_EQ(real[i].at("operation"), modelled[i].at("operation"));
                EXPECT_EQ(real[i].at("outcome"), modelled[i].at("outcome")) << type << faults;
                EXPECT_NEAR(ParseNanoseconds(real[i].at("latency_s")),
                            ParseNanoseconds(modelled[i].at("latency_s")),
                            type == "digest" ? 1000 : 0)
                    << type << faults;
            }
        }
    }
}

TEST(VerificationRun, PartsOfEveryStrategyAddUpAndAreNotNegative)
{
    for (const auto& type : ALL_TYPES)
    {
        for (const auto& faults : {std::string(), TAMPERED, LIES_TO_ALL, FORGES})
        {
            for (const auto& row : VerificationWorld{type, faults}.Run().GetRows("operations.csv"))
            {
                int64_t sum = 0;
                for (const char* part :
                     {"keygen_s", "crypto_s", "network_s", "broker_s", "device_s"})
                {
                    const int64_t value = ParseNanoseconds(row.at(part));
                    EXPECT_EQ(row.at(part).find('-'), std::string::npos) << type << faults << part;
                    sum += value;
                }
                EXPECT_EQ(sum, ParseNanoseconds(row.at("latency_s"))) << type << faults;
            }
        }
    }
}

// Devices that were told the truth contradict a lie told to one; a signed lie contradicts nobody.
TEST(VerificationRun, ALieToOneDeviceIsCaughtByWhoeverAsksOthers)
{
    for (const std::string registration : {"together", "provisioned"})
    {
        for (const auto& type : ALL_TYPES)
        {
            VerificationWorld world{type, LIES_TO_ONE};
            world.registration = registration;
            const auto run = world.Run();

            const bool caught = type == "broadcast" || type == "quorum" || type == "cached";
            EXPECT_EQ(GetCaughtShare(run), caught ? 1 : 0) << type << " " << registration;
            EXPECT_EQ(CountEvents(run, "eavesdropped"), caught ? 0u : 4u) << type;
        }
    }
}

// The same lie to everyone from the start: only the recipient knows better.
TEST(VerificationRun, ALieToAllIsCaughtByTheRecipientAlone)
{
    const auto run = VerificationWorld{"broadcast", LIES_TO_ALL}.Run();

    EXPECT_EQ(GetCaughtShare(run), 1);
    EXPECT_EQ(run.GetOperations("pubcheck").at(0).at("mismatches"), "1");
    for (const auto& row : run.GetRows("events.csv"))
    {
        if (row.at("event") == "key-mismatch")
        {
            EXPECT_EQ(row.at("detail"), "device2 answered Error on the key of device2");
        }
    }
}

// So k witnesses of N - 1 find it when the recipient is among them.
TEST(VerificationRun, AQuorumFindsALieToAllAsOftenAsItAsksTheRecipient)
{
    constexpr double ROUNDS = 600;
    VerificationWorld world{"{ type: quorum, witnesses: 3 }", LIES_TO_ALL};
    world.course = "devices: 13, rounds: 600, pairs: [[1, 2]], payload: 20B";

    const double expected = 3.0 / 12;
    EXPECT_NEAR(GetCaughtShare(world.Run()),
                expected,
                4 * std::sqrt(expected * (1 - expected) / ROUNDS));
}

// The broker relays all answers and none is signed: it answers itself.
TEST(VerificationRun, ForgedAnswersAreBelieved)
{
    for (const auto& type : ALL_TYPES)
    {
        const auto run = VerificationWorld{type, FORGES}.Run();

        EXPECT_EQ(GetCaughtShare(run), 0) << type;
        EXPECT_EQ(CountEvents(run, "eavesdropped"), 4u) << type;
    }
}

// Compromised devices answer Check; the hypergeometric distribution, within four standard
// deviations.
TEST(VerificationRun, AQuorumMissesWhatCompromisedWitnessesHide)
{
    constexpr double ROUNDS = 600;
    VerificationWorld world{"{ type: quorum, witnesses: 2 }",
                            TAMPERED + ", { type: compromise, devices: 14 }"};
    world.course = "devices: 21, rounds: 600, pairs: [[1, 2]], payload: 20B";
    const auto run = world.Run();

    EXPECT_EQ(CountEvents(run, "compromise"), 14u);
    const double expected = 1 - 14.0 * 13 / (20 * 19);
    EXPECT_NEAR(GetCaughtShare(run), expected, 4 * std::sqrt(expected * (1 - expected) / ROUNDS));
}

// The recipient is honest and is asked by broadcast: one Error is enough.
TEST(VerificationRun, ABroadcastNeedsOneHonestDevice)
{
    const auto run =
        VerificationWorld{"broadcast", TAMPERED + ", { type: compromise, devices: 10 }"}.Run();

    EXPECT_EQ(GetCaughtShare(run), 1);
    EXPECT_EQ(run.GetOperations("pubcheck").at(0).at("mismatches"), "1");
}

TEST(VerificationRun, CompromisedDevicesAreDrawnFromThoseThatNoFaultNames)
{
    std::set<std::string> first;
    std::set<std::string> second;
    VerificationWorld world{"none", TAMPERED + ", { type: compromise, devices: 30% }"};
    for (auto* drawn : {&first, &second})
    {
        const auto run = world.Run(drawn == &first ? 1 : 2);
        for (const auto& row : run.GetRows("events.csv"))
        {
            if (row.at("event") == "compromise")
            {
                drawn->insert(row.at("node"));
            }
        }
        EXPECT_EQ(drawn->size(), 4u); // 3.6 of 12
        EXPECT_EQ(drawn->count("device1") + drawn->count("device2"), 0u);
    }
    EXPECT_NE(first, second);
}

// What a strategy costs in messages: the bytes of a quorum and of a proof hardly depend on N.
TEST(VerificationRun, OnlyABroadcastGrowsWithTheNumberOfDevices)
{
    const auto bytesOf = [](const std::string& type, const std::string& devices) {
        VerificationWorld world{type, ""};
        world.course = "devices: " + devices + ", rounds: 1, pairs: [[1, 2]], payload: 1KB";
        return std::stoul(world.Run().GetOperations("pubcheck").at(0).at("bytes"));
    };
    EXPECT_GT(bytesOf("broadcast", "80"), 3 * bytesOf("broadcast", "20"));
    EXPECT_LT(bytesOf("quorum", "80"), 1.05 * bytesOf("quorum", "20"));
    // Two more levels of the tree: two digests.
    EXPECT_NEAR(bytesOf("digest", "80"), bytesOf("digest", "20") + 2 * 32, 4);
    EXPECT_EQ(bytesOf("none", "80"), 0u);
}

TEST(VerificationRun, ACachedKeyIsVerifiedOnceWithinItsTimeToLive)
{
    VerificationWorld world{"{ type: cached, timeToLive: 1h, underlying: digest }", ""};
    const auto rows = world.Run().GetOperations("pubcheck");

    ASSERT_EQ(rows.size(), 4u);
    EXPECT_EQ(rows[0].at("replies"), "1");
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        EXPECT_EQ(rows[i].at("latency_s"), "0");
        EXPECT_EQ(rows[i].at("bytes"), "0");
    }
    world.verification = "{ type: cached, timeToLive: 0s, underlying: digest }";
    EXPECT_NE(world.Run().GetOperations("pubcheck").at(3).at("bytes"), "0");
}

// What was verified before the broker lied does not vouch for what it says then.
TEST(VerificationRun, ALieThatReplacesACachedKeyIsCaught)
{
    VerificationWorld world{"cached",
                            "{ type: compromise, broker: true, target: 2, victims: [1], at: 3s }"};
    world.course = "devices: 12, rounds: 200, pairs: [[1, 2]], payload: 1KB";
    const auto run = world.Run();

    EXPECT_GT(CountEvents(run, "tampered-send-caught"), 0u);
    EXPECT_EQ(CountEvents(run, "tampered-send-missed"), 0u);
    const auto checks = run.GetOperations("pubcheck");
    EXPECT_EQ(checks.front().at("outcome"), "ok");
    EXPECT_EQ(checks[1].at("bytes"), "0");
    EXPECT_EQ(checks.back().at("outcome"), "mismatch");
}

TEST(VerificationRun, SameSeedAndRunGiveIdenticalFilesWithEveryStrategy)
{
    for (const auto& type : ALL_TYPES)
    {
        VerificationWorld world{type, TAMPERED + ", { type: compromise, devices: 30% }"};
        world.execution = "real";
        const auto first = world.Run(3);
        const auto again = world.Run(3);

        EXPECT_EQ(first.GetText("operations.csv"), again.GetText("operations.csv")) << type;
        EXPECT_EQ(first.GetText("events.csv"), again.GetText("events.csv")) << type;
    }
}
