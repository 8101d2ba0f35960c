/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-shared-groups.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

bool
MqttSharedGroups::Subscribe(const std::string& shared,
                            std::string_view filter,
                            uint32_t subscriber,
                            const MqttGrant& grant)
{
    const uint32_t index = GetOrAdd(shared, filter);
    Group& group = m_groups[index];
    m_tree.Subscribe(filter, index, {});
    const auto member = std::find_if(group.members.begin(),
                                     group.members.end(),
                                     [&](const Member& m) { return m.subscriber == subscriber; });
    if (member != group.members.end())
    {
        member->grant = grant;
        return false;
    }
    group.members.push_back({subscriber, grant});
    m_bySubscriber[subscriber].push_back(index);
    ++m_subscriptions;
    return true;
}

uint32_t
MqttSharedGroups::GetOrAdd(const std::string& shared, std::string_view filter)
{
    if (const auto name = m_names.find(shared); name != m_names.end())
    {
        return name->second;
    }
    if (m_free.empty())
    {
        m_free.push_back(static_cast<uint32_t>(m_groups.size()));
        m_groups.emplace_back();
    }
    const uint32_t index = m_free.back();
    m_free.pop_back();
    m_groups[index] = {shared, std::string(filter), {}};
    m_names.emplace(shared, index);
    return index;
}

bool
MqttSharedGroups::Unsubscribe(const std::string& shared, uint32_t subscriber)
{
    const auto name = m_names.find(shared);
    const auto groups = m_bySubscriber.find(subscriber);
    if (name == m_names.end() || groups == m_bySubscriber.end())
    {
        return false;
    }
    const auto group = std::find(groups->second.begin(), groups->second.end(), name->second);
    if (group == groups->second.end())
    {
        return false;
    }
    groups->second.erase(group);
    Remove(name->second, subscriber);
    return true;
}

void
MqttSharedGroups::UnsubscribeAll(uint32_t subscriber)
{
    const auto groups = m_bySubscriber.find(subscriber);
    if (groups != m_bySubscriber.end())
    {
        for (const uint32_t group : groups->second)
        {
            Remove(group, subscriber);
        }
        m_bySubscriber.erase(groups);
    }
}

void
MqttSharedGroups::Remove(uint32_t group, uint32_t subscriber)
{
    auto& members = m_groups[group].members;
    members.erase(std::find_if(members.begin(), members.end(), [&](const Member& member) {
        return member.subscriber == subscriber;
    }));
    --m_subscriptions;
    if (members.empty())
    {
        m_tree.Unsubscribe(m_groups[group].filter, group);
        m_names.erase(m_groups[group].shared);
        m_free.push_back(group);
    }
}

void
MqttSharedGroups::Choose(std::string_view topic,
                         const IsConnected& isConnected,
                         std::vector<MqttTopicTree::Match>& chosen)
{
    if (m_subscriptions == 0)
    {
        return;
    }
    for (const auto& match : m_tree.FindSubscribers(topic))
    {
        auto& members = m_groups[match.subscriber].members;
        auto member = std::find_if(members.begin(), members.end(), [&](const Member& candidate) {
            return isConnected(candidate.subscriber);
        });
        if (member == members.end())
        {
            member = members.begin();
        }
        const MqttGrant& grant = member->grant;
        chosen.push_back(
            {match.order, member->subscriber, grant.qos, false, grant.retainAsPublished, {}});
        if (grant.identifier != 0)
        {
            chosen.back().identifiers.push_back(grant.identifier);
        }
        members.splice(members.end(), members, member); // its turn comes again after the others'
    }
}

bool
MqttSharedGroups::IsWanted(std::string_view topic) const
{
    return m_subscriptions > 0 && !m_tree.FindSubscribers(topic).empty();
}

uint64_t
MqttSharedGroups::GetSubscriptions() const
{
    return m_subscriptions;
}

std::size_t
MqttSharedGroups::GetGroups() const
{
    return m_names.size();
}

} // namespace iotledger
} // namespace ns3
