/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-faults.h"

#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-yaml.h"

#include <algorithm>
#include <limits>
#include <set>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint32_t MAX_COUNT = std::numeric_limits<uint32_t>::max(); //!< also: not known

} // namespace

uint32_t
ReadDevice(const ScenarioValue& value, const std::string& key, uint32_t devices)
{
    const auto number = value.IsScalar() ? quantity::ParseCount(value.text) : std::nullopt;
    if (!number || *number < 1 || *number > devices)
    {
        throw ScenarioError(value.place,
                            key,
                            "the number of a device, from 1 to " + std::to_string(devices),
                            WriteYamlLine(value));
    }
    return static_cast<uint32_t>(*number);
}

namespace
{

uint32_t
ReadDeviceField(const ScenarioFields& fields, const std::string& field, uint32_t devices)
{
    ScenarioValue missing;
    missing.place = fields.GetPlace();
    const ScenarioValue* value = fields.Find(field);
    return ReadDevice(value ? *value : missing, fields.GetName(field), devices);
}

ScenarioValue
WriteNumber(uint32_t number)
{
    return ScenarioValue::MakeScalar(std::to_string(number));
}

std::vector<uint32_t>
ReadDevices(const ScenarioFields& fields, const std::string& field, uint32_t devices)
{
    std::vector<uint32_t> numbers;
    if (const ScenarioValue* value = fields.Find(field))
    {
        const auto name = fields.GetName(field);
        for (const auto& item : ReadList(*value, name, "a list of numbers of devices"))
        {
            numbers.push_back(ReadDevice(item, name, devices));
        }
    }
    return numbers;
}

/// Refuses fields that a fault of this kind does not have.
void
CheckFields(const ScenarioValue& item, const std::set<std::string>& known, const std::string& kind)
{
    for (const auto& entry : item.entries)
    {
        if (known.count(entry.key) == 0)
        {
            throw ScenarioError(entry.place,
                                "faults[]." + entry.key,
                                "no such field of " + kind,
                                WriteYamlLine(entry.value));
        }
    }
}

std::string
ReadTopic(const ScenarioFields& fields, const std::vector<std::string>& topics)
{
    const std::string topic = fields.Read("topic");
    const bool isKnown = std::count(topics.begin(), topics.end(), topic) > 0;
    if (!isKnown || fields.Find("target") || fields.Read("replacement") != "none")
    {
        throw ScenarioError(fields.Find("topic")->place,
                            fields.GetName("topic"),
                            isKnown ? "a topic, without target and replacement, or a target"
                                    : "the name of a topic",
                            topic);
    }
    return topic;
}

void
ReadTamper(const ScenarioValue& item,
           const ScenarioFields& fields,
           uint32_t devices,
           const std::vector<std::string>& topics,
           Fault& fault)
{
    CheckFields(item,
                {"type", "at", "device", "target", "topic", "replacement"},
                "a tamper-key fault");
    fault.device = ReadDeviceField(fields, "device", devices);
    if (fields.Find("topic"))
    {
        fault.topic = ReadTopic(fields, topics);
    }
    else
    {
        fault.target = ReadDeviceField(fields, "target", devices);
    }
    fault.replacement = fields.Read("replacement");
}

void
ReadCompromise(const ScenarioValue& item,
               const ScenarioFields& fields,
               uint32_t devices,
               Fault& fault)
{
    fault.broker = fields.Read("broker") == "true";
    if (!fault.broker)
    {
        CheckFields(item, {"type", "at", "broker", "devices"}, "compromised devices");
        const ScenarioValue* share = fields.Find("devices");
        if (!share)
        {
            throw ScenarioError(item.place,
                                "faults[]",
                                "devices or broker: true with type compromise",
                                WriteYamlLine(item));
        }
        fault.devices = ReadDeviceShare(*share, fields.GetName("devices"));
        return;
    }
    CheckFields(item,
                {"type", "at", "broker", "target", "victims", "forgeAnswers"},
                "a compromised broker");
    fault.target = fields.Find("target") ? ReadDeviceField(fields, "target", devices) : 0;
    fault.victims = ReadDevices(fields, "victims", devices);
    fault.forgesAnswers = fields.Read("forgeAnswers") == "true";
}

ScenarioValue
WriteFault(const Fault& fault)
{
    ScenarioValue fields;
    const auto put = [&fields](const std::string& field, const std::string& text) {
        fields.Put(field, ScenarioValue::MakeScalar(text));
    };
    put("at", quantity::FormatTime(fault.at));
    put("type", fault.type);
    if (fault.type == "tamper-key")
    {
        put("device", std::to_string(fault.device));
        fault.topic.empty() ? put("target", std::to_string(fault.target))
                            : put("topic", fault.topic);
        put("replacement", fault.replacement);
        return fields;
    }
    put("broker", fault.broker ? "true" : "false");
    if (!fault.broker)
    {
        put("devices", fault.devices.ToText());
        return fields;
    }
    if (fault.target != 0)
    {
        put("target", std::to_string(fault.target));
    }
    std::vector<ScenarioValue> victims;
    for (const uint32_t victim : fault.victims)
    {
        victims.push_back(WriteNumber(victim));
    }
    fields.Put("victims", ScenarioValue::MakeList(std::move(victims)));
    put("forgeAnswers", fault.forgesAnswers ? "true" : "false");
    return fields;
}

/// Checks that there are as many devices to compromise as are to be.
void
CheckCompromise(const std::vector<Fault>& faults, uint32_t devices, const ScenarioPlace& place)
{
    const auto unnamed = GetUnnamedDevices(faults, devices).size();
    for (const auto& fault : faults)
    {
        if (fault.type == "compromise" && !fault.broker && fault.devices.Of(devices) > unnamed)
        {
            throw ScenarioError(place,
                                "faults[].devices",
                                "at most " + std::to_string(unnamed) +
                                    ", the devices that no fault names",
                                fault.devices.ToText());
        }
    }
}

} // namespace

std::vector<uint32_t>
GetUnnamedDevices(const std::vector<Fault>& faults, uint32_t all)
{
    std::set<uint32_t> named;
    for (const auto& fault : faults)
    {
        named.insert({fault.device, fault.target});
        named.insert(fault.victims.begin(), fault.victims.end());
    }
    std::vector<uint32_t> unnamed;
    for (uint32_t device = 1; device <= all; ++device)
    {
        if (named.count(device) == 0)
        {
            unnamed.push_back(device);
        }
    }
    return unnamed;
}

std::vector<Fault>
ReadFaults(const ScenarioValue& faults, uint32_t devices, const std::vector<std::string>& topics)
{
    std::vector<Fault> list;
    for (const auto& item : ReadList(faults, "faults", "a list of faults"))
    {
        const ScenarioFields fields(item, "faults[]");
        Fault fault;
        fault.type = fields.Read("type");
        fault.at = *quantity::ParseTime(fields.Read("at"));
        if (fault.type == "compromise")
        {
            ReadCompromise(item, fields, devices, fault);
        }
        else if (fault.type == "crash")
        {
            throw ScenarioError(item.place,
                                fields.GetName("type"),
                                "tamper-key or compromise, without a ledger",
                                fault.type);
        }
        else
        {
            ReadTamper(item, fields, devices, topics, fault);
        }
        list.push_back(fault);
    }
    if (devices != MAX_COUNT)
    {
        CheckCompromise(list, devices, faults.place);
    }
    return list;
}

std::vector<DevicePair>
ReadPairs(const ScenarioValue& pairs, uint32_t devices)
{
    const std::string key = "keyVerification.pairs";
    const std::string expected = "a list of pairs of different devices such as [[1, 3]]";
    std::vector<DevicePair> list;
    for (const auto& item : ReadList(pairs, key, expected))
    {
        if (ReadList(item, key, expected).size() != 2)
        {
            throw ScenarioError(item.place, key, expected, WriteYamlLine(item));
        }
        list.push_back(
            {ReadDevice(item.items[0], key, devices), ReadDevice(item.items[1], key, devices)});
        if (list.back().sender == list.back().recipient)
        {
            throw ScenarioError(item.place, key, expected, WriteYamlLine(item));
        }
    }
    return list;
}

ScenarioValue
WriteFaults(const std::vector<Fault>& faults)
{
    std::vector<ScenarioValue> items;
    for (const auto& fault : faults)
    {
        items.push_back(WriteFault(fault));
    }
    return ScenarioValue::MakeList(std::move(items));
}

ScenarioValue
WritePairs(const std::vector<DevicePair>& pairs)
{
    std::vector<ScenarioValue> items;
    for (const auto& pair : pairs)
    {
        items.push_back(
            ScenarioValue::MakeList({WriteNumber(pair.sender), WriteNumber(pair.recipient)}));
    }
    return ScenarioValue::MakeList(std::move(items));
}

} // namespace iotledger
} // namespace ns3
