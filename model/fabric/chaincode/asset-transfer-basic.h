/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ASSET_TRANSFER_BASIC_H
#define ASSET_TRANSFER_BASIC_H

#include "ns3/contract-chaincode.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The example chaincode of Fabric's samples: assets that are created, read, updated,
 * deleted, listed and handed over.
 *
 * Functions: InitLedger(), CreateAsset(id, color, size, owner, appraisedValue), ReadAsset(id),
 * UpdateAsset(as CreateAsset), DeleteAsset(id), AssetExists(id), TransferAsset(id, newOwner),
 * GetAllAssets().
 *
 * Source: hyperledger/fabric-samples, asset-transfer-basic/chaincode-go/chaincode/smartcontract.go.
 */
class AssetTransferBasic : public ContractChaincode
{
  public:
    AssetTransferBasic();
};

} // namespace iotledger
} // namespace ns3

#endif /* ASSET_TRANSFER_BASIC_H */
