/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-policies.h"

#include "ns3/channel-policies.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-yaml.h"

#include <vector>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr const char* ENDORSEMENT = "Endorsement";

const std::vector<std::string> GROUPS{"Application", "Channel", "Orderer"};

PolicyDefinition
ReadRule(const std::string& rule, const ScenarioPlace& place, const std::string& key)
{
    try
    {
        return ParsePolicyRule(rule);
    }
    catch (const PolicyError& error)
    {
        throw ScenarioError(place,
                            key,
                            "ANY, ALL or MAJORITY of a policy, or a signature policy such as "
                            "OR('Org1MSP.peer')",
                            rule,
                            error.what());
    }
}

void
RequireMap(const ScenarioValue& value, const std::string& name, const std::string& expected)
{
    if (!value.IsMap())
    {
        throw ScenarioError(value.place, name, expected, WriteYamlLine(value));
    }
}

std::string
ReadText(const ScenarioEntry& entry, const std::string& name)
{
    if (!entry.value.IsScalar() || entry.value.text.empty())
    {
        throw ScenarioError(entry.value.place,
                            name + "." + entry.key,
                            "a text",
                            WriteYamlLine(entry.value));
    }
    return entry.value.text;
}

} // namespace

PolicyDefinition
ParsePolicyRule(const std::string& rule)
{
    const std::string gate = rule.substr(0, rule.find(' '));
    if (gate != "ANY" && gate != "ALL" && gate != "MAJORITY")
    {
        return PolicyDefinition::Parse("Signature", rule);
    }
    return PolicyDefinition::Parse("ImplicitMeta", rule == gate ? rule + " " + ENDORSEMENT : rule);
}

PolicyTexts
ReadPolicies(const ScenarioValue& policies, const std::string& name)
{
    RequireMap(policies, name, "a map of rules by the policies' names");
    PolicyTexts texts;
    for (const auto& entry : policies.entries)
    {
        const auto text = ReadText(entry, name);
        texts[entry.key] = ReadRule(text, entry.value.place, name + "." + entry.key).ToString();
    }
    return texts;
}

GroupPolicies
ReadGroupPolicies(const ScenarioValue& groups)
{
    const std::string name = "fabric.policies";
    RequireMap(groups, name, "a map of policies by group");
    GroupPolicies policies;
    for (const auto& entry : groups.entries)
    {
        const std::string key = name + "." + entry.key;
        const auto [nearest, edits] = FindNearestName(entry.key, GROUPS);
        if (edits > 0)
        {
            throw ScenarioError(entry.place, key, "Channel, Orderer or Application", entry.key);
        }
        policies[entry.key] = ReadPolicies(entry.value, key);
        if (entry.key == "Application" && policies[entry.key].count(ENDORSEMENT) > 0)
        {
            throw ScenarioError(entry.place,
                                key + "." + ENDORSEMENT,
                                "this policy as fabric.policy",
                                policies[entry.key][ENDORSEMENT]);
        }
    }
    return policies;
}

PolicyTexts
ReadAccessControl(const ScenarioValue& acls)
{
    const std::string name = "fabric.acls";
    RequireMap(acls, name, "a map of policies by resource");
    std::vector<std::string> resources;
    for (const auto& resource : GetDefaultAccessControl())
    {
        resources.push_back(resource.first);
    }
    PolicyTexts guards;
    for (const auto& entry : acls.entries)
    {
        const auto [nearest, edits] = FindNearestName(entry.key, resources);
        if (edits > 0)
        {
            throw ScenarioError(entry.place,
                                name,
                                "a resource of a peer",
                                entry.key,
                                "did you mean '" + nearest + "'?");
        }
        guards[entry.key] = ReadText(entry, name);
    }
    return guards;
}

void
CheckPolicy(const std::string& rule,
            const std::set<std::string>& mspIds,
            const ScenarioPlace& place,
            const std::string& key)
{
    const auto policy = ReadRule(rule, place, key);
    if (!policy.GetSignature())
    {
        return;
    }
    std::string known;
    for (const auto& mspId : mspIds)
    {
        known += (known.empty() ? "" : ", ") + mspId;
    }
    for (const auto& principal : policy.GetSignature()->GetPrincipals())
    {
        if (mspIds.count(principal.GetMspId()) == 0)
        {
            throw ScenarioError(place, key, "principals of " + known, principal.GetMspId());
        }
    }
}

ScenarioValue
WritePolicies(const PolicyTexts& policies)
{
    ScenarioValue map;
    map.kind = ScenarioValue::Kind::MAP;
    for (const auto& [name, text] : policies)
    {
        map.Put(name, ScenarioValue::MakeScalar(text));
    }
    return map;
}

ScenarioValue
WriteGroupPolicies(const GroupPolicies& policies)
{
    ScenarioValue map;
    map.kind = ScenarioValue::Kind::MAP;
    for (const auto& [group, texts] : policies)
    {
        map.Put(group, WritePolicies(texts));
    }
    return map;
}

} // namespace iotledger
} // namespace ns3
