/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-schema.h"

#include "ns3/scenario-error.h"
#include "ns3/scenario-key-tables.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

using Form = ScenarioForm;
using Tables = ScenarioKeyTables;

Tables::Keys
JoinKeys()
{
    Tables::Keys all;
    for (const auto& part : {Tables::GetGeneralKeys(),
                             Tables::GetNetworkKeys(),
                             Tables::GetHostKeys(),
                             Tables::GetMqttKeys(),
                             Tables::GetExperimentKeys(),
                             Tables::GetFabricKeys(),
                             Tables::GetWorkloadKeys(),
                             Tables::GetResultKeys(),
                             Tables::GetFaultKeys()})
    {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// @return whether the value at @p name is read as part of a structure.
bool
IsInStructure(const std::string& name)
{
    const size_t dot = name.rfind('.');
    const ScenarioKey* parent =
        dot == std::string::npos ? nullptr : ScenarioSchema::Find(name.substr(0, dot));
    return parent && parent->GetForm() == Form::STRUCTURE;
}

/// @return @p name with the name that the user gave a host or an operation replaced by *.
std::string
ToPattern(const std::string& name)
{
    const std::string disk = ".disk";
    size_t dot = name.rfind('.');
    for (const std::string prefix : {"hosts.", "workload.operations."})
    {
        if (prefix == "hosts." && dot != std::string::npos && dot > prefix.size() + disk.size() &&
            name.compare(dot - disk.size(), disk.size(), disk) == 0)
        {
            dot -= disk.size(); // what the host has of its own has keys too
        }
        if (name.compare(0, prefix.size(), prefix) == 0 && dot != std::string::npos &&
            dot >= prefix.size())
        {
            return prefix + "*" + name.substr(dot);
        }
    }
    return name;
}

} // namespace

const std::vector<ScenarioKey>&
ScenarioSchema::GetKeys()
{
    static const Tables::Keys keys = JoinKeys();
    return keys;
}

const ScenarioKey*
ScenarioSchema::Find(const std::string& name)
{
    const std::string pattern = ToPattern(name);
    const auto& keys = GetKeys();
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const ScenarioKey& candidate) {
        return candidate.GetName() == pattern;
    });
    return key == keys.end() ? nullptr : &*key;
}

const ScenarioKey&
ScenarioSchema::Get(const std::string& name)
{
    const ScenarioKey* key = Find(name);
    if (!key)
    {
        throw std::logic_error(name + " is no key of a scenario");
    }
    return *key;
}

bool
ScenarioSchema::IsSection(const std::string& name)
{
    const auto& keys = GetKeys();
    return std::any_of(keys.begin(), keys.end(), [&](const ScenarioKey& key) {
        return key.GetName().compare(0, name.size() + 1, name + ".") == 0;
    });
}

bool
ScenarioSchema::IsSetting(const ScenarioKey& key)
{
    const std::string& name = key.GetName();
    return key.GetForm() != Form::STRUCTURE && name.find_first_of("*[") == std::string::npos &&
           !IsInStructure(name) && name != "include" && name != "sweep.repetitions";
}

void
ScenarioSchema::RefuseUnknown(const ScenarioPlace& place, const std::string& name)
{
    const std::string pattern = ToPattern(name);
    const size_t dot = pattern.rfind('.');
    const std::string section = dot == std::string::npos ? "" : pattern.substr(0, dot + 1);
    const std::string last = pattern.substr(section.size());
    std::set<std::string> siblings;
    std::vector<std::string> lastParts;
    for (const auto& key : GetKeys())
    {
        const std::string& known = key.GetName();
        lastParts.push_back(known.substr(known.rfind('.') + 1));
        if (known.compare(0, section.size(), section) == 0)
        {
            siblings.insert(
                known.substr(section.size(), known.find('.', section.size()) - section.size()));
        }
    }
    auto [nearest, edits] = FindNearestName(last, {siblings.begin(), siblings.end()});
    const auto [elsewhere, fewer] = FindNearestName(last, lastParts);
    if (fewer < edits && fewer <= 1) // the right word in the wrong section
    {
        const auto at = std::find(lastParts.begin(), lastParts.end(), elsewhere);
        nearest = GetKeys()[at - lastParts.begin()].GetName();
    }
    throw ScenarioError(place,
                        name,
                        "a known key",
                        last,
                        nearest.empty() ? "" : "did you mean '" + nearest + "'?");
}

} // namespace iotledger
} // namespace ns3
