/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAINCODE_CALL_H
#define CHAINCODE_CALL_H

#include "ns3/chaincode-container.h"
#include "ns3/tx-simulator.h"

#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What the chaincodes that run within one transaction share. Internal.
struct ChaincodeTransaction
{
    const ChaincodeContainer& container;
    const ChaincodeContainer::Proposal& proposal;
    const FabricLedger& ledger;
    TxSimulator simulator;
    ChaincodeCounts counts;
    std::set<std::string> running; //!< names of the chaincodes that have not returned yet
};

/**
 * @brief One call of one chaincode: the stub it sees. Internal.
 *
 * Every request that the Go shim sends to its peer is counted as one round trip.
 */
class ChaincodeCall : public ChaincodeStub
{
  public:
    ChaincodeCall(ChaincodeTransaction& transaction,
                  const std::string& name,
                  const std::vector<std::string>& args);

    /**
     * Reads the definition, then runs the chaincode.
     *
     * @param failure gets the peer's reason if the chaincode could not be run at all
     */
    ChaincodeResponse Run(bool isInit, std::string& failure);

    SharedBytes GetEvent() const; //!< encoded ChaincodeEvent; empty: none was set

    const std::vector<std::string>& GetArgs() const override;
    std::optional<std::string> GetState(const std::string& key) override;
    void PutState(const std::string& key, std::string value) override;
    void DelState(const std::string& key) override;
    StateIterator GetStateByRange(const std::string& start, const std::string& end) override;
    StateIterator GetStateByPartialCompositeKey(
        const std::string& objectType,
        const std::vector<std::string>& attributes) override;
    HistoryIterator GetHistoryForKey(const std::string& key) override;
    const SharedBytes& GetCreator() const override;
    const std::string& GetTxId() const override;
    const std::string& GetChannelId() const override;
    ChaincodeTimestamp GetTxTimestamp() const override;
    const std::map<std::string, std::string>& GetTransient() const override;
    void SetEvent(const std::string& name, std::string payload) override;
    ChaincodeResponse InvokeChaincode(const std::string& name,
                                      const std::vector<std::string>& args) override;

  private:
    /// Throws a ChaincodeError unless @p text can be sent to the peer.
    static void CheckEncoding(const std::string& text);

    bool IsDefined();
    StateIterator QueryRange(const std::string& start, const std::string& end);

    ChaincodeTransaction& m_transaction;
    const std::string& m_name;
    const std::vector<std::string>& m_args;
    std::string m_eventName;
    std::string m_eventPayload;
};

} // namespace iotledger
} // namespace ns3

#endif /* CHAINCODE_CALL_H */
