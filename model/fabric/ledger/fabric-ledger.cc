/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-ledger.h"

#include "block-judge.h"
#include "envelope-fields.h"
#include "fabric-common.pb.h"
#include "mvcc-validator.h"

#include "ns3/assert.h"
#include "ns3/block-hash.h"
#include "ns3/state-updates.h"

#include <google/protobuf/timestamp.pb.h>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

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
    NS_ASSERT_MSG(codes.size() == static_cast<std::size_t>(block.data().data_size()),
                  "verdicts of " << codes.size() << " transactions");
    BlockJudge judge(m_state, m_blocks);
    auto commit = judge.Judge(block, codes);
    auto updates = judge.TakeUpdates();
    WriteMetadata(block, commit.codes, updates.Encode());
    if (m_settings.isHistoryEnabled)
    {
        for (const auto& write : judge.GetWrites())
        {
            m_history.Add(write.name, write.key, {commit.number, write.transaction});
        }
        commit.historyWrites = judge.GetWrites().size();
    }
    commit.blockBytes = Append(block, commit);
    m_state.Apply(std::move(updates));
    return commit;
}

void
FabricLedger::WriteMetadata(fabric::Block& block,
                            const std::vector<uint8_t>& codes,
                            const std::string& updates)
{
    auto& metadata = *block.mutable_metadata()->mutable_metadata();
    while (metadata.size() <= fabric::COMMIT_HASH)
    {
        metadata.Add();
    }
    const std::string filter(codes.begin(), codes.end());
    metadata[fabric::TRANSACTIONS_FILTER] = filter;
    // A chain of commit hashes begins with block 1 and is not taken up in the middle.
    if (block.header().number() != 1 && m_commitHash.IsEmpty())
    {
        return;
    }
    fabric::Metadata commitHash;
    commitHash.set_value(
        Sha256({EncodeVarint(filter.size()), filter, updates, m_commitHash.ToString()}));
    m_commitHash = SharedBytes(commitHash.value());
    metadata[fabric::COMMIT_HASH] = commitHash.SerializeAsString();
}

uint64_t
FabricLedger::Append(const fabric::Block& block, const Commit& commit)
{
    std::vector<BlockStore::Transaction> transactions;
    transactions.reserve(commit.codes.size());
    for (std::size_t i = 0; i < commit.codes.size(); i++)
    {
        transactions.push_back({commit.txIds[i], commit.codes[i]});
    }
    SharedBytes bytes(block.SerializeAsString());
    const auto size = bytes.GetSize();
    m_lastHash = HashBlockHeader(block.header());
    m_blocks.Append(std::move(bytes), m_lastHash, transactions);
    return size;
}

bool
FabricLedger::IsHistoryEnabled() const
{
    return m_settings.isHistoryEnabled;
}

std::vector<FabricLedger::KeyModification>
FabricLedger::GetHistory(const std::string& name, const std::string& key) const
{
    std::vector<KeyModification> modifications;
    const auto& places = m_history.Find(name, key);
    for (auto place = places.rbegin(); place != places.rend(); ++place)
    {
        fabric::Block block;
        block.ParseFromString(m_blocks.GetBlock(place->block).ToString());
        const auto& envelope = block.data().data(static_cast<int>(place->transaction));
        const auto header = ReadEnvelopeHeader(envelope);
        const auto reads = TxReads::Decode(FindResults(envelope).value_or(std::string_view()));
        google::protobuf::Timestamp time;
        time.ParseFromArray(header->timestamp.data(), static_cast<int>(header->timestamp.size()));
        for (const auto& entry : reads->namespaces)
        {
            for (const auto& write : entry.set.writes())
            {
                if (entry.name == name && write.key() == key)
                {
                    modifications.push_back({std::string(header->txId),
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
