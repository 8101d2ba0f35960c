/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_STATISTICS_H
#define RUN_STATISTICS_H

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What a run tells of itself beside its result files. @ingroup iot-ledger
struct RunStatistics
{
    uint64_t events{0};         //!< executed by the simulator
    double simulatedSeconds{0}; //!< [s] simulated time at the end
    std::vector<std::pair<std::string, std::string>> profileDigests; //!< name, SHA-256
};

} // namespace iotledger
} // namespace ns3

#endif /* RUN_STATISTICS_H */
