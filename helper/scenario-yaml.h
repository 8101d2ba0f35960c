/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_YAML_H
#define SCENARIO_YAML_H

#include "ns3/scenario-value.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * Reads one YAML document. Empty text is NOTHING.
 * @param text the document
 * @param place what stands before errors; without a line, the values have none either
 * @throws ScenarioError for what is no YAML, a key given twice, a key that is no text
 */
ScenarioValue ReadYaml(const std::string& text, const ScenarioPlace& place);

/// @return @p value as YAML on one line.
std::string WriteYamlLine(const ScenarioValue& value);

/// @return a MAP as YAML in block style, two spaces a level; lists on one line.
std::string WriteYamlBlock(const ScenarioValue& value);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_YAML_H */
