/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-key.h"

#include "ns3/scenario-quantity.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{

ScenarioKey
ScenarioKey::OfAttribute(const std::string& name,
                         const std::string& type,
                         const std::string& attribute)
{
    ScenarioKey key;
    key.m_name = name;
    key.m_type = "ns3::iotledger::" + type;
    key.m_attribute = attribute;
    return key;
}

ScenarioKey
ScenarioKey::OfScenario(const std::string& name,
                        ScenarioForm form,
                        const std::string& defaultText,
                        const std::string& help)
{
    ScenarioKey key;
    key.m_name = name;
    key.m_form = form;
    key.m_default = defaultText;
    key.m_help = help;
    return key;
}

ScenarioKey
ScenarioKey::WithChoices(std::vector<std::string> choices) const
{
    ScenarioKey key = *this;
    key.m_choices = std::move(choices);
    return key;
}

ScenarioKey
ScenarioKey::InBytes() const
{
    ScenarioKey key = *this;
    key.m_inBytes = true;
    return key;
}

ScenarioKey
ScenarioKey::UpTo(uint32_t most) const
{
    ScenarioKey key = *this;
    key.m_most = most;
    return key;
}

ScenarioKey
ScenarioKey::AtLeast(Time least) const
{
    ScenarioKey key = *this;
    key.m_least = least;
    return key;
}

const std::string&
ScenarioKey::GetName() const
{
    return m_name;
}

const std::string&
ScenarioKey::GetTypeName() const
{
    return m_type;
}

const std::string&
ScenarioKey::GetAttribute() const
{
    return m_attribute;
}

const std::vector<std::string>&
ScenarioKey::GetChoices() const
{
    return m_choices;
}

ScenarioForm
ScenarioKey::GetForm() const
{
    if (!m_choices.empty())
    {
        return ScenarioForm::CHOICE;
    }
    const ScenarioForm form = m_type.empty() ? m_form : FindForm(*GetInformation().checker);
    return form == ScenarioForm::COUNT && m_inBytes ? ScenarioForm::SIZE : form;
}

std::string
ScenarioKey::GetDefault() const
{
    if (m_type.empty())
    {
        return m_default;
    }
    const auto info = GetInformation();
    return FormatValue(GetForm(), *info.initialValue, info.checker);
}

std::string
ScenarioKey::GetHelp() const
{
    return m_type.empty() ? m_help : GetInformation().help;
}

std::string
ScenarioKey::GetRange() const
{
    if (m_type.empty())
    {
        return m_form == ScenarioForm::COUNT  ? "from 1 to " + std::to_string(m_most)
               : m_form == ScenarioForm::SIZE ? "from 1B to " + quantity::FormatSize(m_most)
               : m_least.IsZero()             ? ""
                                              : "at least " + quantity::FormatTime(m_least);
    }
    return FormatRange(GetForm(), *GetInformation().checker);
}

std::string
ScenarioKey::GetExpected() const
{
    if (m_choices.empty())
    {
        const std::string range = GetRange();
        return DescribeForm(GetForm()) + (range.empty() ? "" : ", " + range);
    }
    std::string expected = m_choices.size() > 1 ? "one of " : "";
    for (const auto& choice : m_choices)
    {
        expected += (&choice == &m_choices.front() ? "" : ", ") + choice;
    }
    return expected;
}

std::optional<std::string>
ScenarioKey::Canonicalize(const std::string& text) const
{
    if (!m_choices.empty() && std::count(m_choices.begin(), m_choices.end(), text) == 0)
    {
        return std::nullopt;
    }
    const Ptr<AttributeValue> value = ParseValue(GetForm(), text);
    if (!value)
    {
        return std::nullopt;
    }
    if (m_type.empty())
    {
        const auto* count = dynamic_cast<const UintegerValue*>(PeekPointer(value));
        const auto* time = dynamic_cast<const TimeValue*>(PeekPointer(value));
        const bool inRange = (!count || (count->Get() >= 1 && count->Get() <= m_most)) &&
                             (!time || time->Get() >= m_least);
        return inRange ? std::make_optional(FormatValue(GetForm(), *value, nullptr)) : std::nullopt;
    }
    const auto checker = GetInformation().checker;
    return checker->CreateValidValue(*value)
               ? std::make_optional(FormatValue(GetForm(), *value, checker))
               : std::nullopt;
}

Ptr<AttributeValue>
ScenarioKey::MakeValue(const std::string& text) const
{
    const Ptr<AttributeValue> value = ParseValue(GetForm(), text);
    return value ? GetInformation().checker->CreateValidValue(*value) : nullptr;
}

TypeId::AttributeInformation
ScenarioKey::GetInformation() const
{
    TypeId type;
    TypeId::AttributeInformation info;
    if (!TypeId::LookupByNameFailSafe(m_type, &type) ||
        !type.LookupAttributeByName(m_attribute, &info))
    {
        throw std::logic_error(m_name + " stands for " + m_type + "::" + m_attribute +
                               ", which this program does not have");
    }
    return info;
}

} // namespace iotledger
} // namespace ns3
