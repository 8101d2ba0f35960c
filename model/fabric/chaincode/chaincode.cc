/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chaincode.h"

namespace ns3
{
namespace iotledger
{

Chaincode::~Chaincode() = default;

ChaincodeResponse
Chaincode::Init(ChaincodeStub& /* stub */)
{
    return ChaincodeResponse::Success();
}

} // namespace iotledger
} // namespace ns3
