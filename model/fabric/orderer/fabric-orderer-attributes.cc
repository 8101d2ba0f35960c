/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-orderer.h"

#include "ns3/grpc-server.h"
#include "ns3/integer.h"
#include "ns3/orderer-channel.h"
#include "ns3/pointer.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(FabricOrderer);

TypeId
FabricOrderer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::FabricOrderer")
            .SetParent<Application>()
            .SetGroupName("IotLedger")
            .AddConstructor<FabricOrderer>()
            .AddAttribute("Port",
                          "TCP port of all its services. Source: sampleconfig/orderer.yaml.",
                          UintegerValue(PORT),
                          MakeUintegerAccessor(&FabricOrderer::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("BlocksInMemory",
                          "How many of a channel's latest blocks stay in the simulator's memory; "
                          "older ones go to a temporary file.",
                          UintegerValue(16),
                          MakeUintegerAccessor(&FabricOrderer::m_blocksInMemory),
                          MakeUintegerChecker<uint64_t>(1))
            .AddAttribute("Epoch",
                          "Time zero of the simulation [s] since 1970-01-01 UTC: when certificates "
                          "expire depends on it.",
                          IntegerValue(0),
                          MakeIntegerAccessor(&FabricOrderer::SetEpoch, &FabricOrderer::GetEpoch),
                          MakeIntegerChecker<int64_t>())
            .AddAttribute(
                "Costs",
                "What its work takes of the CPU; the defaults of FabricOrdererCosts unless set.",
                PointerValue(),
                MakePointerAccessor(&FabricOrderer::SetCosts, &FabricOrderer::GetCosts),
                MakePointerChecker<FabricOrdererCosts>())
            .AddTraceSource("BlockCut",
                            "This orderer, leading, has cut a block.",
                            MakeTraceSourceAccessor(&FabricOrderer::m_blockCut),
                            "ns3::iotledger::FabricOrderer::BlockCutCallback")
            .AddTraceSource("BlockAgreed",
                            "This orderer has learnt that a block is agreed upon.",
                            MakeTraceSourceAccessor(&FabricOrderer::m_blockAgreed),
                            "ns3::iotledger::FabricOrderer::BlockAgreedCallback")
            .AddTraceSource("BlockWritten",
                            "This orderer has written a block to its disk.",
                            MakeTraceSourceAccessor(&FabricOrderer::m_blockWritten),
                            "ns3::iotledger::FabricOrderer::BlockWrittenCallback")
            .AddTraceSource("LeaderElected",
                            "This orderer has been elected.",
                            MakeTraceSourceAccessor(&FabricOrderer::m_leaderElected),
                            "ns3::iotledger::FabricOrderer::LeaderElectedCallback")
            .AddTraceSource("MessagesLost",
                            "Envelopes that only this orderer had are gone.",
                            MakeTraceSourceAccessor(&FabricOrderer::m_messagesLost),
                            "ns3::iotledger::FabricOrderer::MessagesLostCallback")
            .AddTraceSource("BroadcastAnswered",
                            "A client's envelope is answered.",
                            MakeTraceSourceAccessor(&FabricOrderer::m_broadcastAnswered),
                            "ns3::iotledger::FabricOrderer::BroadcastAnsweredCallback");
    return tid;
}

void
FabricOrderer::SetEpoch(int64_t epoch)
{
    m_context->epoch = epoch;
}

int64_t
FabricOrderer::GetEpoch() const
{
    return m_context->epoch;
}

void
FabricOrderer::SetCosts(Ptr<FabricOrdererCosts> costs)
{
    m_context->costs = std::move(costs);
}

Ptr<FabricOrdererCosts>
FabricOrderer::GetCosts() const
{
    return m_context->costs;
}

uint64_t
FabricOrderer::GetHeight(const std::string& channel) const
{
    const auto found = m_files.find(channel);
    return found == m_files.end() ? 0 : found->second->blocks.GetHeight();
}

SharedBytes
FabricOrderer::GetBlock(const std::string& channel, uint64_t number) const
{
    const auto found = m_files.find(channel);
    return found == m_files.end() ? SharedBytes() : found->second->blocks.GetBlock(number);
}

bool
FabricOrderer::IsLeader(const std::string& channel) const
{
    const auto found = Find(channel);
    return found && found->GetChain() && found->GetChain()->IsLeader();
}

bool
FabricOrderer::HasLeader(const std::string& channel) const
{
    const auto found = Find(channel);
    return found && !found->IsErrored();
}

uint64_t
FabricOrderer::GetLedgerBytes() const
{
    uint64_t bytes = 0;
    for (const auto& [name, files] : m_files)
    {
        bytes += files->blocks.GetBytes();
    }
    return bytes;
}

uint64_t
FabricOrderer::GetMemoryBytes() const
{
    uint64_t bytes = GetLedgerBytes() + (m_cluster ? m_cluster->GetBacklog() : 0) +
                     (m_server ? m_server->GetMemoryBytes() : 0);
    for (const auto& [name, channel] : m_channels)
    {
        bytes += channel->GetChain() ? channel->GetChain()->GetMemoryBytes() : 0;
    }
    return bytes;
}

uint32_t
FabricOrderer::GetConnections() const
{
    return m_server ? m_server->GetConnections() : 0;
}

} // namespace iotledger
} // namespace ns3
