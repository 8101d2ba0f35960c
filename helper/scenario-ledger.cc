/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-ledger.h"

#include "ns3/argument-template.h"
#include "ns3/ineffective-keys.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"

#include <algorithm>
#include <set>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string GATEWAYS = "workload.gateways";

ScenarioValue
MakeList(const std::vector<std::string>& texts)
{
    std::vector<ScenarioValue> items;
    for (const auto& text : texts)
    {
        items.push_back(ScenarioValue::MakeScalar(text));
    }
    return ScenarioValue::MakeList(std::move(items));
}

LedgerFault
ReadFault(const ScenarioValue& item)
{
    const ScenarioFields fields(item, "faults[]");
    const std::string type = fields.Read("type");
    if (type != "crash")
    {
        throw ScenarioError(item.place, fields.GetName("type"), "crash, with a ledger", type);
    }
    for (const auto& entry : item.entries)
    {
        if (entry.key != "type" && entry.key != "at" && entry.key != "node" && entry.key != "until")
        {
            throw ScenarioError(entry.place,
                                fields.GetName(entry.key),
                                "type, at, node or until with a crash",
                                entry.key);
        }
    }
    LedgerFault fault;
    const auto* node = fields.Find("node");
    fault.node = fields.Read("node");
    fault.place = node ? node->place : item.place;
    fault.at = *quantity::ParseTime(fields.Read("at"));
    fault.until = *quantity::ParseTime(fields.Read("until"));
    if (fields.Find("until") && fault.until <= fault.at)
    {
        throw ScenarioError(fields.Find("until")->place,
                            fields.GetName("until"),
                            "a time after the crash, at " + quantity::FormatTime(fault.at),
                            quantity::FormatTime(fault.until));
    }
    return fault;
}

bool
IsThere(const std::vector<std::string>& nodes, const std::string& name)
{
    return std::find(nodes.begin(), nodes.end(), name) != nodes.end();
}

/// @return the arguments of a round that an operation refers to.
std::set<std::string>
FindArguments(const OperationSpec& operation)
{
    std::set<std::string> names;
    for (const auto& text : operation.arguments)
    {
        const auto found = ArgumentTemplate(text).GetArgumentNames();
        names.insert(found.begin(), found.end());
    }
    return names;
}

/// Refuses a round that gives its operation not all arguments, or more. @throws ScenarioError
void
CheckArguments(const RoundSpec& round, const OperationSpec& operation, const RoundPlaces& places)
{
    const auto used = FindArguments(operation);
    for (const auto& name : used)
    {
        if (round.arguments.count(name) == 0)
        {
            throw ScenarioError(places.arguments,
                                places.argumentsKey + "." + name,
                                "this argument of the operation " + round.operation,
                                "");
        }
    }
    for (const auto& [name, value] : round.arguments)
    {
        if (used.count(name) == 0)
        {
            throw ScenarioError(places.arguments,
                                places.argumentsKey + "." + name,
                                "an argument that the operation " + round.operation + " uses",
                                value);
        }
    }
}

} // namespace

std::vector<std::string>
LedgerSettings::GetNodeNames(uint32_t orderers, uint32_t clients) const
{
    std::vector<std::string> names;
    for (uint32_t number = 1; number <= orderers; ++number)
    {
        names.push_back("orderer" + std::to_string(number));
    }
    for (const auto& organization : organizations)
    {
        for (uint32_t peer = 1; peer <= organization.peers; ++peer)
        {
            names.push_back(organization.GetNodeName(peer));
        }
    }
    for (uint32_t number = 1; number <= clients; ++number)
    {
        names.push_back("client" + std::to_string(number));
    }
    return names;
}

std::vector<std::string>
ReadGateways(const ScenarioValue& gateways)
{
    const std::string expected = "a list of peers such as [peer1.org1, peer1.org2]";
    std::vector<std::string> list;
    for (const auto& item : ReadList(gateways, GATEWAYS, expected))
    {
        if (!item.IsScalar())
        {
            throw ScenarioError(item.place, GATEWAYS, expected, "");
        }
        list.push_back(item.text);
    }
    return list;
}

WorkloadModules
ReadModules(const ScenarioValue& modules)
{
    const std::string key = "workload.modules";
    if (!modules.IsMap())
    {
        throw ScenarioError(modules.place,
                            key,
                            "a map of operations by workload module",
                            QuoteValue(modules));
    }
    WorkloadModules table;
    for (const auto& entry : modules.entries)
    {
        if (!entry.value.IsScalar())
        {
            throw ScenarioError(entry.value.place,
                                key + "." + entry.key,
                                "the name of an operation",
                                QuoteValue(entry.value));
        }
        table[entry.key] = {entry.value.text, entry.place};
    }
    return table;
}

void
CheckGateways(const ScenarioValue& gateways, const std::vector<std::string>& nodes)
{
    for (const auto& item : gateways.items)
    {
        if (item.text.compare(0, 4, "peer") != 0 || !IsThere(nodes, item.text))
        {
            throw ScenarioError(item.place, GATEWAYS, "peers of the organisations", item.text);
        }
    }
}

void
CheckRounds(const LedgerSettings& ledger)
{
    for (std::size_t i = 0; i < ledger.workload.rounds.size(); ++i)
    {
        const auto& round = ledger.workload.rounds[i];
        const auto& places = ledger.places[i];
        const auto operation = ledger.operations.find(round.operation);
        if (operation == ledger.operations.end())
        {
            std::string known;
            for (const auto& entry : ledger.operations)
            {
                known += (known.empty() ? "" : ", ") + entry.first;
            }
            throw ScenarioError(places.operation,
                                places.operationKey,
                                "one of " + known,
                                round.operation);
        }
        CheckArguments(round, operation->second, places);
    }
}

void
DropUnusedArguments(LedgerSettings& ledger)
{
    IneffectiveKeys ineffective(ledger.workload.warnings, false);
    for (std::size_t i = 0; i < ledger.workload.rounds.size(); ++i)
    {
        auto& round = ledger.workload.rounds[i];
        const auto operation = ledger.operations.find(round.operation);
        if (operation == ledger.operations.end())
        {
            continue; // perhaps one that is swept
        }
        const auto used = FindArguments(operation->second);
        for (auto argument = round.arguments.begin(); argument != round.arguments.end();)
        {
            if (used.count(argument->first) > 0)
            {
                ++argument;
                continue;
            }
            ineffective.Warn(ledger.places[i].arguments,
                             ledger.places[i].argumentsKey + "." + argument->first,
                             "not used by " + round.operation + ", no effect");
            argument = round.arguments.erase(argument);
        }
    }
}

std::vector<LedgerFault>
ReadLedgerFaults(const ScenarioValue& faults)
{
    std::vector<LedgerFault> list;
    for (const auto& item :
         ReadList(faults, "faults", "a list of faults such as [{ type: crash, node: leader }]"))
    {
        list.push_back(ReadFault(item));
    }
    return list;
}

void
CheckLedgerFaults(const std::vector<LedgerFault>& faults, const std::vector<std::string>& nodes)
{
    for (const auto& fault : faults)
    {
        const bool isServer = fault.node.compare(0, 6, "client") != 0 && IsThere(nodes, fault.node);
        if (fault.node != "leader" && !isServer)
        {
            throw ScenarioError(fault.place,
                                "faults[].node",
                                "an orderer, a peer or leader",
                                fault.node);
        }
    }
}

ScenarioValue
WriteGateways(const std::vector<std::string>& gateways)
{
    return MakeList(gateways);
}

ScenarioValue
WriteLedgerFaults(const std::vector<LedgerFault>& faults)
{
    std::vector<ScenarioValue> items;
    for (const auto& fault : faults)
    {
        ScenarioValue fields;
        fields.Put("at", ScenarioValue::MakeScalar(quantity::FormatTime(fault.at)));
        fields.Put("node", ScenarioValue::MakeScalar(fault.node));
        fields.Put("type", ScenarioValue::MakeScalar("crash"));
        if (!fault.until.IsZero())
        {
            fields.Put("until", ScenarioValue::MakeScalar(quantity::FormatTime(fault.until)));
        }
        items.push_back(std::move(fields));
    }
    return ScenarioValue::MakeList(std::move(items));
}

} // namespace iotledger
} // namespace ns3
