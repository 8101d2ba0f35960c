/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Runs of SSCP in whole worlds: broker, devices, MQTT, TCP, machines. The paper is named in
// mtp-message.h.

#include "scenario-run.h"

#include "ns3/crypto-profile.h"
#include "ns3/data-rate.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mtp-message.h"
#include "ns3/sscp-message.h"

#include <gtest/gtest.h>
#include <set>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string FIGURE_7 =
    "devices: 4, topics: [{ name: A, subscribers: [1, 2] }, { name: B, subscribers: [3, 4] }]";
const std::string FIGURE_21 = "faults: [ { type: tamper-key, at: 0s, device: 1, topic: B } ]\n";
const std::string REAL_KEYS = "crypto: { execution: real, rsaBits: 1024, topicRsaBits: 1024 }\n";
const std::string MODELLED_KEYS =
    "crypto: { execution: modelled, rsaBits: 1024, topicRsaBits: 1024 }\n";

/// @param more lines of the scenario, above
std::string
MakeSscpScenario(const std::string& keyVerification, const std::string& more = "")
{
    return "name: test\n" + more + "keyVerification: { protocol: sscp, " + keyVerification + " }\n";
}

std::set<std::string>
GetDetails(const ScenarioRunFiles& run, const std::string& event)
{
    std::set<std::string> details;
    for (const auto& row : run.GetRows("events.csv"))
    {
        if (row.at("event") == event)
        {
            details.insert(row.at("node") + ": " + row.at("detail"));
        }
    }
    return details;
}

void
ExpectExactParts(const ScenarioRunFiles& run)
{
    for (const auto& row : run.GetRows("operations.csv"))
    {
        int64_t sum = 0;
        for (const char* part : {"keygen_s", "crypto_s", "network_s", "broker_s", "device_s"})
        {
            const int64_t value = ParseNanoseconds(row.at(part));
            EXPECT_GE(value, 0) << row.at("operation") << " " << part;
            sum += value;
        }
        EXPECT_EQ(sum, ParseNanoseconds(row.at("latency_s"))) << row.at("operation");
        EXPECT_EQ(ParseNanoseconds(row.at("end_s")) - ParseNanoseconds(row.at("start_s")),
                  ParseNanoseconds(row.at("latency_s")));
    }
}

} // namespace

TEST(SscpRun, TopicsAreRegisteredAndSubscribedToBeforeTheRounds)
{
    const ScenarioRunFiles run(
        MakeSscpScenario(FIGURE_7 + ", rounds: 2, pairs: [[1, B], [2, A]], payload: 100KB"));

    const std::vector<std::vector<std::string>> expected{
        {"topic-register", "device1", "A", "4"}, // devices: those that are sent the key
        {"topic-register", "device2", "B", "4"},
        {"topic-subscribe", "device1", "A", "1"},
        {"topic-subscribe", "device2", "A", "1"},
        {"topic-subscribe", "device3", "B", "1"},
        {"topic-subscribe", "device4", "B", "1"},
        {"pubcheck", "device1", "B", "4"},
        {"topic-send", "device1", "B", "3"}, // the sender and two subscribers
        {"pubcheck", "device2", "A", "4"},
        {"topic-send", "device2", "A", "2"}, // a subscriber itself
    };
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : run.GetRows("operations.csv"))
    {
        EXPECT_EQ(row.at("outcome"), "ok");
        if (row.at("operation") == "register")
        {
            EXPECT_EQ(row.at("protocol"), "mtp");
            continue;
        }
        EXPECT_EQ(row.at("protocol"), "sscp");
        rows.push_back(
            {row.at("operation"), row.at("source"), row.at("target"), row.at("devices")});
    }
    EXPECT_EQ(rows, expected);
}

// Section 3.2: the others answer the sender's question, not the sender itself.
TEST(SscpRun, AllDevicesButTheSenderAnswerForATopic)
{
    const ScenarioRunFiles run(MakeSscpScenario(FIGURE_7 + ", rounds: 1, pairs: [[1, B]]"));

    EXPECT_EQ(run.GetOperations("pubcheck").at(0).at("replies"), "3");
}

// Section 4.2, figure 21: device 1's copy of topic B's key is altered; it wants to send to topic B.
// All responses are Error; nothing is sent.
TEST(SscpRun, FigureTwentyOneIsDetectedAndNothingIsSent)
{
    const ScenarioRunFiles run(
        MakeSscpScenario(FIGURE_7 + ", rounds: 1, pairs: [[1, B]], payload: 20B",
                         REAL_KEYS + FIGURE_21));

    const auto checks = run.GetOperations("pubcheck");
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].at("source"), "device1");
    EXPECT_EQ(checks[0].at("target"), "B");
    EXPECT_EQ(checks[0].at("outcome"), "mismatch");
    EXPECT_EQ(checks[0].at("replies"), "3");
    EXPECT_EQ(checks[0].at("mismatches"), "3");
    EXPECT_TRUE(run.GetOperations("topic-send").empty());
    EXPECT_EQ(GetDetails(run, "key-mismatch"),
              (std::set<std::string>{"device1: device2 answered Error on the key of topic B",
                                     "device1: device3 answered Error on the key of topic B",
                                     "device1: device4 answered Error on the key of topic B"}));
    EXPECT_EQ(GetDetails(run, "tamper-key"),
              std::set<std::string>{"device1: copy of the key of topic B replaced"});
}

TEST(SscpRun, ATamperedCopyAtAnotherDeviceIsOneError)
{
    const ScenarioRunFiles run(
        MakeSscpScenario(FIGURE_7 + ", rounds: 1, pairs: [[2, B]], payload: 20B",
                         REAL_KEYS + FIGURE_21));

    const auto checks = run.GetOperations("pubcheck");
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].at("outcome"), "mismatch");
    EXPECT_EQ(checks[0].at("mismatches"), "1");
    EXPECT_TRUE(run.GetOperations("topic-send").empty());
}

TEST(SscpRun, TamperingWithAnotherTopicsKeyDisturbsNobody)
{
    const ScenarioRunFiles run(
        MakeSscpScenario(FIGURE_7 + ", rounds: 1, pairs: [[1, A]], payload: 20B",
                         REAL_KEYS + FIGURE_21));

    EXPECT_EQ(run.GetOperations("pubcheck").at(0).at("outcome"), "ok");
    EXPECT_EQ(run.GetOperations("topic-send").at(0).at("outcome"), "ok");
}

TEST(SscpRun, EveryVerificationServesTopicsAsItDoesDevices)
{
    for (const std::string type : {"broadcast", "quorum", "cached", "digest", "none"})
    {
        const auto course = FIGURE_7 +
                            ", rounds: 2, pairs: [[1, B]], payload: 20B, "
                            "registration: provisioned, verification: " +
                            type;
        const ScenarioRunFiles good(MakeSscpScenario(course, REAL_KEYS));
        const ScenarioRunFiles tampered(MakeSscpScenario(course, REAL_KEYS + FIGURE_21));

        const auto sends = good.GetOperations("topic-send");
        ASSERT_EQ(sends.size(), 2u) << type;
        EXPECT_EQ(sends[0].at("outcome"), "ok") << type;
        EXPECT_EQ(sends[1].at("outcome"), "ok") << type;
        ExpectExactParts(good);
        for (const auto& check : tampered.GetOperations("pubcheck"))
        {
            EXPECT_EQ(check.at("outcome"), type == "none" ? "ok" : "mismatch") << type;
        }
        for (const auto& send : tampered.GetOperations("topic-send"))
        {
            EXPECT_EQ(send.at("outcome"), "undeliverable"); // "None" is no key to encrypt with
        }
        EXPECT_EQ(tampered.GetOperations("topic-send").size(), type == "none" ? 2u : 0u) << type;
    }
}

TEST(SscpRun, PartsAddUpToTheLatencyExactly)
{
    for (const std::string protect : {"false", "true"})
    {
        const ScenarioRunFiles run(MakeSscpScenario(
            FIGURE_7 + ", rounds: 4, payload: 1MB, protectTopicKey: " + protect,
            "network: { link: { rate: 20Mbps, loss: 0.01 } }\nmqtt: { qos: 1 }\n"));

        EXPECT_EQ(run.GetOperations("topic-register").size(), 2u);
        EXPECT_EQ(run.GetOperations("topic-subscribe").size(), 4u);
        EXPECT_EQ(run.GetOperations("topic-send").size(), 4u);
        ExpectExactParts(run);
        for (const auto& row : run.GetOperations("topic-register"))
        {
            EXPECT_GT(ParseNanoseconds(row.at("keygen_s")), 0); // made by the broker
        }
        for (const auto& row : run.GetOperations("topic-subscribe"))
        {
            EXPECT_EQ(ParseNanoseconds(row.at("crypto_s")) > 0, protect == "true");
        }
    }
}

TEST(SscpRun, SameSeedAndRunGiveIdenticalFiles)
{
    const auto scenario = MakeSscpScenario(
        "devices: 8, rounds: 3, payload: 10KB, topics: { count: 2, subscribersPerTopic: 3 }",
        "seed: 7\nnetwork: { link: { loss: 0.02 } }\n" + REAL_KEYS);
    const ScenarioRunFiles first(scenario, 2);
    const ScenarioRunFiles again(scenario, 2);
    const ScenarioRunFiles other(scenario, 3);

    for (const char* name : {"operations.csv", "events.csv", "resources.csv"})
    {
        EXPECT_EQ(first.GetText(name), again.GetText(name)) << name;
    }
    const auto keygen = [](const ScenarioRunFiles& run) {
        return run.GetOperations("topic-register").at(0).at("keygen_s");
    };
    EXPECT_NE(keygen(first), keygen(other)); // the run number itself is a column
}

// A private key's DER leaves out leading zeros of its secret numbers, so a real one may be some
// bytes longer or shorter than the placeholder; nothing else differs.
TEST(SscpRun, RealAndModelledExecutionTakeTheSameTime)
{
    for (const std::string protect : {"false", "true"})
    {
        const auto course = FIGURE_7 + ", rounds: 3, payload: 50KB, protectTopicKey: " + protect;
        const ScenarioRunFiles real(MakeSscpScenario(course, "seed: 3\n" + REAL_KEYS));
        const ScenarioRunFiles modelled(MakeSscpScenario(course, "seed: 3\n" + MODELLED_KEYS));

        const auto rows = real.GetRows("operations.csv");
        const auto others = modelled.GetRows("operations.csv");
        ASSERT_EQ(rows.size(), others.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
        {
            EXPECT_EQ(rows[i].at("operation"), others[i].at("operation"));
            EXPECT_EQ(rows[i].at("outcome"), others[i].at("outcome"));
            const bool hasPrivateKey = rows[i].at("operation") == "topic-subscribe";
            EXPECT_NEAR(std::stoi(rows[i].at("bytes")),
                        std::stoi(others[i].at("bytes")),
                        hasPrivateKey ? 5 : 0);
            for (const char* part :
                 {"keygen_s", "crypto_s", "network_s", "broker_s", "device_s", "latency_s"})
            {
                EXPECT_NEAR(ParseNanoseconds(rows[i].at(part)),
                            ParseNanoseconds(others[i].at(part)),
                            hasPrivateKey ? 200 : 0) // 1 Gbps: 8 ns a byte and link
                    << rows[i].at("operation") << " " << part;
            }
        }
    }
}

TEST(SscpRun, DrawnSubscribersAreAsManyAsAsked)
{
    const ScenarioRunFiles run(MakeSscpScenario(
        "devices: 12, rounds: 6, payload: 1KB, topics: { count: 4, subscribersPerTopic: 5 }"));

    std::map<std::string, std::set<std::string>> subscribers;
    for (const auto& row : run.GetOperations("topic-subscribe"))
    {
        EXPECT_EQ(row.at("outcome"), "ok");
        subscribers[row.at("target")].insert(row.at("source"));
    }
    ASSERT_EQ(subscribers.size(), 4u);
    std::set<std::set<std::string>> different;
    for (const auto& [topic, devices] : subscribers)
    {
        EXPECT_EQ(devices.size(), 5u) << topic;
        different.insert(devices);
    }
    EXPECT_GT(different.size(), 1u);
    for (const auto& row : run.GetOperations("topic-send"))
    {
        const bool subscribed = subscribers.at(row.at("target")).count(row.at("source")) > 0;
        EXPECT_EQ(row.at("devices"), subscribed ? "5" : "6");
        EXPECT_EQ(row.at("outcome"), "ok");
    }
    EXPECT_EQ(run.GetOperations("topic-send").size(), 6u);
}

namespace
{

/// Two devices on slow links, where everything but the network and cryptography costs next to
/// nothing.
class SscpEquations : public ::testing::Test
{
  protected:
    SscpEquations()
        : m_run(MakeSscpScenario(
              "devices: 2, topics: [{ name: B, subscribers: [2] }], rounds: 1, pairs: [[1, B]], "
              "payload: 1000B, registration: provisioned, startSpread: 0s",
              "network: { topology: { type: star }, link: { rate: 1Mbps, delay: 25ms }, "
              "trunk: { rate: 1Mbps } }\n"
              "mqtt: { packetCost: 0s, deliveryCost: 0s }\n"
              "crypto: { profile: x86-server, topicRsaBits: 2048 }\n"))
    {
    }

    /// @return the time that the bits of an MQTT PUBLISH take on one link.
    static Time GetTxTime(const std::string& topic, const SharedBytes& payload)
    {
        MqttPublish publish;
        publish.topic = topic;
        publish.payload = payload;
        const auto bytes = MqttCodec::Encode(publish, MqttVersion::V3_1_1).GetSize();
        const auto packets = bytes / 1448 + 1;
        return DataRate("1Mbps").CalculateBytesTxTime(bytes + packets * 54); // PPP, IPv4, TCP
    }

    void ExpectNetwork(const ScenarioRunFiles::Row& row, Time bits)
    {
        const int64_t expected = (MilliSeconds(25) * 2 + bits).GetNanoSeconds();
        EXPECT_NEAR(ParseNanoseconds(row.at("network_s")), expected, 0.02 * expected);
        EXPECT_LT(ParseNanoseconds(row.at("broker_s")) + ParseNanoseconds(row.at("device_s")),
                  MilliSeconds(1).GetNanoSeconds());
    }

    using Operations = std::vector<std::pair<CryptoOperation, uint64_t>>;

    /// Expects @p text to be what these take together, wherever in its distribution each lies.
    static void ExpectCost(const std::string& text, const Operations& operations)
    {
        const auto profile = CryptoProfile::Load("x86-server");
        Time least;
        Time most;
        for (const auto& [operation, size] : operations)
        {
            least += profile.GetCost(operation, size, 0);
            most += profile.GetCost(operation, size, 0.999999);
        }
        EXPECT_GE(ParseNanoseconds(text), least.GetNanoSeconds());
        EXPECT_LE(ParseNanoseconds(text), most.GetNanoSeconds());
    }

    const SharedBytes m_publicKey = SharedBytes::Zeros(294); //!< DER of 2,048 bit
    ScenarioRunFiles m_run;
};

} // namespace

// Equation (4): to the broker, key generation there, and to all devices.
TEST_F(SscpEquations, ARegistrationIsTwoWaysAndAKeyGeneration)
{
    const auto row = m_run.GetOperations("topic-register").at(0);
    const auto up = GetTxTime(sscptopic::REGISTER, EncodeSscp(SscpRegister{1, "B"}));
    const auto down = GetTxTime(sscptopic::KEYS, EncodeSscp(SscpKeys{{{1, "B", m_publicKey}}}));

    // Down the trunk the second device's copy waits for the first one's.
    ExpectNetwork(row, up * 2 + down * 3);
    ExpectCost(row.at("keygen_s"), {{CryptoOperation::RSA_KEYGEN, 2048}});
    EXPECT_EQ(row.at("crypto_s"), "0");
}

// Equation (5): to the broker, and back with the private key.
TEST_F(SscpEquations, ASubscriptionIsTwoWays)
{
    const auto row = m_run.GetOperations("topic-subscribe").at(0);
    const auto up = GetTxTime(sscptopic::SUBSCRIBE, EncodeSscp(SscpSubscribe{2, 1}));
    const SharedBytes key = SharedBytes::Zeros(1217); // DER of 2,048 bit
    const auto down = GetTxTime(sscptopic::Private(2), EncodeSscp(SscpPrivateKey{2, 1, key}));

    // SUBSCRIBE goes ahead of the request: 17 B of MQTT and 54 of headers.
    const auto before = DataRate("1Mbps").CalculateBytesTxTime(17 + 54);
    ExpectNetwork(row, before + up * 2 + down * 2);
    EXPECT_EQ(row.at("keygen_s"), "0");
    EXPECT_EQ(row.at("crypto_s"), "0");
}

// Equation (6): encryption with both, two ways, decryption with both.
TEST_F(SscpEquations, ASendIsTwoWaysAndFourOperations)
{
    const auto row = m_run.GetOperations("topic-send").at(0);
    const HybridSealed sealed{
        SharedBytes::Zeros(256),
        {SharedBytes::Zeros(12), SharedBytes::Zeros(16), SharedBytes::Zeros(1000)}};
    const auto data =
        GetTxTime(sscptopic::Data("B"), EncodeMtp(MtpData{1, 1, KeySubject::Topic(1), sealed}));

    ExpectNetwork(row, data * 4);
    ExpectCost(row.at("crypto_s"),
               {{CryptoOperation::RSA_OAEP_ENCRYPT, 2048},
                {CryptoOperation::AES_256_GCM_ENCRYPT, 1000},
                {CryptoOperation::RSA_OAEP_DECRYPT, 2048},
                {CryptoOperation::AES_256_GCM_DECRYPT, 1000}});
}

TEST(SscpRun, AMissingAnswerEndsTheVerificationByTimeout)
{
    const ScenarioRunFiles run(
        MakeSscpScenario("devices: 4, topics: [{ name: A, subscribers: [1, 2] }], rounds: 1, "
                         "pairs: [[1, A]], payload: 1KB, registration: provisioned, "
                         "verificationTimeout: 3s, operationTimeout: 60s",
                         "network: { links: [ { nodes: device4, loss: 1 } ] }\n"));

    const auto checks = run.GetOperations("pubcheck");
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].at("outcome"), "timeout");
    EXPECT_EQ(checks[0].at("latency_s"), "3");
    EXPECT_EQ(checks[0].at("replies"), "2");
    EXPECT_TRUE(run.GetOperations("topic-send").empty());
    EXPECT_EQ(GetDetails(run, "answer-missing"),
              std::set<std::string>{"device1: device4 did not answer on the key of topic A"});
    ExpectExactParts(run);
}

TEST(SscpRun, ADeviceThatNeverJoinsHoldsNobodyUp)
{
    const ScenarioRunFiles run(MakeSscpScenario(
        "devices: 3, topics: [{ name: A, subscribers: [2, 3] }, "
        "{ name: B, subscribers: [1, 2, 3] }], rounds: 2, pairs: [[2, A], [2, B]], "
        "payload: 1KB, operationTimeout: 60s",
        "network: { links: [ { nodes: device1, loss: 1 } ] }\n"));

    // Device 1 was to register topic A.
    const auto registrations = run.GetOperations("topic-register");
    ASSERT_EQ(registrations.size(), 2u);
    EXPECT_EQ(registrations[0].at("target"), "A");
    EXPECT_EQ(registrations[0].at("outcome"), "timeout");
    EXPECT_EQ(registrations[0].at("latency_s"), "60");
    EXPECT_EQ(registrations[1].at("outcome"), "ok");
    EXPECT_EQ(run.GetOperations("topic-subscribe").size(), 2u); // to B, by 2 and 3
    EXPECT_EQ(GetDetails(run, "undeliverable").size(), 4u);     // three subscriptions, one send
    const auto checks = run.GetOperations("pubcheck");
    ASSERT_EQ(checks.size(), 2u);
    EXPECT_EQ(checks[0].at("outcome"), "undeliverable"); // no topic A
    EXPECT_EQ(checks[1].at("outcome"), "ok");
    EXPECT_EQ(run.GetOperations("topic-send").at(0).at("devices"), "2");
    EXPECT_EQ(run.GetOperations("topic-send").at(0).at("outcome"), "ok");
    ExpectExactParts(run);
}

TEST(SscpRun, DataThatNobodySubscribedToIsUndeliverable)
{
    const ScenarioRunFiles run(MakeSscpScenario(
        "devices: 3, topics: [{ name: A, subscribers: [1] }], rounds: 2, pairs: [[1, A], [2, A]]"));

    const auto sends = run.GetOperations("topic-send");
    ASSERT_EQ(sends.size(), 2u);
    EXPECT_EQ(sends[0].at("outcome"), "undeliverable");
    EXPECT_EQ(sends[1].at("outcome"), "ok");
    EXPECT_EQ(GetDetails(run, "undeliverable"),
              std::set<std::string>{"device1: nobody else subscribed to topic A"});
    ExpectExactParts(run);
}
