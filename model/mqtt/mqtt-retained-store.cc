/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-retained-store.h"

#include "ns3/mqtt-topic-levels.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

void
MqttRetainedStore::Put(MqttMessagePtr message)
{
    const auto& publish = message->publish;
    const auto known = m_topics.find(publish.topic);
    if (known != m_topics.end())
    {
        Remove(known);
    }
    if (!publish.payload.IsEmpty())
    {
        m_bytes += publish.payload.GetSize();
        const std::string& topic = publish.topic;
        m_topics.emplace(topic, std::move(message));
    }
}

std::vector<MqttMessagePtr>
MqttRetainedStore::Find(std::string_view filter, Time now)
{
    const std::string_view prefix = filter.substr(0, filter.find_first_of("+#"));
    // "sport/#" also means "sport" (4.7.1.2), which stands before "sport/".
    const std::string_view start = prefix.empty() || prefix.size() == filter.size()
                                       ? prefix
                                       : prefix.substr(0, prefix.size() - 1);
    std::vector<MqttMessagePtr> found;
    for (auto topic = m_topics.lower_bound(start);
         topic != m_topics.end() && topic->first.compare(0, start.size(), start) == 0;)
    {
        if (topic->second->GetRemaining(now) < 0)
        {
            topic = Remove(topic);
            continue;
        }
        if (MqttTopicMatches(filter, topic->first))
        {
            found.push_back(topic->second);
        }
        ++topic;
    }
    return found;
}

MqttRetainedStore::Topics::iterator
MqttRetainedStore::Remove(Topics::iterator message)
{
    m_bytes -= message->second->publish.payload.GetSize();
    return m_topics.erase(message);
}

std::size_t
MqttRetainedStore::GetCount() const
{
    return m_topics.size();
}

uint64_t
MqttRetainedStore::GetBytes() const
{
    return m_bytes;
}

} // namespace iotledger
} // namespace ns3
