/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CALIBRATION_WORKLOAD_H
#define CALIBRATION_WORKLOAD_H

#include "ns3/crypto-profile.h"

#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * Prepares an operation with keys and data of its own, inside a RandomScope. Internal.
 * @param size key size [bit] or data size [B], as for CryptoProfile::GetCost
 * @return a function that performs it once; it aborts the program if OpenSSL fails
 */
std::function<void()> PrepareOperation(CryptoOperation operation, uint64_t size);

/// A TCP connection of the loopback interface, both ends in this thread. Internal.
class LoopbackConnection
{
  public:
    /// What moving one message took.
    struct Cost
    {
        double write; //!< [ns] of CPU in send()
        double read;  //!< [ns] of CPU in recv()
    };

    /// @throws std::runtime_error if the system refuses the connection
    LoopbackConnection();
    ~LoopbackConnection();
    LoopbackConnection(const LoopbackConnection&) = delete;
    LoopbackConnection& operator=(const LoopbackConnection&) = delete;

    Cost Move(uint64_t bytes);

  private:
    int m_sender{-1};
    int m_receiver{-1};
    double m_clockCost; //!< [ns] included in each measured call
};

} // namespace iotledger
} // namespace ns3

#endif /* CALIBRATION_WORKLOAD_H */
