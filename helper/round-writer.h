/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUND_WRITER_H
#define ROUND_WRITER_H

#include "ns3/scenario-value.h"
#include "ns3/workload-spec.h"

#include <vector>

namespace ns3
{
namespace iotledger
{

/// @return rounds as a scenario has them, wherever they were read from: ReadRounds takes them back.
/// Every number that a controller reads is written, with its standard value if it was missing.
ScenarioValue WriteRounds(const std::vector<RoundSpec>& rounds);

} // namespace iotledger
} // namespace ns3

#endif /* ROUND_WRITER_H */
