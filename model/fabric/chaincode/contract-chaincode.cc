/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "contract-chaincode.h"

#include <charconv>
#include <utility>

namespace ns3
{
namespace iotledger
{

void
ContractChaincode::AddFunction(const std::string& contract,
                               const std::string& name,
                               std::size_t parameters,
                               Function function)
{
    if (m_contracts.empty())
    {
        m_default = contract;
    }
    m_contracts[contract][name] = {parameters, std::move(function)};
}

ChaincodeResponse
ContractChaincode::Init(ChaincodeStub& stub)
{
    // Without a function to call there is nothing to initialize.
    return stub.GetFunction().empty() ? ChaincodeResponse::Success() : Invoke(stub);
}

ChaincodeResponse
ContractChaincode::Invoke(ChaincodeStub& stub)
{
    const auto called = stub.GetFunction();
    const auto colon = called.rfind(':');
    const auto contract = colon == std::string::npos ? m_default : called.substr(0, colon);
    const auto name = colon == std::string::npos ? called : called.substr(colon + 1);
    const auto functions = m_contracts.find(contract);
    if (functions == m_contracts.end())
    {
        return ChaincodeResponse::Error("Contract not found with name " + contract);
    }
    if (name.empty())
    {
        return ChaincodeResponse::Error("Blank function name passed");
    }
    const auto entry = functions->second.find(name);
    if (entry == functions->second.end())
    {
        return ChaincodeResponse::Error("Function " + name + " not found in contract " + contract);
    }
    const auto parameters = stub.GetParameters();
    if (parameters.size() != entry->second.parameters)
    {
        return ChaincodeResponse::Error("Incorrect number of params. Expected " +
                                        std::to_string(entry->second.parameters) + ", received " +
                                        std::to_string(parameters.size()));
    }
    return ChaincodeResponse::Success(entry->second.function(stub, parameters));
}

int64_t
ContractChaincode::GetInteger(const Parameters& parameters, std::size_t index)
{
    const auto& text = parameters.at(index);
    // Go's ParseInt takes a leading plus, from_chars does not.
    const auto* begin = text.data() + (text.size() > 1 && text[0] == '+' && text[1] != '-');
    const auto* end = text.data() + text.size();
    int64_t value = 0;
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error != std::errc() || stop != end)
    {
        throw ChaincodeError("Error managing parameter param" + std::to_string(index) +
                             ". Conversion error. Value " + text +
                             " was not passed in expected format int");
    }
    return value;
}

} // namespace iotledger
} // namespace ns3
