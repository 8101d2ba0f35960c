/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-sweep.h"

#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-schema.h"
#include "ns3/scenario-settings.h"
#include "ns3/scenario-yaml.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

bool
IsBelow(const std::string& key, const std::string& section)
{
    return key.compare(0, section.size() + 1, section + ".") == 0;
}

/// @return whether what this key may be depends on other keys.
bool
IsRelated(const std::string& key)
{
    return key == "keyVerification.devices" || key == "keyVerification.pairs" || key == "faults" ||
           key == "keyVerification.protocol" || key == "keyVerification.protectTopicKey" ||
           key == "keyVerification.topics" || IsBelow(key, "keyVerification.topics") ||
           IsBelow(key, "fabric") || IsBelow(key, "workload") || key == "hosts" ||
           IsBelow(key, "hosts") || IsBelow(key, "crypto") || IsBelow(key, "network.topology");
}

constexpr uint64_t MAX_POINTS = 10'000; // each is checked when the scenario is read

/// @throws ScenarioError if the axes have too many combinations.
void
CheckCount(const std::vector<SweepAxis>& axes, const ScenarioPlace& place)
{
    uint64_t points = 1;
    for (const auto& axis : axes)
    {
        points *= axis.values.size();
        if (points > MAX_POINTS)
        {
            throw ScenarioError(place,
                                "sweep",
                                "at most " + std::to_string(MAX_POINTS) + " combinations",
                                "more");
        }
    }
}

/// @throws ScenarioError unless @p key can be swept.
void
CheckSweepable(const std::string& key, const ScenarioPlace& place)
{
    // Other keys have come from these, and no longer tell from where.
    if (key == "fabric.configtx" || key == "fabric.profile" || key == "workload.caliper")
    {
        throw ScenarioError(place, "sweep", "keys that such a file sets, not the file", key);
    }
    const bool steers = key == "sweep" || key == "include" || key == "name" ||
                        IsBelow(key, "sweep") || key.find_first_of("[*") != std::string::npos;
    if (steers || !ScenarioSchema::Find(key))
    {
        if (steers || ScenarioSchema::IsSection(key))
        {
            throw ScenarioError(place, "sweep", "a key with a value of its own", key);
        }
        ScenarioSchema::RefuseUnknown(place, key);
    }
}

} // namespace

ScenarioSweep
ScenarioSweep::Read(const ScenarioValue& scenario)
{
    ScenarioSweep sweep;
    const ScenarioValue* written = scenario.Find("sweep");
    if (!written)
    {
        return sweep;
    }
    if (!written->IsMap())
    {
        throw ScenarioError(written->place, "sweep", "a map of keys to lists", written->text);
    }
    for (const auto& entry : written->entries)
    {
        if (entry.key == "repetitions")
        {
            const std::string name = "sweep.repetitions";
            const auto text = ReadScalar(ScenarioSchema::Get(name), entry.value, name);
            sweep.m_repetitions = static_cast<uint32_t>(*quantity::ParseCount(text));
            continue;
        }
        CheckSweepable(entry.key, entry.place);
        SweepAxis axis{entry.key, {}};
        for (const auto& value : entry.value.items)
        {
            axis.values.push_back(WriteYamlLine(value));
            if (std::count(axis.values.begin(), axis.values.end(), axis.values.back()) > 1)
            {
                throw ScenarioError(value.place,
                                    "sweep." + entry.key,
                                    "each value once",
                                    axis.values.back());
            }
        }
        if (axis.values.empty())
        {
            throw ScenarioError(entry.value.place,
                                "sweep." + entry.key,
                                "a list of values",
                                entry.value.text);
        }
        sweep.m_axes.push_back(std::move(axis));
        sweep.m_values.push_back({entry.key, entry.value.items});
    }
    CheckCount(sweep.m_axes, written->place);
    return sweep;
}

const std::vector<SweepAxis>&
ScenarioSweep::GetAxes() const
{
    return m_axes;
}

uint32_t
ScenarioSweep::GetRepetitions() const
{
    return m_repetitions;
}

void
ScenarioSweep::CheckPoints(const ScenarioValue& scenario, CryptoProfiles& profiles) const
{
    ScenarioValue first = scenario;
    for (const auto& axis : m_values)
    {
        first.PutPath(axis.key, axis.values.front());
    }
    for (const auto& axis : m_values)
    {
        if (!IsRelated(axis.key))
        {
            for (const auto& value : axis.values)
            {
                ScenarioValue point = first;
                point.PutPath(axis.key, value);
                ReadSettings(point, ScenarioRelations::CHECKED, profiles);
            }
        }
    }
    CheckCombinations(first, 0, profiles);
}

void
ScenarioSweep::CheckCombinations(ScenarioValue& point,
                                 size_t firstAxis,
                                 CryptoProfiles& profiles) const
{
    for (size_t i = firstAxis; i < m_values.size(); ++i)
    {
        if (IsRelated(m_values[i].key))
        {
            for (const auto& value : m_values[i].values)
            {
                point.PutPath(m_values[i].key, value);
                CheckCombinations(point, i + 1, profiles);
            }
            return;
        }
    }
    ReadSettings(point, ScenarioRelations::CHECKED, profiles);
}

void
ScenarioSweep::Fix(ScenarioValue& scenario, const std::string& key, const ScenarioPlace& place)
{
    const ScenarioValue* written = scenario.Find("sweep");
    if (!written || !written->IsMap())
    {
        return;
    }
    ScenarioValue rest = *written;
    for (const auto& entry : written->entries)
    {
        if (IsBelow(key, entry.key))
        {
            throw ScenarioError(place, key, "no key below one that is swept", entry.key);
        }
        if (entry.key == key || IsBelow(entry.key, key))
        {
            rest.Erase(entry.key);
        }
    }
    scenario.Put("sweep", std::move(rest));
}

} // namespace iotledger
} // namespace ns3
