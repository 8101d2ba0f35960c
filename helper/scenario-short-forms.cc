/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-short-forms.h"

#include "ns3/scenario-schema.h"

namespace ns3
{
namespace iotledger
{

namespace
{

void
ExpandSection(ScenarioValue& section, const std::string& prefix)
{
    for (auto& entry : section.entries)
    {
        const std::string name = prefix + entry.key;
        if (entry.value.IsScalar() && !ScenarioSchema::Find(name) &&
            ScenarioSchema::Find(name + ".type"))
        {
            ScenarioValue map;
            map.place = entry.value.place;
            map.Put("type", entry.value);
            entry.value = std::move(map);
        }
        else if (ScenarioSchema::IsSection(name))
        {
            ExpandSection(entry.value, name + ".");
        }
    }
}

} // namespace

void
ExpandShortForms(ScenarioValue& scenario)
{
    ExpandSection(scenario, "");
}

} // namespace iotledger
} // namespace ns3
