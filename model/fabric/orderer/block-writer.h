/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_WRITER_H
#define BLOCK_WRITER_H

#include "ns3/lifeline.h"
#include "ns3/ordered-block.h"
#include "ns3/orderer-context.h"

#include <functional>
#include <optional>

namespace ns3
{
namespace iotledger
{

class BlockStore;

/**
 * @brief Signs agreed blocks and appends them to an orderer's ledger, one at a time. Internal.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/common/multichannel/blockwriter.go (WriteBlock,
 * commitBlock); common/ledger/blkstorage/blockfile_mgr.go (the file and its index are
 * synchronised).
 */
class BlockWriter
{
  public:
    using Appended = std::function<void(const OrderedBlock& block)>;

    /// @param store what is on disk; outlives the writer @param appended called for each block
    BlockWriter(const OrdererContext& context, BlockStore& store, Appended appended);

    /// Takes one block as soon as the one before is written. @param taken called then; until then
    /// no other block may come
    void Write(const OrderedBlock& block,
               uint64_t lastConfig,
               const RaftBlockState& state,
               std::function<void()> taken);

  private:
    struct Work
    {
        OrderedBlock block;
        uint64_t lastConfig;
        RaftBlockState state;
        std::function<void()> taken;
    };

    void Begin(const Work& work);
    void Synchronise(const OrderedBlock& block, uint32_t left);
    void Finish(const OrderedBlock& block);

    const OrdererContext& m_context;
    BlockStore& m_store;
    Appended m_appended;
    bool m_isBusy{false};
    std::optional<Work> m_waiting;
    Lifeline m_life;
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_WRITER_H */
