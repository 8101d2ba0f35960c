/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_VALIDATOR_H
#define BLOCK_VALIDATOR_H

#include "fabric-common.pb.h"
#include "transaction-check.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

class PeerChannel;
class PeerRuntime;

/**
 * @brief Judges the signatures and endorsements of a block's transactions, some at a time.
 * Internal.
 *
 * ValidatorPoolSize workers take the transactions, each an equal share without a pause: a worker
 * keeps its thread as long as it finds work, and nothing of its process that waits comes between.
 * What the state decides comes later, with FabricLedger.
 *
 * Source: Hyperledger Fabric v2.4.3, core/committer/txvalidator/v20 (validator.go;
 * plugindispatcher/dispatcher.go) and core/handlers/validation/builtin/v20.
 */
class BlockValidator
{
  public:
    /// @param codes a TxValidationCode for each transaction; VALID may still be refused by the
    /// state
    using Done = std::function<void(const std::vector<uint8_t>& codes)>;

    BlockValidator(const PeerRuntime& runtime, PeerChannel& channel);

    /// One block at a time. @param block must live until @p done, which the event loop calls
    void Validate(const fabric::Block& block, Done done);

  private:
    struct Judgement
    {
        uint8_t code;
        Time cost;
    };

    void StartWorkers();

    /// Judges transactions [@p first, @p end) as one task.
    void StartWorker(int first, int end);
    Judgement Judge(const std::string& envelope);
    Judgement JudgeEndorsements(const CheckedTransaction& transaction);

    const PeerRuntime& m_runtime;
    PeerChannel& m_channel;
    const fabric::Block* m_block{nullptr};
    Done m_done;
    std::vector<uint8_t> m_codes;
    int m_running{0}; //!< workers
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_VALIDATOR_H */
