/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-ledger.h"

#include "fabric-common.pb.h"
#include "fabric-peer.pb.h"
#include "fabric-rwset.pb.h"
#include "mvcc-validator.h"
#include "proto-path.h"

#include "ns3/assert.h"
#include "ns3/block-hash.h"

#include <google/protobuf/timestamp.pb.h>
#include <unordered_set>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

// Where things lie in an envelope (common.proto, transaction.proto, proposal_response.proto).
constexpr auto CHANNEL_HEADER = {1u, 1u, 1u};   // payload, header, channel_header
constexpr auto FIRST_ACTION = {1u, 2u, 1u, 2u}; // payload, data, actions, payload
constexpr auto RESULTS = {2u, 1u, 2u, 1u};      // action, proposal_response_payload, extension,
                                                // results
constexpr uint32_t HEADER_TYPE = 1;
constexpr uint32_t HEADER_TIMESTAMP = 3;
constexpr uint32_t HEADER_TX_ID = 5;

std::string
EncodeVarint(uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
    {
        out += static_cast<char>(value | 0x80);
    }
    return out += static_cast<char>(value);
}

} // namespace

/// What is made of a block before anything changes.
struct FabricLedger::Pending
{
    explicit Pending(const StateDatabase& state)
        : validator(state)
    {
    }

    MvccValidator validator;
    Commit commit;
    std::unordered_set<std::string> txIds; //!< of this block's valid transactions

    struct Write
    {
        uint32_t transaction;
        std::string name;
        std::string key;
    };

    std::vector<Write> writes; //!< of valid transactions, for the history

    void Accept(TxReads reads, uint32_t transaction, bool isHistoryEnabled);
};

void
FabricLedger::Pending::Accept(TxReads reads, uint32_t transaction, bool isHistoryEnabled)
{
    for (const auto& [name, set] : reads.namespaces)
    {
        for (const auto& write : set.writes())
        {
            if (isHistoryEnabled)
            {
                writes.push_back({transaction, name, write.key()});
            }
        }
    }
    validator.Accept(std::move(reads), {commit.number, transaction});
}

FabricLedger::FabricLedger()
    : FabricLedger(Settings())
{
}

FabricLedger::FabricLedger(const Settings& settings)
    : FabricLedger(settings, Snapshot())
{
}

FabricLedger::FabricLedger(const Settings& settings, Snapshot snapshot)
    : m_settings(settings),
      m_blocks(snapshot.height, settings.blocksInMemory),
      m_state(std::move(snapshot.state)),
      m_lastHash(std::move(snapshot.lastHash)),
      m_commitHash(std::move(snapshot.commitHash))
{
}

bool
FabricLedger::IsNext(const fabric::Block& block) const
{
    return block.header().number() == GetHeight() &&
           SharedBytes(block.header().previous_hash()) == m_lastHash;
}

FabricLedger::Commit
FabricLedger::CommitBlock(fabric::Block&& block, const std::vector<uint8_t>& codes)
{
    NS_ASSERT_MSG(IsNext(block), "block " << block.header().number() << " is not the next one");
    const auto transactions = static_cast<std::size_t>(block.data().data_size());
    NS_ASSERT_MSG(codes.size() == transactions, "verdicts of " << codes.size() << " transactions");
    Pending pending(m_state);
    pending.commit.number = block.header().number();
    pending.commit.codes = codes;
    pending.commit.txIds.resize(transactions);
    Judge(block, pending);
    WriteMetadata(block, pending);
    Store(block, pending);
    return std::move(pending.commit);
}

void
FabricLedger::Judge(const fabric::Block& block, Pending& pending) const
{
    for (int i = 0; i < block.data().data_size(); i++)
    {
        JudgeTransaction(block.data().data(i), i, pending);
    }
    const auto& updates = pending.validator.GetUpdates();
    for (const auto& [name, entries] : updates.GetNamespaces())
    {
        pending.commit.writes += entries.size();
        for (const auto& [key, update] : entries)
        {
            pending.commit.stateBytes += key.size() + (update.value ? update.value->size() : 0);
        }
    }
}

void
FabricLedger::JudgeTransaction(const std::string& envelope,
                               std::size_t index,
                               Pending& pending) const
{
    auto& commit = pending.commit;
    auto& code = commit.codes[index];
    const auto header = FindProtoBytes(envelope, CHANNEL_HEADER);
    const auto type = header ? FindProtoField(*header, HEADER_TYPE) : std::nullopt;
    const auto txId = header ? FindProtoField(*header, HEADER_TX_ID) : std::nullopt;
    auto& id = commit.txIds[index];
    id = txId ? txId->bytes : std::string_view();
    if (code != fabric::VALID && code != fabric::NOT_VALIDATED)
    {
        return;
    }
    if (!type || !txId)
    {
        code = fabric::BAD_PAYLOAD;
        return;
    }
    if (!id.empty() && (HasTransaction(id) || !pending.txIds.insert(id).second))
    {
        code = fabric::DUPLICATE_TXID;
        return;
    }
    code = fabric::VALID;
    if (type->number != fabric::ENDORSER_TRANSACTION)
    {
        return;
    }
    const auto action = FindProtoBytes(envelope, FIRST_ACTION);
    if (!action || action->empty())
    {
        code = fabric::NIL_TXACTION;
        return;
    }
    const auto results = FindProtoBytes(*action, RESULTS);
    auto reads = results ? TxReads::Decode(*results) : std::nullopt;
    if (!reads)
    {
        code = fabric::INVALID_OTHER_REASON;
        return;
    }
    for (const auto& entry : reads->namespaces)
    {
        commit.reads += entry.set.reads_size();
        commit.rangeQueries += entry.set.range_queries_info_size();
    }
    code = pending.validator.Judge(*reads);
    if (code == fabric::VALID)
    {
        pending.Accept(std::move(*reads),
                       static_cast<uint32_t>(index),
                       m_settings.isHistoryEnabled);
    }
}

void
FabricLedger::WriteMetadata(fabric::Block& block, const Pending& pending)
{
    auto& metadata = *block.mutable_metadata()->mutable_metadata();
    while (metadata.size() <= fabric::COMMIT_HASH)
    {
        metadata.Add();
    }
    const std::string filter(pending.commit.codes.begin(), pending.commit.codes.end());
    metadata[fabric::TRANSACTIONS_FILTER] = filter;
    // A chain of commit hashes begins with block 1 and is not taken up in the middle.
    if (pending.commit.number != 1 && m_commitHash.IsEmpty())
    {
        return;
    }
    fabric::Metadata commitHash;
    commitHash.set_value(Sha256({EncodeVarint(filter.size()),
                                 filter,
                                 pending.validator.GetUpdates().Encode(),
                                 m_commitHash.ToString()}));
    m_commitHash = SharedBytes(commitHash.value());
    metadata[fabric::COMMIT_HASH] = commitHash.SerializeAsString();
}

void
FabricLedger::Store(const fabric::Block& block, Pending& pending)
{
    auto& commit = pending.commit;
    std::vector<BlockStore::Transaction> transactions;
    transactions.reserve(commit.codes.size());
    for (std::size_t i = 0; i < commit.codes.size(); i++)
    {
        transactions.push_back({commit.txIds[i], commit.codes[i]});
        commit.validTransactions += commit.codes[i] == fabric::VALID;
    }
    for (const auto& write : pending.writes)
    {
        m_history.Add(write.name, write.key, {commit.number, write.transaction});
    }
    commit.historyWrites = pending.writes.size();
    SharedBytes bytes(block.SerializeAsString());
    commit.blockBytes = bytes.GetSize();
    m_lastHash = HashBlockHeader(block.header());
    m_blocks.Append(std::move(bytes), m_lastHash, transactions);
    m_state.Apply(pending.validator.TakeUpdates());
}

std::vector<FabricLedger::KeyModification>
FabricLedger::GetHistory(const std::string& name, const std::string& key) const
{
    std::vector<KeyModification> modifications;
    const auto& places = m_history.Find(name, key);
    for (auto place = places.rbegin(); place != places.rend(); ++place)
    {
        fabric::Block block;
        const auto bytes = m_blocks.GetBlock(place->block).ToString();
        block.ParseFromString(bytes);
        const auto& envelope = block.data().data(static_cast<int>(place->transaction));
        const auto header = FindProtoBytes(envelope, CHANNEL_HEADER);
        const auto action = FindProtoBytes(envelope, FIRST_ACTION);
        const auto reads = TxReads::Decode(*FindProtoBytes(*action, RESULTS));
        google::protobuf::Timestamp time;
        const auto timestamp = FindProtoField(*header, HEADER_TIMESTAMP)->bytes;
        time.ParseFromArray(timestamp.data(), static_cast<int>(timestamp.size()));
        for (const auto& entry : reads->namespaces)
        {
            for (const auto& write : entry.set.writes())
            {
                if (entry.name == name && write.key() == key)
                {
                    modifications.push_back(
                        {std::string(FindProtoField(*header, HEADER_TX_ID)->bytes),
                         write.value(),
                         time.seconds(),
                         time.nanos(),
                         write.is_delete() || write.value().empty()});
                }
            }
        }
    }
    return modifications;
}

uint64_t
FabricLedger::GetHeight() const
{
    return m_blocks.GetHeight();
}

SharedBytes
FabricLedger::GetLastHash() const
{
    return m_lastHash;
}

SharedBytes
FabricLedger::GetCommitHash() const
{
    return m_commitHash;
}

bool
FabricLedger::HasTransaction(const std::string& txId) const
{
    return m_blocks.FindTransaction(txId).has_value();
}

std::optional<BlockStore::Place>
FabricLedger::FindTransaction(const std::string& txId) const
{
    return m_blocks.FindTransaction(txId);
}

SharedBytes
FabricLedger::GetBlock(uint64_t number) const
{
    return m_blocks.GetBlock(number);
}

const StateDatabase&
FabricLedger::GetState() const
{
    return m_state;
}

const BlockStore&
FabricLedger::GetBlocks() const
{
    return m_blocks;
}

const HistoryDatabase&
FabricLedger::GetHistoryDatabase() const
{
    return m_history;
}

} // namespace iotledger
} // namespace ns3
