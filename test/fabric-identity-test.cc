/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-common.pb.h"
#include "fabric-msp.pb.h"
#include "fabric-test-support.h"

#include "ns3/certificate-chain.h"
#include "ns3/certificate-fields.h"
#include "ns3/ecdsa-signature.h"
#include "ns3/openssl-operations.h"
#include "ns3/pem-encoding.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <openssl/x509v3.h>

namespace ns3
{
namespace iotledger
{
namespace
{

/// @return the name in DER.
std::vector<uint8_t>
EncodeName(X509_NAME* name)
{
    std::vector<uint8_t> der(i2d_X509_NAME(name, nullptr));
    auto* out = der.data();
    i2d_X509_NAME(name, &out);
    return der;
}

/// @return the extensions in DER, one after the other, that of the issuer's key without its value.
std::vector<uint8_t>
EncodeExtensions(X509* certificate)
{
    std::vector<uint8_t> all;
    for (int i = 0; i < X509_get_ext_count(certificate); i++)
    {
        auto* extension = X509_get_ext(certificate, i);
        std::vector<uint8_t> der(i2d_X509_EXTENSION(extension, nullptr));
        auto* out = der.data();
        i2d_X509_EXTENSION(extension, &out);
        if (OBJ_obj2nid(X509_EXTENSION_get_object(extension)) == NID_authority_key_identifier)
        {
            der.resize(der.size() - 32);
        }
        all.insert(all.end(), der.begin(), der.end());
    }
    return all;
}

class FabricCertificate : public testing::TestWithParam<std::pair<const char*, FabricRole>>
{
};

// A real certificate and ours for the same name differ in numbers and keys only.
TEST_P(FabricCertificate, IsAsCryptogenMakesIt)
{
    const auto& [pem, role] = GetParam();
    const auto real = DecodeCertificate(*DecodePem(PEM_CERTIFICATE, pem));
    auto org2 = MakeOrganization("Org2MSP", "org2.example.com");
    const auto issued =
        org2.Issue(role == FabricRole::CLIENT ? "User4" : "peer1", role, MakeCrypto("modelled"));
    const auto ours = DecodeCertificate(issued.GetIdentity().GetCertificate());

    EXPECT_EQ(EncodeName(X509_get_subject_name(ours.get())),
              EncodeName(X509_get_subject_name(real.get())));
    EXPECT_EQ(EncodeName(X509_get_issuer_name(ours.get())),
              EncodeName(X509_get_issuer_name(real.get())));
    EXPECT_EQ(EncodeExtensions(ours.get()), EncodeExtensions(real.get()));
    int days = 0;
    int seconds = 0;
    ASN1_TIME_diff(&days,
                   &seconds,
                   X509_get0_notBefore(ours.get()),
                   X509_get0_notAfter(ours.get()));
    EXPECT_EQ(days, 3650);
    EXPECT_EQ(X509_get_signature_nid(ours.get()), X509_get_signature_nid(real.get()));
}

TEST_P(FabricCertificate, IsReadFromARealNetwork)
{
    const auto& [pem, role] = GetParam();
    fabric::SerializedIdentity message;
    message.set_mspid("Org2MSP");
    message.set_id_bytes(pem);
    const SharedBytes serialized(message.SerializeAsString());

    const auto identity = FabricIdentity::Parse(serialized);

    ASSERT_TRUE(identity);
    EXPECT_EQ(identity->GetRole(), role);
    EXPECT_EQ(identity->Serialize(), serialized);
    EXPECT_EQ(identity->GetCommonName(),
              role == FabricRole::CLIENT ? "User4@org2.example.com" : "peer1.org2.example.com");
    EXPECT_EQ(EncodePem(PEM_CERTIFICATE, identity->GetCertificate()), pem);
}

INSTANTIATE_TEST_SUITE_P(Real,
                         FabricCertificate,
                         testing::Values(std::pair(REAL_CLIENT, FabricRole::CLIENT),
                                         std::pair(REAL_PEER, FabricRole::PEER)));

// Sizes measured in a network of Hyperledger Fabric 2.4.3 with the same names: 818 B or 822 B of a
// peer, 822 B of a client, 937 B of an orderer's signature with its certificate. Serial number and
// signature each take one byte more in half of the certificates, and PEM rounds up to 4 B.
TEST(FabricOrganization, CertificatesHaveTheMeasuredSizesWhateverTheSeed)
{
    std::map<std::size_t, int> clients;
    std::map<std::size_t, int> peers;
    std::map<std::size_t, int> orderers;
    for (int64_t seed = 1; seed <= 20; seed++)
    {
        auto crypto = MakeCrypto("modelled");
        auto org1 = MakeOrganization("Org1MSP", "org1.example.com", seed);
        auto ordererOrg = MakeOrganization("OrdererMSP", "example.com", seed);
        for (int i = 0; i < 10; i++)
        {
            const auto client = org1.Issue("User1", FabricRole::CLIENT, crypto).GetIdentity();
            const auto peer = org1.Issue("peer1", FabricRole::PEER, crypto).GetIdentity();
            const auto orderer =
                ordererOrg.Issue("orderer1", FabricRole::ORDERER, crypto).GetIdentity();
            clients[client.Serialize().GetSize()]++;
            peers[peer.Serialize().GetSize()]++;
            fabric::SignatureHeader header;
            header.set_creator(orderer.Serialize().ToString());
            header.set_nonce(std::string(24, 'n'));
            fabric::Metadata metadata;
            metadata.set_value(std::string(19, 'v'));
            metadata.add_signatures()->set_signature_header(header.SerializeAsString());
            metadata.mutable_signatures(0)->set_signature(std::string(70, 's'));
            orderers[metadata.SerializeAsString().size()]++;
        }
    }
    EXPECT_EQ(peers[818] + peers[822], 200);
    EXPECT_NEAR(peers[818], 50, 20) << "neither number is longer";
    EXPECT_EQ(clients[822] + clients[826], 200);
    EXPECT_NEAR(clients[826], 50, 20) << "both are";
    EXPECT_EQ(orderers[937] + orderers[941], 200);
    EXPECT_NEAR(orderers[937], 50, 20) << "neither is longer";
}

TEST(FabricOrganization, OpensslAcceptsAllItIssues)
{
    auto crypto = MakeCrypto("real");
    auto org1 = MakeOrganization("Org1MSP", "org1.example.com");
    const auto client = org1.Issue("User1", FabricRole::CLIENT, crypto);
    const auto tls = org1.IssueTls("peer0", FabricRole::PEER);
    const auto userTls = org1.IssueTls("User1", FabricRole::CLIENT);
    const auto judge = [](const SharedBytes& certificate,
                          const SharedBytes& root,
                          CertificatePurpose purpose,
                          const std::string& name) {
        return JudgeCertificates({certificate}, {{root}, {}}, purpose, name, FABRIC_EPOCH + 1);
    };

    EXPECT_EQ(judge(client.GetIdentity().GetCertificate(),
                    org1.GetRoot(),
                    CertificatePurpose::CLIENT_AUTHENTICATION,
                    ""),
              CertificateVerdict::VALID);
    for (const auto* name : {"peer0", "peer0.org1.example.com"})
    {
        EXPECT_EQ(judge(tls.chain.front(),
                        org1.GetTlsRoot(),
                        CertificatePurpose::SERVER_AUTHENTICATION,
                        name),
                  CertificateVerdict::VALID);
    }
    EXPECT_EQ(judge(userTls.chain.front(),
                    org1.GetTlsRoot(),
                    CertificatePurpose::CLIENT_AUTHENTICATION,
                    ""),
              CertificateVerdict::VALID);
    EXPECT_EQ(
        judge(tls.chain.front(), org1.GetRoot(), CertificatePurpose::SERVER_AUTHENTICATION, ""),
        CertificateVerdict::UNKNOWN_AUTHORITY);
}

// What is read off a certificate is what OpenSSL reads.
TEST(CertificateFields, AgreeWithOpenssl)
{
    for (const auto* pem : {REAL_CLIENT, REAL_PEER})
    {
        const auto der = *DecodePem(PEM_CERTIFICATE, pem);
        const auto certificate = DecodeCertificate(der);
        const auto fields = ReadCertificate(der);
        ASSERT_TRUE(fields);
        std::vector<uint8_t> key(i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), nullptr));
        auto* out = key.data();
        i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &out);

        EXPECT_EQ(fields->publicKey, SharedBytes(key));
        const auto isAt = [](const ASN1_TIME* time, int64_t seconds) {
            return ASN1_TIME_cmp_time_t(time, seconds) == 0;
        };
        EXPECT_TRUE(isAt(X509_get0_notBefore(certificate.get()), fields->notBefore));
        EXPECT_TRUE(isAt(X509_get0_notAfter(certificate.get()), fields->notAfter));
    }
    const auto root = MakeOrganization("Org1MSP", "org1.example.com").GetRoot();
    for (uint64_t size = 0; size < root.GetSize(); size++)
    {
        EXPECT_FALSE(ReadCertificate(root.Slice(0, size)));
    }
}

TEST(FabricOrganization, RepeatsWithTheSeed)
{
    const auto issue = [](int64_t seed) {
        return MakeOrganization("Org1MSP", "org1.example.com", seed)
            .Issue("User1", FabricRole::CLIENT, MakeCrypto("modelled"))
            .GetIdentity();
    };

    EXPECT_EQ(issue(5), issue(5));
    EXPECT_NE(issue(5), issue(6));
}

// protobuf's own compiler reads the fields of msp/identities.proto by their numbers.
TEST(FabricIdentity, ProtocDecodesWhatItSerializes)
{
    const auto identity = MakeOrganization("Org1MSP", "org1.example.com")
                              .Issue("User1", FabricRole::CLIENT, MakeCrypto("modelled"))
                              .GetIdentity();
    const auto file = testing::TempDir() + "/iot-ledger-identity.pb";
    std::ofstream(file, std::ios::binary) << identity.Serialize().ToString();
    std::string text;
    auto* protoc = popen(("protoc --decode_raw < " + file).c_str(), "r");
    ASSERT_NE(protoc, nullptr);
    for (int c = fgetc(protoc); c != EOF; c = fgetc(protoc))
    {
        text.push_back(static_cast<char>(c));
    }
    const auto code = pclose(protoc);
    std::remove(file.c_str());

    EXPECT_EQ(code, 0);
    EXPECT_EQ(text.find("1: \"Org1MSP\"\n2: \"-----BEGIN CERTIFICATE-----\\nMII"), 0) << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

TEST(FabricIdentity, ParsesNothingCutShort)
{
    const auto whole = MakeOrganization("Org1MSP", "org1.example.com")
                           .Issue("User1", FabricRole::CLIENT, MakeCrypto("modelled"))
                           .GetIdentity()
                           .Serialize();
    for (uint64_t size = 0; size < whole.GetSize(); size++)
    {
        EXPECT_FALSE(FabricIdentity::Parse(whole.Slice(0, size))) << size;
    }
    EXPECT_TRUE(FabricIdentity::Parse(whole));
}

class FabricSigning : public testing::TestWithParam<const char*>
{
  protected:
    TestConsortium m_consortium{GetParam()};
    FabricSigner m_signer =
        m_consortium.org1.Issue("User1", FabricRole::CLIENT, m_consortium.crypto);

    bool Verify(const FabricSigner& by, const SharedBytes& data, const SharedBytes& signature)
    {
        return MspManager::Verify(by.GetIdentity(), data, signature, *m_consortium.crypto).value;
    }
};

// Low S takes away one of two sign bytes: half of the signatures have 70 B, the others 71, but for
// the few numbers with leading zeros.
TEST_P(FabricSigning, SignaturesHaveLowSAnd70Or71Bytes)
{
    constexpr int SIGNATURES = 2000;
    uint64_t bytes = 0;
    int shorter = 0;
    for (int i = 0; i < SIGNATURES; i++)
    {
        const auto signature = m_signer.Sign(SharedBytes(std::to_string(i))).value;
        EXPECT_TRUE(EcdsaSignature::Decode(signature)->HasLowS());
        EXPECT_LE(signature.GetSize(), 71);
        shorter += signature.GetSize() < 70 ? 1 : 0;
        bytes += signature.GetSize();
    }

    // Four standard deviations of a mean of 2000 fair draws between two neighbours.
    EXPECT_NEAR(static_cast<double>(bytes) / SIGNATURES, 70.5, 4 * 0.5 / std::sqrt(2000) + 0.02);
    EXPECT_LE(shorter, SIGNATURES / 25);
}

TEST_P(FabricSigning, OnlyTheSignersOwnSignatureOnTheDataVerifies)
{
    const auto other = m_consortium.org2.Issue("User1", FabricRole::CLIENT, m_consortium.crypto);
    const SharedBytes data("proposal");
    const auto signature = m_signer.Sign(data);

    EXPECT_TRUE(Verify(m_signer, data, signature.value));
    EXPECT_FALSE(Verify(m_signer, SharedBytes("Proposal"), signature.value));
    EXPECT_FALSE(Verify(other, data, signature.value));
    EXPECT_FALSE(Verify(m_signer, data, Alter(signature.value, 40)));
    EXPECT_FALSE(Verify(m_signer, data, SharedBytes()));
    EXPECT_GT(signature.cost, Time(0));
}

// bccsp/sw/ecdsa.go: "Invalid S. Must be smaller than half the order".
TEST_P(FabricSigning, TheHighHalfIsRefused)
{
    const SharedBytes data("proposal");
    const auto high = EcdsaSignature::Decode(m_signer.Sign(data).value)->Negated().Encode();

    EXPECT_TRUE(
        m_consortium.crypto->EcdsaVerify(m_signer.GetIdentity().GetPublicKey(), data, high).value);
    EXPECT_FALSE(Verify(m_signer, data, high));
}

INSTANTIATE_TEST_SUITE_P(Execution, FabricSigning, testing::Values("real", "modelled"));

} // namespace
} // namespace iotledger
} // namespace ns3
