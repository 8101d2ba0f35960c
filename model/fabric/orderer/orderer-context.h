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
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERER_CONTEXT_H */
