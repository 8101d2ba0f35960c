/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "yaml-merge-keys.h"

#include "ns3/scenario-yaml.h"

#include <string>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string MERGE_KEY = "<<";

void
MergeMap(ScenarioValue& map, const ScenarioValue& merged)
{
    if (merged.kind != ScenarioValue::Kind::MAP)
    {
        throw ScenarioError(merged.place,
                            MERGE_KEY,
                            "a map, or a list of maps",
                            WriteYamlLine(merged));
    }
    for (const auto& entry : merged.entries)
    {
        if (!map.Find(entry.key))
        {
            map.entries.push_back(entry);
        }
    }
}

} // namespace

void
ApplyMergeKeys(ScenarioValue& value)
{
    for (auto& item : value.items)
    {
        ApplyMergeKeys(item);
    }
    for (auto& entry : value.entries)
    {
        ApplyMergeKeys(entry.value);
    }
    const ScenarioValue* found = value.Find(MERGE_KEY);
    if (!found)
    {
        return;
    }
    const ScenarioValue merged = *found;
    value.Erase(MERGE_KEY);
    if (merged.kind == ScenarioValue::Kind::LIST)
    {
        for (const auto& item : merged.items)
        {
            MergeMap(value, item);
        }
    }
    else
    {
        MergeMap(value, merged);
    }
}

} // namespace iotledger
} // namespace ns3
