/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-form.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/nstime.h"
#include "ns3/queue-size.h"
#include "ns3/scenario-quantity.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <map>
#include <optional>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the value as an attribute value of type V, null if there is none.
template <typename V, typename T>
Ptr<AttributeValue>
Wrap(const std::optional<T>& value)
{
    return value ? Ptr<AttributeValue>(Create<V>(*value)) : nullptr;
}

/// Bounds beyond which a value means "no bound", by form.
bool
IsBound(ScenarioForm form, double value, bool upper)
{
    switch (form)
    {
    case ScenarioForm::COUNT:
    case ScenarioForm::SIZE:
        return upper ? value < 4294967295.0 : value > 0;
    case ScenarioForm::TIME: // in nanoseconds; ns-3's own bounds are those of int64_t
        return upper ? value < 9.2e18 : value > 0;
    default:
        return upper ? value < 1e300 : value > -1e300;
    }
}

std::string
FormatBound(ScenarioForm form, const std::string& text, double value)
{
    if (form == ScenarioForm::TIME)
    {
        return quantity::FormatTime(NanoSeconds(static_cast<int64_t>(value)));
    }
    return form == ScenarioForm::SIZE ? quantity::FormatSize(static_cast<uint64_t>(value)) : text;
}

} // namespace

std::string
GetFormName(ScenarioForm form)
{
    static const std::map<ScenarioForm, std::string> names{{ScenarioForm::TEXT, "text"},
                                                           {ScenarioForm::CHOICE, "choice"},
                                                           {ScenarioForm::FLAG, "flag"},
                                                           {ScenarioForm::COUNT, "count"},
                                                           {ScenarioForm::NUMBER, "number"},
                                                           {ScenarioForm::SIZE, "size"},
                                                           {ScenarioForm::TIME, "time"},
                                                           {ScenarioForm::RATE, "rate"},
                                                           {ScenarioForm::QUEUE, "queue"},
                                                           {ScenarioForm::STRUCTURE, "structure"}};
    return names.at(form);
}

std::string
DescribeForm(ScenarioForm form)
{
    switch (form)
    {
    case ScenarioForm::FLAG:
        return "true or false";
    case ScenarioForm::COUNT:
        return "a whole number";
    case ScenarioForm::NUMBER:
        return "a number";
    case ScenarioForm::SIZE:
        return "a size such as 2MB (units B KB MB GB)";
    case ScenarioForm::TIME:
        return "a time such as 5ms (units ns us ms s min h)";
    case ScenarioForm::RATE:
        return "a rate above 0 such as 1Gbps (units bps kbps Mbps Gbps)";
    case ScenarioForm::QUEUE:
        return "a queue length above 0 such as 100p (packets) or 64KB";
    default:
        return "a text";
    }
}

ScenarioForm
FindForm(const AttributeChecker& checker)
{
    static const std::map<std::string, ScenarioForm> forms{
        {"BooleanValue", ScenarioForm::FLAG},
        {"UintegerValue", ScenarioForm::COUNT},
        {"DoubleValue", ScenarioForm::NUMBER},
        {"TimeValue", ScenarioForm::TIME},
        {"DataRateValue", ScenarioForm::RATE},
        {"QueueSizeValue", ScenarioForm::QUEUE},
    };
    const std::string name = checker.GetValueTypeName(); // some checkers leave the namespace out
    const auto form = forms.find(name.substr(name.rfind(':') + 1));
    return form == forms.end() ? ScenarioForm::TEXT : form->second;
}

Ptr<AttributeValue>
ParseValue(ScenarioForm form, const std::string& text)
{
    switch (form)
    {
    case ScenarioForm::FLAG:
        return Wrap<BooleanValue>(quantity::ParseFlag(text));
    case ScenarioForm::COUNT:
        return Wrap<UintegerValue>(quantity::ParseCount(text));
    case ScenarioForm::NUMBER:
        return Wrap<DoubleValue>(quantity::ParseNumber(text));
    case ScenarioForm::SIZE:
        return Wrap<UintegerValue>(quantity::ParseSize(text));
    case ScenarioForm::TIME:
        return Wrap<TimeValue>(quantity::ParseTime(text));
    case ScenarioForm::RATE: {
        const auto rate = quantity::ParseRate(text);
        return rate && rate->GetBitRate() > 0 ? Wrap<DataRateValue>(rate) : nullptr;
    }
    case ScenarioForm::QUEUE: {
        const auto queue = quantity::ParseQueue(text);
        return queue && queue->GetValue() > 0 ? Wrap<QueueSizeValue>(queue) : nullptr;
    }
    default:
        return text.empty() ? nullptr : Ptr<AttributeValue>(Create<StringValue>(text));
    }
}

std::string
FormatValue(ScenarioForm form, const AttributeValue& value, Ptr<const AttributeChecker> checker)
{
    switch (form)
    {
    case ScenarioForm::TIME:
        return quantity::FormatTime(dynamic_cast<const TimeValue&>(value).Get());
    case ScenarioForm::RATE:
        return quantity::FormatRate(dynamic_cast<const DataRateValue&>(value).Get());
    case ScenarioForm::QUEUE:
        return quantity::FormatQueue(dynamic_cast<const QueueSizeValue&>(value).Get());
    case ScenarioForm::NUMBER:
        return quantity::FormatNumber(dynamic_cast<const DoubleValue&>(value).Get());
    case ScenarioForm::SIZE:
        return quantity::FormatSize(dynamic_cast<const UintegerValue&>(value).Get());
    default:
        return value.SerializeToString(checker);
    }
}

std::string
FormatRange(ScenarioForm form, const AttributeChecker& checker)
{
    // ns-3 tells bounds only in a text such as "uint32_t 2:4294967295" or "Time +0ns:+1e+09ns".
    const std::string text = checker.GetUnderlyingTypeInformation();
    const size_t space = text.rfind(' ');
    const size_t colon = text.rfind(':');
    const bool bounded = form == ScenarioForm::COUNT || form == ScenarioForm::SIZE ||
                         form == ScenarioForm::NUMBER || form == ScenarioForm::TIME;
    if (!bounded || space == std::string::npos || colon == std::string::npos || colon < space)
    {
        return "";
    }
    const std::string low = text.substr(space + 1, colon - space - 1);
    const std::string high = text.substr(colon + 1);
    const double lowValue = std::stod(low);
    const double highValue = std::stod(high);
    const bool hasLow = IsBound(form, lowValue, false);
    const bool hasHigh = IsBound(form, highValue, true);
    if (hasHigh)
    {
        return "from " + FormatBound(form, low, lowValue) + " to " +
               FormatBound(form, high, highValue);
    }
    return hasLow ? "at least " + FormatBound(form, low, lowValue) : "";
}

} // namespace iotledger
} // namespace ns3
