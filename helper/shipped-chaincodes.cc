/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "shipped-chaincodes.h"

#include "ns3/asset-transfer-basic.h"
#include "ns3/iot-service-platform.h"

#include <map>

namespace ns3
{
namespace iotledger
{

namespace
{

template <typename T>
std::shared_ptr<Chaincode>
Make()
{
    return std::make_shared<T>();
}

using Maker = std::shared_ptr<Chaincode> (*)();

const std::map<std::string, Maker> MAKERS{
    {"asset-transfer-basic", Make<AssetTransferBasic>},
    {"iot-service-platform", Make<IotServicePlatform>},
};

} // namespace

std::vector<std::string>
GetChaincodeNames()
{
    std::vector<std::string> names;
    for (const auto& maker : MAKERS)
    {
        names.push_back(maker.first);
    }
    return names;
}

std::shared_ptr<Chaincode>
MakeChaincode(const std::string& name)
{
    const auto maker = MAKERS.find(name);
    return maker == MAKERS.end() ? nullptr : maker->second();
}

} // namespace iotledger
} // namespace ns3
