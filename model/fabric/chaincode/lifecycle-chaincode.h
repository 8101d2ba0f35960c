/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIFECYCLE_CHAINCODE_H
#define LIFECYCLE_CHAINCODE_H

#include "ns3/chaincode.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The system chaincode `_lifecycle`, as far as it makes the definitions that calls of other
 * chaincodes depend on.
 *
 * Its function `CommitChaincodeDefinition` takes the name, version, sequence number (decimal) and
 * encoded endorsement policy (ApplicationPolicy; may be empty) of a chaincode.
 *
 * Source: Hyperledger Fabric v2.4.3, core/chaincode/lifecycle (lifecycle.go, serializer.go,
 * db.proto): the keys and values of a committed definition.
 * Left out: approval by each organization, packages, queries, collections.
 */
class LifecycleChaincode : public Chaincode
{
  public:
    static constexpr const char* NAME = "_lifecycle";

    /// @return the key whose version changes with each definition of a chaincode
    static std::string GetSequenceKey(const std::string& chaincode);

    /// @return the key of the encoded ChaincodeValidationInfo, with the endorsement policy
    static std::string GetValidationInfoKey(const std::string& chaincode);

    ChaincodeResponse Invoke(ChaincodeStub& stub) override;
};

} // namespace iotledger
} // namespace ns3

#endif /* LIFECYCLE_CHAINCODE_H */
