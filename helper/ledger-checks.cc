/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ledger-checks.h"

#include "ns3/scenario-quantity.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

uint64_t
GetCount(const ScenarioSettings& settings, const std::string& key)
{
    return *quantity::ParseCount(settings.values.at(key).text);
}

uint64_t
GetSize(const ScenarioSettings& settings, const std::string& key)
{
    return *quantity::ParseSize(settings.values.at(key).text);
}

[[noreturn]] void
Refuse(const ScenarioSettings& settings, const std::string& key, const std::string& expected)
{
    const auto& setting = settings.values.at(key);
    throw ScenarioError(setting.place, key, expected, setting.text);
}

void
CheckPolicies(const ScenarioSettings& settings, const ScenarioValue& scenario)
{
    const auto& ledger = settings.ledger;
    const auto mspIds = GetMspIds(ledger.organizations);
    const auto& policy = settings.values.at("fabric.policy");
    CheckPolicy(policy.text, mspIds, policy.place, "fabric.policy");
    const auto check = [&](const PolicyTexts& policies, const std::string& key, bool areOwn) {
        const auto* written = scenario.FindPath(key);
        for (const auto& [name, rule] : policies)
        {
            const auto* own = written && areOwn ? written->Find(name) : nullptr;
            const auto& place = own ? own->place : written ? written->place : scenario.place;
            CheckPolicy(rule, mspIds, place, key + (areOwn ? "." : "[].policies.") + name);
        }
    };
    for (const auto& [group, policies] : ledger.policies)
    {
        check(policies, "fabric.policies." + group, true);
    }
    for (const auto& organization : ledger.organizations)
    {
        check(organization.policies, "fabric.organizations", false);
    }
}

/// A client has an identity of the organisation whose peer it connects to.
void
CheckIdentities(const ScenarioSettings& settings)
{
    const auto& ledger = settings.ledger;
    const uint64_t identities = GetCount(settings, "workload.identities");
    const uint64_t period =
        ledger.gateways.empty() ? ledger.organizations.size() : ledger.gateways.size();
    const uint64_t clients = std::min(GetCount(settings, "workload.clients"),
                                      identities * (period + 1)); // then all repeats
    std::vector<std::string> organizations;                       // of the gateways, in turn
    for (uint32_t client = 0; client < period; ++client)
    {
        const auto gateway = FindGateway(ledger.organizations, ledger.gateways, client);
        organizations.push_back(gateway.substr(gateway.find('.')));
    }
    for (uint64_t client = identities; client < clients; ++client)
    {
        const uint64_t first = client % identities;
        if (organizations[client % period] != organizations[first % period])
        {
            Refuse(settings,
                   "workload.identities",
                   "identities whose clients connect to one organisation's peers, unlike client" +
                       std::to_string(first + 1) + " and client" + std::to_string(client + 1));
        }
    }
}

void
CheckOrdering(const ScenarioSettings& settings)
{
    const std::string preferred = "fabric.BatchSize.PreferredMaxBytes";
    const std::string absolute = "fabric.BatchSize.AbsoluteMaxBytes";
    if (GetSize(settings, preferred) > GetSize(settings, absolute))
    {
        Refuse(settings,
               preferred,
               "at most AbsoluteMaxBytes, " + settings.values.at(absolute).text);
    }
    const std::string election = "fabric.EtcdRaft.ElectionTick";
    const std::string heartbeat = "fabric.EtcdRaft.HeartbeatTick";
    if (GetCount(settings, election) <= GetCount(settings, heartbeat))
    {
        Refuse(settings,
               election,
               "more than HeartbeatTick, " + settings.values.at(heartbeat).text);
    }
}

void
CheckGossip(const ScenarioSettings& settings)
{
    const auto& values = settings.values;
    const bool isGossiped = values.at("fabric.gossip.enabled").text == "true" &&
                            values.at("fabric.gossip.blockGossipEnabled").text == "true";
    if (values.at("fabric.gossip.orgLeader").text == "first" && !isGossiped)
    {
        Refuse(settings, "fabric.gossip.orgLeader", "every, as blocks are not gossiped");
    }
}

} // namespace

void
CheckLedgerKeys(const ScenarioSettings& settings, const ScenarioValue& scenario)
{
    CheckPolicies(settings, scenario);
    const uint32_t workers = settings.ledger.workload.workers;
    if (GetCount(settings, "workload.clients") < workers)
    {
        Refuse(settings,
               "workload.clients",
               "a client for each of the workers, " + std::to_string(workers));
    }
    CheckIdentities(settings);
    CheckOrdering(settings);
    CheckGossip(settings);
}

} // namespace iotledger
} // namespace ns3
