/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "round-reader.h"

#include "ns3/rate-control-reader.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-yaml.h"

#include <algorithm>
#include <optional>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return a field of a round that must be a text. @throws ScenarioError
const ScenarioValue&
FindText(const ScenarioValue& map,
         const std::string& name,
         const std::string& field,
         const std::string& expected)
{
    const ScenarioValue* value = map.Find(field);
    if (!value || !value->IsScalar() || value->text.empty())
    {
        throw ScenarioError(value ? value->place : map.place,
                            name + "." + field,
                            expected,
                            value ? WriteYamlLine(*value) : "");
    }
    return *value;
}

std::map<std::string, std::string>
ReadArguments(const ScenarioValue* arguments, const std::string& name)
{
    std::map<std::string, std::string> read;
    if (!arguments)
    {
        return read;
    }
    if (!arguments->IsMap())
    {
        throw ScenarioError(arguments->place,
                            name,
                            "a map of arguments",
                            WriteYamlLine(*arguments));
    }
    for (const auto& entry : arguments->entries)
    {
        read[entry.key] = entry.value.IsScalar() ? entry.value.text : WriteYamlLine(entry.value);
    }
    return read;
}

uint64_t
ReadNumber(const ScenarioValue& value, const std::string& name)
{
    const auto number = value.IsScalar() ? quantity::ParseCount(value.text) : std::nullopt;
    if (!number || *number == 0)
    {
        throw ScenarioError(value.place,
                            name,
                            "how many transactions, from 1",
                            WriteYamlLine(value));
    }
    return *number;
}

/// Caliper's are plain numbers of seconds; with a unit as all of a scenario's times.
Time
ReadDuration(const ScenarioValue& value, const std::string& name)
{
    constexpr double LONGEST = 1e9; // [s]
    std::optional<Time> duration;
    if (value.IsScalar())
    {
        const auto seconds = quantity::ParseNumber(value.text);
        duration = seconds && *seconds < LONGEST ? std::optional(Seconds(*seconds))
                                                 : quantity::ParseTime(value.text);
    }
    if (!duration || !duration->IsStrictlyPositive())
    {
        throw ScenarioError(value.place,
                            name,
                            "a duration above 0, in seconds or with a unit",
                            WriteYamlLine(value));
    }
    return *duration;
}

bool
ReadFlag(const ScenarioValue& value, const std::string& name)
{
    const auto flag = value.IsScalar() ? quantity::ParseFlag(value.text) : std::nullopt;
    if (!flag)
    {
        throw ScenarioError(value.place, name, "true or false", WriteYamlLine(value));
    }
    return *flag;
}

} // namespace

RoundReader::RoundReader(uint32_t workers,
                         const WorkloadModules* modules,
                         std::vector<std::string>& warnings)
    : m_workers(workers),
      m_modules(modules),
      m_warnings(warnings)
{
}

std::vector<RoundSpec>
RoundReader::Read(const ScenarioValue& rounds, const std::string& name)
{
    const std::string expected = "a list of rounds";
    std::vector<RoundSpec> specs;
    for (const auto& round : ReadList(rounds, name, expected))
    {
        specs.push_back(ReadRound(round, name + "[]"));
    }
    if (specs.empty())
    {
        throw ScenarioError(rounds.place, name, expected, "");
    }
    return specs;
}

RoundSpec
RoundReader::ReadRound(const ScenarioValue& round, const std::string& name)
{
    if (round.kind != ScenarioValue::Kind::MAP)
    {
        throw ScenarioError(round.place, name, "a round", WriteYamlLine(round));
    }
    CheckKeys(round, name);
    RoundSpec spec;
    spec.label = FindText(round, name, "label", "the name of the round").text;
    ReadLength(round, name, spec);
    ReadWork(round, name, spec);
    const ScenarioValue* report = m_modules ? nullptr : round.Find("report");
    spec.isReported = !report || ReadFlag(*report, name + ".report");
    const ScenarioValue* control = round.Find("rateControl");
    ScenarioValue missing;
    missing.place = round.place;
    RateControlReader reader(m_workers, spec.txNumber == 0, m_warnings);
    spec.rateControl = reader.Read(control ? *control : missing, name + ".rateControl");
    return spec;
}

void
RoundReader::CheckKeys(const ScenarioValue& round, const std::string& name)
{
    const std::vector<std::string> ours = {"label",
                                           "description",
                                           "operation",
                                           "arguments",
                                           "txNumber",
                                           "txDuration",
                                           "rateControl",
                                           "report"};
    const std::vector<std::string> calipers = {"label",
                                               "description",
                                               "workload",
                                               "callback",
                                               "arguments",
                                               "txNumber",
                                               "txDuration",
                                               "rateControl"};
    const auto& known = m_modules ? calipers : ours;
    for (const auto& entry : round.entries)
    {
        if (std::find(known.begin(), known.end(), entry.key) != known.end())
        {
            continue;
        }
        if (m_modules)
        {
            AddWarning(m_warnings, entry.place, name + "." + entry.key, "not read, no effect");
            continue;
        }
        throw ScenarioError(entry.place,
                            name + "." + entry.key,
                            "a known key",
                            entry.key,
                            "nearest: " + FindNearestName(entry.key, known).first);
    }
}

void
RoundReader::ReadLength(const ScenarioValue& round, const std::string& name, RoundSpec& spec) const
{
    const ScenarioValue* number = round.Find("txNumber");
    const ScenarioValue* duration = round.Find("txDuration");
    if (!number == !duration)
    {
        throw ScenarioError(duration ? duration->place : round.place,
                            name + ".txNumber",
                            "either txNumber or txDuration",
                            number ? "both" : "");
    }
    if (number)
    {
        spec.txNumber = ReadNumber(*number, name + ".txNumber");
        return;
    }
    spec.txDuration = ReadDuration(*duration, name + ".txDuration");
}

void
RoundReader::ReadWork(const ScenarioValue& round, const std::string& name, RoundSpec& spec) const
{
    if (!m_modules)
    {
        spec.operation = FindText(round, name, "operation", "an operation of the chaincode").text;
        spec.arguments = ReadArguments(round.Find("arguments"), name + ".arguments");
        return;
    }
    const std::string expected = "the path of a workload module";
    const ScenarioValue* workload = round.Find("workload");
    if (!workload && round.Find("callback"))
    {
        spec.operation = MapModule(FindText(round, name, "callback", expected), name + ".callback");
        spec.arguments = ReadArguments(round.Find("arguments"), name + ".arguments");
        return;
    }
    ScenarioValue missing;
    missing.place = round.place;
    const ScenarioValue& work = workload ? *workload : missing;
    if (!work.IsMap())
    {
        throw ScenarioError(work.place,
                            name + ".workload",
                            "a map of module and arguments",
                            WriteYamlLine(work));
    }
    const std::string key = name + ".workload";
    spec.operation = MapModule(FindText(work, key, "module", expected), key + ".module");
    spec.arguments = ReadArguments(work.Find("arguments"), key + ".arguments");
}

std::string
RoundReader::MapModule(const ScenarioValue& module, const std::string& name) const
{
    const auto found = m_modules->find(module.text);
    if (found != m_modules->end())
    {
        return found->second;
    }
    std::string known;
    for (const auto& entry : *m_modules)
    {
        known += (known.empty() ? "" : ", ") + entry.first;
    }
    throw ScenarioError(module.place,
                        name,
                        known.empty() ? "a module that the table of modules has, which is empty"
                                      : "one of the modules in the table: " + known,
                        module.text);
}

std::vector<RoundSpec>
ReadRounds(const ScenarioValue& rounds,
           const std::string& name,
           uint32_t workers,
           std::vector<std::string>& warnings)
{
    return RoundReader(workers, nullptr, warnings).Read(rounds, name);
}

} // namespace iotledger
} // namespace ns3
