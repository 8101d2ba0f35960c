/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/crypto-calibration.h"
#include "ns3/crypto-profile.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{
namespace
{

using Operation = CryptoOperation;

/// Limits that keep the measurement below a second or two.
CryptoCalibration::Options
GetQuickOptions()
{
    CryptoCalibration::Options options;
    options.name = "quick";
    options.rsaBits = {512, 2048};
    options.bytes = {64, 65'536};
    options.minSamples = 5;
    options.maxSamples = 9;
    options.rowLimit = MilliSeconds(20);
    options.keygenLimit = MilliSeconds(20);
    return options;
}

TEST(CryptoCalibration, MeasuresAProfileThatMakesSense)
{
    const auto path = testing::TempDir() + "crypto-calibration-test.yaml";
    std::set<std::string> told;
    double last = 0;
    std::ofstream(path) << CryptoCalibration().Measure(
        GetQuickOptions(),
        [&](const std::string& operation, double fraction) {
            EXPECT_GE(fraction, last);
            EXPECT_LE(fraction, 1);
            last = fraction;
            told.insert(operation);
        });

    const auto profile = CryptoProfile::Load(path);

    const auto cost = [&](Operation operation, uint64_t size) {
        return profile.GetCost(operation, size, 0.5);
    };
    EXPECT_EQ(profile.GetName(), "quick");
    EXPECT_EQ(profile.GetLibrary().substr(0, 8), "OpenSSL ");
    EXPECT_TRUE(profile.HasRsa(512) && profile.HasRsa(2048) && !profile.HasRsa(4096));
    EXPECT_GT(cost(Operation::RSA_OAEP_DECRYPT, 2048), cost(Operation::RSA_OAEP_ENCRYPT, 2048));
    EXPECT_GT(cost(Operation::RSA_OAEP_DECRYPT, 2048), cost(Operation::RSA_OAEP_DECRYPT, 512));
    EXPECT_GT(cost(Operation::RSA_KEYGEN, 2048), cost(Operation::RSA_OAEP_DECRYPT, 2048));
    for (const auto operation : {Operation::AES_128_GCM_ENCRYPT,
                                 Operation::AES_256_CBC_DECRYPT,
                                 Operation::SHA_256,
                                 Operation::SOCKET_WRITE,
                                 Operation::SOCKET_READ})
    {
        EXPECT_GT(cost(operation, 65'536), cost(operation, 64));
        EXPECT_GT(cost(operation, 64), Time(0));
    }
    EXPECT_FALSE(told.empty());
}

TEST(CryptoCalibration, UnwritablePathIsRefusedBeforeMeasuring)
{
    EXPECT_THROW(Calibrate("/nowhere/at-all/profile.yaml",
                           [](const std::string&, double) { FAIL() << "measuring"; }),
                 std::runtime_error);
    EXPECT_FALSE(std::filesystem::exists("/nowhere"));
}

TEST(CryptoCalibration, AbandonedMeasurementLeavesNoFile)
{
    const auto folder = std::filesystem::path(testing::TempDir()) / "crypto-calibration-test";
    std::filesystem::create_directory(folder);

    EXPECT_THROW(Calibrate((folder / "profile.yaml").string(),
                           [](const std::string&, double) { throw std::runtime_error("stop"); }),
                 std::runtime_error);

    EXPECT_TRUE(std::filesystem::is_empty(folder));
    std::filesystem::remove(folder);
}

} // namespace
} // namespace iotledger
} // namespace ns3
