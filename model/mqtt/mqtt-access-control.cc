/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-access-control.h"

#include "ns3/mqtt-topic-levels.h"

#include <string_view>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MqttAccessControl);

namespace
{

void
ReplaceAll(std::string& text, std::string_view from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
    {
        text.replace(at, from.size(), to);
    }
}

/// mosquitto refuses names that would widen the pattern they are put into.
bool
IsPlain(const std::string& name)
{
    return name.find_first_of("+#/") == std::string::npos;
}

} // namespace

TypeId
MqttAccessControl::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::MqttAccessControl")
                            .SetParent<Object>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<MqttAccessControl>();
    return tid;
}

void
MqttAccessControl::AddUser(const std::string& name, const std::string& password)
{
    m_passwords[name] = SharedBytes({password.begin(), password.end()});
}

void
MqttAccessControl::AddRule(const std::string& user, Access access, const std::string& filter)
{
    auto& rules = m_rules[user];
    rules.insert(access == Access::DENY ? rules.begin() : rules.end(), {access, filter});
}

void
MqttAccessControl::AddPattern(Access access, const std::string& pattern)
{
    m_patterns.push_back({access, pattern});
}

bool
MqttAccessControl::Authenticate(const std::string& userName, const SharedBytes& password) const
{
    if (m_passwords.empty())
    {
        return true;
    }
    const auto user = m_passwords.find(userName);
    return user != m_passwords.end() && user->second == password;
}

bool
MqttAccessControl::MayWrite(const std::string& clientId,
                            const std::string& userName,
                            const std::string& topic) const
{
    return May(Access::WRITE, clientId, userName, topic);
}

bool
MqttAccessControl::MayRead(const std::string& clientId,
                           const std::string& userName,
                           const std::string& topic) const
{
    return May(Access::READ, clientId, userName, topic);
}

std::optional<bool>
MqttAccessControl::Judge(const Rule& rule,
                         const std::string& filter,
                         Access wanted,
                         const std::string& topic)
{
    if (!MqttTopicMatches(filter, topic))
    {
        return std::nullopt;
    }
    if (rule.access == Access::DENY)
    {
        return false;
    }
    return rule.access == Access::READWRITE || rule.access == wanted ? std::optional(true)
                                                                     : std::nullopt;
}

bool
MqttAccessControl::May(Access wanted,
                       const std::string& clientId,
                       const std::string& userName,
                       const std::string& topic) const
{
    if (m_rules.empty() && m_patterns.empty())
    {
        return true;
    }
    if (const auto own = m_rules.find(userName); own != m_rules.end())
    {
        for (const auto& rule : own->second)
        {
            if (const auto verdict = Judge(rule, rule.filter, wanted, topic))
            {
                return *verdict;
            }
        }
    }
    if (!IsPlain(clientId) || !IsPlain(userName))
    {
        return false;
    }
    for (const auto& rule : m_patterns)
    {
        if (userName.empty() && rule.filter.find("%u") != std::string::npos)
        {
            continue; // as mosquitto: of a client without a name it says nothing
        }
        std::string filter = rule.filter;
        ReplaceAll(filter, "%c", clientId);
        ReplaceAll(filter, "%u", userName);
        if (const auto verdict = Judge(rule, filter, wanted, topic))
        {
            return *verdict;
        }
    }
    return false;
}

} // namespace iotledger
} // namespace ns3
