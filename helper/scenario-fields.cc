/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-fields.h"

#include "ns3/scenario-schema.h"
#include "ns3/scenario-yaml.h"

namespace ns3
{
namespace iotledger
{

std::string
QuoteValue(const ScenarioValue& value)
{
    return value.IsScalar()                             ? value.text
           : value.kind == ScenarioValue::Kind::NOTHING ? ""
                                                        : WriteYamlLine(value);
}

std::string
ReadScalar(const ScenarioKey& key, const ScenarioValue& value, const std::string& name)
{
    const auto text = value.IsScalar() ? key.Canonicalize(value.text) : std::nullopt;
    if (!text)
    {
        throw ScenarioError(value.place, name, key.GetExpected(), QuoteValue(value));
    }
    return *text;
}

const std::vector<ScenarioValue>&
ReadList(const ScenarioValue& value, const std::string& name, const std::string& expected)
{
    if (!value.IsList())
    {
        throw ScenarioError(value.place, name, expected, QuoteValue(value));
    }
    return value.items;
}

ScenarioFields::ScenarioFields(const ScenarioValue& map, const std::string& name)
    : m_map(map),
      m_name(name)
{
    if (!map.IsMap())
    {
        throw ScenarioError(map.place, name, "a map of keys and values", QuoteValue(map));
    }
    for (const auto& entry : map.entries)
    {
        if (!ScenarioSchema::Find(GetName(entry.key)))
        {
            ScenarioSchema::RefuseUnknown(entry.place, GetName(entry.key));
        }
    }
}

const ScenarioValue*
ScenarioFields::Find(const std::string& field) const
{
    return m_map.Find(field);
}

std::string
ScenarioFields::Read(const std::string& field) const
{
    const ScenarioKey& key = ScenarioSchema::Get(GetName(field));
    if (const ScenarioValue* value = Find(field))
    {
        return ReadScalar(key, *value, GetName(field));
    }
    const std::string text = key.GetDefault();
    if (text.empty())
    {
        throw ScenarioError(m_map.place, GetName(field), key.GetExpected(), "");
    }
    return text;
}

std::string
ScenarioFields::GetName(const std::string& field) const
{
    return m_name + "." + field;
}

const ScenarioPlace&
ScenarioFields::GetPlace() const
{
    return m_map.place;
}

} // namespace iotledger
} // namespace ns3
