/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "configtx-section.h"

#include "ns3/go-duration.h"
#include "ns3/scenario-error.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-yaml.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <optional>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint64_t KIBI = 1024;

/// @return [B] "512 KB", "99MB", "10m", "4096"; empty for anything else, or from 4 GiB on
std::optional<uint32_t>
ParseBytes(const std::string& text)
{
    const auto digits = text.find_first_not_of("0123456789");
    const auto number = quantity::ParseCount(text.substr(0, digits));
    auto unit = digits == std::string::npos ? std::string() : text.substr(digits);
    unit.erase(0, unit.find_first_not_of(" \t"));
    std::transform(unit.begin(), unit.end(), unit.begin(), [](unsigned char c) {
        return std::tolower(c);
    });
    uint64_t size = 1;
    for (const auto* name : {"", "k", "m", "g"})
    {
        if (unit == name || (size > 1 && unit == std::string(name) + "b"))
        {
            const auto fits = number && *number <= std::numeric_limits<uint32_t>::max() / size;
            return fits ? std::optional(static_cast<uint32_t>(*number * size)) : std::nullopt;
        }
        size *= KIBI;
    }
    return std::nullopt;
}

} // namespace

ConfigtxSection::ConfigtxSection(const ScenarioValue& map,
                                 const std::string& key,
                                 std::initializer_list<const char*> known)
    : m_map(map),
      m_key(key)
{
    if (!map.IsMap())
    {
        throw ScenarioError(map.place, key, "a map", WriteYamlLine(map));
    }
    const std::vector<std::string> names(known.begin(), known.end());
    for (const auto& entry : map.entries)
    {
        if (!names.empty() && std::find(names.begin(), names.end(), entry.key) == names.end())
        {
            throw ScenarioError(entry.place,
                                GetKey(entry.key),
                                "a key of configtx.yaml",
                                entry.key,
                                "nearest: " + FindNearestName(entry.key, names).first);
        }
    }
}

std::string
ConfigtxSection::GetKey(const std::string& key) const
{
    return m_key.empty() ? key : m_key + "." + key;
}

void
ConfigtxSection::Refuse(const std::string& key, const std::string& expected) const
{
    const auto* value = Find(key);
    throw ScenarioError(value != nullptr ? value->place : m_map.place,
                        GetKey(key),
                        expected,
                        value == nullptr    ? "nothing"
                        : value->IsScalar() ? value->text
                                            : WriteYamlLine(*value));
}

const ScenarioValue*
ConfigtxSection::Find(const std::string& key) const
{
    const auto* value = m_map.Find(key);
    return value == nullptr || value->kind == ScenarioValue::Kind::NOTHING ? nullptr : value;
}

const ScenarioValue&
ConfigtxSection::Get(const std::string& key) const
{
    const auto* value = Find(key);
    if (value == nullptr)
    {
        Refuse(key, "a value");
    }
    return *value;
}

ConfigtxSection
ConfigtxSection::Enter(const std::string& key, std::initializer_list<const char*> known) const
{
    return ConfigtxSection(Get(key), GetKey(key), known);
}

const std::vector<ScenarioValue>&
ConfigtxSection::GetList(const std::string& key) const
{
    static const std::vector<ScenarioValue> NONE;
    const auto* value = Find(key);
    if (value != nullptr && !value->IsList())
    {
        Refuse(key, "a list");
    }
    return value != nullptr ? value->items : NONE;
}

std::string
ConfigtxSection::GetText(const std::string& key) const
{
    const auto& value = Get(key);
    if (!value.IsScalar() || value.text.empty())
    {
        Refuse(key, "a text");
    }
    return value.text;
}

uint32_t
ConfigtxSection::GetCount(const std::string& key, uint32_t least, uint32_t standard) const
{
    if (Find(key) == nullptr)
    {
        return standard;
    }
    const auto count = quantity::ParseCount(GetText(key));
    if (!count || *count < least || *count > std::numeric_limits<uint32_t>::max())
    {
        Refuse(key, "a whole number from " + std::to_string(least) + " on");
    }
    return static_cast<uint32_t>(*count);
}

uint32_t
ConfigtxSection::GetBytes(const std::string& key, uint32_t standard) const
{
    if (Find(key) == nullptr)
    {
        return standard;
    }
    const auto bytes = ParseBytes(GetText(key));
    if (!bytes || *bytes == 0)
    {
        Refuse(key, "a size below 4 GB such as 512 KB or 99 MB (KB, MB, GB: 1024 each)");
    }
    return *bytes;
}

Time
ConfigtxSection::GetTime(const std::string& key, Time standard) const
{
    if (Find(key) == nullptr)
    {
        return standard;
    }
    const auto time = ParseGoDuration(GetText(key));
    if (!time || time->IsZero())
    {
        Refuse(key, "a time such as 2s or 500ms (ns, us, ms, s, m, h)");
    }
    return *time;
}

std::set<std::string>
ConfigtxSection::GetCapabilities(std::set<std::string> standard) const
{
    if (Find("Capabilities") == nullptr)
    {
        return standard;
    }
    const auto section = Enter("Capabilities", {});
    std::set<std::string> capabilities;
    for (const auto& entry : section.m_map.entries)
    {
        const auto isOn =
            entry.value.IsScalar() ? quantity::ParseFlag(entry.value.text) : std::nullopt;
        if (!isOn)
        {
            section.Refuse(entry.key, "true or false");
        }
        if (*isOn)
        {
            capabilities.insert(entry.key);
        }
    }
    return capabilities;
}

PolicyDefinitions
ConfigtxSection::GetPolicies(std::initializer_list<const char*> required) const
{
    const auto section = Enter("Policies", {});
    PolicyDefinitions policies;
    for (const auto& entry : section.m_map.entries)
    {
        const auto policy = section.Enter(entry.key, {"Type", "Rule"});
        const auto type = policy.GetText("Type");
        if (type != "Signature" && type != "ImplicitMeta")
        {
            policy.Refuse("Type", "Signature or ImplicitMeta");
        }
        const auto rule = policy.GetText("Rule");
        try
        {
            policies.emplace(entry.key, PolicyDefinition::Parse(type, rule));
        }
        catch (const PolicyError& error)
        {
            throw ScenarioError(policy.Get("Rule").place,
                                policy.GetKey("Rule"),
                                type == "Signature" ? "a signature policy"
                                                    : "an implicit meta policy",
                                rule,
                                error.what());
        }
    }
    for (const auto* name : required)
    {
        if (policies.count(name) == 0)
        {
            section.Refuse(name, "a policy");
        }
    }
    return policies;
}

} // namespace iotledger
} // namespace ns3
