/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-settings.h"

#include "ns3/caliper-file.h"
#include "ns3/fabric-cost-profile.h"
#include "ns3/ledger-checks.h"
#include "ns3/mqtt-broker-profile.h"
#include "ns3/round-writer.h"
#include "ns3/scenario-configtx.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-schema.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

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
ReadValues(const ScenarioValue& scenario, ScenarioKind kind)
{
    Values values;
    for (const auto& key : ScenarioSchema::GetKeys())
    {
        if (ScenarioSchema::IsSetting(key) && IsOfKind(key.GetName(), kind))
        {
            values[key.GetName()] = {key.GetDefault(), scenario.place};
        }
    }
    ReadSection(scenario, "", values);
    for (const auto* key : {"crypto.profile", "mqtt.profile"})
    {
        const auto profile = values.find(key);
        if (profile != values.end())
        {
            profile->second.text = ResolveProfile(profile->second.text, profile->second.place);
        }
    }
    return values;
}

uint32_t
GetCount(const Values& values, const std::string& key)
{
    return static_cast<uint32_t>(*quantity::ParseCount(values.at(key).text));
}

/// Checks that an RSA key can carry an AES key: RSAES-OAEP with SHA-1 takes 42 bytes of a block for
/// itself (RFC 8017, section 7.1.1). @throws ScenarioError
void
CheckKeySize(const Values& values, const std::string& key)
{
    const auto& aes = values.at("crypto.aes").text;
    const uint32_t aesBytes = aes.find("256") != std::string::npos ? 32 : 16;
    const uint32_t fewest = (aesBytes + 42) * 8;
    if (GetCount(values, key) < fewest)
    {
        const auto& setting = values.at(key);
        throw ScenarioError(setting.place,
                            key,
                            "at least " + std::to_string(fewest) + " with " + aes,
                            setting.text,
                            "RSA-OAEP has no room for the AES key");
    }
}

bool
HasTopics(const Values& values)
{
    return values.at("keyVerification.protocol").text == "sscp";
}

/// @return the names of the broker and of so many devices.
std::vector<std::string>
GetDeviceNodes(uint32_t devices)
{
    std::vector<std::string> nodes;
    for (uint32_t number = 0; number <= devices; ++number)
    {
        nodes.push_back(GetNodeName(number));
    }
    return nodes;
}

/// Checks key sizes, and that hosts know their costs. @throws ScenarioError
void
CheckKeys(const ScenarioSettings& settings, uint32_t devices, CryptoProfiles& profiles)
{
    const auto& values = settings.values;
    CheckKeySize(values, "crypto.rsaBits");
    const bool wraps = values.at("keyVerification.protectTopicKey").text == "true";
    const uint32_t rsaBits = GetCount(values, "crypto.rsaBits");
    std::vector<RsaUse> uses{{"crypto.rsaBits", rsaBits, HasTopics(values) && wraps}};
    if (HasTopics(values))
    {
        CheckKeySize(values, "crypto.topicRsaBits");
        uses.push_back({"crypto.topicRsaBits", GetCount(values, "crypto.topicRsaBits"), true});
    }
    const auto isRole = [](const HostPlacement& host) { return host.isRole; };
    const bool areAlike = std::all_of(settings.hosts.begin(), settings.hosts.end(), isRole);
    CheckHosts(settings.hosts, GetDeviceNodes(areAlike ? 1 : devices), uses, profiles);
}

/// Checks that the broker's profile can be read. @throws ScenarioError
void
CheckBrokerProfile(const ScenarioSetting& profile)
{
    if (profile.text == "none")
    {
        return;
    }
    try
    {
        MqttBrokerProfile::Read(profile.text);
    }
    catch (const std::invalid_argument& error)
    {
        throw ScenarioError(profile.place,
                            "mqtt.profile",
                            "a broker profile that can be read, or none",
                            profile.text,
                            error.what());
    }
}

/// Checks that the cost profile of a ledger can be read. @throws ScenarioError
void
CheckCostProfile(const ScenarioSetting& profile)
{
    if (profile.text == "none")
    {
        return;
    }
    try
    {
        FabricCostProfile::Load(profile.text);
    }
    catch (const std::invalid_argument& error)
    {
        throw ScenarioError(profile.place,
                            "fabric.costs",
                            "a cost profile that can be read, or none",
                            profile.text,
                            error.what());
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

/// Reads topics, and the pairs of the rounds, which with topics are of another kind.
void
ReadTopicSettings(const ScenarioValue& scenario, uint32_t devices, ScenarioSettings& settings)
{
    const auto pairs = FindStructure(scenario, "keyVerification.pairs");
    const auto topics = FindStructure(scenario, "keyVerification.topics");
    settings.topics = ReadTopics(topics, devices);
    if (!HasTopics(settings.values))
    {
        settings.pairs = ReadPairs(pairs, devices);
        return;
    }
    if (settings.topics.GetNames().empty())
    {
        throw ScenarioError(topics.place, "keyVerification.topics", "at least one topic", "");
    }
    settings.topicPairs = ReadTopicPairs(pairs, devices, settings.topics);
}

/// Checks that every node has its site, if there are any. @throws ScenarioError
void
CheckTopology(const ScenarioSettings& settings, const std::vector<std::string>& nodes)
{
    const auto& topology = settings.values.at("network.topology.type");
    if (topology.text == "sites")
    {
        CheckSites(settings.sites, settings.delays, nodes, topology.place);
    }
}

void
ReadKeyVerification(const ScenarioValue& scenario,
                    bool isChecked,
                    CryptoProfiles& profiles,
                    ScenarioSettings& settings)
{
    const uint32_t devices = GetCount(settings.values, "keyVerification.devices");
    const uint32_t largest = isChecked ? devices : std::numeric_limits<uint32_t>::max();
    ReadTopicSettings(scenario, largest, settings);
    settings.faults =
        ReadFaults(FindStructure(scenario, "faults"), largest, settings.topics.GetNames());
    if (isChecked)
    {
        CheckTopology(settings, GetDeviceNodes(devices));
        CheckKeys(settings, devices, profiles);
        CheckBrokerProfile(settings.values.at("mqtt.profile"));
    }
}

/// Refuses a key that means nothing beside what else the scenario says.
void
RefuseWritten(const ScenarioValue& scenario, const std::string& key, const std::string& expected)
{
    if (const ScenarioValue* written = scenario.FindPath(key))
    {
        throw ScenarioError(written->place, key, expected, QuoteValue(*written));
    }
}

/// Reads the rounds, from the scenario or from the Caliper file that it names.
void
ReadWorkload(const ScenarioValue& scenario, bool isChecked, ScenarioSettings& settings)
{
    auto& workload = settings.ledger.workload;
    auto& caliper = settings.values.at("workload.caliper");
    auto& workers = settings.values.at("workload.workers");
    const auto modules = ReadModules(FindStructure(scenario, "workload.modules"));
    const auto rounds = FindStructure(scenario, "workload.rounds");
    if (caliper.text == "none")
    {
        workload.workers = GetCount(settings.values, "workload.workers");
        const bool isOpen = !isChecked && rounds.IsList() && rounds.items.empty(); // perhaps swept
        RoundReader reader(workload.workers, nullptr, workload.warnings);
        workload.rounds =
            isOpen ? std::vector<RoundSpec>() : reader.Read(rounds, "workload.rounds");
        settings.ledger.places = reader.GetPlaces();
        RefuseWritten(scenario,
                      "workload.modules",
                      "no table of modules without workload.caliper, whose they are");
        return;
    }
    RefuseWritten(scenario,
                  "workload.workers",
                  "no number of workers, as workload.caliper names a file that has it");
    if (rounds.kind != ScenarioValue::Kind::NOTHING)
    {
        throw ScenarioError(rounds.place,
                            "workload.rounds",
                            "no rounds, as workload.caliper names a file of them",
                            "");
    }
    auto file = ReadCaliperFile(ResolvePath(caliper.text, caliper.place), caliper.place, modules);
    workload = std::move(file.workload);
    settings.ledger.places = std::move(file.places);
    DropUnusedArguments(settings.ledger);
    workers.text = std::to_string(workload.workers);
    caliper.text = "none"; // what it says is in the other keys now
}

void
ReadLedger(const ScenarioValue& scenario,
           bool isChecked,
           CryptoProfiles& profiles,
           ScenarioSettings& settings)
{
    auto& ledger = settings.ledger;
    ledger.organizations = ReadOrganizations(FindStructure(scenario, "fabric.organizations"));
    ledger.policies = ReadGroupPolicies(FindStructure(scenario, "fabric.policies"));
    ledger.acls = ReadAccessControl(FindStructure(scenario, "fabric.acls"));
    ledger.gateways = ReadGateways(FindStructure(scenario, "workload.gateways"));
    ledger.operations = ReadOperations(FindStructure(scenario, "workload.operations"),
                                       settings.values.at("fabric.chaincode").text);
    ReadWorkload(scenario, isChecked, settings);
    ledger.faults = ReadLedgerFaults(FindStructure(scenario, "faults"));
    if (isChecked)
    {
        const auto nodes = ledger.GetNodeNames(GetCount(settings.values, "fabric.orderers"),
                                               GetCount(settings.values, "workload.clients"));
        CheckGateways(FindStructure(scenario, "workload.gateways"), nodes);
        CheckLedgerFaults(ledger.faults, nodes);
        CheckLedgerKeys(settings, scenario);
        CheckRounds(ledger);
        CheckTopology(settings, nodes);
        CheckHosts(settings.hosts, nodes, {}, profiles);
        CheckCostProfile(settings.values.at("fabric.costs"));
    }
}

} // namespace

ScenarioSettings
ReadSettings(const ScenarioValue& written, ScenarioRelations relations, CryptoProfiles& profiles)
{
    if (!written.IsMap())
    {
        throw ScenarioError(written.place, "file", "a map of keys and values", written.text);
    }
    ScenarioSettings settings;
    settings.kind = FindKind(written);
    const auto& scenario =
        settings.kind == ScenarioKind::LEDGER ? ResolveConfigtx(written) : written;
    settings.values = ReadValues(scenario, settings.kind);
    const auto& profile = settings.values.at("crypto.profile");
    settings.hosts = ReadHosts(scenario.Find("hosts"), settings.kind, profile.text, profile.place);
    settings.links = ReadLinks(FindStructure(scenario, "network.links"));
    settings.sites = ReadSites(FindStructure(scenario, "network.topology.sites"));
    settings.delays = ReadDelays(FindStructure(scenario, "network.topology.delays"));
    const auto read = settings.kind == ScenarioKind::LEDGER ? ReadLedger : ReadKeyVerification;
    read(scenario, relations == ScenarioRelations::CHECKED, profiles, settings);
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
    if (settings.kind == ScenarioKind::LEDGER)
    {
        scenario.PutPath("fabric.organizations", WriteOrganizations(settings.ledger.organizations));
        scenario.PutPath("fabric.policies", WriteGroupPolicies(settings.ledger.policies));
        scenario.PutPath("fabric.acls", WritePolicies(settings.ledger.acls));
        scenario.PutPath("workload.gateways", WriteGateways(settings.ledger.gateways));
        scenario.PutPath("workload.operations", WriteOperations(settings.ledger.operations));
        scenario.PutPath("workload.rounds", WriteRounds(settings.ledger.workload.rounds));
        scenario.Put("faults", WriteLedgerFaults(settings.ledger.faults));
    }
    else
    {
        scenario.PutPath("keyVerification.topics", WriteTopics(settings.topics));
        scenario.PutPath("keyVerification.pairs",
                         HasTopics(settings.values) ? WriteTopicPairs(settings.topicPairs)
                                                    : WritePairs(settings.pairs));
        scenario.Put("faults", WriteFaults(settings.faults));
    }
    scenario.Sort();
    return scenario;
}

} // namespace iotledger
} // namespace ns3
