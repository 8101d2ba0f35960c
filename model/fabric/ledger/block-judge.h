/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_JUDGE_H
#define BLOCK_JUDGE_H

#include "mvcc-validator.h"

#include "ns3/fabric-ledger.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Judges the transactions of one block in their order and collects what the valid ones
 * write; nothing changes yet. Internal.
 *
 * Source: Hyperledger Fabric v2.4.3, core/committer/txvalidator/v20/validator.go (duplicate
 * transaction ids), core/ledger/kvledger/txmgmt/validation/batch_preparer.go (the rest).
 */
class BlockJudge
{
  public:
    /// A write of a valid transaction, for the history.
    struct Write
    {
        uint32_t transaction; //!< index in the block
        std::string name;
        std::string key;
    };

    BlockJudge(const StateDatabase& state, const BlockStore& blocks);

    /// @return the verdicts and counts, but for what only storing tells
    FabricLedger::Commit Judge(const fabric::Block& block, const std::vector<uint8_t>& codes);

    const std::vector<Write>& GetWrites() const;
    StateUpdates TakeUpdates();

  private:
    uint8_t JudgeTransaction(const std::string& envelope,
                             uint32_t index,
                             uint8_t code,
                             FabricLedger::Commit& commit);
    uint8_t JudgeResults(TxReads reads, uint32_t index, FabricLedger::Commit& commit);

    const BlockStore& m_blocks;
    MvccValidator m_validator;
    std::unordered_set<std::string> m_txIds; //!< of this block, not yet refused
    std::vector<Write> m_writes;
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_JUDGE_H */
