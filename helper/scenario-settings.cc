/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-settings.h"

#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-schema.h"

#include <limits>

namespace ns3
{
namespace iotledger
{

namespace
{

using Values = std::map<std::string, ScenarioSetting>;

/// Reads the single values of a section and those below it.
void
ReadSection(const ScenarioValue& section, const std::string& prefix, Values& values)
{
    for (const auto& entry : section.entries)
    {
        const std::string name = prefix + entry.key;
        const ScenarioKey* key = ScenarioSchema::Find(name);
        if (key && ScenarioSchema::IsSetting(*key))
        {
            values[name] = {ReadScalar(*key, entry.value, name), entry.value.place};
        }
        else if (!key && ScenarioSchema::IsSection(name))
        {
            if (!entry.value.IsMap())
            {
                throw ScenarioError(entry.value.place,
                                    name,
                                    "a map of keys and values",
                                    entry.value.text);
            }
            ReadSection(entry.value, name + ".", values);
        }
        else if (!key)
        {
            ScenarioSchema::RefuseUnknown(entry.place, name);
        }
    }
}

Values
ReadValues(const ScenarioValue& scenario)
{
    Values values;
    for (const auto& key : ScenarioSchema::GetKeys())
    {
        if (ScenarioSchema::IsSetting(key))
        {
            values[key.GetName()] = {key.GetDefault(), scenario.place};
        }
    }
    ReadSection(scenario, "", values);
    auto& profile = values.at("crypto.profile");
    profile.text = ResolveProfile(profile.text, profile.place);
    return values;
}

uint32_t
GetCount(const Values& values, const std::string& key)
{
    return static_cast<uint32_t>(*quantity::ParseCount(values.at(key).text));
}

/// Checks that a device's RSA key can carry an AES key: RSAES-OAEP with SHA-1 takes 42 bytes of a
/// block for itself (RFC 8017, section 7.1.1). @throws ScenarioError
void
CheckKeySizes(const Values& values)
{
    const auto& aes = values.at("crypto.aes").text;
    const uint32_t aesBytes = aes.find("256") != std::string::npos ? 32 : 16;
    const uint32_t fewest = (aesBytes + 42) * 8;
    if (GetCount(values, "crypto.rsaBits") < fewest)
    {
        const auto& setting = values.at("crypto.rsaBits");
        throw ScenarioError(setting.place,
                            "crypto.rsaBits",
                            "at least " + std::to_string(fewest) + " with " + aes,
                            setting.text,
                            "RSA-OAEP has no room for the AES key");
    }
}

/// @return what a structured key says; nothing, at the place of the scenario, if it is not there.
ScenarioValue
FindStructure(const ScenarioValue& scenario, const std::string& name)
{
    const ScenarioValue* value = scenario.FindPath(name);
    ScenarioValue nothing;
    nothing.place = scenario.place;
    return value ? *value : nothing;
}

} // namespace

ScenarioSettings
ReadSettings(const ScenarioValue& scenario, ScenarioRelations relations, CryptoProfiles& profiles)
{
    if (!scenario.IsMap())
    {
        throw ScenarioError(scenario.place, "file", "a map of keys and values", scenario.text);
    }
    ScenarioSettings settings;
    settings.values = ReadValues(scenario);
    if (!scenario.Find("keyVerification"))
    {
        throw ScenarioError(scenario.place, "keyVerification", "this section: an experiment", "");
    }
    const bool checked = relations == ScenarioRelations::CHECKED;
    const uint32_t devices = GetCount(settings.values, "keyVerification.devices");
    const uint32_t largest = checked ? devices : std::numeric_limits<uint32_t>::max();

    const auto& profile = settings.values.at("crypto.profile");
    settings.hosts = ReadHosts(scenario.Find("hosts"), profile.text, profile.place);
    settings.links = ReadLinks(FindStructure(scenario, "network.links"));
    settings.sites = ReadSites(FindStructure(scenario, "network.topology.sites"));
    settings.delays = ReadDelays(FindStructure(scenario, "network.topology.delays"));
    settings.pairs = ReadPairs(FindStructure(scenario, "keyVerification.pairs"), largest);
    settings.faults = ReadFaults(FindStructure(scenario, "faults"), largest);
    if (checked)
    {
        const auto& topology = settings.values.at("network.topology.type");
        if (topology.text == "sites")
        {
            CheckSites(settings.sites, settings.delays, devices, topology.place);
        }
        CheckKeySizes(settings.values);
        CheckHosts(settings.hosts, devices, GetCount(settings.values, "crypto.rsaBits"), profiles);
    }
    return settings;
}

ScenarioValue
WriteSettings(const ScenarioSettings& settings)
{
    ScenarioValue scenario;
    for (const auto& [name, setting] : settings.values)
    {
        scenario.PutPath(name, ScenarioValue::MakeScalar(setting.text));
    }
    scenario.Put("hosts", WriteHosts(settings.hosts));
    scenario.PutPath("network.links", WriteLinks(settings.links));
    scenario.PutPath("network.topology.sites", WriteSites(settings.sites));
    scenario.PutPath("network.topology.delays", WriteDelays(settings.delays));
    scenario.PutPath("keyVerification.pairs", WritePairs(settings.pairs));
    scenario.Put("faults", WriteFaults(settings.faults));
    scenario.Sort();
    return scenario;
}

} // namespace iotledger
} // namespace ns3
