/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SHARED_GROUPS_H
#define MQTT_SHARED_GROUPS_H

#include "ns3/mqtt-topic-tree.h"

#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Shared subscriptions: each message goes to one member of a group, in turn.
 *
 * Members that are connected come first; when none is, the message waits for the next one in turn.
 *
 * Source: MQTT Version 5.0, 4.8.2. It leaves the choice of the member to the server; turns are
 * mosquitto's.
 */
class MqttSharedGroups
{
  public:
    using IsConnected = std::function<bool(uint32_t subscriber)>;

    /// @param shared the whole filter, $share/group/filter @param filter its last part
    /// @return whether the subscription is a new one
    bool Subscribe(const std::string& shared,
                   std::string_view filter,
                   uint32_t subscriber,
                   const MqttGrant& grant);

    /// @return whether there was such a subscription.
    bool Unsubscribe(const std::string& shared, uint32_t subscriber);

    void UnsubscribeAll(uint32_t subscriber);

    /// Chooses one member of each group that wants @p topic, and appends it to @p chosen.
    void Choose(std::string_view topic,
                const IsConnected& isConnected,
                std::vector<MqttTopicTree::Match>& chosen);

    /// @return whether any group wants @p topic.
    bool IsWanted(std::string_view topic) const;

    uint64_t GetSubscriptions() const;
    std::size_t GetGroups() const; //!< that have members

  private:
    struct Member
    {
        uint32_t subscriber;
        MqttGrant grant;
    };

    struct Group
    {
        std::string shared; //!< the whole filter
        std::string filter;
        std::list<Member> members; //!< who is next stands first
    };

    uint32_t GetOrAdd(const std::string& shared, std::string_view filter);
    void Remove(uint32_t group, uint32_t subscriber);

    MqttTopicTree m_tree; //!< its subscribers are indices of m_groups
    std::vector<Group> m_groups;
    std::vector<uint32_t> m_free;                      //!< groups without members, to use again
    std::unordered_map<std::string, uint32_t> m_names; //!< never iterated
    std::unordered_map<uint32_t, std::vector<uint32_t>> m_bySubscriber; //!< never iterated
    uint64_t m_subscriptions{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SHARED_GROUPS_H */
