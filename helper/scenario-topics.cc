/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-topics.h"

#include "ns3/scenario-faults.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-yaml.h"
#include "ns3/sscp-message.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string TOPICS = "keyVerification.topics";

uint32_t
ReadCount(const ScenarioFields& fields, const std::string& field)
{
    return static_cast<uint32_t>(*quantity::ParseCount(fields.Read(field)));
}

uint32_t
ReadSubscribersPerTopic(const ScenarioFields& fields)
{
    const ScenarioValue* value = fields.Find("subscribersPerTopic");
    const std::string text = value && value->IsScalar() ? value->text : "";
    if (text == "all")
    {
        return TopicSettings::ALL;
    }
    const auto count = quantity::ParseCount(text);
    if (!count || *count == 0 || *count >= TopicSettings::ALL)
    {
        throw ScenarioError(value ? value->place : fields.GetPlace(),
                            fields.GetName("subscribersPerTopic"),
                            "how many devices, from 1, or all",
                            text);
    }
    return static_cast<uint32_t>(*count);
}

TopicSettings
ReadDrawn(const ScenarioValue& topics, uint32_t devices)
{
    const ScenarioFields fields(topics, TOPICS);
    TopicSettings settings;
    settings.count = ReadCount(fields, "count");
    settings.subscribersPerTopic = ReadSubscribersPerTopic(fields);
    if (settings.subscribersPerTopic != TopicSettings::ALL &&
        settings.subscribersPerTopic > devices)
    {
        throw ScenarioError(fields.Find("subscribersPerTopic")->place,
                            fields.GetName("subscribersPerTopic"),
                            "at most as many as there are devices, " + std::to_string(devices),
                            std::to_string(settings.subscribersPerTopic));
    }
    return settings;
}

std::string
ReadName(const ScenarioFields& fields, const std::vector<TopicSpec>& others)
{
    const std::string name = fields.Read("name");
    const auto refuse = [&](const std::string& expected) {
        throw ScenarioError(fields.Find("name")->place, fields.GetName("name"), expected, name);
    };
    if (!sscptopic::IsName(name))
    {
        refuse("a topic name of MQTT without wildcards, at most " +
               std::to_string(sscptopic::MAX_NAME) + " bytes");
    }
    if (std::any_of(others.begin(), others.end(), [&](const auto& it) { return it.name == name; }))
    {
        refuse("a name that no other topic has");
    }
    return name;
}

std::vector<uint32_t>
ReadSubscribers(const ScenarioFields& fields, uint32_t devices)
{
    const auto key = fields.GetName("subscribers");
    const ScenarioValue* written = fields.Find("subscribers");
    const ScenarioValue list = written ? *written : ScenarioValue();
    std::vector<uint32_t> subscribers;
    for (const auto& item : ReadList(list, key, "a list of devices' numbers"))
    {
        subscribers.push_back(ReadDevice(item, key, devices));
        if (std::count(subscribers.begin(), subscribers.end(), subscribers.back()) > 1)
        {
            throw ScenarioError(item.place, key, "each device once", item.text);
        }
    }
    return subscribers;
}

} // namespace

std::vector<std::string>
TopicSettings::GetNames() const
{
    std::vector<std::string> names;
    for (const auto& topic : listed)
    {
        names.push_back(topic.name);
    }
    for (uint32_t number = 1; number <= count; ++number)
    {
        names.push_back("T" + std::to_string(number));
    }
    return names;
}

TopicSettings
ReadTopics(const ScenarioValue& topics, uint32_t devices)
{
    if (topics.kind == ScenarioValue::Kind::MAP)
    {
        return ReadDrawn(topics, devices);
    }
    TopicSettings settings;
    for (const auto& item : ReadList(topics,
                                     TOPICS,
                                     "a list of topics such as [{ name: A, subscribers: [1, 2] }], "
                                     "or count and subscribersPerTopic"))
    {
        const ScenarioFields fields(item, TOPICS + "[]");
        const auto name = ReadName(fields, settings.listed);
        settings.listed.push_back({name, ReadSubscribers(fields, devices)});
    }
    return settings;
}

std::vector<TopicPair>
ReadTopicPairs(const ScenarioValue& pairs, uint32_t devices, const TopicSettings& topics)
{
    const std::string key = "keyVerification.pairs";
    const std::string expected = "a list of pairs of a device and a topic such as [[1, B]]";
    const auto names = topics.GetNames();
    std::vector<TopicPair> list;
    for (const auto& item : ReadList(pairs, key, expected))
    {
        if (ReadList(item, key, expected).size() != 2 || !item.items[1].IsScalar())
        {
            throw ScenarioError(item.place, key, expected, WriteYamlLine(item));
        }
        const auto& topic = item.items[1];
        if (std::count(names.begin(), names.end(), topic.text) == 0)
        {
            throw ScenarioError(topic.place, key, "the name of a topic", topic.text);
        }
        list.push_back({ReadDevice(item.items[0], key, devices), topic.text});
    }
    return list;
}

ScenarioValue
WriteTopics(const TopicSettings& topics)
{
    if (topics.count > 0)
    {
        ScenarioValue fields;
        fields.Put("count", ScenarioValue::MakeScalar(std::to_string(topics.count)));
        const bool all = topics.subscribersPerTopic == TopicSettings::ALL;
        fields.Put("subscribersPerTopic",
                   ScenarioValue::MakeScalar(all ? std::string("all")
                                                 : std::to_string(topics.subscribersPerTopic)));
        return fields;
    }
    std::vector<ScenarioValue> items;
    for (const auto& topic : topics.listed)
    {
        std::vector<ScenarioValue> subscribers;
        for (const uint32_t device : topic.subscribers)
        {
            subscribers.push_back(ScenarioValue::MakeScalar(std::to_string(device)));
        }
        ScenarioValue fields;
        fields.Put("name", ScenarioValue::MakeScalar(topic.name));
        fields.Put("subscribers", ScenarioValue::MakeList(std::move(subscribers)));
        items.push_back(std::move(fields));
    }
    return ScenarioValue::MakeList(std::move(items));
}

ScenarioValue
WriteTopicPairs(const std::vector<TopicPair>& pairs)
{
    std::vector<ScenarioValue> items;
    for (const auto& pair : pairs)
    {
        items.push_back(
            ScenarioValue::MakeList({ScenarioValue::MakeScalar(std::to_string(pair.sender)),
                                     ScenarioValue::MakeScalar(pair.topic)}));
    }
    return ScenarioValue::MakeList(std::move(items));
}

} // namespace iotledger
} // namespace ns3
