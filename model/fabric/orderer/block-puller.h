/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_PULLER_H
#define BLOCK_PULLER_H

#include "ns3/event-id.h"
#include "ns3/grpc-client.h"
#include "ns3/lifeline.h"
#include "ns3/ordered-block.h"
#include "ns3/orderer-context.h"

#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Fetches the blocks that an orderer lacks from other ones. Internal.
 *
 * From one source, chosen at random, as long as what it sends are the next blocks of the chain;
 * then from another one. After the last one it waits RETRY. A source that lacks some of the blocks
 * wanted is not waited for, lest two that lag wait for each other, unless the range has no end.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/common/cluster/deliver.go (BlockPuller) and
 * orderer/common/localconfig/config.go (ReplicationRetryTimeout).
 * Left out: asking all sources for their height first; verifying the orderers' signatures, where
 * the chain of hashes is verified.
 */
class BlockPuller
{
  public:
    static const Time RETRY;

    /// What to do with a block; it calls @p next when it wants another one.
    using Received = std::function<void(const OrderedBlock& block, std::function<void()> next)>;

    struct Range
    {
        uint64_t next;            //!< number of the first block wanted
        uint64_t last;            //!< number of the last one
        SharedBytes previousHash; //!< that the first one names
    };

    BlockPuller(const OrdererContext& context,
                std::string channel,
                std::vector<Ptr<GrpcClient>> sources,
                Range range,
                Received received,
                std::function<void()> finished);
    ~BlockPuller();

    void Start();

  private:
    void Ask();
    SharedBytes MakeRequest() const;
    void HandleMessage(const SharedBytes& message);
    void Take();
    void GiveUpSource();

    const OrdererContext& m_context;
    std::string m_channel;
    std::vector<Ptr<GrpcClient>> m_sources;
    Range m_range;
    Received m_received;
    std::function<void()> m_finished;
    std::size_t m_source{0};
    uint32_t m_failures{0}; //!< sources given up since the last block
    Ptr<GrpcStream> m_stream;
    std::deque<OrderedBlock> m_blocks; //!< come, not taken
    bool m_isTaking{false};
    EventId m_retry;
    Lifeline m_life;
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_PULLER_H */
