/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef YAML_MERGE_KEYS_H
#define YAML_MERGE_KEYS_H

#include "ns3/scenario-value.h"

namespace ns3
{
namespace iotledger
{

/**
 * Replaces the merge keys `<<` of all maps within by what they stand for: the entries of a map, or
 * of each of a list of maps, that the map itself (and an earlier one of the list) does not have.
 *
 * Source: YAML, type repository, "Merge Key Language-Independent Type for YAML Version 1.1".
 * @throws ScenarioError for a merge key of anything else
 */
void ApplyMergeKeys(ScenarioValue& value);

} // namespace iotledger
} // namespace ns3

#endif /* YAML_MERGE_KEYS_H */
