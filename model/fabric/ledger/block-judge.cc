/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-judge.h"

#include "envelope-fields.h"
#include "fabric-common.pb.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

BlockJudge::BlockJudge(const StateDatabase& state, const BlockStore& blocks)
    : m_blocks(blocks),
      m_validator(state)
{
}

FabricLedger::Commit
BlockJudge::Judge(const fabric::Block& block, const std::vector<uint8_t>& codes)
{
    FabricLedger::Commit commit;
    commit.number = block.header().number();
    commit.codes.resize(codes.size());
    commit.txIds.resize(codes.size());
    for (uint32_t i = 0; i < codes.size(); i++)
    {
        const auto& envelope = block.data().data(static_cast<int>(i));
        commit.codes[i] = JudgeTransaction(envelope, i, codes[i], commit);
        commit.validTransactions += commit.codes[i] == fabric::VALID;
    }
    for (const auto& [name, entries] : m_validator.GetUpdates().GetNamespaces())
    {
        commit.writes += entries.size();
        for (const auto& [key, update] : entries)
        {
            commit.stateBytes += key.size() + (update.value ? update.value->size() : 0);
        }
    }
    return commit;
}

uint8_t
BlockJudge::JudgeTransaction(const std::string& envelope,
                             uint32_t index,
                             uint8_t code,
                             FabricLedger::Commit& commit)
{
    const auto header = ReadEnvelopeHeader(envelope);
    auto& txId = commit.txIds[index];
    txId = header ? header->txId : std::string_view();
    if (code != fabric::VALID && code != fabric::NOT_VALIDATED)
    {
        return code;
    }
    if (!header)
    {
        return fabric::BAD_PAYLOAD;
    }
    if (header->type != fabric::ENDORSER_TRANSACTION)
    {
        return fabric::VALID;
    }
    if (!txId.empty() && (m_blocks.FindTransaction(txId) || !m_txIds.insert(txId).second))
    {
        return fabric::DUPLICATE_TXID;
    }
    const auto action = FindAction(envelope);
    if (!action || action->empty())
    {
        return fabric::NIL_TXACTION;
    }
    const auto results = FindResults(envelope);
    auto reads = results ? TxReads::Decode(*results) : std::nullopt;
    if (!reads)
    {
        return fabric::INVALID_OTHER_REASON;
    }
    return JudgeResults(std::move(*reads), index, commit);
}

uint8_t
BlockJudge::JudgeResults(TxReads reads, uint32_t index, FabricLedger::Commit& commit)
{
    for (const auto& entry : reads.namespaces)
    {
        commit.reads += entry.set.reads_size();
        commit.rangeQueries += entry.set.range_queries_info_size();
    }
    const auto code = m_validator.Judge(reads);
    if (code != fabric::VALID)
    {
        return code;
    }
    for (const auto& entry : reads.namespaces)
    {
        for (const auto& write : entry.set.writes())
        {
            m_writes.push_back({index, entry.name, write.key()});
        }
    }
    m_validator.Accept(std::move(reads), {commit.number, index});
    return code;
}

const std::vector<BlockJudge::Write>&
BlockJudge::GetWrites() const
{
    return m_writes;
}

StateUpdates
BlockJudge::TakeUpdates()
{
    return m_validator.TakeUpdates();
}

} // namespace iotledger
} // namespace ns3
