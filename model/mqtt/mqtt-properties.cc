/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-properties.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

void
MqttProperties::Add(MqttPropertyId id, Value value)
{
    m_entries.push_back({id, std::move(value)});
}

void
MqttProperties::Set(MqttPropertyId id, Value value)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [id](const Entry& e) {
        return e.id == id;
    });
    if (entry == m_entries.end())
    {
        Add(id, std::move(value));
    }
    else
    {
        entry->value = std::move(value);
    }
}

void
MqttProperties::Remove(MqttPropertyId id)
{
    m_entries.erase(std::remove_if(m_entries.begin(),
                                   m_entries.end(),
                                   [id](const Entry& entry) { return entry.id == id; }),
                    m_entries.end());
}

const MqttProperties::Entry*
MqttProperties::Find(MqttPropertyId id) const
{
    for (const auto& entry : m_entries)
    {
        if (entry.id == id)
        {
            return &entry;
        }
    }
    return nullptr;
}

bool
MqttProperties::Has(MqttPropertyId id) const
{
    return Find(id);
}

std::size_t
MqttProperties::Count(MqttPropertyId id) const
{
    return std::count_if(m_entries.begin(), m_entries.end(), [id](const Entry& entry) {
        return entry.id == id;
    });
}

uint32_t
MqttProperties::GetNumber(MqttPropertyId id, uint32_t otherwise) const
{
    const Entry* entry = Find(id);
    return entry ? std::get<uint32_t>(entry->value) : otherwise;
}

const std::string&
MqttProperties::GetText(MqttPropertyId id) const
{
    static const std::string NONE;
    const Entry* entry = Find(id);
    return entry ? std::get<std::string>(entry->value) : NONE;
}

const SharedBytes*
MqttProperties::FindBinary(MqttPropertyId id) const
{
    const Entry* entry = Find(id);
    return entry ? &std::get<SharedBytes>(entry->value) : nullptr;
}

bool
MqttProperties::IsEmpty() const
{
    return m_entries.empty();
}

const std::vector<MqttProperties::Entry>&
MqttProperties::GetEntries() const
{
    return m_entries;
}

} // namespace iotledger
} // namespace ns3
