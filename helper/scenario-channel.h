/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_CHANNEL_H
#define SCENARIO_CHANNEL_H

#include "ns3/fabric-network.h"
#include "ns3/scenario.h"

namespace ns3
{
namespace iotledger
{

/// @return what `fabric` and `workload` say of the network: its nodes, channels and chaincode.
/// @ingroup iot-ledger
FabricNetwork::Settings MakeLedgerSettings(const Scenario& scenario);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_CHANNEL_H */
