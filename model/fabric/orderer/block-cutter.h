/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_CUTTER_H
#define BLOCK_CUTTER_H

#include "ns3/shared-bytes.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Why a block was cut when it was. @ingroup iot-ledger
enum class BlockCutReason
{
    COUNT,    //!< MaxMessageCount was reached
    BYTES,    //!< the next envelope would have carried the batch past PreferredMaxBytes
    OVERSIZE, //!< one envelope, larger than PreferredMaxBytes
    TIMEOUT,  //!< BatchTimeout went by
    CONFIG,   //!< a configuration transaction, or what was pending when it came
};

/// @return "count", "bytes", "oversize", "timeout" or "config".
const char* ToString(BlockCutReason reason);

/**
 * @ingroup iot-ledger
 * @brief Groups ordered envelopes into batches, by count and by size.
 *
 * A pending batch is cut when it holds MaxMessageCount envelopes, and before an envelope that would
 * carry it past PreferredMaxBytes, which then begins the next batch. An envelope larger than that
 * travels alone, behind what was pending. So no batch of two or more exceeds PreferredMaxBytes.
 * The clock is TimedBlockCutter's.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/common/blockcutter/blockcutter.go, Ordered (the rules)
 * and sampleconfig/configtx.yaml, Orderer.BatchSize (the defaults).
 * Left out: AbsoluteMaxBytes, which the orderer checks on arrival (EnvelopeFilter).
 */
class BlockCutter
{
  public:
    /// Orderer.BatchSize of the channel's configuration.
    struct Limits
    {
        uint32_t maxMessageCount{500};         //!< envelopes per block
        uint32_t preferredMaxBytes{2'097'152}; //!< [B]
    };

    struct Message
    {
        SharedBytes envelope; //!< encoded
        uint64_t size{0};     //!< payload and signature, without their framing [B]
    };

    struct Batch
    {
        std::vector<SharedBytes> envelopes;
        uint64_t bytes{0}; //!< sum of the messages' sizes [B]
        BlockCutReason reason{BlockCutReason::TIMEOUT};
    };

    struct Outcome
    {
        std::vector<Batch> batches; //!< completed, oldest first: none, one or two
        bool isPending{false};      //!< whether the message itself waits in the cutter
    };

    BlockCutter() = default;
    explicit BlockCutter(Limits limits);

    /// From the next message on, as a configuration block may change them.
    void SetLimits(Limits limits);

    /// Adds one message.
    Outcome Order(Message message);

    /// Empties the pending batch. @return what it held, perhaps nothing.
    Batch Cut(BlockCutReason reason);

    std::size_t GetPendingCount() const; //!< envelopes
    uint64_t GetPendingBytes() const;    //!< [B]

  private:
    Limits m_limits;
    Batch m_pending;
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_CUTTER_H */
