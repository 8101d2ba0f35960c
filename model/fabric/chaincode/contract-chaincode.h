/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONTRACT_CHAINCODE_H
#define CONTRACT_CHAINCODE_H

#include "ns3/chaincode.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A chaincode made of contracts, whose functions are called by name: `contract:function`,
 * or `function` alone for the first contract.
 *
 * A function gets its parameters as text and returns its result as text; an error is thrown as
 * ChaincodeError.
 *
 * Source: fabric-contract-api-go v1, contractapi/contract_chaincode.go (names and messages),
 * internal/contract_function.go (parameters).
 */
class ContractChaincode : public Chaincode
{
  public:
    using Parameters = std::vector<std::string>;
    using Function = std::function<std::string(ChaincodeStub& stub, const Parameters& parameters)>;

    ChaincodeResponse Init(ChaincodeStub& stub) override;
    ChaincodeResponse Invoke(ChaincodeStub& stub) override;

  protected:
    void AddFunction(const std::string& contract,
                     const std::string& name,
                     std::size_t parameters,
                     Function function);

    /// @return parameter @p index as Go's int; throws if it is none
    static int64_t GetInteger(const Parameters& parameters, std::size_t index);

  private:
    struct Entry
    {
        std::size_t parameters;
        Function function;
    };

    std::string m_default; //!< name of the first contract
    std::map<std::string, std::map<std::string, Entry>> m_contracts;
};

} // namespace iotledger
} // namespace ns3

#endif /* CONTRACT_CHAINCODE_H */
