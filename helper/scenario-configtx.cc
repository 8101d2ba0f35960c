/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-configtx.h"

#include "ns3/configtx-file.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-hosts.h"
#include "ns3/scenario-policies.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-schema.h"
#include "ns3/scenario-yaml.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string FILE_KEY = "fabric.configtx";
const std::string PROFILE_KEY = "fabric.profile";
const std::string ORGANIZATIONS = "fabric.organizations";
const std::string NONE = "none";

ScenarioValue
MakeCount(uint64_t count)
{
    return ScenarioValue::MakeScalar(std::to_string(count));
}

ScenarioValue
MakeSize(uint64_t bytes)
{
    return ScenarioValue::MakeScalar(quantity::FormatSize(bytes));
}

ScenarioValue
MakeTime(Time time)
{
    return ScenarioValue::MakeScalar(quantity::FormatTime(time));
}

/// @return the rules of policies, without that of @p name if it has one.
ScenarioValue
MakePolicies(const PolicyDefinitions& policies, const std::string& without = "")
{
    PolicyTexts texts;
    for (const auto& [name, policy] : policies)
    {
        if (name != without)
        {
            texts[name] = policy.ToString();
        }
    }
    return WritePolicies(texts);
}

/// @return an organisation's name in the scenario: Org1 of Org1MSP, as test networks call it.
std::string
GetName(const std::string& name)
{
    const std::string suffix = "MSP";
    const bool hasSuffix = name.size() > suffix.size() &&
                           name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
    return hasSuffix ? name.substr(0, name.size() - suffix.size()) : name;
}

/// @return a guard as the scenario's organisations have it: their groups are called by their names.
std::string
GetGuard(std::string guard, const ChannelConfig& config)
{
    const std::string application = "/Channel/Application/";
    for (const auto& organization : config.organizations)
    {
        const std::string group = application + organization.name + "/";
        if (guard.compare(0, group.size(), group) == 0)
        {
            return application + GetName(organization.name) + "/" + guard.substr(group.size());
        }
    }
    return guard;
}

ScenarioValue
DescribeOrganizations(const ChannelConfig& config)
{
    std::vector<ScenarioValue> items;
    for (const auto& organization : config.organizations)
    {
        ScenarioValue item;
        item.Put("name", ScenarioValue::MakeScalar(GetName(organization.name)));
        item.Put("msp", ScenarioValue::MakeScalar(organization.msp.id));
        item.Put("policies", MakePolicies(organization.policies));
        items.push_back(std::move(item));
    }
    return ScenarioValue::MakeList(std::move(items));
}

/// @return the profile as a scenario says it.
ScenarioValue
Describe(const ChannelConfig& config)
{
    const std::string endorsement = "Endorsement";
    ScenarioValue scenario;
    scenario.PutPath(ORGANIZATIONS, DescribeOrganizations(config));
    scenario.PutPath("fabric.orderers", MakeCount(config.raft.consenters.size()));
    scenario.PutPath("fabric.BatchTimeout", MakeTime(config.batchTimeout));
    const auto& batch = config.batchSize;
    scenario.PutPath("fabric.BatchSize.MaxMessageCount", MakeCount(batch.maxMessageCount));
    scenario.PutPath("fabric.BatchSize.AbsoluteMaxBytes", MakeSize(batch.absoluteMaxBytes));
    scenario.PutPath("fabric.BatchSize.PreferredMaxBytes", MakeSize(batch.preferredMaxBytes));
    const auto& raft = config.raft;
    scenario.PutPath("fabric.EtcdRaft.TickInterval", MakeTime(raft.tickInterval));
    scenario.PutPath("fabric.EtcdRaft.ElectionTick", MakeCount(raft.electionTick));
    scenario.PutPath("fabric.EtcdRaft.HeartbeatTick", MakeCount(raft.heartbeatTick));
    scenario.PutPath("fabric.EtcdRaft.MaxInflightBlocks", MakeCount(raft.maxInflightBlocks));
    scenario.PutPath("fabric.EtcdRaft.SnapshotIntervalSize", MakeSize(raft.snapshotIntervalSize));
    scenario.PutPath("fabric.policies.Channel", MakePolicies(config.policies));
    scenario.PutPath("fabric.policies.Orderer", MakePolicies(config.ordererPolicies));
    scenario.PutPath("fabric.policies.Application",
                     MakePolicies(config.applicationPolicies, endorsement));
    const auto policy = config.applicationPolicies.find(endorsement);
    if (policy != config.applicationPolicies.end())
    {
        scenario.PutPath("fabric.policy", ScenarioValue::MakeScalar(policy->second.ToString()));
    }
    PolicyTexts acls;
    for (const auto& [resource, guard] : config.acls)
    {
        acls[resource] = GetGuard(guard, config);
    }
    scenario.PutPath("fabric.acls", WritePolicies(acls));
    return scenario;
}

/// Says of all within where it was written.
void
SetPlace(ScenarioValue& value, const ScenarioPlace& place)
{
    value.place = place;
    for (auto& item : value.items)
    {
        SetPlace(item, place);
    }
    for (auto& entry : value.entries)
    {
        entry.place = place;
        SetPlace(entry.value, place);
    }
}

/// @return where the profile begins in a file that has been read.
ScenarioPlace
FindPlace(const std::string& path, const std::string& profile)
{
    std::ifstream stream(path);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return ReadYaml(text, {path, 1}).Find("Profiles")->Find(profile)->place;
}

/// Adds what the scenario says of organisations to those that the profile has.
/// @throws ScenarioError for an organisation that is none of these
void
MergeOrganizations(ScenarioValue& profiles, const ScenarioValue& written)
{
    std::string known;
    for (const auto& item : profiles.items)
    {
        known += (known.empty() ? "" : ", ") + item.Find("name")->text;
    }
    for (const auto& item : ReadList(written, ORGANIZATIONS, "a list of organisations"))
    {
        const auto* name = item.Find("name");
        const auto isMeant = [name](const ScenarioValue& other) {
            return name && other.Find("name")->text == name->text;
        };
        const auto own = std::find_if(profiles.items.begin(), profiles.items.end(), isMeant);
        if (own == profiles.items.end())
        {
            throw ScenarioError(name ? name->place : item.place,
                                ORGANIZATIONS + "[].name",
                                "an organisation of the profile: " + known,
                                name ? name->text : "");
        }
        ScenarioValue merged = item;
        merged.Inherit(*own);
        *own = std::move(merged);
    }
}

/// @return a key of the section; the default if it was not written. @throws ScenarioError
std::string
ReadKey(const ScenarioValue* value, const std::string& key)
{
    return value ? ReadScalar(ScenarioSchema::Get(key), *value, key) : NONE;
}

} // namespace

ScenarioValue
ResolveConfigtx(const ScenarioValue& scenario)
{
    const ScenarioValue* file = scenario.FindPath(FILE_KEY);
    const ScenarioValue* profile = scenario.FindPath(PROFILE_KEY);
    const std::string fileText = ReadKey(file, FILE_KEY);
    const std::string profileText = ReadKey(profile, PROFILE_KEY);
    if ((fileText == NONE) != (profileText == NONE))
    {
        const bool hasFile = fileText != NONE;
        throw ScenarioError(hasFile ? file->place : profile->place,
                            hasFile ? PROFILE_KEY : FILE_KEY,
                            hasFile ? "a profile of the file" : "the file that has the profile",
                            "");
    }
    if (fileText == NONE)
    {
        return scenario;
    }
    const std::string path = ResolvePath(fileText, file->place);
    ScenarioValue base = Describe(ReadConfigtxFile(path, file->place, profileText));
    SetPlace(base, FindPlace(path, profileText));
    ScenarioValue resolved = scenario;
    if (const ScenarioValue* written = scenario.FindPath(ORGANIZATIONS))
    {
        ScenarioValue organizations = *base.FindPath(ORGANIZATIONS);
        MergeOrganizations(organizations, *written);
        resolved.PutPath(ORGANIZATIONS, std::move(organizations));
    }
    resolved.Inherit(base);
    resolved.PutPath(FILE_KEY, ScenarioValue::MakeScalar(NONE)); // all that it says is there now
    resolved.PutPath(PROFILE_KEY, ScenarioValue::MakeScalar(NONE));
    return resolved;
}

} // namespace iotledger
} // namespace ns3
