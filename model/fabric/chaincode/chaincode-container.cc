/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chaincode-container.h"

#include "chaincode-call.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

uint32_t
ChaincodeCounts::GetRoundTrips() const
{
    return gets + puts + deletes + rangePages + historyPages + closes + calls;
}

ChaincodeContainer::ChaincodeContainer(const FabricLedger& ledger)
    : m_ledger(ledger)
{
}

void
ChaincodeContainer::Install(const std::string& name,
                            const std::string& version,
                            std::shared_ptr<Chaincode> chaincode)
{
    m_chaincodes[name] = {version, std::move(chaincode)};
}

ChaincodeContainer::Result
ChaincodeContainer::Execute(const Proposal& proposal) const
{
    ChaincodeTransaction transaction{*this,
                                     proposal,
                                     m_ledger,
                                     TxSimulator(m_ledger.GetState()),
                                     {},
                                     {}};
    ChaincodeCall call(transaction, proposal.chaincode, proposal.arguments);
    std::string failure;
    auto response = call.Run(proposal.isInit, failure);
    Result result;
    if (!failure.empty())
    {
        result.isFound = false;
        result.status = ChaincodeResponse::ERROR;
        // core/endorser/endorser.go
        result.message = "make sure the chaincode " + proposal.chaincode +
                         " has been successfully defined on channel " + proposal.channel +
                         " and try again: " + failure;
        return result;
    }
    result.status = response.status;
    result.message = std::move(response.message);
    result.payload = SharedBytes(response.payload);
    result.readWriteSet = transaction.simulator.GetReadWriteSet();
    result.event = call.GetEvent();
    result.version = m_chaincodes.at(proposal.chaincode).version;
    result.counts = transaction.counts;
    return result;
}

} // namespace iotledger
} // namespace ns3
