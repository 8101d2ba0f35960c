/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_TEXT_H
#define SCENARIO_TEXT_H

#include "ns3/scenario-error.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * Looks at a text before yaml-cpp builds a tree of it: it must be UTF-8 without control characters,
 * and hold at most one document that says anything.
 * @param place what stands before errors
 * @throws ScenarioError for a text that is none of that; YAML::Exception for what is no YAML
 */
void CheckYamlText(const std::string& text, const ScenarioPlace& place);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_TEXT_H */
