/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"

#include "ns3/cached-verification.h"
#include "ns3/digest-verification.h"
#include "ns3/host.h"
#include "ns3/mtp-topic.h"
#include "ns3/no-verification.h"
#include "ns3/pointer.h"
#include "ns3/quorum-verification.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const SharedBytes RIGHT(std::string_view("the right key"));
const SharedBytes WRONG(std::string_view("another key"));

/// Device 1, with the keys of all devices and a strategy, but without a network.
class StrategyTest : public ::testing::Test
{
  protected:
    ~StrategyTest() override
    {
        Simulator::Destroy();
    }

    /// Gives device 1 the keys of @p devices devices.
    void Install(Ptr<VerificationStrategy> strategy, uint32_t devices)
    {
        for (uint32_t number = 1; number <= devices; ++number)
        {
            m_keys.Store({KeySubject::Device(number), RIGHT});
        }
        VerificationParts parts;
        parts.number = 1;
        parts.timeout = Seconds(1);
        parts.keys = &m_keys;
        parts.crypto = MakeCrypto("real");
        parts.strand = CreateObject<Strand>(CreateObject<Host>());
        parts.publish = [this](const std::string& topic, const MtpMessage& message) {
            m_published.emplace_back(topic, message);
        };
        parts.compiled = [](uint32_t, uint32_t) {};
        m_strategy = strategy;
        m_strategy->Install(parts);
        m_strategy->AssignStreams(1);
    }

    void Verify(const SubjectKey& target)
    {
        m_results.clear();
        m_published.clear();
        m_strategy->Verify(++m_operation, target, [this](const VerificationResult& result) {
            m_results.push_back(result);
        });
    }

    void Answer(uint32_t responder, bool check)
    {
        m_strategy->HandleMessage(MtpAnswer{1, m_operation, responder, check});
    }

    /// @return who was asked, by the topics that were published to.
    std::vector<uint32_t> GetAsked() const
    {
        std::vector<uint32_t> asked;
        for (const auto& [topic, message] : m_published)
        {
            asked.push_back(mtptopic::GetDevice(topic));
        }
        return asked;
    }

    static Ptr<QuorumVerification> MakeQuorum(uint32_t witnesses)
    {
        auto quorum = CreateObject<QuorumVerification>();
        quorum->SetAttribute("Witnesses", UintegerValue(witnesses));
        return quorum;
    }

    KeyRing m_keys{std::make_shared<KeyPool>()};
    Ptr<VerificationStrategy> m_strategy;
    uint32_t m_operation{0};
    std::vector<std::pair<std::string, MtpMessage>> m_published;
    std::vector<VerificationResult> m_results;
};

using QuorumTest = StrategyTest;
using CachedTest = StrategyTest;
using DigestTest = StrategyTest;

double
Choose(uint32_t n, uint32_t k)
{
    double product = k > n ? 0 : 1;
    for (uint32_t i = 0; i < k && k <= n; ++i)
    {
        product *= double(n - i) / (k - i);
    }
    return product;
}

/// @return whether there is one result, with this outcome.
bool
Ended(const std::vector<VerificationResult>& results, VerificationOutcome outcome)
{
    return results.size() == 1 && results[0].outcome == outcome;
}

} // namespace

TEST_F(StrategyTest, NoneTakesEveryKeyWithoutAsking)
{
    Install(CreateObject<NoVerification>(), 5);
    Verify({KeySubject::Device(2), WRONG});

    EXPECT_TRUE(Ended(m_results, VerificationOutcome::VERIFIED));
    EXPECT_TRUE(m_published.empty());
}

TEST_F(QuorumTest, AsksSoManyOthersAndEachByItself)
{
    Install(MakeQuorum(16), 100);
    Verify({KeySubject::Device(2), RIGHT});

    const auto asked = GetAsked();
    const std::set<uint32_t> different(asked.begin(), asked.end());
    EXPECT_EQ(asked.size(), 16u);
    EXPECT_EQ(different.size(), 16u);
    EXPECT_EQ(different.count(1), 0u); // itself
    EXPECT_EQ(different.count(0), 0u); // a topic of nobody
}

TEST_F(QuorumTest, AsksAboutATopicLikewise)
{
    Install(MakeQuorum(4), 10);
    Verify({KeySubject::Topic(2), RIGHT});

    ASSERT_EQ(m_published.size(), 4u);
    for (const auto& [topic, message] : m_published)
    {
        EXPECT_EQ(std::get<MtpVerify>(message).target.subject, KeySubject::Topic(2));
    }
}

TEST_F(QuorumTest, AsksAllOthersIfThereAreFewer)
{
    Install(MakeQuorum(16), 5);
    Verify({KeySubject::Device(2), RIGHT});

    const auto asked = GetAsked();
    EXPECT_EQ(std::set<uint32_t>(asked.begin(), asked.end()), (std::set<uint32_t>{2, 3, 4, 5}));
}

TEST_F(QuorumTest, EndsWithTheLastAnswer)
{
    Install(MakeQuorum(3), 10);
    Verify({KeySubject::Device(2), RIGHT});
    const auto asked = GetAsked();
    Answer(asked[0], true);
    Answer(asked[1], false);
    Answer(asked[1], true); // twice
    EXPECT_TRUE(m_results.empty());

    Answer(asked[2], true);

    ASSERT_TRUE(Ended(m_results, VerificationOutcome::MISMATCH));
    EXPECT_EQ(m_results[0].errors, std::vector<uint32_t>{asked[1]});
    EXPECT_EQ(m_results[0].replies, 3u);
}

TEST_F(QuorumTest, ASilentWitnessEndsItByTimeout)
{
    Install(MakeQuorum(2), 10);
    Verify({KeySubject::Device(2), RIGHT});
    Answer(GetAsked()[0], true);

    Simulator::Run();

    ASSERT_TRUE(Ended(m_results, VerificationOutcome::TIMEOUT));
    EXPECT_EQ(m_results[0].missing, std::vector<uint32_t>{GetAsked()[1]});
    EXPECT_EQ(Simulator::Now(), Seconds(1));
}

// Every device is a witness equally often: k of n - 1, within five standard deviations.
TEST_F(QuorumTest, DrawsEveryDeviceEquallyOften)
{
    constexpr uint32_t ROUNDS = 4000;
    Install(MakeQuorum(5), 21);
    std::map<uint32_t, uint32_t> counts;
    for (uint32_t round = 0; round < ROUNDS; ++round)
    {
        Verify({KeySubject::Device(2), RIGHT});
        for (const uint32_t witness : GetAsked())
        {
            ++counts[witness];
        }
    }
    const double share = 5.0 / 20;
    const double deviation = std::sqrt(ROUNDS * share * (1 - share));
    EXPECT_EQ(counts.size(), 20u);
    for (const auto& [witness, count] : counts)
    {
        EXPECT_NEAR(count, ROUNDS * share, 5 * deviation) << "device " << witness;
    }
}

// c of n possible witnesses help the attacker: the hypergeometric distribution, within four
// standard deviations of the estimate.
TEST_F(QuorumTest, DetectsAsOftenAsTheHypergeometricDistributionSays)
{
    constexpr uint32_t ROUNDS = 5000;
    constexpr uint32_t N = 60;
    for (const uint32_t k : {1u, 2u, 4u, 8u})
    {
        for (const uint32_t c : {18u, 36u, 54u, 59u})
        {
            Install(MakeQuorum(k), N + 1);
            uint32_t detected = 0;
            for (uint32_t round = 0; round < ROUNDS; ++round)
            {
                Verify({KeySubject::Device(2), WRONG});
                for (const uint32_t witness : GetAsked())
                {
                    Answer(witness, witness >= 2 && witness < 2 + c);
                }
                ASSERT_EQ(m_results.size(), 1u);
                detected += m_results[0].outcome == VerificationOutcome::MISMATCH ? 1 : 0;
            }
            const double expected = 1 - Choose(c, k) / Choose(N, k);
            const double bound = 4 * std::sqrt(expected * (1 - expected) / ROUNDS);
            EXPECT_NEAR(double(detected) / ROUNDS, expected, bound) << k << " of " << c;
        }
    }
}

TEST_F(CachedTest, AVerifiedKeyIsNotAskedForAgainUntilItsTimeIsOver)
{
    auto cached = CreateObject<CachedVerification>();
    cached->SetAttribute("TimeToLive", TimeValue(Seconds(60)));
    cached->SetAttribute("Underlying", PointerValue(MakeQuorum(1)));
    Install(cached, 10);
    const SubjectKey target{KeySubject::Device(2), RIGHT};
    Verify(target);
    ASSERT_EQ(m_published.size(), 1u);
    Answer(GetAsked()[0], true);

    const auto verifyAt = [&](Time at, std::size_t questions) {
        Simulator::Schedule(at, [this, target, questions] {
            Verify(target);
            EXPECT_EQ(m_published.size(), questions) << Simulator::Now().As(Time::S);
            EXPECT_EQ(m_results.size(), 1 - questions);
        });
    };
    verifyAt(Seconds(1), 0);
    verifyAt(Seconds(59), 0);
    verifyAt(Seconds(60), 1);
    Simulator::Run();
}

TEST_F(CachedTest, VerifiesByBroadcastUnlessToldOtherwise)
{
    Install(CreateObject<CachedVerification>(), 10);
    Verify({KeySubject::Device(2), RIGHT});

    ASSERT_EQ(m_published.size(), 1u);
    EXPECT_EQ(m_published[0].first, mtptopic::VERIFY);
}

TEST_F(CachedTest, AnAnnouncedKeyIsVerifiedAnew)
{
    auto cached = CreateObject<CachedVerification>();
    cached->SetAttribute("Underlying", PointerValue(MakeQuorum(1)));
    Install(cached, 10);
    for (const uint32_t device : {2u, 3u})
    {
        Verify({KeySubject::Device(device), RIGHT});
        Answer(GetAsked()[0], true);
    }

    m_strategy->HandleKeyStored(KeySubject::Device(2));

    Verify({KeySubject::Device(2), RIGHT});
    EXPECT_EQ(m_published.size(), 1u);
    Verify({KeySubject::Device(3), RIGHT});
    EXPECT_TRUE(m_published.empty()); // nothing has happened to this one
    Verify({KeySubject::Topic(3), RIGHT});
    EXPECT_EQ(m_published.size(), 1u); // nor is it the key of topic 3
}

TEST_F(CachedTest, AnAlteredCopyIsNotTheKeyThatWasVerified)
{
    auto cached = CreateObject<CachedVerification>();
    cached->SetAttribute("Underlying", PointerValue(MakeQuorum(1)));
    Install(cached, 10);
    Verify({KeySubject::Device(2), RIGHT});
    Answer(GetAsked()[0], true);

    Verify({KeySubject::Device(2), WRONG});
    ASSERT_EQ(m_published.size(), 1u);
    Answer(GetAsked()[0], false);
    EXPECT_TRUE(Ended(m_results, VerificationOutcome::MISMATCH));

    Verify({KeySubject::Device(2), WRONG});
    EXPECT_EQ(m_published.size(), 1u); // what was refused is not remembered
}

namespace
{

/// The other side of DigestTest: a broker with the keys of ten devices.
class DigestBroker
{
  public:
    /// @param kind whose keys: ten devices' or ten topics'
    explicit DigestBroker(KeySubject::Kind kind = KeySubject::Kind::DEVICE)
        : m_tree(kind, m_crypto),
          m_pair(m_crypto->GenerateEcdsaKey().value)
    {
        for (uint32_t number = 1; number <= 10; ++number)
        {
            m_tree.Set(number, RIGHT);
        }
    }

    const SharedBytes& GetPublicKey() const
    {
        return m_pair.publicKey;
    }

    MtpProof Prove(uint32_t operation, uint32_t device)
    {
        const auto head = m_tree.GetHead().value;
        const auto signature = m_crypto->EcdsaSign(m_pair.privateKey, EncodeTreeHead(head)).value;
        return {1,
                operation,
                {head.kind, device},
                head.size,
                head.root,
                signature,
                m_tree.GetPath(device)};
    }

    KeyTree& GetTree()
    {
        return m_tree;
    }

  private:
    Ptr<Crypto> m_crypto{MakeCrypto("real", 50)};
    KeyTree m_tree;
    KeyPair m_pair;
};

} // namespace

TEST_F(DigestTest, TakesAKeyThatTheBrokerProves)
{
    DigestBroker broker;
    Install(CreateObject<DigestVerification>(), 10);
    m_strategy->SetBrokerKey(broker.GetPublicKey());
    Verify({KeySubject::Device(4), RIGHT});
    ASSERT_EQ(m_published.size(), 1u);
    EXPECT_EQ(m_published[0].first, mtptopic::PROVE);

    m_strategy->HandleMessage(broker.Prove(m_operation, 4));
    EXPECT_TRUE(m_results.empty()); // checking a signature takes time
    Simulator::Run();

    ASSERT_TRUE(Ended(m_results, VerificationOutcome::VERIFIED));
    EXPECT_EQ(m_results[0].replies, 1u);
}

TEST_F(DigestTest, RefusesAnAlteredCopy)
{
    DigestBroker broker;
    Install(CreateObject<DigestVerification>(), 10);
    m_strategy->SetBrokerKey(broker.GetPublicKey());
    Verify({KeySubject::Device(4), WRONG});
    m_strategy->HandleMessage(broker.Prove(m_operation, 4));
    Simulator::Run();

    ASSERT_TRUE(Ended(m_results, VerificationOutcome::MISMATCH));
    EXPECT_EQ(m_results[0].finding, "the copy is not what the broker proves");
}

TEST_F(DigestTest, RefusesARootThatIsNotItsOwn)
{
    DigestBroker broker;
    broker.GetTree().Set(9, WRONG); // not what the device was told of device 9
    Install(CreateObject<DigestVerification>(), 10);
    m_strategy->SetBrokerKey(broker.GetPublicKey());
    Verify({KeySubject::Device(4), RIGHT});
    m_strategy->HandleMessage(broker.Prove(m_operation, 4));
    Simulator::Run();

    ASSERT_TRUE(Ended(m_results, VerificationOutcome::MISMATCH));
    EXPECT_EQ(m_results[0].finding, "the keys held are not those of the broker's root");
}

TEST_F(DigestTest, RefusesWhatTheBrokerDidNotSign)
{
    DigestBroker broker;
    Install(CreateObject<DigestVerification>(), 10);
    const auto other = MakeCrypto("real", 90)->GenerateEcdsaKey().value;
    m_strategy->SetBrokerKey(other.publicKey);
    Verify({KeySubject::Device(4), RIGHT});
    m_strategy->HandleMessage(broker.Prove(m_operation, 4));
    Simulator::Run();
    ASSERT_TRUE(Ended(m_results, VerificationOutcome::MISMATCH));
    EXPECT_EQ(m_results[0].finding, "the broker's signature does not fit its proof");

    // A head that was seen signed does not vouch for another one.
    m_strategy->SetBrokerKey(broker.GetPublicKey());
    Verify({KeySubject::Device(4), RIGHT});
    const auto proof = broker.Prove(m_operation, 4);
    m_strategy->HandleMessage(proof);
    Simulator::Run();
    ASSERT_TRUE(Ended(m_results, VerificationOutcome::VERIFIED));
    Verify({KeySubject::Device(4), RIGHT});
    auto altered = proof;
    altered.operation = m_operation;
    altered.root = Alter(altered.root, 5);
    m_strategy->HandleMessage(altered);
    Simulator::Run();
    EXPECT_TRUE(Ended(m_results, VerificationOutcome::MISMATCH));
}

TEST_F(DigestTest, TopicsHaveATreeOfTheirOwn)
{
    DigestBroker broker(KeySubject::Kind::TOPIC);
    Install(CreateObject<DigestVerification>(), 3);
    for (uint32_t topic = 1; topic <= 10; ++topic)
    {
        m_keys.Store({KeySubject::Topic(topic), RIGHT});
    }
    m_strategy->SetBrokerKey(broker.GetPublicKey());
    const auto verify = [&](const SubjectKey& target) {
        Verify(target);
        m_strategy->HandleMessage(broker.Prove(m_operation, target.subject.number));
        Simulator::Run();
        return m_results.at(0).outcome;
    };

    EXPECT_EQ(verify({KeySubject::Topic(4), RIGHT}), VerificationOutcome::VERIFIED);
    EXPECT_EQ(verify({KeySubject::Topic(4), WRONG}), VerificationOutcome::MISMATCH);
    // A topic's proof is none of a device's key.
    EXPECT_EQ(verify({KeySubject::Device(2), RIGHT}), VerificationOutcome::TIMEOUT);
}

TEST_F(DigestTest, ProofsOfOtherQuestionsAreIgnored)
{
    DigestBroker broker;
    Install(CreateObject<DigestVerification>(), 10);
    m_strategy->SetBrokerKey(broker.GetPublicKey());
    Verify({KeySubject::Device(4), RIGHT});
    m_strategy->HandleMessage(broker.Prove(m_operation + 1, 4));
    m_strategy->HandleMessage(broker.Prove(m_operation, 5));
    Simulator::Run();

    EXPECT_TRUE(Ended(m_results, VerificationOutcome::TIMEOUT));
}

TEST_F(DigestTest, TakesAnAnnouncedKeyIntoItsRoot)
{
    DigestBroker broker;
    Install(CreateObject<DigestVerification>(), 10);
    m_strategy->SetBrokerKey(broker.GetPublicKey());
    const auto verify = [&](const SharedBytes& key) {
        Verify({KeySubject::Device(4), key});
        m_strategy->HandleMessage(broker.Prove(m_operation, 4));
        Simulator::Run();
        return m_results.at(0).outcome;
    };
    EXPECT_EQ(verify(RIGHT), VerificationOutcome::VERIFIED);

    broker.GetTree().Set(4, WRONG); // device 4 has registered anew
    EXPECT_EQ(verify(WRONG), VerificationOutcome::MISMATCH);
    m_keys.Store({KeySubject::Device(4), WRONG});
    m_strategy->HandleKeyStored(KeySubject::Device(4));

    EXPECT_EQ(verify(WRONG), VerificationOutcome::VERIFIED);
}
