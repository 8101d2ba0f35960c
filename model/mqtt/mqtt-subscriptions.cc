/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-subscriptions.h"

#include "ns3/mqtt-string.h"

namespace ns3
{
namespace iotledger
{

bool
MqttSubscriptions::Subscribe(const MqttSubscription& subscription,
                             uint8_t qos,
                             uint32_t identifier,
                             uint32_t subscriber)
{
    const MqttGrant grant{qos, subscription.noLocal, subscription.retainAsPublished, identifier};
    if (const auto shared = SplitSharedFilter(subscription.filter))
    {
        return m_shared.Subscribe(subscription.filter, shared->filter, subscriber, grant);
    }
    return m_tree.Subscribe(subscription.filter, subscriber, grant);
}

bool
MqttSubscriptions::Unsubscribe(const std::string& filter, uint32_t subscriber)
{
    return SplitSharedFilter(filter) ? m_shared.Unsubscribe(filter, subscriber)
                                     : m_tree.Unsubscribe(filter, subscriber);
}

void
MqttSubscriptions::UnsubscribeAll(uint32_t subscriber)
{
    m_tree.UnsubscribeAll(subscriber);
    m_shared.UnsubscribeAll(subscriber);
}

std::vector<MqttTopicTree::Match>
MqttSubscriptions::Find(std::string_view topic,
                        uint32_t publisher,
                        const MqttSharedGroups::IsConnected& isConnected,
                        const std::function<bool(uint32_t)>& wantsOne)
{
    bool hasOverlaps = false;
    auto matches = m_tree.FindSubscriptions(topic, publisher, &hasOverlaps);
    const std::size_t size = matches.size();
    m_shared.Choose(topic, isConnected, matches);
    if (hasOverlaps || (size > 0 && matches.size() > size))
    {
        MqttTopicTree::MergeOverlaps(matches, wantsOne);
    }
    return matches;
}

bool
MqttSubscriptions::IsWanted(std::string_view topic) const
{
    return m_shared.IsWanted(topic) || !m_tree.FindSubscribers(topic).empty();
}

uint64_t
MqttSubscriptions::GetCount() const
{
    return m_tree.GetSubscriptions() + m_shared.GetSubscriptions();
}

uint64_t
MqttSubscriptions::GetSharedCount() const
{
    return m_shared.GetSubscriptions();
}

} // namespace iotledger
} // namespace ns3
