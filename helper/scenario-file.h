/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_FILE_H
#define SCENARIO_FILE_H

#include "ns3/scenario-value.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * Reads a scenario file and, below it, the file its `include:` names (relative to itself): the keys
 * of the including file win, at every level of maps. A scenario without a name takes the file's.
 * @throws ScenarioError for a file that cannot be read, is no YAML, or includes itself
 */
ScenarioValue ReadScenarioFile(const std::string& path);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_FILE_H */
