/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

// Made with the commands openssl req -x509 and openssl x509 -req of OpenSSL 3.0 on P-256 keys.

/// CN=Test CA, self-signed, valid from 2026-11-22 to 2046-01-21
const char* const ISSUER =
    "308201783082011fa00302010202144792e4ab93b9958b3bcccb0c9f5219753ead4425300a06082a"
    "8648ce3d04030230123110300e06035504030c0754657374204341301e170d323631313232303034"
    "3433325a170d3436303132313030343433325a30123110300e06035504030c075465737420434130"
    "59301306072a8648ce3d020106082a8648ce3d030107034200046a49ac45d404cea787fd1492bf80"
    "9c8966fa2095bd76177d9a526c8bc12ba220379cc9e5436f37cda01373f76c47c69a29dab972c099"
    "affa16eb7b483f7723fea3533051301d0603551d0e0416041455741c23d3e5ad3d0fda7bfe18bc4a"
    "1ec61b214b301f0603551d2304183016801455741c23d3e5ad3d0fda7bfe18bc4a1ec61b214b300f"
    "0603551d130101ff040530030101ff300a06082a8648ce3d0403020347003044022059777c061483"
    "d656440ff0df2a43b2e2cf731fe42286252823cd70233ca438f1022071a1a4240e96442eec6fa0b2"
    "2ccb7fa6518e5ac4028d7702604403e2bea605b6";

/// Another key under the same name and dates
const char* const OTHER_ISSUER =
    "308201783082011fa0030201020214030bd554fd21f91ff037d01a29720c34e0b21942300a06082a"
    "8648ce3d04030230123110300e06035504030c0754657374204341301e170d323631313232303034"
    "3433325a170d3436303132313030343433325a30123110300e06035504030c075465737420434130"
    "59301306072a8648ce3d020106082a8648ce3d030107034200046442bf55fea668205362196c2454"
    "a360cc30d660bde9b47329d7b20552fe016426e0c820516d3e56ed02708b9ef2337933e3ce1cd64d"
    "5e68de9b1410ce2c4f4fa3533051301d0603551d0e041604147c0d7cb407f5fd5754f3e3a1674f9c"
    "3dbb5b8354301f0603551d230418301680147c0d7cb407f5fd5754f3e3a1674f9c3dbb5b8354300f"
    "0603551d130101ff040530030101ff300a06082a8648ce3d0403020347003044022002512fb71209"
    "5039559c22f2429d08620f5ba2f8412f39b72b3c44c40fe8b38d022058496bec622dc33d0079c20c"
    "5e11111e2eed73feffab6a176fcac9068c60665c";

/// CN=device1, issued by ISSUER, valid from 2026-11-22 to 2027-11-22
const char* const CERTIFICATE =
    "3082016330820109a003020102020107300a06082a8648ce3d04030230123110300e06035504030c"
    "0754657374204341301e170d3236313132323030343433325a170d3237313132323030343433325a"
    "30123110300e06035504030c07646576696365313059301306072a8648ce3d020106082a8648ce3d"
    "03010703420004ad1077598381af7dab5a86838abb1817659a5814ae0443cfb066b2b547fdf99e1e"
    "660cdee515f0f278563b8bae3b0bc8f9aeacea51a61c4e35f04de1bb982528a350304e300c060355"
    "1d130101ff04023000301d0603551d0e041604147698e982a7f6893eec685cc94c56488009f4aa9a"
    "301f0603551d2304183016801455741c23d3e5ad3d0fda7bfe18bc4a1ec61b214b300a06082a8648"
    "ce3d040302034800304502204a84b71d0a28e63683bb647219351ee61c913b0963a36e64b525cb6b"
    "12e7ac54022100c0b41ed6f5b5958afee34b2cac1f288277ad505b5ce92747bb9c0b8f7e135ea7";

constexpr int64_t BEFORE = 1'767'225'600;  //!< 2026-01-01T00:00:00Z [s]
constexpr int64_t WITHIN = 1'798'761'600;  //!< 2027-01-01T00:00:00Z [s]
constexpr int64_t EXPIRED = 1'830'297'600; //!< 2028-01-01T00:00:00Z [s]

class CryptoX509 : public testing::TestWithParam<const char*>
{
  protected:
    bool Verify(const SharedBytes& certificate, const SharedBytes& issuer, int64_t epoch) const
    {
        return m_crypto->X509Verify(certificate, issuer, epoch).value;
    }

    Ptr<Crypto> m_crypto = MakeCrypto(GetParam());
};

// RFC 5280, section 6.1.3 (a): signature, validity and issuer name.
TEST_P(CryptoX509, AcceptsWhatTheIssuerSignedWhileItIsValid)
{
    EXPECT_TRUE(Verify(CryptoBytes(CERTIFICATE), CryptoBytes(ISSUER), WITHIN));
    EXPECT_TRUE(Verify(CryptoBytes(ISSUER), CryptoBytes(ISSUER), WITHIN));
}

TEST_P(CryptoX509, RefusesOutsideOfTheValidity)
{
    EXPECT_FALSE(Verify(CryptoBytes(CERTIFICATE), CryptoBytes(ISSUER), BEFORE));
    EXPECT_FALSE(Verify(CryptoBytes(CERTIFICATE), CryptoBytes(ISSUER), EXPIRED));
}

TEST_P(CryptoX509, RefusesAnotherIssuer)
{
    EXPECT_FALSE(Verify(CryptoBytes(CERTIFICATE), CryptoBytes(OTHER_ISSUER), WITHIN));
    EXPECT_FALSE(Verify(CryptoBytes(ISSUER), CryptoBytes(CERTIFICATE), WITHIN));
    EXPECT_FALSE(Verify(CryptoBytes(CERTIFICATE), CryptoBytes(CERTIFICATE), WITHIN));
}

TEST_P(CryptoX509, RefusesEveryAlteredByte)
{
    const auto certificate = CryptoBytes(CERTIFICATE);
    for (std::size_t i = 0; i < certificate.GetSize(); i++)
    {
        EXPECT_FALSE(Verify(Alter(certificate, i), CryptoBytes(ISSUER), WITHIN)) << "byte " << i;
    }
}

TEST_P(CryptoX509, RefusesEveryTruncation)
{
    const auto certificate = CryptoBytes(CERTIFICATE);
    for (std::size_t size = 0; size < certificate.GetSize(); size++)
    {
        EXPECT_FALSE(Verify(certificate.Slice(0, size), CryptoBytes(ISSUER), WITHIN)) << size;
    }
    EXPECT_FALSE(Verify(certificate.WithZeros(1), CryptoBytes(ISSUER), WITHIN));
}

INSTANTIATE_TEST_SUITE_P(BothExecutions, CryptoX509, testing::Values("real", "modelled"));

} // namespace
} // namespace iotledger
} // namespace ns3
