/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-validator.h"

#include "fabric-proposal.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

BlockValidator::BlockValidator(const PeerRuntime& runtime, PeerChannel& channel)
    : m_runtime(runtime),
      m_channel(channel)
{
}

void
BlockValidator::Validate(const fabric::Block& block, Done done)
{
    m_block = &block;
    m_done = std::move(done);
    m_codes.assign(block.data().data_size(), fabric::NOT_VALIDATED);
    m_runtime.Run(m_runtime.costs.validateBlock, [this] { StartWorkers(); });
}

void
BlockValidator::StartWorkers()
{
    uint32_t pool = m_runtime.settings.validatorPoolSize;
    if (pool == 0)
    {
        pool = m_runtime.place.process->GetHost()->GetCores();
    }
    const int transactions = m_block->data().data_size();
    const int workers = std::max(1, std::min(static_cast<int>(pool), transactions));
    m_running = workers;
    for (int worker = 0; worker < workers; worker++)
    {
        StartWorker(transactions * worker / workers, transactions * (worker + 1) / workers);
    }
}

void
BlockValidator::StartWorker(int first, int end)
{
    Time cost;
    std::vector<uint8_t> codes;
    for (int index = first; index < end; index++)
    {
        const auto judgement = Judge(m_block->data().data(index));
        cost += m_runtime.costs.validateTransaction + judgement.cost;
        codes.push_back(judgement.code);
    }
    m_runtime.Run(cost, [this, first, codes] {
        std::copy(codes.begin(), codes.end(), m_codes.begin() + first);
        if (--m_running == 0)
        {
            std::exchange(m_done, nullptr)(m_codes);
        }
    });
}

BlockValidator::Judgement
BlockValidator::Judge(const std::string& envelope)
{
    const auto transaction = CheckTransaction(envelope);
    if (transaction.code != fabric::VALID)
    {
        return {transaction.code, Time()};
    }
    const auto creator = m_channel.Verify(transaction.creator, MspManager::NO_TIME);
    if (!creator.identity)
    {
        return {fabric::BAD_CREATOR_SIGNATURE, creator.cost};
    }
    if (transaction.laterCode != fabric::VALID &&
        transaction.laterCode <= fabric::BAD_PROPOSAL_TXID)
    {
        return {transaction.laterCode, creator.cost};
    }
    if (transaction.channel != m_channel.GetName())
    {
        return {fabric::TARGET_CHAIN_NOT_FOUND, creator.cost};
    }
    if (transaction.isConfig)
    {
        const auto outcome = m_channel.JudgeConfig(transaction.config);
        const auto code =
            outcome.error.empty() ? fabric::VALID : fabric::INVALID_CONFIG_TRANSACTION;
        return {static_cast<uint8_t>(code), creator.cost + outcome.cost};
    }
    if (m_channel.kept.ledger.HasTransaction(transaction.transactionId))
    {
        return {fabric::DUPLICATE_TXID, creator.cost};
    }
    if (transaction.laterCode != fabric::VALID)
    {
        return {transaction.laterCode, creator.cost};
    }
    auto judgement = JudgeEndorsements(transaction);
    judgement.cost += creator.cost;
    return judgement;
}

BlockValidator::Judgement
BlockValidator::JudgeEndorsements(const CheckedTransaction& transaction)
{
    // Each written namespace asks for the same signatures again, by its own policy; Fabric verifies
    // them again for each, too.
    Judgement judgement{fabric::VALID, Time()};
    for (const auto& name : transaction.namespaces)
    {
        const auto signers = m_channel.FindSigners(transaction.endorsements, judgement.cost);
        const auto policy = m_channel.FindEndorsementPolicy(name);
        if (!policy || !policy->Evaluate(signers))
        {
            judgement.code =
                policy ? fabric::ENDORSEMENT_POLICY_FAILURE : fabric::INVALID_CHAINCODE;
            break;
        }
    }
    return judgement;
}

} // namespace iotledger
} // namespace ns3
