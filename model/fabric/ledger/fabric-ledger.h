/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_LEDGER_H
#define FABRIC_LEDGER_H

#include "ns3/block-store.h"
#include "ns3/history-database.h"
#include "ns3/shared-bytes.h"
#include "ns3/state-database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace fabric
{
class Block;
} // namespace fabric

/**
 * @ingroup iot-ledger
 * @brief The ledger of one channel on one peer: blocks, world state and history. Rules only; what
 * committing costs is for the peer, from the counts.
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/kv_ledger.go.
 * Left out: private data; the state entry of a channel's configuration (read it off the block).
 */
class FabricLedger
{
  public:
    struct Settings
    {
        uint64_t blocksInMemory{UINT64_MAX}; //!< older blocks go to a temporary file
        bool isHistoryEnabled{true};         //!< core.yaml, ledger.history.enableHistoryDatabase
    };

    /// What a ledger begins with that joins by a snapshot (from v2.3 on).
    struct Snapshot
    {
        uint64_t height{0};     //!< number of the first block it will get
        SharedBytes lastHash;   //!< of the header of the block before
        SharedBytes commitHash; //!< of the block before
        StateDatabase state;
    };

    /// What became of one block, and what a cost model needs to know of it.
    struct Commit
    {
        uint64_t number{0};
        std::vector<uint8_t> codes;     //!< a TxValidationCode per transaction
        std::vector<std::string> txIds; //!< likewise; empty: it has none
        uint32_t validTransactions{0};
        uint64_t reads{0};         //!< keys whose version was compared
        uint64_t rangeQueries{0};  //!< ranges read anew
        uint64_t writes{0};        //!< keys changed in the state, deletions included
        uint64_t historyWrites{0}; //!< entries added to the history
        uint64_t blockBytes{0};    //!< [B] appended to the block file
        uint64_t stateBytes{0};    //!< [B] of keys and values changed
    };

    /// A write of a key, for its history.
    struct KeyModification
    {
        std::string txId;
        std::string value;  //!< empty if deleted
        int64_t seconds{0}; //!< the transaction's own time, since 1970
        int32_t nanoseconds{0};
        bool isDelete{false};
    };

    FabricLedger();
    explicit FabricLedger(const Settings& settings);
    FabricLedger(const Settings& settings, Snapshot snapshot);

    uint64_t GetHeight() const;        //!< number of the next block
    SharedBytes GetLastHash() const;   //!< of the header of the last block; empty: there is none
    SharedBytes GetCommitHash() const; //!< of the last block; empty: it has none (block 0)

    /// @return whether @p block can be the next one: number and previous hash
    bool IsNext(const fabric::Block& block) const;

    /**
     * Judges what the transactions of the next block read, writes the verdicts and the commit hash
     * into its metadata, appends it and changes state and history.
     *
     * @param block the next block; the hash of its data and its signature are the caller's to check
     * @param codes verdicts so far, one per transaction: VALID and NOT_VALIDATED are judged here,
     * others stay
     * @return the verdicts; added here are DUPLICATE_TXID (a transaction id known from the ledger
     * or from before in the block), NIL_TXACTION (no action in an endorser transaction),
     * INVALID_OTHER_REASON (no decodable read-write set), MVCC_READ_CONFLICT and
     * PHANTOM_READ_CONFLICT
     */
    Commit CommitBlock(fabric::Block&& block, const std::vector<uint8_t>& codes);

    bool HasTransaction(const std::string& txId) const;
    std::optional<BlockStore::Place> FindTransaction(const std::string& txId) const;

    /// @return the encoded block; empty: it is not here
    SharedBytes GetBlock(uint64_t number) const;

    bool IsHistoryEnabled() const;

    /// @return all writes of a key by valid transactions, latest first
    std::vector<KeyModification> GetHistory(const std::string& name, const std::string& key) const;

    const StateDatabase& GetState() const;
    const BlockStore& GetBlocks() const;
    const HistoryDatabase& GetHistoryDatabase() const;

  private:
    void WriteMetadata(fabric::Block& block,
                       const std::vector<uint8_t>& codes,
                       const std::string& updates);

    /// @return [B] the size of the stored block
    uint64_t Append(const fabric::Block& block, const Commit& commit);

    Settings m_settings;
    BlockStore m_blocks;
    StateDatabase m_state;
    HistoryDatabase m_history;
    SharedBytes m_lastHash;
    SharedBytes m_commitHash;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_LEDGER_H */
