/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "topic-names.h"

namespace ns3
{
namespace iotledger
{

bool
TopicNames::Add(uint32_t topic, const std::string& name)
{
    const uint32_t known = Find(name);
    if (topic == 0 || known != 0 || m_names.count(topic) > 0)
    {
        return topic != 0 && known == topic;
    }
    m_names.emplace(topic, name);
    m_numbers.emplace(name, topic);
    return true;
}

uint32_t
TopicNames::Find(const std::string& name) const
{
    const auto found = m_numbers.find(name);
    return found == m_numbers.end() ? 0 : found->second;
}

const std::string&
TopicNames::GetName(uint32_t topic) const
{
    static const std::string unknown;
    const auto found = m_names.find(topic);
    return found == m_names.end() ? unknown : found->second;
}

const std::map<uint32_t, std::string>&
TopicNames::GetAll() const
{
    return m_names;
}

} // namespace iotledger
} // namespace ns3
