/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "orderer-channel.h"

#include "ns3/channel-config.h"
#include "ns3/raft-codec.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

bool
OrdererChannel::IsConnected(const ConsenterAddress& address)
{
    const auto link = m_cluster.Find(address);
    return link != nullptr && link->GetClient()->IsConnected();
}

bool
OrdererChannel::SendConsensus(const ConsenterAddress& address, const RaftMessage& message)
{
    const auto link = m_cluster.Find(address);
    return link != nullptr && link->SendConsensus(m_name, EncodeRaftMessage(message));
}

void
OrdererChannel::Forward(const ConsenterAddress& address,
                        const SharedBytes& envelope,
                        uint64_t sequence,
                        std::function<void()> sent)
{
    if (const auto link = m_cluster.Find(address))
    {
        link->SendSubmit(m_name, envelope, sequence, std::move(sent));
    }
}

EnvelopeVerdict
OrdererChannel::Reprocess(const SharedBytes& envelope, bool isConfig)
{
    const auto parsed = OrderedEnvelope::Parse(envelope);
    if (!parsed)
    {
        EnvelopeVerdict verdict;
        verdict.status = 0;
        return verdict;
    }
    const auto epoch = m_context.GetEpoch();
    return isConfig ? GetFilter().ProcessConfig(*parsed, epoch)
                    : GetFilter().ProcessNormal(*parsed, epoch);
}

std::optional<std::vector<RaftConsenter>>
OrdererChannel::GetConsentersOf(const SharedBytes& envelope) const
{
    const auto parsed = OrderedEnvelope::Parse(envelope);
    return parsed ? GetConsentersOfConfig(parsed->data) : std::nullopt;
}

void
OrdererChannel::ApplyConfig(const OrderedBlock& block)
{
    const auto envelope = OrderedEnvelope::Parse(block.GetEnvelopes().front());
    if (envelope && m_config->Apply(envelope->data))
    {
        m_lastConfig = block.GetNumber();
        m_msps.SetDefinitions(GetConfig().GetMsps());
    }
}

void
OrdererChannel::WriteBlock(const OrderedBlock& block,
                           const RaftBlockState& state,
                           std::function<void()> taken)
{
    NoteTaken(block);
    m_writer.Write(block, m_lastConfig, state, std::move(taken));
}

void
OrdererChannel::NoteTaken(const OrderedBlock& block)
{
    m_nextNumber = block.GetNumber() + 1;
    m_lastHash = block.GetHash();
}

void
OrdererChannel::Pull(const std::vector<ConsenterAddress>& sources,
                     uint64_t last,
                     BlockPuller::Received received,
                     std::function<void()> finished)
{
    std::vector<Ptr<GrpcClient>> clients;
    for (const auto& source : sources)
    {
        if (const auto link = m_cluster.Find(source))
        {
            clients.push_back(link->GetClient());
        }
    }
    m_puller = std::make_unique<BlockPuller>(m_context,
                                             m_name,
                                             std::move(clients),
                                             BlockPuller::Range{m_nextNumber, last, m_lastHash},
                                             std::move(received),
                                             std::move(finished));
    m_puller->Start();
}

void
OrdererChannel::NoteCut(uint64_t number, const BlockCutter::Batch& batch)
{
    m_observer.cut(number, batch);
}

void
OrdererChannel::NoteAgreed(uint64_t number)
{
    m_observer.agreed(number);
}

void
OrdererChannel::NoteElected(uint64_t term)
{
    m_observer.elected(term);
}

void
OrdererChannel::NoteLost(uint64_t envelopes)
{
    m_observer.lost(envelopes);
}

void
OrdererChannel::NoteErrored()
{
    TellWatchers();
}

void
OrdererChannel::NoteHalted()
{
    // The chain is at work on its own end: it goes in an event of its own.
    Simulator::ScheduleNow(m_life.Bind([this] {
        m_chain.reset();
        Follow();
    }));
}

} // namespace iotledger
} // namespace ns3
