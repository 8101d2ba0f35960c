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
#include <tuple>

namespace ns3
{
namespace iotledger
{

namespace
{

/// Leaves each subscriber once, at its first place, with the highest QoS [MQTT-3.3.4-2] and all
/// identifiers of its subscriptions [MQTT-3.3.4-4].
void
MergeOverlaps(std::vector<MqttTopicTree::Match>& matches)
{
    std::sort(matches.begin(), matches.end(), [](const auto& a, const auto& b) {
        return std::tie(a.subscriber, a.order) < std::tie(b.subscriber, b.order);
    });
    auto last = matches.begin();
    for (auto match = matches.begin(); match != matches.end(); ++match)
    {
        if (match->subscriber == last->subscriber)
        {
            if (match != last)
            {
                last->qos = std::max(last->qos, match->qos);
                last->retainAsPublished |= match->retainAsPublished;
                last->identifiers.insert(last->identifiers.end(),
                                         match->identifiers.begin(),
                                         match->identifiers.end());
            }
        }
        else if (++last != match)
        {
            *last = std::move(*match);
        }
    }
    matches.erase(last + 1, matches.end());
    std::sort(matches.begin(), matches.end(), [](const auto& a, const auto& b) {
        return a.order < b.order;
    });
}

} // namespace

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
    std::vector<const Node*> found;
    std::vector<const Node*> here{&m_nodes.front()};
    std::vector<const Node*> next;
    const auto add = [](std::vector<const Node*>& nodes, const Node* node) {
        if (node)
        {
            nodes.push_back(node);
        }
    };
    // 4.7.2: a filter that starts with a wildcard does not match a topic that starts with $.
    bool allowsWildcard = topic.front() != '$';
    for (MqttTopicLevels levels(topic); levels.HasNext() && !here.empty();)
    {
        const std::string_view level = levels.Next();
        for (const Node* node : here)
        {
            add(next, FindChild(*node, level));
            if (allowsWildcard)
            {
                add(next, FindChild(*node, MqttTopicLevels::ANY));
                add(found, FindChild(*node, MqttTopicLevels::ANY_REMAINING));
            }
        }
        allowsWildcard = true;
        here.swap(next);
        next.clear();
    }
    for (const Node* node : here)
    {
        add(found, node);
        add(found,
            FindChild(*node,
                      MqttTopicLevels::ANY_REMAINING)); // 4.7.1.2: # includes the parent level
    }
    return found;
}

std::vector<MqttTopicTree::Match>
MqttTopicTree::FindSubscribers(std::string_view topic, uint32_t publisher) const
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
    if (matches.size() > 1 &&
        size > largest) // of one filter they are in order and each is there once
    {
        MergeOverlaps(matches);
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
