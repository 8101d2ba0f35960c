/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "configtx-file.h"

#include "configtx-section.h"
#include "yaml-merge-keys.h"

#include "ns3/scenario-error.h"
#include "ns3/scenario-yaml.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ns3
{
namespace iotledger
{

namespace
{

ConsenterAddress
ReadAddress(const ConfigtxSection& section)
{
    const auto port = section.GetCount("Port", 1, 0);
    if (port == 0 || port > UINT16_MAX)
    {
        section.Refuse("Port", "a port from 1 to 65535");
    }
    return {section.GetText("Host"), static_cast<uint16_t>(port)};
}

std::vector<std::string>
ReadTexts(const ConfigtxSection& section, const std::string& key)
{
    std::vector<std::string> texts;
    for (const auto& item : section.GetList(key))
    {
        if (!item.IsScalar())
        {
            section.Refuse(key, "a list of addresses");
        }
        texts.push_back(item.text);
    }
    return texts;
}

ChannelOrganization
ReadOrganization(const ScenarioValue& value, const std::string& key)
{
    const ConfigtxSection section(value,
                                  key,
                                  {"Name",
                                   "ID",
                                   "SkipAsForeign",
                                   "MSPDir",
                                   "MSPType",
                                   "Policies",
                                   "AnchorPeers",
                                   "OrdererEndpoints",
                                   "AdminPrincipal"});
    ChannelOrganization organization;
    organization.name = section.GetText("Name");
    organization.msp.id = section.GetText("ID");
    organization.policies = section.GetPolicies({"Readers", "Writers", "Admins"});
    organization.ordererEndpoints = ReadTexts(section, "OrdererEndpoints");
    for (const auto& item : section.GetList("AnchorPeers"))
    {
        organization.anchorPeers.push_back(
            ReadAddress(ConfigtxSection(item, section.GetKey("AnchorPeers"), {"Host", "Port"})));
    }
    return organization;
}

/// @return the organisations that a side of the channel lists, by name.
std::vector<ChannelOrganization>
ReadOrganizations(const ConfigtxSection& section)
{
    std::vector<ChannelOrganization> organizations;
    for (const auto& item : section.GetList("Organizations"))
    {
        organizations.push_back(ReadOrganization(item, section.GetKey("Organizations")));
    }
    std::sort(organizations.begin(), organizations.end(), [](const auto& a, const auto& b) {
        return a.name < b.name;
    });
    for (std::size_t i = 1; i < organizations.size(); i++)
    {
        if (organizations[i].name == organizations[i - 1].name)
        {
            section.Refuse("Organizations", "each organisation once");
        }
    }
    if (organizations.empty())
    {
        section.Refuse("Organizations", "at least one organisation");
    }
    return organizations;
}

RaftConsenters
ReadRaft(const ConfigtxSection& orderer)
{
    const auto section = orderer.Enter("EtcdRaft", {"Consenters", "Options"});
    RaftConsenters raft;
    for (const auto& item : section.GetList("Consenters"))
    {
        const ConfigtxSection consenter(item,
                                        section.GetKey("Consenters"),
                                        {"Host", "Port", "ClientTLSCert", "ServerTLSCert"});
        raft.consenters.push_back({ReadAddress(consenter), SharedBytes(), SharedBytes()});
    }
    if (raft.consenters.empty())
    {
        section.Refuse("Consenters", "at least one consenter");
    }
    if (section.Find("Options") == nullptr)
    {
        return raft;
    }
    const auto options = section.Enter("Options",
                                       {"TickInterval",
                                        "ElectionTick",
                                        "HeartbeatTick",
                                        "MaxInflightBlocks",
                                        "SnapshotIntervalSize"});
    raft.tickInterval = options.GetTime("TickInterval", raft.tickInterval);
    raft.electionTick = options.GetCount("ElectionTick", 1, raft.electionTick);
    raft.heartbeatTick = options.GetCount("HeartbeatTick", 1, raft.heartbeatTick);
    raft.maxInflightBlocks = options.GetCount("MaxInflightBlocks", 1, raft.maxInflightBlocks);
    raft.snapshotIntervalSize = options.GetBytes("SnapshotIntervalSize", raft.snapshotIntervalSize);
    if (raft.electionTick <= raft.heartbeatTick)
    {
        options.Refuse("ElectionTick",
                       "more than HeartbeatTick, " + std::to_string(raft.heartbeatTick));
    }
    return raft;
}

OrdererBatchSize
ReadBatchSize(const ConfigtxSection& orderer)
{
    OrdererBatchSize size;
    if (orderer.Find("BatchSize") == nullptr)
    {
        return size;
    }
    const auto section =
        orderer.Enter("BatchSize", {"MaxMessageCount", "AbsoluteMaxBytes", "PreferredMaxBytes"});
    size.maxMessageCount = section.GetCount("MaxMessageCount", 1, size.maxMessageCount);
    size.absoluteMaxBytes = section.GetBytes("AbsoluteMaxBytes", size.absoluteMaxBytes);
    size.preferredMaxBytes = section.GetBytes("PreferredMaxBytes", size.preferredMaxBytes);
    if (size.preferredMaxBytes > size.absoluteMaxBytes)
    {
        section.Refuse("PreferredMaxBytes",
                       "at most AbsoluteMaxBytes, " + std::to_string(size.absoluteMaxBytes) + " B");
    }
    return size;
}

void
ReadOrderer(const ConfigtxSection& profile, ChannelConfig& config)
{
    const auto section = profile.Enter("Orderer",
                                       {"OrdererType",
                                        "Addresses",
                                        "BatchTimeout",
                                        "BatchSize",
                                        "MaxChannels",
                                        "Kafka",
                                        "EtcdRaft",
                                        "Organizations",
                                        "Policies",
                                        "Capabilities"});
    if (section.GetText("OrdererType") != "etcdraft")
    {
        section.Refuse("OrdererType", "etcdraft");
    }
    config.ordererPolicies =
        section.GetPolicies({"Readers", "Writers", "Admins", "BlockValidation"});
    config.ordererCapabilities = section.GetCapabilities(config.ordererCapabilities);
    config.ordererAddresses = ReadTexts(section, "Addresses");
    config.ordererOrganizations = ReadOrganizations(section);
    config.batchTimeout = section.GetTime("BatchTimeout", config.batchTimeout);
    config.batchSize = ReadBatchSize(section);
    config.maxChannels = section.GetCount("MaxChannels", 0, 0);
    config.raft = ReadRaft(section);
}

void
ReadApplication(const ConfigtxSection& profile, ChannelConfig& config)
{
    const auto section =
        profile.Enter("Application",
                      {"ACLs", "Organizations", "Policies", "Capabilities", "Resources"});
    config.applicationPolicies = section.GetPolicies({"Readers", "Writers", "Admins"});
    config.applicationCapabilities = section.GetCapabilities(config.applicationCapabilities);
    config.organizations = ReadOrganizations(section);
    if (section.Find("ACLs") != nullptr)
    {
        const auto acls = section.Enter("ACLs", {});
        for (const auto& entry : section.Get("ACLs").entries)
        {
            config.acls[entry.key] = acls.GetText(entry.key);
        }
    }
}

} // namespace

ChannelConfig
ParseConfigtx(const std::string& text, const std::string& source, const std::string& profile)
{
    auto root = ReadYaml(text, {source, 1});
    ApplyMergeKeys(root);
    const ConfigtxSection file(
        root,
        "",
        {"Organizations", "Capabilities", "Application", "Orderer", "Channel", "Profiles"});
    const auto profiles = file.Enter("Profiles", {});
    if (profiles.Find(profile) == nullptr)
    {
        std::vector<std::string> names;
        std::string list;
        for (const auto& entry : file.Get("Profiles").entries)
        {
            names.push_back(entry.key);
            list += (list.empty() ? "" : ", ") + entry.key;
        }
        throw ScenarioError(file.Get("Profiles").place,
                            "Profiles",
                            "a profile of " + list,
                            profile,
                            names.empty() ? ""
                                          : "nearest: " + FindNearestName(profile, names).first);
    }
    const auto section = profiles.Enter(
        profile,
        {"Consortium", "Application", "Orderer", "Consortiums", "Capabilities", "Policies"});
    for (const auto* part :
         {"Orderer", "Application"}) // networks before 2.3 had a profile for each
    {
        if (section.Find(part) == nullptr)
        {
            section.Refuse(part,
                           "a profile with Orderer and Application, such as "
                           "TwoOrgsApplicationGenesis");
        }
    }
    ChannelConfig config;
    config.policies = section.GetPolicies({"Readers", "Writers", "Admins"});
    config.capabilities = section.GetCapabilities(config.capabilities);
    ReadOrderer(section, config);
    ReadApplication(section, config);
    return config;
}

ChannelConfig
ReadConfigtxFile(const std::string& path, const ScenarioPlace& place, const std::string& profile)
{
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
    {
        throw ScenarioError(place, "fabric.configtx", "a configtx.yaml that can be read", path);
    }
    return ParseConfigtx(text.str(), path, profile);
}

} // namespace iotledger
} // namespace ns3
