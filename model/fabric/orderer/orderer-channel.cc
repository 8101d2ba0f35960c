/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "orderer-channel.h"

#include "ns3/channel-config.h"
#include "ns3/fabric-signer.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return what the last block of @p files says; of the first one, that it is itself.
uint64_t
FindLastConfig(const OrdererFiles& files)
{
    const auto block = OrderedBlock::Parse(files.blocks.GetBlock(files.blocks.GetHeight() - 1));
    return block ? block->GetLastConfig() : 0;
}

} // namespace

OrdererFiles::OrdererFiles(uint64_t blocksInMemory)
    : blocks(0, blocksInMemory)
{
}

OrdererChannel::OrdererChannel(std::string name,
                               const OrdererContext& context,
                               OrdererFiles& files,
                               OrdererCluster& cluster,
                               OrdererObserver observer)
    : m_name(std::move(name)),
      m_context(context),
      m_files(files),
      m_cluster(cluster),
      m_observer(std::move(observer)),
      m_lastConfig(FindLastConfig(files)),
      m_nextNumber(files.blocks.GetHeight()),
      m_lastHash(GetLastHash()),
      m_config(ConfigValidator::FromBlock(files.blocks.GetBlock(m_lastConfig))),
      m_msps(m_config->GetConfig().GetMsps()),
      m_writer(context, files.blocks, [this](const OrderedBlock& block) {
          m_observer.written(block);
          TellWatchers();
      })
{
}

OrdererChannel::~OrdererChannel() = default;

void
OrdererChannel::Start()
{
    if (IsConsenter())
    {
        m_chain = std::make_unique<RaftChain>(*this, m_context, m_files.log);
        m_chain->Start();
    }
    else
    {
        Follow();
    }
}

bool
OrdererChannel::IsConsenter() const
{
    const auto& consenters = GetConfig().raft.consenters;
    return std::any_of(consenters.begin(), consenters.end(), [this](const auto& consenter) {
        return consenter.address.host == m_context.place.name;
    });
}

void
OrdererChannel::Follow()
{
    std::vector<ConsenterAddress> sources;
    for (const auto& consenter : GetConfig().raft.consenters)
    {
        sources.push_back(consenter.address);
    }
    Pull(
        sources,
        UINT64_MAX,
        [this](const OrderedBlock& block, std::function<void()> next) {
            FollowBlock(block, std::move(next));
        },
        [] {});
}

void
OrdererChannel::FollowBlock(const OrderedBlock& block, std::function<void()> next)
{
    if (block.IsConfig())
    {
        ApplyConfig(block);
    }
    // A consenter starts where the blocks end: only once the last one is on disk.
    const bool joins = IsConsenter();
    const auto number = block.GetNumber();
    NoteTaken(block);
    m_writer.Write(block,
                   m_lastConfig,
                   block.GetRaftState().value_or(RaftBlockState()),
                   joins ? std::function<void()>([] {}) : std::move(next));
    if (joins)
    {
        const auto watch = std::make_shared<uint64_t>(0);
        *watch = Watch([this, watch, number] {
            if (GetHeight() > number && !m_chain)
            {
                Simulator::ScheduleNow(m_life.Bind([this, watch] {
                    Unwatch(*watch);
                    BecomeConsenter();
                }));
            }
        });
    }
}

void
OrdererChannel::BecomeConsenter()
{
    if (!m_chain)
    {
        m_puller.reset();
        m_chain = std::make_unique<RaftChain>(*this, m_context, m_files.log);
        m_chain->Start();
    }
}

const std::string&
OrdererChannel::GetName() const
{
    return m_name;
}

const ChannelConfig&
OrdererChannel::GetConfig() const
{
    return m_config->GetConfig();
}

const ConfigValidator&
OrdererChannel::GetValidator() const
{
    return *m_config;
}

uint64_t
OrdererChannel::GetSequence() const
{
    return m_config->GetSequence();
}

uint64_t
OrdererChannel::GetHeight() const
{
    return m_files.blocks.GetHeight();
}

SharedBytes
OrdererChannel::GetLastHash() const
{
    return OrderedBlock::Parse(GetBlock(GetHeight() - 1))->GetHash();
}

uint64_t
OrdererChannel::GetLastConfig() const
{
    return m_lastConfig;
}

RaftBlockState
OrdererChannel::GetLastRaftState() const
{
    if (auto state = OrderedBlock::Parse(GetBlock(GetHeight() - 1))->GetRaftState())
    {
        return *state;
    }
    RaftBlockState first; // orderer/consensus/etcdraft/util.go, ReadBlockMetadata
    for (std::size_t i = 0; i < GetConfig().raft.consenters.size(); ++i)
    {
        first.consenters.push_back(first.nextConsenter++);
    }
    return first;
}

SharedBytes
OrdererChannel::GetBlock(uint64_t number) const
{
    return m_files.blocks.GetBlock(number);
}

MspManager&
OrdererChannel::GetMsps()
{
    return m_msps;
}

EnvelopeFilter
OrdererChannel::GetFilter()
{
    return EnvelopeFilter(*m_config, m_msps, *m_context.place.signer);
}

RaftChain*
OrdererChannel::GetChain()
{
    return m_chain.get();
}

bool
OrdererChannel::IsErrored() const
{
    return m_chain && m_chain->IsErrored();
}

uint64_t
OrdererChannel::Watch(std::function<void()> changed)
{
    m_watchers[++m_watches] = std::move(changed);
    return m_watches;
}

void
OrdererChannel::Unwatch(uint64_t watch)
{
    m_watchers.erase(watch);
}

void
OrdererChannel::TellWatchers()
{
    const auto watchers = m_watchers; // they may leave
    for (const auto& [watch, changed] : watchers)
    {
        if (m_watchers.count(watch) > 0)
        {
            changed();
        }
    }
}

} // namespace iotledger
} // namespace ns3
