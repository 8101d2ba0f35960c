/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SUBSCRIPTIONS_H
#define MQTT_SUBSCRIPTIONS_H

#include "ns3/mqtt-packet.h"
#include "ns3/mqtt-shared-groups.h"
#include "ns3/mqtt-topic-tree.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief All subscriptions of a server, shared ones included. Subscribers are session slots.
 */
class MqttSubscriptions
{
  public:
    /// @param qos granted @param identifier Subscription Identifier, 0: none
    /// @return whether the subscription is a new one
    bool Subscribe(const MqttSubscription& subscription,
                   uint8_t qos,
                   uint32_t identifier,
                   uint32_t subscriber);

    /// @return whether there was such a subscription.
    bool Unsubscribe(const std::string& filter, uint32_t subscriber);

    void UnsubscribeAll(uint32_t subscriber);

    /**
     * @param topic of a message
     * @param publisher its publisher, or MqttTopicTree::NOBODY
     * @param isConnected tells who is there, for shared subscriptions
     * @param wantsOne tells who gets one copy, others one for each of their subscriptions that
     * match (3.3.4 leaves the choice)
     */
    std::vector<MqttTopicTree::Match> Find(std::string_view topic,
                                           uint32_t publisher,
                                           const MqttSharedGroups::IsConnected& isConnected,
                                           const std::function<bool(uint32_t)>& wantsOne);

    bool IsWanted(std::string_view topic) const; //!< by anybody

    uint64_t GetCount() const; //!< pairs of filter and subscriber
    uint64_t GetSharedCount() const;

  private:
    MqttTopicTree m_tree;
    MqttSharedGroups m_shared;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SUBSCRIPTIONS_H */
