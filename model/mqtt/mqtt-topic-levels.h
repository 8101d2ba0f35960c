/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_TOPIC_LEVELS_H
#define MQTT_TOPIC_LEVELS_H

#include <string_view>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Takes the levels off a topic name or filter, one after another; "/" separates (4.7.1.1).
 */
class MqttTopicLevels
{
  public:
    static constexpr std::string_view ANY = "+";           //!< 4.7.1.3: any one level
    static constexpr std::string_view ANY_REMAINING = "#"; //!< 4.7.1.2: any levels, none included

    explicit MqttTopicLevels(std::string_view text)
        : m_rest(text)
    {
    }

    bool HasNext() const
    {
        return m_hasNext;
    }

    std::string_view Next()
    {
        const std::size_t end = m_rest.find('/');
        const std::string_view level = m_rest.substr(0, end);
        m_hasNext = end != std::string_view::npos;
        m_rest.remove_prefix(m_hasNext ? end + 1 : m_rest.size());
        return level;
    }

  private:
    std::string_view m_rest;
    bool m_hasNext{true};
};

/// @param filter a topic filter @param topic a topic name
/// @return whether messages of @p topic are wanted by who asks for @p filter (4.7)
inline bool
MqttTopicMatches(std::string_view filter, std::string_view topic)
{
    if (topic.front() == '$' && (filter.front() == '+' || filter.front() == '#'))
    {
        return false; // 4.7.2
    }
    MqttTopicLevels wanted(filter);
    MqttTopicLevels given(topic);
    while (wanted.HasNext())
    {
        const std::string_view level = wanted.Next();
        if (level == MqttTopicLevels::ANY_REMAINING)
        {
            return true;
        }
        if (!given.HasNext())
        {
            return false;
        }
        const std::string_view name = given.Next();
        if (level != MqttTopicLevels::ANY && level != name)
        {
            return false;
        }
    }
    return !given.HasNext();
}

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_TOPIC_LEVELS_H */
