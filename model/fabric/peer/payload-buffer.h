/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PAYLOAD_BUFFER_H
#define PAYLOAD_BUFFER_H

#include "ns3/shared-bytes.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Blocks that a peer has received and not begun to validate, by number.
 *
 * Blocks leave in order. A gossiped block that lies CAPACITY or more ahead of the ledger is not
 * taken; the stream from the orderer is held back while more than twice CAPACITY blocks wait.
 * Source: Hyperledger Fabric v2.4.3, gossip/state/state.go (addPayload, blockBufferSize) and
 * payloads_buffer.go.
 */
class PayloadBuffer
{
  public:
    static constexpr uint64_t CAPACITY = 20; //!< [block] state.blockBufferSize in core.yaml

    /// @param next number of the block that the ledger wants next
    explicit PayloadBuffer(uint64_t next);

    bool Has(uint64_t number) const; //!< it waits here, or has left already

    /// @return whether a block @p number from gossip may be added: not too far ahead.
    bool IsNear(uint64_t number) const;

    bool IsFull() const; //!< the orderer's stream must wait

    /// Adds a block. @return false if it is here or has left already
    bool Add(uint64_t number, SharedBytes block);

    /// @return the block that the ledger wants next, if it is here.
    std::optional<SharedBytes> Take();

    /// The block taken last cannot be the next one: another of its number may come.
    void RefuseTaken();

    uint64_t GetNext() const; //!< number that Take waits for
    std::size_t GetSize() const;
    uint64_t GetBytes() const; //!< [B] of the blocks that wait

  private:
    uint64_t m_next;
    std::map<uint64_t, SharedBytes> m_blocks;
    uint64_t m_bytes{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* PAYLOAD_BUFFER_H */
