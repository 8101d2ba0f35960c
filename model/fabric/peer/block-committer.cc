/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-committer.h"

#include "fabric-proposal.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

BlockCommitter::BlockCommitter(const PeerRuntime& runtime, PeerChannel& channel)
    : m_runtime(runtime),
      m_channel(channel),
      m_validator(runtime, channel)
{
}

void
BlockCommitter::Continue()
{
    if (m_isBusy)
    {
        return;
    }
    if (auto bytes = m_channel.buffer.Take())
    {
        m_isBusy = true;
        Validate(std::move(*bytes));
    }
}

void
BlockCommitter::Validate(SharedBytes bytes)
{
    m_block = std::make_unique<fabric::Block>();
    DecodeFabric(*m_block, bytes); // it was decoded once already, on its arrival
    if (!m_channel.kept.ledger.IsNext(*m_block))
    {
        Refuse();
        return;
    }
    m_bytes = bytes.GetSize();
    m_transactions = m_block->data().data_size();
    m_validator.Validate(*m_block, [this](const std::vector<uint8_t>& codes) { Append(codes); });
}

void
BlockCommitter::Refuse()
{
    m_channel.buffer.RefuseTaken();
    m_runtime.traces.blockRefused(m_channel.GetName(),
                                  m_block->header().number(),
                                  "unexpected previous block hash");
    m_block.reset();
    m_isBusy = false;
}

Time
BlockCommitter::PerTransaction(Time fixed, Time each) const
{
    return fixed + each * m_transactions;
}

void
BlockCommitter::Append(const std::vector<uint8_t>& codes)
{
    m_codes = codes;
    m_runtime.traces.blockValidated(m_channel.GetName(), m_block->header().number());
    const auto& costs = m_runtime.costs;
    m_runtime.Run(
        PerTransaction(costs.appendBlock, costs.stateValidateTransaction + costs.appendTransaction),
        [this] { m_runtime.Sync(m_bytes, [this] { Index(); }); });
}

void
BlockCommitter::Index()
{
    m_runtime.RunAfterSync(m_runtime.costs.indexBlock, [this] {
        m_runtime.Sync(m_runtime.costs.indexEntryBytes * m_transactions,
                       [this] { m_channel.lock.Own([this] { WriteState(); }); });
    });
}

void
BlockCommitter::WriteState()
{
    const auto& costs = m_runtime.costs;
    // nobody reads the state until the lock is given up, so it may change at once
    m_commit = m_channel.kept.ledger.CommitBlock(std::move(*m_block), m_codes);
    if (m_commit.codes.size() == 1 && m_commit.codes.front() == fabric::VALID)
    {
        // a configuration, perhaps: at once, so that after a crash it is that of the ledger
        m_channel.Configure(m_channel.kept.ledger.GetBlock(m_commit.number));
    }
    m_runtime.RunAfterSync(PerTransaction(costs.writeState, costs.writeStateTransaction), [this] {
        m_runtime.Sync(m_commit.stateBytes, [this] {
            m_channel.lock.Disown();
            WriteHistory();
        });
    });
}

void
BlockCommitter::WriteHistory()
{
    const auto& costs = m_runtime.costs;
    m_runtime.RunAfterSync(PerTransaction(costs.writeHistory, costs.writeHistoryTransaction),
                           [this] {
                               m_runtime.Sync(m_runtime.costs.indexEntryBytes *
                                                  m_commit.historyWrites,
                                              [this] { Finish(); });
                           });
}

void
BlockCommitter::Finish()
{
    const auto commit = std::exchange(m_commit, {});
    m_block.reset();
    for (std::size_t i = 0; i < commit.codes.size(); i++)
    {
        if (commit.codes[i] != fabric::VALID)
        {
            m_runtime.traces.transactionRejected(m_channel.GetName(),
                                                 commit.number,
                                                 commit.txIds[i],
                                                 commit.codes[i]);
        }
    }
    m_runtime.traces.blockCommitted(m_channel.GetName(),
                                    commit.number,
                                    static_cast<uint32_t>(commit.codes.size()),
                                    commit.validTransactions);
    for (std::size_t i = 0; i < commit.codes.size(); i++)
    {
        m_channel.notifier.Notify(commit.txIds[i], commit.number, commit.codes[i]);
    }
    m_channel.TellCommitted();
    m_isBusy = false;
    Continue();
}

} // namespace iotledger
} // namespace ns3
