/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "rate-control-reader.h"

#include "ns3/rate-recording.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ns3
{
namespace iotledger
{

namespace
{

using Kind = RateOption::Kind;

std::string
Join(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names)
    {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

const RateControllerType&
ReadType(const ScenarioValue& value, const std::string& name)
{
    const ScenarioValue* written = value.Find("type");
    const std::string type = written && written->IsScalar() ? written->text : "";
    const RateControllerType* found = RateControllerType::Find(type);
    if (!found)
    {
        std::vector<std::string> names;
        for (const auto& known : RateControllerType::GetAll())
        {
            names.push_back(known.name);
        }
        throw ScenarioError(written ? written->place : value.place,
                            name + ".type",
                            "one of " + Join(names),
                            written ? QuoteValue(*written) : "");
    }
    return *found;
}

double
ReadNumber(const ScenarioValue& value, const std::string& name)
{
    constexpr double LARGEST = 1e9;
    const auto number = value.IsScalar() ? quantity::ParseNumber(value.text) : std::nullopt;
    if (!number || *number < 0 || *number > LARGEST)
    {
        throw ScenarioError(value.place, name, "a number from 0 to 1e9", QuoteValue(value));
    }
    return *number;
}

/// @return where an option of a controller is, or the controller if it is missing.
const ScenarioPlace&
GetPlace(const ScenarioValue& control, const std::string& option)
{
    const ScenarioValue* value = control.FindPath("opts." + option);
    return value ? value->place : control.place;
}

/// Refuses a controller without what it cannot do without.
void
CheckRequired(const ScenarioValue& value, const std::string& name, const RateControlSpec& spec)
{
    for (const auto& option : RateControllerType::Find(spec.type)->options)
    {
        const bool isNumber = option.kind == Kind::NUMBER || option.kind == Kind::INTEGER;
        const bool isMissing =
            (isNumber && spec.GetNumber(option.name) == 0) ||
            (option.name == "pathTemplate" && spec.GetText(option.name).empty()) ||
            (option.kind == Kind::WEIGHTS && spec.weights.empty()) ||
            ((option.kind == Kind::CONTROLLER || option.kind == Kind::CONTROLLERS) &&
             spec.controllers.empty());
        if (isMissing)
        {
            throw ScenarioError(GetPlace(value, option.name),
                                name + ".opts." + option.name,
                                option.kind == Kind::INTEGER  ? "a whole number from 1"
                                : option.kind == Kind::NUMBER ? "a number above 0"
                                                              : "what " + spec.type + " needs",
                                "");
        }
    }
}

/// @return whether a zero-rate within composite-rate has no whole second of a round that lasts a
/// time, and so no pause to make.
bool
LosesPause(const RateControlSpec& spec, double seconds)
{
    const bool isComposite = spec.type == "composite-rate";
    const double sum = std::accumulate(spec.weights.begin(), spec.weights.end(), 0.0);
    for (std::size_t i = 0; i < spec.controllers.size(); ++i)
    {
        const auto& inner = spec.controllers[i];
        const double share = isComposite ? std::floor(seconds * spec.weights[i] / sum) : seconds;
        const bool isUsed = !isComposite || spec.weights[i] > 0;
        if (isUsed && (inner.type == "zero-rate" ? share < 1 : LosesPause(inner, share)))
        {
            return true;
        }
    }
    return false;
}

} // namespace

RateControlReader::RateControlReader(uint32_t workers, Time duration, IneffectiveKeys& ineffective)
    : m_workers(workers),
      m_duration(duration),
      m_ineffective(ineffective)
{
}

RateControlSpec
RateControlReader::Read(const ScenarioValue& value, const std::string& name)
{
    if (value.kind != ScenarioValue::Kind::MAP)
    {
        throw ScenarioError(value.place, name, "a map of type and opts", QuoteValue(value));
    }
    RateControlSpec spec;
    spec.type = ReadType(value, name).name;
    for (const auto& entry : value.entries)
    {
        if (entry.key == "opts")
        {
            ReadOptions(entry.value, name + ".opts", spec);
        }
        else if (entry.key != "type")
        {
            m_ineffective.TellUnknown(entry, name, "not read, no effect", {"type", "opts"});
        }
    }
    Check(value, name, spec);
    return spec;
}

void
RateControlReader::ReadOptions(const ScenarioValue& options,
                               const std::string& name,
                               RateControlSpec& spec)
{
    if (!options.IsMap())
    {
        throw ScenarioError(options.place, name, "a map of options", QuoteValue(options));
    }
    const RateControllerType& type = *RateControllerType::Find(spec.type);
    std::vector<std::string> known;
    for (const auto& option : type.options)
    {
        known.push_back(option.name);
    }
    for (const auto& entry : options.entries)
    {
        const RateOption* option = type.FindOption(entry.key);
        if (option)
        {
            ReadOption(*option, entry.value, name + "." + entry.key, spec);
            continue;
        }
        m_ineffective.TellUnknown(entry,
                                  name,
                                  type.name + " does not read it, no effect (it reads " +
                                      (known.empty() ? "none" : Join(known)) + ")",
                                  known);
    }
}

void
RateControlReader::ReadOption(const RateOption& option,
                              const ScenarioValue& value,
                              const std::string& name,
                              RateControlSpec& spec)
{
    switch (option.kind)
    {
    case Kind::NUMBER:
    case Kind::INTEGER:
        spec.numbers[option.name] = ReadNumber(value, name);
        break;
    case Kind::FLAG:
        if (option.name == "includeFailed" && value.IsScalar() && value.text == "false")
        {
            m_ineffective.Tell(value,
                               name,
                               "Caliper takes false for true, no effect",
                               "true, for which Caliper takes false too");
        }
        break;
    case Kind::TEXT:
        ReadText(option, value, name, spec);
        break;
    case Kind::WEIGHTS:
        ReadWeights(value, name, spec);
        break;
    case Kind::CONTROLLERS:
        for (const auto& item : ReadList(value, name, "a list of rate controllers"))
        {
            spec.controllers.push_back(Read(item, name + "[]"));
        }
        break;
    case Kind::CONTROLLER:
        spec.controllers = {Read(value, name)};
        break;
    }
}

void
RateControlReader::ReadWeights(const ScenarioValue& value,
                               const std::string& name,
                               RateControlSpec& spec)
{
    double sum = 0;
    for (const auto& item : ReadList(value, name, "a list of numbers"))
    {
        spec.weights.push_back(ReadNumber(item, name + "[]"));
        sum += spec.weights.back();
    }
    if (sum == 0)
    {
        throw ScenarioError(value.place, name, "a weight above 0", QuoteValue(value));
    }
}

void
RateControlReader::ReadText(const RateOption& option,
                            const ScenarioValue& value,
                            const std::string& name,
                            RateControlSpec& spec)
{
    if (!value.IsScalar() || value.text.empty())
    {
        throw ScenarioError(value.place, name, "a text", QuoteValue(value));
    }
    if (option.name == "pathTemplate" || raterecording::IsFormat(value.text))
    {
        spec.texts[option.name] = value.text;
        return;
    }
    m_ineffective.Tell(value,
                       name,
                       "no format of Caliper's (TEXT, BIN_BE, BIN_LE), which takes it for TEXT",
                       "one of TEXT, BIN_BE, BIN_LE");
}

void
RateControlReader::Check(const ScenarioValue& value,
                         const std::string& name,
                         const RateControlSpec& spec) const
{
    CheckRequired(value, name, spec);
    if (spec.type == "zero-rate" && m_duration.IsZero())
    {
        throw ScenarioError(value.place,
                            name + ".type",
                            "another controller in a round with txNumber, or txDuration",
                            spec.type);
    }
    if (spec.type == "closed-loop" && spec.GetNumber("slots") < m_workers)
    {
        throw ScenarioError(GetPlace(value, "slots"),
                            name + ".opts.slots",
                            "at least one for each of " + std::to_string(m_workers) + " workers",
                            quantity::FormatNumber(spec.GetNumber("slots")));
    }
    if (spec.type == "composite-rate" && spec.weights.size() != spec.controllers.size())
    {
        throw ScenarioError(GetPlace(value, "weights"),
                            name + ".opts.weights",
                            "one for each of " + std::to_string(spec.controllers.size()) +
                                " controllers",
                            std::to_string(spec.weights.size()));
    }
    if (spec.type == "composite-rate" && LosesPause(spec, m_duration.GetSeconds()))
    {
        m_ineffective.Warn(GetPlace(value, "weights"),
                           name + ".opts.weights",
                           "leaves less than 1 s to zero-rate, which then makes no pause: shares "
                           "are whole seconds");
    }
}

} // namespace iotledger
} // namespace ns3
