/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHIPPED_CHAINCODES_H
#define SHIPPED_CHAINCODES_H

#include "ns3/chaincode.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// @return the names of the chaincodes that come with the project. @ingroup iot-ledger
std::vector<std::string> GetChaincodeNames();

/// @return a chaincode that comes with the project, by name; null: there is none of this name.
/// @ingroup iot-ledger
std::shared_ptr<Chaincode> MakeChaincode(const std::string& name);

} // namespace iotledger
} // namespace ns3

#endif /* SHIPPED_CHAINCODES_H */
