/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bridge-topic.h"

#include "ns3/mqtt-string.h"

#include <sstream>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the words of @p line, "" being an empty one.
std::vector<std::string>
SplitWords(std::string_view line)
{
    std::istringstream stream{std::string(line)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
    {
        words.push_back(word == "\"\"" ? "" : word);
    }
    return words;
}

std::optional<std::string>
Rename(const std::string& topic, const std::string& from, const std::string& to)
{
    if (topic.compare(0, from.size(), from) != 0)
    {
        return std::nullopt;
    }
    std::string renamed = to + topic.substr(from.size());
    return IsMqttTopicName(renamed) ? std::optional(std::move(renamed)) : std::nullopt;
}

bool
IsPrefix(const std::string& text)
{
    return text.empty() || IsMqttTopicName(text);
}

} // namespace

std::optional<MqttBridgeTopic>
MqttBridgeTopic::Parse(std::string_view line)
{
    const auto words = SplitWords(line);
    const std::size_t count = words.size();
    if (count < 2 || count > 6 || words[0] != "topic")
    {
        return std::nullopt;
    }
    MqttBridgeTopic topic;
    topic.pattern = words[1];
    if (count > 2)
    {
        const std::string& word = words[2];
        if (word != "out" && word != "in" && word != "both")
        {
            return std::nullopt;
        }
        topic.direction = word == "out"  ? Direction::OUT
                          : word == "in" ? Direction::IN
                                         : Direction::BOTH;
    }
    if (count > 3)
    {
        if (words[3] != "0" && words[3] != "1" && words[3] != "2")
        {
            return std::nullopt;
        }
        topic.qos = static_cast<uint8_t>(words[3][0] - '0');
    }
    topic.localPrefix = count > 4 ? words[4] : "";
    topic.remotePrefix = count > 5 ? words[5] : "";
    return topic.IsValid() ? std::optional(topic) : std::nullopt;
}

bool
MqttBridgeTopic::IsValid() const
{
    const bool isNamed = !pattern.empty() || (!localPrefix.empty() && !remotePrefix.empty());
    return qos <= 2 && isNamed && IsPrefix(localPrefix) && IsPrefix(remotePrefix) &&
           IsMqttTopicFilter(GetLocalFilter()) && IsMqttTopicFilter(GetRemoteFilter());
}

bool
MqttBridgeTopic::IsOut() const
{
    return direction != Direction::IN;
}

bool
MqttBridgeTopic::IsIn() const
{
    return direction != Direction::OUT;
}

std::string
MqttBridgeTopic::GetLocalFilter() const
{
    return localPrefix + pattern;
}

std::string
MqttBridgeTopic::GetRemoteFilter() const
{
    return remotePrefix + pattern;
}

std::optional<std::string>
MqttBridgeTopic::ToRemote(const std::string& localTopic) const
{
    return Rename(localTopic, localPrefix, remotePrefix);
}

std::optional<std::string>
MqttBridgeTopic::ToLocal(const std::string& remoteTopic) const
{
    return Rename(remoteTopic, remotePrefix, localPrefix);
}

} // namespace iotledger
} // namespace ns3
