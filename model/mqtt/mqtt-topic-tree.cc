/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-topic-tree.h"

#include "ns3/assert.h"
#include "ns3/mqtt-string.h"
#include "ns3/mqtt-topic-levels.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

MqttTopicTree::MqttTopicTree()
    : m_nodes(1)
{
}

MqttTopicTree::Node*
MqttTopicTree::FindChild(const Node& node, std::string_view level)
{
    const auto child = node.children.find(level);
    return child == node.children.end() ? nullptr : child->second;
}

MqttTopicTree::Node&
MqttTopicTree::GetOrAddChild(Node& node, std::string_view level)
{
    if (Node* child = FindChild(node, level))
    {
        return *child;
    }
    if (m_free.empty())
    {
        m_free.push_back(&m_nodes.emplace_back());
    }
    Node& child = *m_free.back();
    m_free.pop_back();
    child.level = level;
    child.parent = &node;
    node.children.emplace(child.level, &child);
    return child;
}

bool
MqttTopicTree::Subscribe(std::string_view filter, uint32_t subscriber, const MqttGrant& grant)
{
    NS_ASSERT_MSG(IsMqttTopicFilter(filter), "not a topic filter: " << filter);
    Node* node = &m_nodes.front();
    for (MqttTopicLevels levels(filter); levels.HasNext();)
    {
        node = &GetOrAddChild(*node, levels.Next());
    }
    const auto [place, isNew] = node->orders.emplace(subscriber, m_nextOrder);
    Match& match = node->subscriptions[place->second];
    match = {place->second, subscriber, grant.qos, grant.noLocal, grant.retainAsPublished, {}};
    if (grant.identifier != 0)
    {
        match.identifiers.push_back(grant.identifier);
    }
    if (isNew)
    {
        m_filters.resize(std::max<std::size_t>(m_filters.size(), subscriber + 1));
        m_filters[subscriber].push_back(node);
        ++m_nextOrder;
        ++m_subscriptions;
    }
    return isNew;
}

MqttTopicTree::Node*
MqttTopicTree::FindFilter(std::string_view filter)
{
    Node* node = &m_nodes.front();
    for (MqttTopicLevels levels(filter); node && levels.HasNext();)
    {
        node = FindChild(*node, levels.Next());
    }
    return node;
}

bool
MqttTopicTree::Unsubscribe(std::string_view filter, uint32_t subscriber)
{
    Node* node = FindFilter(filter);
    if (!node || node->orders.count(subscriber) == 0)
    {
        return false;
    }
    auto& filters = m_filters[subscriber];
    filters.erase(std::find(filters.begin(), filters.end(), node));
    Remove(*node, subscriber);
    return true;
}

void
MqttTopicTree::UnsubscribeAll(uint32_t subscriber)
{
    if (subscriber < m_filters.size())
    {
        for (Node* node : m_filters[subscriber])
        {
            Remove(*node, subscriber);
        }
        m_filters[subscriber] = {};
    }
}

void
MqttTopicTree::Remove(Node& node, uint32_t subscriber)
{
    const auto order = node.orders.find(subscriber);
    node.subscriptions.erase(order->second);
    node.orders.erase(order);
    --m_subscriptions;
    for (Node* empty = &node;
         empty->parent && empty->children.empty() && empty->subscriptions.empty();)
    {
        Node* parent = empty->parent;
        parent->children.erase(empty->level);
        m_free.push_back(empty);
        empty = parent;
    }
}

std::vector<const MqttTopicTree::Node*>
MqttTopicTree::FindFilters(std::string_view topic) const
{
    /// A node on the way, and the levels of the topic that come after it.
    struct Place
    {
        const Node* node;
        MqttTopicLevels rest;
        bool isFound; // a filter ends here
    };

    std::vector<const Node*> found;
    std::vector<Place> places{{&m_nodes.front(), MqttTopicLevels(topic), false}};
    const auto visit = [&places](const Node* node, const MqttTopicLevels& rest, bool isFound) {
        if (node)
        {
            places.push_back({node, rest, isFound});
        }
    };
    // 4.7.2: a filter that starts with a wildcard does not match a topic that starts with $.
    bool allowsWildcard = topic.front() != '$';
    while (!places.empty())
    {
        Place place = places.back();
        places.pop_back();
        if (place.isFound || !place.rest.HasNext())
        {
            found.push_back(place.node);
            if (!place.isFound) // 4.7.1.2: # includes the parent level
            {
                visit(FindChild(*place.node, MqttTopicLevels::ANY_REMAINING), place.rest, true);
            }
            continue;
        }
        const std::string_view level = place.rest.Next();
        if (allowsWildcard) // what is put on last is looked at first
        {
            visit(FindChild(*place.node, MqttTopicLevels::ANY_REMAINING), place.rest, true);
            visit(FindChild(*place.node, MqttTopicLevels::ANY), place.rest, false);
        }
        visit(FindChild(*place.node, level), place.rest, false);
        allowsWildcard = true;
    }
    return found;
}

std::vector<MqttTopicTree::Match>
MqttTopicTree::FindSubscriptions(std::string_view topic,
                                 uint32_t publisher,
                                 bool* hasOverlaps) const
{
    NS_ASSERT_MSG(IsMqttTopicName(topic), "not a topic name: " << topic);
    const auto filters = FindFilters(topic);
    std::size_t size = 0;
    std::size_t largest = 0;
    for (const Node* node : filters)
    {
        size += node->subscriptions.size();
        largest = std::max(largest, node->subscriptions.size());
    }
    std::vector<Match> matches;
    matches.reserve(size);
    for (const Node* node : filters)
    {
        for (const auto& [order, match] : node->subscriptions)
        {
            if (!match.noLocal || match.subscriber != publisher)
            {
                matches.push_back(match);
            }
        }
    }
    if (hasOverlaps)
    {
        *hasOverlaps = size > largest; // of one filter they are in order and each is there once
    }
    return matches;
}

std::vector<MqttTopicTree::Match>
MqttTopicTree::FindSubscribers(std::string_view topic, uint32_t publisher) const
{
    bool hasOverlaps = false;
    auto matches = FindSubscriptions(topic, publisher, &hasOverlaps);
    if (hasOverlaps)
    {
        MergeOverlaps(matches, [](uint32_t) { return true; });
    }
    return matches;
}

uint64_t
MqttTopicTree::GetSubscriptions() const
{
    return m_subscriptions;
}

std::size_t
MqttTopicTree::GetNodes() const
{
    return m_nodes.size() - 1 - m_free.size();
}

} // namespace iotledger
} // namespace ns3
