/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/scenario-error.h"
#include "ns3/scenario.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

namespace
{

const std::string TWO_TOPICS = "keyVerification:\n"
                               "  protocol: sscp\n"
                               "  devices: 4\n"
                               "  topics:\n"
                               "    - { name: A, subscribers: [1, 2] }\n"
                               "    - { name: B, subscribers: [3, 4] }\n";

/// @return what a scenario is refused with; empty if it is not.
std::string
RefusalOf(const std::string& yaml)
{
    try
    {
        Scenario::Parse(yaml, "f.yaml");
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

/// @return the same with topics in the place of these.
std::string
WithTopics(const std::string& topics)
{
    return "keyVerification:\n  protocol: sscp\n  devices: 4\n  topics: " + topics + "\n";
}

} // namespace

TEST(ScenarioTopics, AreReadWithTheirSubscribersPairsAndFaults)
{
    const auto scenario = Scenario::Parse(
        TWO_TOPICS + "  pairs: [[1, B], [4, A]]\n"
                     "faults: [{ type: tamper-key, at: 2s, device: 1, topic: B }]\n");

    const auto& topics = scenario.GetTopics();
    EXPECT_EQ(topics.GetNames(), (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(topics.listed.at(1).subscribers, (std::vector<uint32_t>{3, 4}));
    ASSERT_EQ(scenario.GetTopicPairs().size(), 2u);
    EXPECT_EQ(scenario.GetTopicPairs()[1].sender, 4u);
    EXPECT_EQ(scenario.GetTopicPairs()[1].topic, "A");
    EXPECT_EQ(scenario.GetFaults().at(0).topic, "B");
    EXPECT_EQ(scenario.GetFaults().at(0).target, 0u);
    EXPECT_EQ(Scenario::Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
}

TEST(ScenarioTopics, CanBeCountedInsteadOfListed)
{
    auto scenario = Scenario::Parse(WithTopics("{ count: 3, subscribersPerTopic: 2 }"));

    EXPECT_EQ(scenario.GetTopics().GetNames(), (std::vector<std::string>{"T1", "T2", "T3"}));
    EXPECT_EQ(scenario.GetTopics().subscribersPerTopic, 2u);
    EXPECT_EQ(Scenario::Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
    scenario.Set("keyVerification.topics.count", "5");
    EXPECT_EQ(scenario.GetTopics().count, 5u);
}

TEST(ScenarioTopics, CanBeSwept)
{
    const auto scenario = Scenario::Parse(WithTopics("{ count: 3, subscribersPerTopic: 2 }") +
                                          "sweep:\n  keyVerification.topics.count: [1, 10]\n"
                                          "  keyVerification.protectTopicKey: [false, true]\n");

    EXPECT_EQ(scenario.AtPoint({{"keyVerification.topics.count", "10"}}).GetTopics().count, 10u);
    EXPECT_EQ(RefusalOf(WithTopics("{ count: 3, subscribersPerTopic: 2 }") +
                        "sweep:\n  keyVerification.topics.subscribersPerTopic: [1, 5]\n"),
              "f.yaml:6: keyVerification.topics.subscribersPerTopic: expected at most as many as "
              "there are devices, 4, got '5'");
}

TEST(ScenarioTopics, MistakesAreRefusedWithTheirPlace)
{
    const std::string topics = "f.yaml:4: keyVerification.topics";
    EXPECT_EQ(RefusalOf(WithTopics("[{ name: A, subscribers: [1, 5] }]")),
              topics + "[].subscribers: expected the number of a device, from 1 to 4, got '5'");
    EXPECT_EQ(RefusalOf(WithTopics("[{ name: A, subscribers: [1, 1] }]")),
              topics + "[].subscribers: expected each device once, got '1'");
    EXPECT_EQ(RefusalOf(WithTopics("[{ name: A }, { name: A }]")),
              topics + "[].name: expected a name that no other topic has, got 'A'");
    EXPECT_EQ(RefusalOf(WithTopics("[{ name: 'a/#' }]")),
              topics + "[].name: expected a topic name of MQTT without wildcards, at most 255 "
                       "bytes, got 'a/#'");
    EXPECT_EQ(RefusalOf(WithTopics("[{ subscribers: [1] }]")),
              topics + "[].name: expected a text, got ''");
    EXPECT_EQ(RefusalOf(WithTopics("{ count: 3 }")),
              topics + ".subscribersPerTopic: expected how many devices, from 1, or all, got ''");
    EXPECT_EQ(RefusalOf(WithTopics("{ count: 3, subscribersPerTopic: some }")),
              topics + ".subscribersPerTopic: expected how many devices, from 1, or all, "
                       "got 'some'");
    EXPECT_EQ(RefusalOf(WithTopics("{ count: 0, subscribersPerTopic: 1 }")),
              topics + ".count: expected a whole number, from 1 to 4294967295, got '0'");
    EXPECT_EQ(RefusalOf(WithTopics("{ cuont: 3, subscribersPerTopic: 1 }")),
              topics + ".cuont: expected a known key, got 'cuont' (did you mean 'count'?)");
    EXPECT_EQ(RefusalOf(WithTopics("A")),
              topics + ": expected a list of topics such as [{ name: A, subscribers: [1, 2] }], "
                       "or count and subscribersPerTopic, got 'A'");
    EXPECT_EQ(RefusalOf("keyVerification:\n  protocol: sscp\n"),
              "f.yaml:1: keyVerification.topics: expected at least one topic, got ''");
}

TEST(ScenarioTopics, PairsAndFaultsNameTopicsThatAreThere)
{
    EXPECT_EQ(RefusalOf(TWO_TOPICS + "  pairs: [[1, C]]\n"),
              "f.yaml:7: keyVerification.pairs: expected the name of a topic, got 'C'");
    EXPECT_EQ(RefusalOf(TWO_TOPICS + "  pairs: [[5, A]]\n"),
              "f.yaml:7: keyVerification.pairs: expected the number of a device, from 1 to 4, "
              "got '5'");
    EXPECT_EQ(RefusalOf(TWO_TOPICS + "  pairs: [A]\n"),
              "f.yaml:7: keyVerification.pairs: expected a list of pairs of a device and a topic "
              "such as [[1, B]], got 'A'");
    EXPECT_EQ(RefusalOf(TWO_TOPICS + "faults: [{ type: tamper-key, device: 1, topic: C }]\n"),
              "f.yaml:7: faults[].topic: expected the name of a topic, got 'C'");
    EXPECT_EQ(
        RefusalOf(TWO_TOPICS + "faults: [{ type: tamper-key, device: 1, topic: A, target: 2 }]\n"),
        "f.yaml:7: faults[].topic: expected a topic, without target and replacement, or a target, got 'A'");
}

// RFC 8017, section 7.1.1: OAEP with SHA-1 takes 42 bytes of a block for itself.
TEST(ScenarioTopics, TheirRsaKeysHaveRoomForTheAesKey)
{
    EXPECT_EQ(RefusalOf("crypto: { topicRsaBits: 512 }\n" + TWO_TOPICS),
              "f.yaml:1: crypto.topicRsaBits: expected at least 592 with aes-256-gcm, got '512' "
              "(RSA-OAEP has no room for the AES key)");
    EXPECT_EQ(RefusalOf("crypto: { topicRsaBits: 512, aes: aes-128-gcm }\n" + TWO_TOPICS), "");
    EXPECT_EQ(RefusalOf("crypto: { topicRsaBits: 512 }\nkeyVerification: { devices: 4 }\n"), "");
}
