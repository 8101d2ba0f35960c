/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSACTION_SUBMITTER_H
#define TRANSACTION_SUBMITTER_H

#include "ns3/workload-spec.h"

#include <cstdint>
#include <functional>

namespace ns3
{
namespace iotledger
{

/// Which transaction of a workload this is; all numbers count from 0. @ingroup iot-ledger
struct WorkloadTransaction
{
    uint32_t round{0};
    uint32_t worker{0};
    uint64_t indexInWorker{0}; //!< among those of its worker in its round
    uint64_t indexInRound{0};  //!< in order of submission
};

/**
 * @ingroup iot-ledger
 * @brief Carries out the transactions of a workload: the ledger's client, to the load generator.
 */
class TransactionSubmitter
{
  public:
    virtual ~TransactionSubmitter() = default;

    /**
     * Starts one transaction, now.
     * @param round its label, operation and arguments
     * @param transaction which one
     * @param ended to be called once, at once or later, when the client knows the outcome
     */
    virtual void Submit(const RoundSpec& round,
                        const WorkloadTransaction& transaction,
                        std::function<void(bool isSuccess)> ended) = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* TRANSACTION_SUBMITTER_H */
