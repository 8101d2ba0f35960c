/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TIMED_BLOCK_CUTTER_H
#define TIMED_BLOCK_CUTTER_H

#include "ns3/block-cutter.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <functional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The block cutter of a leading orderer, with its batch timer.
 *
 * A message that stays pending starts the timer, which has no effect while it runs: a cut by bytes
 * therefore does not restart it, and at its end it cuts whatever is pending then, however young.
 * A message that leaves nothing pending stops it: a cut by count, an oversized message, a
 * configuration transaction.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/consensus/etcdraft/chain.go, run and ordered.
 */
class TimedBlockCutter
{
  public:
    using Batches = std::vector<BlockCutter::Batch>;

    /// @param expired called from the event loop when BatchTimeout has gone by
    explicit TimedBlockCutter(std::function<void()> expired);
    ~TimedBlockCutter();

    TimedBlockCutter(const TimedBlockCutter&) = delete;
    TimedBlockCutter& operator=(const TimedBlockCutter&) = delete;

    /// What the channel's configuration says, from the next message and the next start on.
    void Configure(BlockCutter::Limits limits, Time timeout);

    /// Adds one message. @return the batches it completed, oldest first.
    Batches Order(BlockCutter::Message message);

    /// A configuration transaction. @return what was pending, if anything, then itself, alone.
    Batches OrderConfig(BlockCutter::Message message);

    /// For the owner to call when it gets to the expired timer. @return what was pending; nothing
    /// if the timer was stopped in the meantime.
    BlockCutter::Batch CutExpired();

    /// Forgets what is pending, as an orderer does that leads no more. @return how many envelopes.
    std::size_t Clear();

    bool IsTicking() const;              //!< also between its expiry and CutExpired
    std::size_t GetPendingCount() const; //!< envelopes
    uint64_t GetPendingBytes() const;    //!< [B]

  private:
    void Stop();
    void Expire();

    BlockCutter m_cutter;
    Time m_timeout;
    std::function<void()> m_expired;
    EventId m_timer;
    bool m_isExpired{false}; //!< and CutExpired has not come yet
};

} // namespace iotledger
} // namespace ns3

#endif /* TIMED_BLOCK_CUTTER_H */
