/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-msp.pb.h"
#include "fabric-test-support.h"

#include "ns3/pem-encoding.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

constexpr int64_t YEAR = 365 * 86'400; //!< [s]

class MspManagerTest : public testing::Test
{
  protected:
    MspVerdict Judge(const SharedBytes& serialized, int64_t epoch = MspManager::NO_TIME)
    {
        MspManager msps(m_consortium.MakeConfig().GetMsps());
        MspJudgement judgement;
        const auto identity = msps.Deserialize(serialized, epoch, &judgement);
        EXPECT_EQ(identity != nullptr, judgement.verdict == MspVerdict::VALID);
        return judgement.verdict;
    }

    TestConsortium m_consortium;
    FabricSigner m_client =
        m_consortium.org1.Issue("User1", FabricRole::CLIENT, m_consortium.crypto);
    SharedBytes m_serialized = m_client.GetIdentity().Serialize();
};

TEST_F(MspManagerTest, AcceptsWhomAnOrganisationCertified)
{
    MspManager msps(m_consortium.MakeConfig().GetMsps());

    const auto identity = msps.Deserialize(m_serialized, FABRIC_EPOCH + 1);

    ASSERT_TRUE(identity);
    EXPECT_EQ(*identity, m_client.GetIdentity());
    EXPECT_EQ(identity->GetMspId(), "Org1MSP");
    EXPECT_EQ(identity->GetRole(), FabricRole::CLIENT);
}

TEST_F(MspManagerTest, RefusesWhatIsNoIdentity)
{
    EXPECT_EQ(Judge(SharedBytes()), MspVerdict::UNKNOWN_MSP); // proto3: all fields empty
    EXPECT_EQ(Judge(SharedBytes("\xff\xff")), MspVerdict::MALFORMED);
    EXPECT_EQ(Judge(m_serialized.Slice(0, 400)), MspVerdict::MALFORMED);
    fabric::SerializedIdentity message;
    message.set_mspid("Org1MSP");
    message.set_id_bytes(m_client.GetIdentity().GetCertificate().ToString()); // DER: not as Fabric
    EXPECT_EQ(Judge(SharedBytes(message.SerializeAsString())), MspVerdict::MALFORMED);
}

TEST_F(MspManagerTest, RefusesStrangers)
{
    auto stranger = MakeOrganization("Org9MSP", "org9.example.com", 9);
    auto impostor = MakeOrganization("Org1MSP", "org1.example.com", 9);
    const auto issue = [this](FabricOrganization& organization) {
        return organization.Issue("User1", FabricRole::CLIENT, m_consortium.crypto)
            .GetIdentity()
            .Serialize();
    };
    fabric::SerializedIdentity borrowed;
    ASSERT_TRUE(borrowed.ParseFromString(m_serialized.ToString()));
    borrowed.set_mspid("Org2MSP");

    EXPECT_EQ(Judge(issue(stranger)), MspVerdict::UNKNOWN_MSP);
    EXPECT_EQ(Judge(issue(impostor)), MspVerdict::UNKNOWN_AUTHORITY);
    EXPECT_EQ(Judge(SharedBytes(borrowed.SerializeAsString())), MspVerdict::UNKNOWN_AUTHORITY);
}

// A TLS certificate has no role; a certificate authority has none either.
TEST_F(MspManagerTest, RefusesWhoHasNoRole)
{
    fabric::SerializedIdentity message;
    message.set_mspid("Org1MSP");
    message.set_id_bytes(EncodePem(PEM_CERTIFICATE, m_consortium.org1.GetRoot()));

    EXPECT_EQ(Judge(SharedBytes(message.SerializeAsString())), MspVerdict::NO_ROLE);
}

TEST_F(MspManagerTest, ExpiryCountsOnlyAtATime)
{
    EXPECT_EQ(Judge(m_serialized, FABRIC_EPOCH + 9 * YEAR), MspVerdict::VALID);
    EXPECT_EQ(Judge(m_serialized, FABRIC_EPOCH + 10 * YEAR + 1), MspVerdict::EXPIRED);
    EXPECT_EQ(Judge(m_serialized), MspVerdict::VALID);
}

TEST_F(MspManagerTest, RefusesWhomTheRevocationListNames)
{
    const auto other =
        m_consortium.org1.Issue("User2", FabricRole::CLIENT, m_consortium.crypto).GetIdentity();
    m_consortium.org1.Revoke(m_client.GetIdentity(), FABRIC_EPOCH + YEAR);

    EXPECT_EQ(Judge(m_serialized), MspVerdict::REVOKED);
    EXPECT_EQ(Judge(other.Serialize()), MspVerdict::VALID);
}

// msp/mspimplvalidate.go: a list that the authority did not sign is passed over.
TEST_F(MspManagerTest, PassesOverAListOfAnotherAuthority)
{
    m_consortium.org2.Revoke(m_client.GetIdentity(), FABRIC_EPOCH);
    auto definition = m_consortium.org1.GetDefinition();
    definition.revocationLists = {m_consortium.org2.GetRevocationList()};
    MspManager msps({definition});

    EXPECT_TRUE(msps.Deserialize(m_serialized, MspManager::NO_TIME));
}

TEST_F(MspManagerTest, ForgetsWithItsDefinitions)
{
    MspManager msps(m_consortium.MakeConfig().GetMsps());
    ASSERT_TRUE(msps.Deserialize(m_serialized, MspManager::NO_TIME));
    m_consortium.org1.Revoke(m_client.GetIdentity(), FABRIC_EPOCH);

    msps.SetDefinitions(m_consortium.MakeConfig().GetMsps());

    EXPECT_FALSE(msps.Deserialize(m_serialized, MspManager::NO_TIME));
}

TEST_F(MspManagerTest, ChargesForTheCertificateOnce)
{
    MspManager msps(m_consortium.MakeConfig().GetMsps());
    std::vector<Time> costs;
    for (int i = 0; i < 3; i++)
    {
        MspJudgement judgement;
        msps.Deserialize(m_serialized, MspManager::NO_TIME, &judgement);
        costs.push_back(MspManager::DrawCost(judgement, *m_consortium.crypto));
    }

    EXPECT_GT(costs[0], Time(0));
    EXPECT_EQ(costs[1], Time(0));
    EXPECT_EQ(costs[2], Time(0));
}

// msp/cache: 100 identities; more of them in turn push each other out.
TEST_F(MspManagerTest, ChargesAgainForMoreIdentitiesThanTheCacheHolds)
{
    MspManager msps(m_consortium.MakeConfig().GetMsps());
    std::vector<SharedBytes> identities;
    for (int i = 0; i <= 100; i++)
    {
        identities.push_back(
            m_consortium.org1
                .Issue("User" + std::to_string(i), FabricRole::CLIENT, m_consortium.crypto)
                .GetIdentity()
                .Serialize());
    }
    const auto isCached = [&](std::size_t i) {
        MspJudgement judgement;
        msps.Deserialize(identities[i], MspManager::NO_TIME, &judgement);
        return judgement.isCached;
    };
    for (std::size_t i = 0; i < 100; i++)
    {
        EXPECT_FALSE(isCached(i));
    }
    EXPECT_TRUE(isCached(0));

    EXPECT_FALSE(isCached(100)); // makes room where the hand stands: at 0
    EXPECT_FALSE(isCached(0));   // takes the place of 1, the next without a mark
    EXPECT_FALSE(isCached(1));
    EXPECT_TRUE(isCached(50));
}

TEST(MspDefinition, ComesBackFromItsBytes)
{
    TestConsortium consortium;
    consortium.org1.Revoke(
        consortium.org1.Issue("User1", FabricRole::CLIENT, consortium.crypto).GetIdentity(),
        FABRIC_EPOCH);
    const auto definition = consortium.org1.GetDefinition();

    const auto decoded = MspDefinition::Decode(definition.Encode());

    ASSERT_TRUE(decoded);
    EXPECT_EQ(*decoded, definition);
    EXPECT_EQ(decoded->revocationLists.size(), 1);
}

TEST(MspDefinition, RefusesWhatIsNoCertificate)
{
    auto definition = TestConsortium().org1.GetDefinition();
    definition.roots.front() = SharedBytes("no certificate");

    EXPECT_FALSE(MspDefinition::Decode(definition.Encode()));
    EXPECT_FALSE(MspDefinition::Decode(SharedBytes("\xff")));
    EXPECT_FALSE(MspDefinition::Decode(SharedBytes()));
}

} // namespace
} // namespace iotledger
} // namespace ns3
