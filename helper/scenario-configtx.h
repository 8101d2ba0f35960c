/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_CONFIGTX_H
#define SCENARIO_CONFIGTX_H

#include "ns3/scenario-value.h"

namespace ns3
{
namespace iotledger
{

/**
 * Puts what a profile of a configtx.yaml says where the scenario's own keys say nothing, so that
 * the file need not be known any more.
 *
 * `fabric.configtx` and `fabric.profile` become: the organisations (with one peer each, unless
 * `fabric.organizations` names them with more; Org1 is the one whose name in the file is Org1 or
 * Org1MSP), their MSPs and policies, as many orderers as there are consenters, BatchTimeout,
 * BatchSize, the options of EtcdRaft, the policies of the channel and its groups, and access
 * control. Left out: the organisations of the orderers, addresses and capabilities.
 *
 * @return the scenario with these keys; itself if it names no file
 * @throws ScenarioError @ingroup iot-ledger
 */
ScenarioValue ResolveConfigtx(const ScenarioValue& scenario);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_CONFIGTX_H */
