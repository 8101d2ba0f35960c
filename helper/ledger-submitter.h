/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LEDGER_SUBMITTER_H
#define LEDGER_SUBMITTER_H

#include "ns3/argument-template.h"
#include "ns3/fabric-network.h"
#include "ns3/random-variable-stream.h"
#include "ns3/transaction-submitter.h"
#include "ns3/workload-operations.h"

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
 * @brief Turns a workload's transactions into calls of the chaincode by the network's clients.
 *
 * The clients of a worker take its transactions in turn, and so do the channels.
 */
class LedgerSubmitter : public TransactionSubmitter
{
  public:
    /// A transaction has ended. @param client number of the client that sent it, from 0
    using Ended = std::function<void(const RoundSpec& round,
                                     const WorkloadTransaction& transaction,
                                     uint32_t client,
                                     const std::string& channel,
                                     const TransactionResult& result)>;

    /// @param network outlives this @param seed of the scenario
    LedgerSubmitter(const FabricNetwork& network,
                    const OperationTable& operations,
                    const std::vector<std::string>& channels,
                    uint32_t workers,
                    uint32_t seed);

    void SetEndedCallback(Ended ended);

    void Submit(const RoundSpec& round,
                const WorkloadTransaction& transaction,
                std::function<void(bool isSuccess)> ended) override;

    int64_t AssignStreams(int64_t stream); //!< @return how many were taken

  private:
    /// An operation with its texts taken apart.
    struct Operation
    {
        std::string function;
        std::vector<ArgumentTemplate> arguments;
        bool isReadOnly;
    };

    /// How far the rounds of an operation have come.
    struct Numbering
    {
        uint32_t round{0};
        uint64_t first{0}; //!< number of the round's first transaction
        uint64_t next{0};  //!< above all numbers so far
    };

    uint64_t TakeNumber(const std::string& operation, const WorkloadTransaction& transaction);
    uint64_t GetIndex(const WorkloadTransaction& transaction) const;
    uint32_t FindClient(const WorkloadTransaction& transaction) const;
    ArgumentContext MakeContext(const RoundSpec& round,
                                const WorkloadTransaction& transaction,
                                uint32_t client) const;

    const FabricNetwork& m_network;
    std::map<std::string, Operation> m_operations;
    std::map<std::string, Numbering> m_numberings; //!< by operation
    std::vector<std::string> m_channels;
    uint32_t m_workers;
    uint32_t m_seed;
    Ptr<UniformRandomVariable> m_random;
    std::vector<std::string> m_names;       //!< of the clients
    std::vector<std::string> m_mspIds;      //!< of the clients' organisations
    std::vector<std::string> m_identityIds; //!< what the chaincode knows the clients by
    Ended m_ended;
};

} // namespace iotledger
} // namespace ns3

#endif /* LEDGER_SUBMITTER_H */
