/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-value.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

ScenarioValue
ScenarioValue::MakeScalar(const std::string& text)
{
    ScenarioValue value;
    value.kind = Kind::SCALAR;
    value.text = text;
    return value;
}

ScenarioValue
ScenarioValue::MakeList(std::vector<ScenarioValue> items)
{
    ScenarioValue value;
    value.kind = Kind::LIST;
    value.items = std::move(items);
    return value;
}

bool
ScenarioValue::IsMap() const
{
    return kind == Kind::MAP || kind == Kind::NOTHING;
}

bool
ScenarioValue::IsList() const
{
    return kind == Kind::LIST || kind == Kind::NOTHING;
}

bool
ScenarioValue::IsScalar() const
{
    return kind == Kind::SCALAR;
}

const ScenarioValue*
ScenarioValue::Find(const std::string& key) const
{
    for (const auto& entry : entries)
    {
        if (entry.key == key)
        {
            return &entry.value;
        }
    }
    return nullptr;
}

const ScenarioValue*
ScenarioValue::FindPath(const std::string& dottedKey) const
{
    const size_t dot = dottedKey.find('.');
    const ScenarioValue* value = Find(dottedKey.substr(0, dot));
    return value && dot != std::string::npos ? value->FindPath(dottedKey.substr(dot + 1)) : value;
}

ScenarioValue&
ScenarioValue::Put(const std::string& key, ScenarioValue value)
{
    if (kind != Kind::MAP)
    {
        kind = Kind::MAP;
        text.clear();
        items.clear();
    }
    for (auto& entry : entries)
    {
        if (entry.key == key)
        {
            entry.place = value.place;
            entry.value = std::move(value);
            return entry.value;
        }
    }
    const ScenarioPlace at = value.place;
    entries.push_back({key, at, std::move(value)});
    return entries.back().value;
}

void
ScenarioValue::PutPath(const std::string& dottedKey, ScenarioValue value)
{
    const size_t dot = dottedKey.find('.');
    const std::string key = dottedKey.substr(0, dot);
    if (dot == std::string::npos)
    {
        Put(key, std::move(value));
        return;
    }
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const ScenarioEntry& e) {
        return e.key == key;
    });
    if (entry != entries.end())
    {
        entry->value.PutPath(dottedKey.substr(dot + 1), std::move(value));
        return;
    }
    ScenarioValue map;
    map.place = value.place;
    Put(key, std::move(map)).PutPath(dottedKey.substr(dot + 1), std::move(value));
}

void
ScenarioValue::Erase(const std::string& key)
{
    const auto gone = std::remove_if(entries.begin(), entries.end(), [&](const ScenarioEntry& e) {
        return e.key == key;
    });
    entries.erase(gone, entries.end());
}

void
ScenarioValue::Sort()
{
    const auto byKey = [](const ScenarioEntry& a, const ScenarioEntry& b) { return a.key < b.key; };
    std::sort(entries.begin(), entries.end(), byKey);
    for (auto& entry : entries)
    {
        entry.value.Sort();
    }
    for (auto& item : items)
    {
        item.Sort();
    }
}

void
ScenarioValue::Inherit(const ScenarioValue& base)
{
    if (kind == Kind::NOTHING && base.kind == Kind::MAP)
    {
        kind = Kind::MAP;
    }
    for (const auto& theirs : base.entries)
    {
        const auto ours = std::find_if(entries.begin(), entries.end(), [&](const ScenarioEntry& e) {
            return e.key == theirs.key;
        });
        if (ours == entries.end())
        {
            entries.push_back(theirs);
        }
        else if (ours->value.IsMap() && theirs.value.IsMap())
        {
            ours->value.Inherit(theirs.value);
        }
    }
}

} // namespace iotledger
} // namespace ns3
