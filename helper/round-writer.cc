/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "round-writer.h"

#include "ns3/scenario-quantity.h"

namespace ns3
{
namespace iotledger
{

namespace
{

ScenarioValue WriteRateControl(const RateControlSpec& spec);

ScenarioValue
WriteControllers(const RateControlSpec& spec, const RateOption& option)
{
    if (option.kind == RateOption::Kind::CONTROLLER)
    {
        return WriteRateControl(spec.controllers.front());
    }
    std::vector<ScenarioValue> items;
    for (const auto& controller : spec.controllers)
    {
        items.push_back(WriteRateControl(controller));
    }
    return ScenarioValue::MakeList(std::move(items));
}

ScenarioValue
WriteWeights(const RateControlSpec& spec)
{
    std::vector<ScenarioValue> items;
    for (const double weight : spec.weights)
    {
        items.push_back(ScenarioValue::MakeScalar(quantity::FormatNumber(weight)));
    }
    return ScenarioValue::MakeList(std::move(items));
}

ScenarioValue
WriteRateControl(const RateControlSpec& spec)
{
    ScenarioValue options;
    options.kind = ScenarioValue::Kind::MAP;
    for (const auto& [name, number] : spec.numbers)
    {
        options.Put(name, ScenarioValue::MakeScalar(quantity::FormatNumber(number)));
    }
    for (const auto& [name, text] : spec.texts)
    {
        options.Put(name, ScenarioValue::MakeScalar(text));
    }
    for (const auto& option : RateControllerType::Find(spec.type)->options)
    {
        if (option.kind == RateOption::Kind::WEIGHTS)
        {
            options.Put(option.name, WriteWeights(spec));
        }
        else if (!spec.controllers.empty() && (option.kind == RateOption::Kind::CONTROLLER ||
                                               option.kind == RateOption::Kind::CONTROLLERS))
        {
            options.Put(option.name, WriteControllers(spec, option));
        }
    }
    ScenarioValue control;
    control.Put("type", ScenarioValue::MakeScalar(spec.type));
    control.Put("opts", std::move(options));
    return control;
}

ScenarioValue
WriteRound(const RoundSpec& round)
{
    ScenarioValue fields;
    const auto put = [&fields](const std::string& field, const std::string& text) {
        fields.Put(field, ScenarioValue::MakeScalar(text));
    };
    put("label", round.label);
    put("operation", round.operation);
    if (!round.arguments.empty())
    {
        ScenarioValue arguments;
        for (const auto& [name, text] : round.arguments)
        {
            arguments.Put(name, ScenarioValue::MakeScalar(text));
        }
        fields.Put("arguments", std::move(arguments));
    }
    round.txNumber > 0 ? put("txNumber", std::to_string(round.txNumber))
                       : put("txDuration", quantity::FormatTime(round.txDuration));
    fields.Put("rateControl", WriteRateControl(round.rateControl));
    return fields;
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
