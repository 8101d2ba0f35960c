/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_TOPIC_TREE_H
#define MQTT_TOPIC_TREE_H

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What a server has granted a subscriber (3.8.3.1). @ingroup iot-ledger
struct MqttGrant
{
    uint8_t qos{0};
    bool noLocal{false};
    bool retainAsPublished{false};
    uint32_t identifier{0}; //!< 3.8.2.1.2: Subscription Identifier; 0: none
};

/**
 * @ingroup iot-ledger
 * @brief Who wants the messages of a topic: topic filters, one tree level per topic level.
 *
 * Source: MQTT 5.0, 4.7 (matching), 3.8.4 (a client subscribes again) and 3.3.4 (overlapping
 * filters: one delivery).
 *
 * Finding takes time in proportion to the topic's levels, the wildcard filters on its way and the
 * subscribers found, however many others there are. Subscribers are numbered by their owner,
 * from 0, without large gaps.
 */
class MqttTopicTree
{
  public:
    /// A subscriber to deliver to.
    struct Match
    {
        uint64_t order; //!< rises from subscription to subscription
        uint32_t subscriber;
        uint8_t qos; //!< the highest of its matching subscriptions
        bool noLocal;
        bool retainAsPublished;            //!< of any of them
        std::vector<uint32_t> identifiers; //!< of those that have one
    };

    /// Leaves each subscriber that @p wantsOne once, at its first place, with the highest QoS
    /// [MQTT-3.3.4-2] and all identifiers of its subscriptions [MQTT-3.3.4-4].
    template <typename Predicate>
    static void MergeOverlaps(std::vector<Match>& matches, Predicate wantsOne);

    static constexpr uint32_t NOBODY = UINT32_MAX; //!< a publisher that is no subscriber

    MqttTopicTree();
    MqttTopicTree(const MqttTopicTree&) = delete; // nodes point to each other
    MqttTopicTree& operator=(const MqttTopicTree&) = delete;

    /**
     * Adds a subscription. Subscribing again to the same filter changes what is granted and keeps
     * the place in the order (3.8.4: the existing subscription is replaced).
     * @param filter a topic filter
     * @param subscriber who
     * @param grant on which terms
     * @return whether it is a new one
     */
    bool Subscribe(std::string_view filter, uint32_t subscriber, const MqttGrant& grant);

    /// @return whether there was such a subscription.
    bool Unsubscribe(std::string_view filter, uint32_t subscriber);

    /// Takes away every subscription of @p subscriber.
    void UnsubscribeAll(uint32_t subscriber);

    /// @param topic a topic name
    /// @param publisher who published; its own subscriptions without local messages do not match
    /// @param hasOverlaps set if several filters match (may be null)
    /// @return each matching subscription, as mosquitto finds them: by filter, at each level the
    /// name itself before + and that before #; those of one filter in order of subscription
    std::vector<Match> FindSubscriptions(std::string_view topic,
                                         uint32_t publisher,
                                         bool* hasOverlaps = nullptr) const;

    /// @return each subscriber once, at the place of its first matching subscription
    std::vector<Match> FindSubscribers(std::string_view topic, uint32_t publisher = NOBODY) const;

    uint64_t GetSubscriptions() const; //!< pairs of filter and subscriber
    std::size_t GetNodes() const;      //!< levels of all filters, shared ones counted once

  private:
    /// A level of one or more filters. The wildcards + and # are levels like others.
    struct Node
    {
        std::string level;
        Node* parent{nullptr};
        std::unordered_map<std::string_view, Node*> children; //!< by their level; never iterated
        std::map<uint64_t, Match> subscriptions;       //!< of the filter that ends here, by order
        std::unordered_map<uint32_t, uint64_t> orders; //!< order by subscriber; never iterated
    };

    static Node* FindChild(const Node& node, std::string_view level);
    Node& GetOrAddChild(Node& node, std::string_view level);
    Node* FindFilter(std::string_view filter);
    std::vector<const Node*> FindFilters(std::string_view topic) const;
    void Remove(Node& node, uint32_t subscriber);

    std::deque<Node> m_nodes;                  //!< the root and all others; their addresses stay
    std::vector<Node*> m_free;                 //!< nodes to use again
    std::vector<std::vector<Node*>> m_filters; //!< by subscriber: where its filters end
    uint64_t m_nextOrder{0};
    uint64_t m_subscriptions{0};
};

template <typename Predicate>
void
MqttTopicTree::MergeOverlaps(std::vector<Match>& matches, Predicate wantsOne)
{
    std::unordered_map<uint32_t, std::size_t> places; // of those that want one; never iterated
    std::size_t size = 0;
    for (std::size_t i = 0; i < matches.size(); ++i)
    {
        Match& match = matches[i];
        const auto [place, isFirst] = places.emplace(match.subscriber, size);
        if (isFirst || !wantsOne(match.subscriber))
        {
            if (size != i)
            {
                matches[size] = std::move(match);
            }
            ++size;
            continue;
        }
        Match& first = matches[place->second];
        first.qos = std::max(first.qos, match.qos);
        first.retainAsPublished |= match.retainAsPublished;
        first.identifiers.insert(first.identifiers.end(),
                                 match.identifiers.begin(),
                                 match.identifiers.end());
    }
    matches.resize(size);
}

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_TOPIC_TREE_H */
