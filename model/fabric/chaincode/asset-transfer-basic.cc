/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "asset-transfer-basic.h"

#include "json-fields.h"

#include "ns3/go-json.h"

#include <array>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

using Parameters = ContractChaincode::Parameters;

struct Asset
{
    std::string id;
    std::string color;
    int64_t size{0};
    std::string owner;
    int64_t appraisedValue{0};
};

/// Fields in the order of their names, as the samples of all languages write them.
std::string
ToJson(const Asset& asset)
{
    return "{\"AppraisedValue\":" + std::to_string(asset.appraisedValue) +
           ",\"Color\":" + ToGoJson(asset.color) + ",\"ID\":" + ToGoJson(asset.id) +
           ",\"Owner\":" + ToGoJson(asset.owner) + ",\"Size\":" + std::to_string(asset.size) + "}";
}

Asset
FromJson(const std::string& json)
{
    const JsonFields fields(json, "chaincode.Asset");
    return {fields.GetText("ID"),
            fields.GetText("Color"),
            fields.GetInt64("Size"),
            fields.GetText("Owner"),
            fields.GetInt64("AppraisedValue")};
}

void
CheckExists(ChaincodeStub& stub, const std::string& id)
{
    if (!stub.GetState(id))
    {
        throw ChaincodeError("the asset " + id + " does not exist");
    }
}

Asset
ReadAsset(ChaincodeStub& stub, const std::string& id)
{
    const auto json = stub.GetState(id);
    if (!json)
    {
        throw ChaincodeError("the asset " + id + " does not exist");
    }
    return FromJson(*json);
}

std::string
InitLedger(ChaincodeStub& stub)
{
    static const std::array<Asset, 6> assets{{{"asset1", "blue", 5, "Tomoko", 300},
                                              {"asset2", "red", 5, "Brad", 400},
                                              {"asset3", "green", 10, "Jin Soo", 500},
                                              {"asset4", "yellow", 10, "Max", 600},
                                              {"asset5", "black", 15, "Adriana", 700},
                                              {"asset6", "white", 15, "Michel", 800}}};
    for (const auto& asset : assets)
    {
        stub.PutState(asset.id, ToJson(asset));
    }
    return {};
}

std::string
TransferAsset(ChaincodeStub& stub, const std::string& id, const std::string& newOwner)
{
    auto asset = ReadAsset(stub, id);
    const auto oldOwner = std::exchange(asset.owner, newOwner);
    stub.PutState(id, ToJson(asset));
    return oldOwner;
}

std::string
GetAllAssets(ChaincodeStub& stub)
{
    std::string json;
    const auto assets = stub.GetStateByRange("", "");
    while (assets->HasNext())
    {
        json += (json.empty() ? "[" : ",") + ToJson(FromJson(assets->Next().value));
    }
    assets->Close();
    // Of no assets Go's contract API makes no text at all.
    return json.empty() ? json : json + "]";
}

} // namespace

AssetTransferBasic::AssetTransferBasic()
{
    const auto add = [this](const char* name, std::size_t parameters, Function function) {
        AddFunction("SmartContract", name, parameters, std::move(function));
    };
    const auto toAsset = [](const Parameters& p) {
        return Asset{p[0], p[1], GetInteger(p, 2), p[3], GetInteger(p, 4)};
    };
    add("InitLedger", 0, [](auto& stub, const auto&) { return InitLedger(stub); });
    add("CreateAsset", 5, [toAsset](auto& stub, const auto& p) {
        const auto asset = toAsset(p);
        if (stub.GetState(asset.id))
        {
            throw ChaincodeError("the asset " + asset.id + " already exists");
        }
        stub.PutState(asset.id, ToJson(asset));
        return std::string();
    });
    add("ReadAsset", 1, [](auto& stub, const auto& p) { return ToJson(ReadAsset(stub, p[0])); });
    add("UpdateAsset", 5, [toAsset](auto& stub, const auto& p) {
        const auto asset = toAsset(p);
        CheckExists(stub, asset.id);
        stub.PutState(asset.id, ToJson(asset));
        return std::string();
    });
    add("DeleteAsset", 1, [](auto& stub, const auto& p) {
        CheckExists(stub, p[0]);
        stub.DelState(p[0]);
        return std::string();
    });
    add("AssetExists", 1, [](auto& stub, const auto& p) {
        return std::string(stub.GetState(p[0]) ? "true" : "false");
    });
    add("TransferAsset", 2, [](auto& stub, const auto& p) {
        return TransferAsset(stub, p[0], p[1]);
    });
    add("GetAllAssets", 0, [](auto& stub, const auto&) { return GetAllAssets(stub); });
}

} // namespace iotledger
} // namespace ns3
