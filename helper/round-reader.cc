/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "round-reader.h"

#include "ns3/rate-control-reader.h"
#include "ns3/replayed-recordings.h"
#include "ns3/round-labels.h"
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
                            value ? QuoteValue(*value) : "");
    }
    return *value;
}

uint64_t
ReadCount(const ScenarioValue& value, const std::string& name)
{
    const auto number = value.IsScalar() ? quantity::ParseCount(value.text) : std::nullopt;
    if (!number || *number == 0)
    {
        throw ScenarioError(value.place, name, "how many transactions, from 1", QuoteValue(value));
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
                            QuoteValue(value));
    }
    return *duration;
}

bool
ReadFlag(const ScenarioValue& value, const std::string& name)
{
    const auto flag = value.IsScalar() ? quantity::ParseFlag(value.text) : std::nullopt;
    if (!flag)
    {
        throw ScenarioError(value.place, name, "true or false", QuoteValue(value));
    }
    return *flag;
}

} // namespace

RoundReader::RoundReader(uint32_t workers,
                         const WorkloadModules* modules,
                         std::vector<std::string>& warnings)
    : m_workers(workers),
      m_modules(modules),
      m_ineffective(warnings, !modules)
{
}

std::vector<RoundSpec>
RoundReader::Read(const ScenarioValue& rounds, const std::string& name)
{
    const std::string expected = "a list of rounds";
    std::vector<RoundSpec> specs;
    ReplayedRecordings recordings(m_workers);
    for (const auto& round : ReadList(rounds, name, expected))
    {
        specs.push_back(ReadRound(round, name + "[]"));
        recordings.Resolve(specs.back().rateControl,
                           *round.Find("rateControl"),
                           name + "[].rateControl",
                           static_cast<uint32_t>(specs.size() - 1));
    }
    if (specs.empty())
    {
        throw ScenarioError(rounds.place, name, expected, "");
    }
    SeparateLabels(rounds, name, m_ineffective.AreRefused(), specs);
    return specs;
}

const std::vector<RoundPlaces>&
RoundReader::GetPlaces() const
{
    return m_places;
}

RoundSpec
RoundReader::ReadRound(const ScenarioValue& round, const std::string& name)
{
    if (round.kind != ScenarioValue::Kind::MAP)
    {
        throw ScenarioError(round.place, name, "a round", QuoteValue(round));
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
    RateControlReader reader(m_workers, spec.txDuration, m_ineffective);
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
        if (std::find(known.begin(), known.end(), entry.key) == known.end())
        {
            m_ineffective.TellUnknown(entry, name, "not read, no effect", known);
        }
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
        spec.txNumber = ReadCount(*number, name + ".txNumber");
        return;
    }
    spec.txDuration = ReadDuration(*duration, name + ".txDuration");
}

void
RoundReader::ReadWork(const ScenarioValue& round, const std::string& name, RoundSpec& spec)
{
    m_places.emplace_back();
    if (!m_modules)
    {
        ReadOperation(round, name, spec);
        return;
    }
    const std::string expected = "the path of a workload module";
    const ScenarioValue* workload = round.Find("workload");
    if (!workload && round.Find("callback"))
    {
        ReadModule(FindText(round, name, "callback", expected), name + ".callback", spec);
        ReadArguments(round, name, spec);
        return;
    }
    ScenarioValue missing;
    missing.place = round.place;
    const ScenarioValue& work = workload ? *workload : missing;
    const std::string key = name + ".workload";
    if (!work.IsMap())
    {
        throw ScenarioError(work.place, key, "a map of module and arguments", QuoteValue(work));
    }
    ReadModule(FindText(work, key, "module", expected), key + ".module", spec);
    ReadArguments(work, key, spec);
}

void
RoundReader::ReadOperation(const ScenarioValue& round, const std::string& name, RoundSpec& spec)
{
    const auto& operation = FindText(round, name, "operation", "an operation of the chaincode");
    spec.operation = operation.text;
    m_places.back().operation = operation.place;
    m_places.back().operationKey = name + ".operation";
    ReadArguments(round, name, spec);
}

void
RoundReader::ReadModule(const ScenarioValue& module, const std::string& name, RoundSpec& spec)
{
    const auto found = m_modules->find(module.text);
    if (found != m_modules->end())
    {
        spec.operation = found->second.operation;
        m_places.back().operation = found->second.place;
        m_places.back().operationKey = "workload.modules." + module.text;
        return;
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

void
RoundReader::ReadArguments(const ScenarioValue& map, const std::string& name, RoundSpec& spec)
{
    const ScenarioValue* arguments = map.Find("arguments");
    auto& places = m_places.back();
    places.arguments = arguments ? arguments->place : map.place;
    places.argumentsKey = name + ".arguments";
    if (!arguments)
    {
        return;
    }
    if (!arguments->IsMap())
    {
        throw ScenarioError(arguments->place,
                            places.argumentsKey,
                            "a map of arguments",
                            QuoteValue(*arguments));
    }
    for (const auto& entry : arguments->entries)
    {
        spec.arguments[entry.key] =
            entry.value.IsScalar() ? entry.value.text : WriteYamlLine(entry.value);
    }
}

} // namespace iotledger
} // namespace ns3
