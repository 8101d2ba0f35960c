/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERER_CHANNEL_H
#define ORDERER_CHANNEL_H

#include "ns3/block-cutter.h"
#include "ns3/block-puller.h"
#include "ns3/block-store.h"
#include "ns3/block-writer.h"
#include "ns3/config-validator.h"
#include "ns3/envelope-filter.h"
#include "ns3/msp-manager.h"
#include "ns3/orderer-cluster.h"
#include "ns3/raft-chain.h"
#include "ns3/raft-storage.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

/// @brief What an orderer's disk holds of a channel. Internal.
struct OrdererFiles
{
    explicit OrdererFiles(uint64_t blocksInMemory);

    RaftStorage log;
    BlockStore blocks;
};

/// @brief Who is told what happens on a channel of an orderer. Internal.
struct OrdererObserver
{
    std::function<void(uint64_t number, const BlockCutter::Batch& batch)> cut;
    std::function<void(uint64_t number)> agreed;
    std::function<void(const OrderedBlock& block)> written;
    std::function<void(uint64_t term)> elected; //!< this orderer
    std::function<void(uint64_t envelopes)> lost;
};

/**
 * @brief One channel on one orderer: its configuration, its blocks, who reads them, and what orders
 * it. Internal.
 *
 * An orderer that is no consenter of the channel follows it: fetches its blocks from the consenters
 * until a configuration makes it one.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/common/multichannel/chainsupport.go and
 * orderer/common/follower/follower_chain.go.
 */
class OrdererChannel
{
  public:
    /// @param files hold at least the first block; outlive the channel
    OrdererChannel(std::string name,
                   const OrdererContext& context,
                   OrdererFiles& files,
                   OrdererCluster& cluster,
                   OrdererObserver observer);
    ~OrdererChannel();

    void Start();

    const std::string& GetName() const;
    const ChannelConfig& GetConfig() const;
    const ConfigValidator& GetValidator() const;
    uint64_t GetSequence() const; //!< of the configuration
    uint64_t GetHeight() const;   //!< number of the next block to be written
    SharedBytes GetLastHash() const;
    uint64_t GetLastConfig() const; //!< number of the last configuration block
    RaftBlockState GetLastRaftState() const;
    SharedBytes GetBlock(uint64_t number) const;
    MspManager& GetMsps();
    EnvelopeFilter GetFilter();
    RaftChain* GetChain(); //!< null while it follows

    /// Whether deliveries are refused since there is no leader.
    bool IsErrored() const;

    /// @param changed called when a block has been written, and when the channel errs
    uint64_t Watch(std::function<void()> changed);
    void Unwatch(uint64_t watch);

    // What the chain asks for.
    bool IsConnected(const ConsenterAddress& address);
    bool SendConsensus(const ConsenterAddress& address, const RaftMessage& message);
    void Forward(const ConsenterAddress& address,
                 const SharedBytes& envelope,
                 uint64_t sequence,
                 std::function<void()> sent);
    EnvelopeVerdict Reprocess(const SharedBytes& envelope, bool isConfig);
    std::optional<std::vector<RaftConsenter>> GetConsentersOf(const SharedBytes& envelope) const;
    void ApplyConfig(const OrderedBlock& block);
    void WriteBlock(const OrderedBlock& block,
                    const RaftBlockState& state,
                    std::function<void()> taken);
    /// Fetches what comes behind the last block taken for writing.
    void Pull(const std::vector<ConsenterAddress>& sources,
              uint64_t last,
              BlockPuller::Received received,
              std::function<void()> finished);

    // What the chain tells.
    void NoteCut(uint64_t number, const BlockCutter::Batch& batch);
    void NoteAgreed(uint64_t number);
    void NoteElected(uint64_t term);
    void NoteLost(uint64_t envelopes);
    void NoteErrored();
    void NoteHalted();

  private:
    bool IsConsenter() const;
    void Follow();
    void FollowBlock(const OrderedBlock& block, std::function<void()> next);
    void BecomeConsenter();
    void TellWatchers();
    void NoteTaken(const OrderedBlock& block); //!< for writing

    std::string m_name;
    const OrdererContext& m_context;
    OrdererFiles& m_files;
    OrdererCluster& m_cluster;
    OrdererObserver m_observer;
    uint64_t m_lastConfig{0};
    uint64_t m_nextNumber;  //!< of the block to be taken for writing
    SharedBytes m_lastHash; //!< of the one before
    std::unique_ptr<ConfigValidator> m_config;
    MspManager m_msps;
    BlockWriter m_writer;
    std::unique_ptr<RaftChain> m_chain;
    std::unique_ptr<BlockPuller> m_puller;
    std::map<uint64_t, std::function<void()>> m_watchers;
    uint64_t m_watches{0};
    Lifeline m_life;
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERER_CHANNEL_H */
