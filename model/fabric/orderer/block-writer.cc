/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-writer.h"

#include "ns3/assert.h"
#include "ns3/block-store.h"
#include "ns3/fabric-signer.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint64_t INDEX_BYTES = 4096; //!< [B] of a write to the index, a page
constexpr uint32_t NONCE_SIZE = 24;    //!< [B] common/crypto/random.go, NonceSize

SharedBytes
DrawNonce(UniformRandomVariable& random)
{
    std::vector<uint8_t> nonce(NONCE_SIZE);
    for (auto& byte : nonce)
    {
        byte = static_cast<uint8_t>(random.GetInteger(0, 255));
    }
    return SharedBytes(std::move(nonce));
}

} // namespace

BlockWriter::BlockWriter(const OrdererContext& context, BlockStore& store, Appended appended)
    : m_context(context),
      m_store(store),
      m_appended(std::move(appended))
{
}

void
BlockWriter::Write(const OrderedBlock& block,
                   uint64_t lastConfig,
                   const RaftBlockState& state,
                   std::function<void()> taken)
{
    NS_ASSERT_MSG(!m_waiting, "a block waits already");
    Work work{block, lastConfig, state, std::move(taken)};
    if (m_isBusy)
    {
        m_waiting = std::move(work);
    }
    else
    {
        Begin(work);
    }
}

void
BlockWriter::Begin(const Work& work)
{
    m_isBusy = true;
    Time signing;
    auto block = work.block.Sign(work.lastConfig,
                                 work.state,
                                 *m_context.place.signer,
                                 DrawNonce(*m_context.random),
                                 signing);
    m_context.place.process->Submit(m_context.costs->write.Of(block.GetBytes().GetSize()) + signing,
                                    m_life.Bind([this, block = std::move(block)] {
                                        Synchronise(block, m_context.costs->blockSyncs);
                                    }));
    work.taken();
}

void
BlockWriter::Synchronise(const OrderedBlock& block, uint32_t left)
{
    const auto bytes =
        left == m_context.costs->blockSyncs ? block.GetBytes().GetSize() : INDEX_BYTES;
    m_context.place.disk->WriteAndSync(bytes, m_life.Bind([this, block, left] {
        if (left > 1)
        {
            Synchronise(block, left - 1);
        }
        else
        {
            Finish(block);
        }
    }));
}

void
BlockWriter::Finish(const OrderedBlock& block)
{
    m_store.Append(block.GetBytes(), block.GetHash(), {});
    m_isBusy = false;
    m_appended(block);
    if (m_waiting)
    {
        const auto work = std::move(*std::exchange(m_waiting, std::nullopt));
        Begin(work);
    }
}

} // namespace iotledger
} // namespace ns3
