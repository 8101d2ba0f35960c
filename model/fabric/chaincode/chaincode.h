/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAINCODE_H
#define CHAINCODE_H

#include "ns3/chaincode-stub.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A smart contract: what a user writes.
 *
 * It has no memory of its own between calls but the ledger's state: what it keeps besides must not
 * change what it answers, since each peer runs it by itself and their answers are compared.
 * A ChaincodeError that leaves Invoke becomes a response with status 500.
 *
 * Source: the Chaincode interface of fabric-chaincode-go v2, shim/interfaces.go.
 */
class Chaincode
{
  public:
    virtual ~Chaincode();

    /// Called in place of Invoke by a proposal that asks for initialization. By default it
    /// succeeds.
    virtual ChaincodeResponse Init(ChaincodeStub& stub);

    virtual ChaincodeResponse Invoke(ChaincodeStub& stub) = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* CHAINCODE_H */
