/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_NETWORK_H
#define SCENARIO_NETWORK_H

#include "ns3/network-topology.h"
#include "ns3/scenario.h"

namespace ns3
{
namespace iotledger
{

/// @return the topology that `network` describes, with the links of `network.links`; not yet built.
/// @ingroup iot-ledger
Ptr<NetworkTopology> MakeTopology(const Scenario& scenario);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_NETWORK_H */
