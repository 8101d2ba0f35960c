/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-faults.h"

#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-yaml.h"

namespace ns3
{
namespace iotledger
{

namespace
{

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

} // namespace

std::vector<Fault>
ReadFaults(const ScenarioValue& faults, uint32_t devices)
{
    std::vector<Fault> list;
    for (const auto& item : ReadList(faults, "faults", "a list of faults"))
    {
        const ScenarioFields fields(item, "faults[]");
        Fault fault;
        fault.type = fields.Read("type");
        fault.at = *quantity::ParseTime(fields.Read("at"));
        fault.device = ReadDeviceField(fields, "device", devices);
        fault.target = ReadDeviceField(fields, "target", devices);
        list.push_back(fault);
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
        ScenarioValue fields;
        fields.Put("at", ScenarioValue::MakeScalar(quantity::FormatTime(fault.at)));
        fields.Put("device", WriteNumber(fault.device));
        fields.Put("target", WriteNumber(fault.target));
        fields.Put("type", ScenarioValue::MakeScalar(fault.type));
        items.push_back(std::move(fields));
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
