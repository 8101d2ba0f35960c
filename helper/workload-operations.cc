/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "workload-operations.h"

#include "ns3/argument-template.h"
#include "ns3/scenario-fields.h"

#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string OPERATIONS = "workload.operations";

// hyperledger/fabric-samples, asset-transfer-basic: CreateAsset(id, color, size, owner, value) …
// An asset is made once and deleted once: each round of these goes on where the last one ended.
const OperationTable ASSET_TRANSFER{
    {"InitLedger", {"InitLedger", {}, false}},
    {"CreateAsset", {"CreateAsset", {"asset${number}", "blue", "5", "${client}", "300"}, false}},
    {"ReadAsset", {"ReadAsset", {"asset${index}"}, true}},
    {"UpdateAsset", {"UpdateAsset", {"asset${index}", "red", "7", "${client}", "400"}, false}},
    {"DeleteAsset", {"DeleteAsset", {"asset${number}"}, false}},
    {"AssetExists", {"AssetExists", {"asset${index}"}, true}},
    {"TransferAsset", {"TransferAsset", {"asset${index}", "${client}"}, false}},
    {"GetAllAssets", {"GetAllAssets", {}, true}},
};

// The names, texts and their sizes are those of the requests measured on a real network: 525 B of
// arguments for a request (a device's identity has 208 B).
const std::string SERVICE_NAME = "svc-load";
const std::string SERVICE =
    R"({"name":"svc-load","deviceId":"${identity}","organizationId":"${msp}","version":1,)"
    R"("description":"Benchmark IoT service of the device","lastUpdateTime":"${time}"})";
const std::string DEVICE = R"({"id":"${identity}","organizationId":"${msp}","name":"load-device",)"
                           R"("description":"Benchmark device","lastUpdateTime":"${time}"})";
const std::string REQUEST = R"({"id":"${uuid}","time":"${time}","service":)" + SERVICE +
                            R"(,"method":"GET","arguments":["1.0","2.0","3.0"]})";
const std::string RESPONSE = R"({"requestId":"${uuid:request}","time":"${time}","statusCode":0,)"
                             R"("returnValue":"21.5 degrees Celsius, dry!!"})";

const OperationTable SERVICE_PLATFORM{
    {"registerDevice", {"device_registry:Register", {DEVICE}, false}},
    {"getDevice", {"device_registry:Get", {"${msp}", "${identity}"}, true}},
    {"getAllDevices", {"device_registry:GetAll", {"${msp}"}, true}},
    {"deregisterDevice", {"device_registry:Deregister", {DEVICE}, false}},
    {"registerService", {"service_registry:Register", {SERVICE}, false}},
    {"getService", {"service_registry:Get", {"${msp}", "${identity}", SERVICE_NAME}, true}},
    {"getAllServices", {"service_registry:GetAll", {"${msp}", "${identity}"}, true}},
    {"deregisterService", {"service_registry:Deregister", {SERVICE}, false}},
    {"request", {"service_broker:Request", {REQUEST}, false}},
    {"respond", {"service_broker:Respond", {RESPONSE}, false}},
    {"getRequest", {"service_broker:Get", {"${uuid:request}"}, true}},
    {"getAllRequests", {"service_broker:GetAll", {"${msp}", "${identity}", SERVICE_NAME}, true}},
    {"removeRequest", {"service_broker:Remove", {"${uuid:request}"}, false}},
};

std::vector<std::string>
ReadArguments(const ScenarioFields& fields)
{
    const std::string key = fields.GetName("arguments");
    const ScenarioValue* written = fields.Find("arguments");
    const ScenarioValue list = written ? *written : ScenarioValue();
    std::vector<std::string> arguments;
    for (const auto& item : ReadList(list, key, "a list of texts such as [${index}]"))
    {
        if (!item.IsScalar())
        {
            throw ScenarioError(item.place, key, "a text", QuoteValue(item));
        }
        try
        {
            ArgumentTemplate{item.text};
        }
        catch (const std::invalid_argument& error)
        {
            throw ScenarioError(item.place, key, error.what(), item.text);
        }
        arguments.push_back(item.text);
    }
    return arguments;
}

} // namespace

const OperationTable&
GetShippedOperations(const std::string& chaincode)
{
    static const std::map<std::string, OperationTable> shipped{
        {"asset-transfer-basic", ASSET_TRANSFER},
        {"iot-service-platform", SERVICE_PLATFORM},
    };
    static const OperationTable none;
    const auto table = shipped.find(chaincode);
    return table == shipped.end() ? none : table->second;
}

OperationTable
ReadOperations(const ScenarioValue& operations, const std::string& chaincode)
{
    OperationTable table = GetShippedOperations(chaincode);
    if (!operations.IsMap())
    {
        throw ScenarioError(operations.place,
                            OPERATIONS,
                            "a map of operations by name",
                            QuoteValue(operations));
    }
    for (const auto& entry : operations.entries)
    {
        const ScenarioFields fields(entry.value, OPERATIONS + "." + entry.key);
        OperationSpec operation;
        operation.function = fields.Read("function");
        operation.arguments = ReadArguments(fields);
        operation.isReadOnly = fields.Read("readOnly") == "true";
        table[entry.key] = std::move(operation);
    }
    return table;
}

ScenarioValue
WriteOperations(const OperationTable& operations)
{
    ScenarioValue map;
    map.kind = ScenarioValue::Kind::MAP;
    for (const auto& [name, operation] : operations)
    {
        std::vector<ScenarioValue> arguments;
        for (const auto& argument : operation.arguments)
        {
            arguments.push_back(ScenarioValue::MakeScalar(argument));
        }
        ScenarioValue fields;
        fields.Put("function", ScenarioValue::MakeScalar(operation.function));
        fields.Put("arguments", ScenarioValue::MakeList(std::move(arguments)));
        fields.Put("readOnly", ScenarioValue::MakeScalar(operation.isReadOnly ? "true" : "false"));
        map.Put(name, std::move(fields));
    }
    return map;
}

} // namespace iotledger
} // namespace ns3
