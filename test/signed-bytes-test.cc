/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Fabric v2.4.3, common/policies/policy.go, SignatureSetToValidIdentities.

#include "fabric-msp.pb.h"
#include "fabric-test-support.h"

#include "ns3/signed-bytes.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

class FindSignersTest : public testing::Test
{
  protected:
    SignedBytes Sign(const FabricSigner& signer, const SharedBytes& identity) const
    {
        return {identity, m_data, signer.Sign(m_data).value};
    }

    SignedBytes Sign(const FabricSigner& signer) const
    {
        return Sign(signer, signer.GetIdentity().Serialize());
    }

    static SignedBytes Spoil(SignedBytes claimed)
    {
        auto bytes = claimed.signature.ToString();
        bytes[20] ^= 1;
        claimed.signature = SharedBytes(bytes);
        return claimed;
    }

    /// @return the MSPs of the signers
    std::vector<std::string> Find(const std::vector<SignedBytes>& signatures)
    {
        std::vector<std::string> names;
        for (const auto& signer : FindSigners(signatures, m_msps, *m_consortium.crypto, m_cost))
        {
            names.push_back(signer->GetMspId());
        }
        return names;
    }

    using Names = std::vector<std::string>;

    TestConsortium m_consortium{"real"};
    FabricSigner m_peer1 = m_consortium.org1.Issue("peer1", FabricRole::PEER, m_consortium.crypto);
    FabricSigner m_peer2 = m_consortium.org2.Issue("peer1", FabricRole::PEER, m_consortium.crypto);
    MspManager m_msps{m_consortium.MakeConfig().GetMsps()};
    SharedBytes m_data{std::string_view("data")};
    Time m_cost;
};

TEST_F(FindSignersTest, NamesThoseWhoseSignaturesVerifyInOrder)
{
    EXPECT_EQ(Find({Sign(m_peer2), Sign(m_peer1)}), (Names{"Org2MSP", "Org1MSP"}));
    EXPECT_EQ(Find({Spoil(Sign(m_peer2)), Sign(m_peer1)}), Names{"Org1MSP"});
    EXPECT_GT(m_cost, Time(0));
}

TEST_F(FindSignersTest, TakesACertificateOnceHoweverItIsWrapped)
{
    fabric::SerializedIdentity identity;
    identity.ParseFromString(m_peer1.GetIdentity().Serialize().ToString());
    *identity.mutable_id_bytes() += "\n";
    const SharedBytes wrapped(identity.SerializeAsString());
    ASSERT_TRUE(m_msps.Deserialize(wrapped, MspManager::NO_TIME));

    EXPECT_EQ(Find({Sign(m_peer1), Sign(m_peer1, wrapped)}), Names{"Org1MSP"});
}

TEST_F(FindSignersTest, PassesOverAWrongSignatureBeforeARightOne)
{
    EXPECT_EQ(Find({Spoil(Sign(m_peer1)), Sign(m_peer1)}), Names{"Org1MSP"});
}

TEST_F(FindSignersTest, VerifiesNoFurtherSignatureOfASigner)
{
    Find({Sign(m_peer1)}); // the certificate is in the cache from here on
    m_cost = Time(0);
    Find({Sign(m_peer1), Spoil(Sign(m_peer1)), Sign(m_peer1)});
    const auto three = m_cost;
    m_cost = Time(0);
    Find({Spoil(Sign(m_peer1)), Spoil(Sign(m_peer1)), Spoil(Sign(m_peer1))});

    EXPECT_LT(three, m_cost);
}

} // namespace
} // namespace iotledger
} // namespace ns3
