/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_CALIBRATION_H
#define CRYPTO_CALIBRATION_H

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Measures what the operations of CryptoProfile cost on this machine.
 *
 * It runs the code that Crypto executes, on decoded keys, and reads the CPU time of the thread, so
 * that other programs disturb it little. An operation is repeated until the medians of the first
 * and the second half of its samples agree and the median is known that well, or a limit is
 * reached; operations of a few microseconds are timed in batches. Socket rows are send() and
 * recv() on a TCP connection of the loopback interface, whose sender also does the work of the
 * receiving interface.
 *
 * It belongs outside of simulations: nothing else in the models reads a clock.
 */
class CryptoCalibration
{
  public:
    /// Told which operation is measured, and how much of all has been done, from 0 to 1.
    using Progress = std::function<void(const std::string& operation, double fraction)>;

    struct Options
    {
        std::string name{"measured"};                                      //!< of the profile
        std::vector<uint32_t> rsaBits{512, 1024, 2048, 3072, 4096};        //!< [bit]
        std::vector<uint64_t> bytes{64, 1024, 16'384, 131'072, 1'048'576}; //!< [B]
        uint32_t minSamples{100};       //!< fewer only when a time limit is reached
        uint32_t maxSamples{2000};      //!< per row, and size of data
        Time rowLimit{Seconds(2)};      //!< of wall clock per row and size of data
        Time keygenLimit{Seconds(120)}; //!< of wall clock per RSA key size
        double tolerance{0.02};         //!< of the halves' medians, and of the median itself
    };

    /// @return a profile in the format that CryptoProfile::Load reads.
    std::string Measure(const Options& options, const Progress& progress) const;
};

/**
 * @ingroup iot-ledger
 * @brief Measures this machine into a profile named like the file.
 * @param path the file to write, whole or not at all
 * @param progress called several times a second; may be empty
 * @throws std::runtime_error naming the path and the reason if it cannot be written
 */
void Calibrate(const std::string& path,
               const std::function<void(const std::string&, double)>& progress);

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTO_CALIBRATION_H */
