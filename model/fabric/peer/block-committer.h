/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_COMMITTER_H
#define BLOCK_COMMITTER_H

#include "block-validator.h"
#include "fabric-common.pb.h"

#include "ns3/fabric-ledger.h"
#include "ns3/nstime.h"
#include "ns3/shared-bytes.h"

#include <functional>
#include <memory>

namespace ns3
{
namespace iotledger
{

class PeerChannel;
class PeerRuntime;

/**
 * @brief Takes blocks from a channel's buffer, one after the other, validates and commits them.
 * Internal.
 *
 * Of one block: signatures and endorsements, versions read, block file and index, state (with its
 * lock), history, each with its disk sync; then listeners are told. The next block starts after
 * that.
 *
 * A block with another previous hash than that of the ledger's last block is refused; its number is
 * waited for. There Fabric's peer panics.
 *
 * Source: Hyperledger Fabric v2.4.3, gossip/state/state.go (deliverPayloads),
 * gossip/privdata/coordinator.go (StoreBlock), core/ledger/kvledger/kv_ledger.go (commit),
 * common/ledger/blkstorage/blockfile_mgr.go (addBlock, the previous hash).
 */
class BlockCommitter
{
  public:
    BlockCommitter(const PeerRuntime& runtime, PeerChannel& channel);

    /// Blocks may have come: begins with the next one if none is being worked on.
    void Continue();

  private:
    void Validate(SharedBytes bytes);
    void Refuse(); //!< what does not follow on the ledger's last block
    void Append(const std::vector<uint8_t>& codes);
    void Index();
    void WriteState();
    void WriteHistory();
    void Finish();

    Time PerTransaction(Time fixed, Time each) const;

    const PeerRuntime& m_runtime;
    PeerChannel& m_channel;
    BlockValidator m_validator;
    bool m_isBusy{false};
    std::unique_ptr<fabric::Block> m_block; //!< being worked on
    uint64_t m_bytes{0};                    //!< [B] of it
    int m_transactions{0};                  //!< in it
    std::vector<uint8_t> m_codes;
    FabricLedger::Commit m_commit;
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_COMMITTER_H */
