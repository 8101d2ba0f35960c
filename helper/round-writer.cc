/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "round-writer.h"

#include "ns3/scenario-quantity.h"

#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

using Kind = RateOption::Kind;

ScenarioValue WriteRateControl(const RateControlSpec& spec);

ScenarioValue
WriteNumber(double number)
{
    return ScenarioValue::MakeScalar(quantity::FormatNumber(number));
}

ScenarioValue
WriteWeights(const RateControlSpec& spec)
{
    std::vector<ScenarioValue> weights;
    for (const double weight : spec.weights)
    {
        weights.push_back(WriteNumber(weight));
    }
    return ScenarioValue::MakeList(std::move(weights));
}

ScenarioValue
WriteControllers(const RateControlSpec& spec)
{
    std::vector<ScenarioValue> controllers;
    for (const auto& controller : spec.controllers)
    {
        controllers.push_back(WriteRateControl(controller));
    }
    return ScenarioValue::MakeList(std::move(controllers));
}

void
PutOption(ScenarioValue& options, const RateOption& option, const RateControlSpec& spec)
{
    switch (option.kind)
    {
    case Kind::NUMBER:
    case Kind::INTEGER:
        options.Put(option.name, WriteNumber(spec.GetNumber(option.name)));
        break;
    case Kind::FLAG: // has no effect
        break;
    case Kind::TEXT:
        if (!spec.GetText(option.name).empty())
        {
            options.Put(option.name, ScenarioValue::MakeScalar(spec.GetText(option.name)));
        }
        break;
    case Kind::WEIGHTS:
        options.Put(option.name, WriteWeights(spec));
        break;
    case Kind::CONTROLLERS:
        options.Put(option.name, WriteControllers(spec));
        break;
    case Kind::CONTROLLER:
        options.Put(option.name, WriteRateControl(spec.controllers.front()));
        break;
    }
}

ScenarioValue
WriteRateControl(const RateControlSpec& spec)
{
    ScenarioValue options;
    for (const auto& option : RateControllerType::Find(spec.type)->options)
    {
        PutOption(options, option, spec);
    }
    ScenarioValue control;
    control.Put("type", ScenarioValue::MakeScalar(spec.type));
    if (!options.entries.empty())
    {
        control.Put("opts", std::move(options));
    }
    return control;
}

ScenarioValue
WriteRound(const RoundSpec& round)
{
    ScenarioValue value;
    value.Put("label", ScenarioValue::MakeScalar(round.label));
    value.Put("operation", ScenarioValue::MakeScalar(round.operation));
    ScenarioValue arguments;
    for (const auto& [name, argument] : round.arguments)
    {
        arguments.Put(name, ScenarioValue::MakeScalar(argument));
    }
    if (!round.arguments.empty())
    {
        value.Put("arguments", std::move(arguments));
    }
    if (round.txNumber > 0)
    {
        value.Put("txNumber", ScenarioValue::MakeScalar(std::to_string(round.txNumber)));
    }
    else
    {
        value.Put("txDuration", ScenarioValue::MakeScalar(quantity::FormatTime(round.txDuration)));
    }
    value.Put("rateControl", WriteRateControl(round.rateControl));
    if (!round.isReported)
    {
        value.Put("report", ScenarioValue::MakeScalar("false"));
    }
    return value;
}

} // namespace

ScenarioValue
WriteRounds(const std::vector<RoundSpec>& rounds)
{
    std::vector<ScenarioValue> items;
    for (const auto& round : rounds)
    {
        items.push_back(WriteRound(round));
    }
    return ScenarioValue::MakeList(std::move(items));
}

} // namespace iotledger
} // namespace ns3
