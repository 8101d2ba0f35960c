/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/crypto-profile.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{
namespace
{

using Operation = CryptoOperation;

/// A profile whose numbers are easy to follow: every factor list is the same.
std::string
MakeProfileText()
{
    std::string text = "name: small\n"
                       "description: made up\n"
                       "library: none\n"
                       "date: 2026-01-02\n"
                       "quantiles: [0.1, 0.5, 0.9]\n"
                       "operations:\n";
    for (const auto* name : {"rsa-keygen", "rsa-oaep-encrypt", "rsa-oaep-decrypt"})
    {
        text += std::string("  ") + name + ":\n";
        text += "    1024: {cost: 10ms, factors: [0.5, 1, 2], samples: 3}\n"
                "    4096: {cost: 0.16s, factors: [0.5, 1, 2], samples: 3}\n";
    }
    for (const auto* name : {"aes-128-gcm-encrypt",
                             "aes-128-gcm-decrypt",
                             "aes-256-gcm-encrypt",
                             "aes-256-gcm-decrypt",
                             "aes-128-cbc-encrypt",
                             "aes-128-cbc-decrypt",
                             "aes-256-cbc-encrypt",
                             "aes-256-cbc-decrypt",
                             "sha-256",
                             "socket-write",
                             "socket-read"})
    {
        text += std::string("  ") + name +
                ": {intercept: 2us, perByte: 3ns, factors: [0.5, 1, 2], source: test}\n";
    }
    for (const auto* name : {"ecdsa-p256-keygen",
                             "ecdsa-p256-sign",
                             "ecdsa-p256-verify",
                             "x509-verify",
                             "x25519-keygen",
                             "x25519-derive",
                             "ecdh-p256-derive"})
    {
        text += std::string("  ") + name +
                ": {cost: 100us, factors: [0.5, 1, 2], source: test, estimated: true}\n";
    }
    return text;
}

/// Writes @p text to a file. @return its path
std::string
WriteProfile(const std::string& text)
{
    const auto path = testing::TempDir() + "crypto-profile-test.yaml";
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

/// @return what Load says about the sound profile with @p before replaced by @p after once.
std::string
GetRefusal(const std::string& before, const std::string& after)
{
    auto text = MakeProfileText();
    text.replace(text.find(before), before.size(), after);
    const auto path = WriteProfile(text);
    try
    {
        CryptoProfile::Load(path);
    }
    catch (const std::invalid_argument& error)
    {
        const std::string message = error.what();
        EXPECT_EQ(message.rfind(path + ":", 0), 0U) << message;
        return message.substr(path.size() + 1);
    }
    return "accepted";
}

TEST(CryptoProfile, ShippedProfilesGiveEveryOperationAPositiveCost)
{
    for (const auto* name : {"x86-server", "raspberry-pi-4", "esp32"})
    {
        const auto profile = CryptoProfile::Load(name);
        EXPECT_EQ(profile.GetName(), name);
        EXPECT_FALSE(profile.GetDescription().empty());
        EXPECT_FALSE(profile.GetLibrary().empty());
        EXPECT_EQ(profile.GetDate().substr(0, 5), "2026-");
        EXPECT_TRUE(profile.HasRsa(512) && profile.HasRsa(4096));
        for (int i = 0; i <= static_cast<int>(Operation::SOCKET_READ); i++)
        {
            EXPECT_GT(profile.GetCost(static_cast<Operation>(i), 2048, 0.5), Time(0)) << name << i;
        }
    }
}

// lelegard/rsabench: 109 RSA-2048 OAEP decryptions a second on a Raspberry Pi 4; wolfSSL's
// Espressif README: 275.250 ms for an ECDSA signature on an ESP32.
TEST(CryptoProfile, MedianOfAPublishedRowIsThePublishedFigure)
{
    const auto pi = CryptoProfile::Load("raspberry-pi-4");
    const auto esp = CryptoProfile::Load("esp32");

    EXPECT_NEAR(pi.GetCost(Operation::RSA_OAEP_DECRYPT, 2048, 0.5).GetSeconds(),
                1.0 / 109,
                1e-3 / 109);
    EXPECT_NEAR(esp.GetCost(Operation::ECDSA_P256_SIGN, 0, 0.5).GetSeconds(), 0.27525, 1e-4);
}

TEST(CryptoProfile, CostIsLinearBetweenQuantilesAndConstantBeyond)
{
    const auto profile = CryptoProfile::Load(WriteProfile(MakeProfileText()));
    const auto cost = [&](double quantile) {
        return profile.GetCost(Operation::X509_VERIFY, 0, quantile);
    };

    EXPECT_EQ(cost(0.1), MicroSeconds(50));
    EXPECT_EQ(cost(0.5), MicroSeconds(100));
    EXPECT_EQ(cost(0.9), MicroSeconds(200));
    EXPECT_EQ(cost(0.3), MicroSeconds(75));
    EXPECT_EQ(cost(0.7), MicroSeconds(150));
    EXPECT_EQ(cost(0.0), MicroSeconds(50));
    EXPECT_EQ(cost(0.999), MicroSeconds(200));
}

TEST(CryptoProfile, CostByBytesIsInterceptPlusSlope)
{
    const auto profile = CryptoProfile::Load(WriteProfile(MakeProfileText()));

    EXPECT_EQ(profile.GetCost(Operation::SHA_256, 0, 0.5), NanoSeconds(2000));
    EXPECT_EQ(profile.GetCost(Operation::SOCKET_WRITE, 1000, 0.5), NanoSeconds(5000));
    EXPECT_EQ(profile.GetCost(Operation::SOCKET_READ, 1'000'000, 0.9), NanoSeconds(6'004'000));
}

// 10 ms at 1024 bit and 160 ms at 4096 bit lie on a parabola: 40 ms at 2048, 90 ms at 3072.
TEST(CryptoProfile, CostFollowsAPowerOfTheKeySizeBetweenRows)
{
    const auto profile = CryptoProfile::Load(WriteProfile(MakeProfileText()));

    EXPECT_EQ(profile.GetCost(Operation::RSA_KEYGEN, 1024, 0.5), MilliSeconds(10));
    EXPECT_EQ(profile.GetCost(Operation::RSA_KEYGEN, 2048, 0.5), MilliSeconds(40));
    EXPECT_EQ(profile.GetCost(Operation::RSA_KEYGEN, 3072, 0.9), MilliSeconds(180));
    EXPECT_TRUE(profile.HasRsa(1024) && profile.HasRsa(1500) && profile.HasRsa(4096));
    EXPECT_FALSE(profile.HasRsa(1023) || profile.HasRsa(4097));
}

// The digest is what sha256sum prints for the file.
TEST(CryptoProfile, DigestIsTheSha256OfTheFile)
{
    EXPECT_EQ(CryptoProfile::Load(WriteProfile(MakeProfileText())).GetDigest(),
              "f22afa21e54430d7c38b537cde86ad282b4781b87782534a0cfdde48666ecec2");
}

TEST(CryptoProfile, UnknownNameIsRefusedWithTheShippedOnes)
{
    try
    {
        CryptoProfile::Load("x86-sever");
        FAIL() << "accepted";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(error.what(),
                     "crypto profile: expected one of epyc-go-1.19, esp32, paper-mqtt-testbed, raspberry-pi-4, "
                     "x86-server, or a .yaml file, got 'x86-sever'");
    }
}

TEST(CryptoProfile, EnvironmentNamesAnotherFolder)
{
    WriteProfile(MakeProfileText());
    setenv("IOT_LEDGER_PROFILES", testing::TempDir().c_str(), 1);
    const auto name = CryptoProfile::Load("crypto-profile-test").GetName();
    unsetenv("IOT_LEDGER_PROFILES");

    EXPECT_EQ(name, "small");
    EXPECT_THROW(CryptoProfile::Load("crypto-profile-test"), std::invalid_argument);
}

TEST(CryptoProfile, MissingFileIsRefused)
{
    EXPECT_THROW(CryptoProfile::Load("/nowhere/at-all.yaml"), std::invalid_argument);
}

TEST(CryptoProfile, BrokenFilesAreRefusedWithLineAndKey)
{
    const std::string x509 = "x509-verify: {cost: 100us, factors: [0.5, 1, 2], source: test, ";
    const std::vector<std::vector<std::string>> cases{
        {"name: small", "nam: small", "1: nam: expected one of name, description, library, date, "},
        {"date: 2026-01-02\n", "", "1: date: expected a value, got nothing"},
        {"0.5, 0.9]", "0.5, 1.9]", "5: quantiles: expected different numbers between 0 and 1"},
        {"0.5, 0.9]", "0.5, half]", "5: quantiles: expected a number, got 'half'"},
        {"operations:\n", "operations: [\n", "8: crypto profile: expected YAML, got "},
        {"    1024: {cost: 10ms",
         "    1024: {cost: 10",
         "8: operations.rsa-keygen.1024.cost: expected a time such as 1.5ms (ns, us, ms, s), got "
         "'10'"},
        {"    1024: {",
         "    256: {",
         "8: operations.rsa-keygen: expected a key size from 512 to 4096, got '256'"},
        {x509 + "estimated: true}", "x508-verify: {}", "30: operations: expected an operation"},
        {x509 + "estimated: true}\n", "\n", "7: operations.x509-verify: expected a value, got"},
        {x509 + "estimated: true}",
         x509 + "estimated: maybe}",
         "30: operations.x509-verify.estimated: expected true, false or intercept, got 'maybe'"},
        {x509,
         "x509-verify: {cost: 100us, factors: [0.5, 1], source: test, ",
         "30: operations.x509-verify.factors: expected as many positive numbers as there are "},
        {x509,
         "x509-verify: {cost: 100us, factors: [0.5, 3, 2], source: test, ",
         "30: operations.x509-verify.factors: expected a list of ascending numbers, got a list"},
        {x509,
         "x509-verify: {cost: 100us, factors: [0.5, 1, 2], ",
         "30: operations.x509-verify.source: expected a value, got nothing"}};
    for (const auto& broken : cases)
    {
        const auto refusal = GetRefusal(broken[0], broken[1]);
        EXPECT_EQ(refusal.substr(0, broken[2].size()), broken[2]);
        EXPECT_EQ(refusal.find('\n'), std::string::npos) << refusal;
    }
}

} // namespace
} // namespace iotledger
} // namespace ns3
