/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WORKLOAD_OPERATIONS_H
#define WORKLOAD_OPERATIONS_H

#include "ns3/scenario-value.h"

#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What one kind of transaction calls. @ingroup iot-ledger
struct OperationSpec
{
    std::string function;               //!< of the chaincode
    std::vector<std::string> arguments; //!< texts of ArgumentTemplates
    bool isReadOnly{false};             //!< evaluated by a peer, not ordered
};

using OperationTable = std::map<std::string, OperationSpec>; //!< by name

/**
 * @return the operations that the project has for a chaincode of its own; none for another.
 *
 * Those of iot-service-platform call the contracts of the platform as its authors' benchmark does,
 * with arguments of the sizes that were measured on a real network.
 */
const OperationTable& GetShippedOperations(const std::string& chaincode);

/// Reads `workload.operations:`, which add to those of the chaincode, or replace them.
/// @throws ScenarioError
OperationTable ReadOperations(const ScenarioValue& operations, const std::string& chaincode);

ScenarioValue WriteOperations(const OperationTable& operations); //!< @return them as YAML

} // namespace iotledger
} // namespace ns3

#endif /* WORKLOAD_OPERATIONS_H */
