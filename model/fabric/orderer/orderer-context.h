/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERER_CONTEXT_H
#define ORDERER_CONTEXT_H

#include "ns3/fabric-orderer-costs.h"
#include "ns3/fabric-place.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"

#include <cstdint>

namespace ns3
{
namespace iotledger
{

/// @brief What all parts of one orderer work with. Internal.
struct OrdererContext
{
    FabricPlace place;
    Ptr<FabricOrdererCosts> costs;
    Ptr<UniformRandomVariable> random;
    int64_t connectionStream{-1}; //!< first random stream of its connections; -1: not pinned
    int64_t epoch{0};             //!< of time zero of the simulation [s] since 1970-01-01 UTC

    /// @return now [s] since 1970-01-01 UTC.
    int64_t GetEpoch() const
    {
        return epoch + static_cast<int64_t>(Simulator::Now().GetSeconds());
    }
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERER_CONTEXT_H */
