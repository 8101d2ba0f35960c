/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_INTAKE_H
#define BLOCK_INTAKE_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

class PeerChannel;
class PeerRuntime;

/**
 * @brief Verifies the blocks that arrive at a channel, in their order, and hands them on. Internal.
 *
 * A block from the orderer's stream waits while the channel's buffer is full; one from gossip is
 * dropped if it is known or lies too far ahead.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/pkg/peer/blocksprovider/blocksprovider.go;
 * gossip/gossip/channel/channel.go, lines 641-644; gossip/state/state.go (addPayload).
 */
class BlockIntake
{
  public:
    /// A block has been verified; it is in the buffer, or was there before.
    /// @param source pki-id of the peer it came from; empty: an orderer
    using Accepted =
        std::function<void(uint64_t number, const SharedBytes& block, const std::string& source)>;

    /// Told of each block from an orderer whether it was in order.
    using Judged = std::function<void(bool isValid)>;

    BlockIntake(const PeerRuntime& runtime, PeerChannel& channel, Accepted accepted);

    /// @param block an encoded Block
    void AddFromOrderer(SharedBytes block, Judged judged);
    void AddFromGossip(uint64_t number, SharedBytes block, const std::string& source);

    uint64_t GetWaitingBytes() const; //!< [B] of blocks from orderers not looked at yet

  private:
    void TakeNext(); //!< of the orderer's
    void Verify(uint64_t number,
                const SharedBytes& block,
                const std::string& source,
                Judged judged);

    const PeerRuntime& m_runtime;
    PeerChannel& m_channel;
    Accepted m_accepted;
    std::deque<std::pair<SharedBytes, Judged>> m_waiting; //!< from orderers
    bool m_isBusy{false};
    std::set<uint64_t> m_verifying; //!< numbers of blocks from gossip
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_INTAKE_H */
