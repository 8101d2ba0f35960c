/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "shipped-chaincodes.h"

#include "ns3/asset-transfer-basic.h"
#include "ns3/iot-service-platform.h"

namespace ns3
{
namespace iotledger
{

std::shared_ptr<Chaincode>
MakeChaincode(const std::string& name)
{
    if (name == "asset-transfer-basic")
    {
        return std::make_shared<AssetTransferBasic>();
    }
    if (name == "iot-service-platform")
    {
        return std::make_shared<IotServicePlatform>();
    }
    return nullptr;
}

} // namespace iotledger
} // namespace ns3
