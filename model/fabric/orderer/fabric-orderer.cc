/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-orderer.h"

#include "broadcast-session.h"
#include "deliver-session.h"

#include "ns3/abort.h"
#include "ns3/grpc-server.h"
#include "ns3/log.h"
#include "ns3/orderer-channel.h"
#include "ns3/uinteger.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_LOG_COMPONENT_DEFINE("FabricOrderer");

namespace
{

constexpr uint32_t MAX_MESSAGE = 100 * 1024 * 1024; //!< [B] internal/pkg/comm/config.go

} // namespace

FabricOrderer::FabricOrderer()
    : m_context(std::make_unique<OrdererContext>())
{
    m_context->costs = CreateObject<FabricOrdererCosts>();
    m_context->random = CreateObject<UniformRandomVariable>();
}

FabricOrderer::~FabricOrderer() = default;

void
FabricOrderer::SetPlace(FabricPlace place)
{
    m_context->place = std::move(place);
}

void
FabricOrderer::AddOrderer(const std::string& name, const Address& address)
{
    m_addresses[name] = address;
}

bool
FabricOrderer::Join(const SharedBytes& bytes)
{
    const auto block = OrderedBlock::Parse(bytes);
    const auto config = ConfigValidator::FromBlock(bytes);
    if (!block || block->GetNumber() != 0 || !config)
    {
        return false;
    }
    const auto& name = config->GetConfig().channel;
    auto& files = m_files[name];
    if (files)
    {
        return false;
    }
    files = std::make_unique<OrdererFiles>(m_blocksInMemory);
    files->blocks.Append(bytes, block->GetHash(), {});
    if (IsRunning())
    {
        StartChannel(name);
    }
    return true;
}

void
FabricOrderer::StartApplication()
{
    NS_ABORT_MSG_IF(!m_context->place.process || !m_context->place.signer,
                    "FabricOrderer: SetPlace must come before the start");
    Launch();
}

void
FabricOrderer::StopApplication()
{
    Halt();
}

void
FabricOrderer::DoDispose()
{
    Halt();
    m_files.clear();
    m_context->place = FabricPlace();
    Application::DoDispose();
}

void
FabricOrderer::Launch()
{
    NS_LOG_FUNCTION(this << m_context->place.name);
    m_cluster = std::make_unique<OrdererCluster>(*m_context,
                                                 m_addresses,
                                                 [this](const std::string& channel) {
                                                     const auto found = Find(channel);
                                                     if (found && found->GetChain())
                                                     {
                                                         found->GetChain()->ReportUnreachable();
                                                     }
                                                 });
    m_server = CreateObject<GrpcServer>();
    m_server->SetAttribute("MaxReceiveSize", UintegerValue(MAX_MESSAGE));
    m_server->Handle("/orderer.AtomicBroadcast/Broadcast",
                     [this](Ptr<GrpcStream> stream) { ServeBroadcast(std::move(stream)); });
    m_server->Handle("/orderer.AtomicBroadcast/Deliver",
                     [this](Ptr<GrpcStream> stream) { ServeDeliver(std::move(stream)); });
    m_server->Handle("/orderer.Cluster/Step",
                     [this](Ptr<GrpcStream> stream) { ServeStep(std::move(stream)); });
    m_server->Listen(m_context->place.transport, m_context->place.node, m_port);
    for (const auto& [name, files] : m_files)
    {
        StartChannel(name);
    }
}

void
FabricOrderer::StartChannel(const std::string& name)
{
    OrdererObserver observer;
    observer.cut = [this, name](uint64_t number, const BlockCutter::Batch& batch) {
        const auto transactions = static_cast<uint32_t>(batch.envelopes.size());
        m_blockCut(name, number, ToString(batch.reason), transactions, batch.bytes);
    };
    observer.agreed = [this, name](uint64_t number) { m_blockAgreed(name, number); };
    observer.written = [this, name](const OrderedBlock& block) {
        m_blockWritten(name, block.GetNumber(), block.GetBytes().GetSize());
    };
    observer.elected = [this, name](uint64_t term) {
        m_leaderElected(name, m_context->place.name, term);
    };
    observer.lost = [this, name](uint64_t count) { m_messagesLost(name, count); };
    auto& channel = m_channels[name];
    channel = std::make_unique<OrdererChannel>(name,
                                               *m_context,
                                               *m_files[name],
                                               *m_cluster,
                                               std::move(observer));
    channel->Start();
}

void
FabricOrderer::Halt()
{
    if (m_server)
    {
        m_server->Stop();
        m_server->Dispose();
        m_server = nullptr;
    }
    m_channels.clear();
    m_cluster.reset();
}

void
FabricOrderer::Crash()
{
    NS_LOG_FUNCTION(this << m_context->place.name);
    for (const auto& [name, channel] : m_channels)
    {
        const auto lost = channel->GetChain() ? channel->GetChain()->GetUnsharedCount() : 0;
        if (lost > 0)
        {
            m_messagesLost(name, lost);
        }
    }
    m_context->place.process->Kill();
    Halt();
}

void
FabricOrderer::Restart()
{
    if (!IsRunning())
    {
        Launch();
    }
}

bool
FabricOrderer::IsRunning() const
{
    return m_server != nullptr;
}

void
FabricOrderer::ServeBroadcast(Ptr<GrpcStream> stream)
{
    std::make_shared<BroadcastSession>(
        *m_context,
        std::move(stream),
        [this](const std::string& name) { return Find(name); },
        [this](const std::string& channel, uint32_t status) {
            m_broadcastAnswered(channel, status);
        })
        ->Start();
}

void
FabricOrderer::ServeDeliver(Ptr<GrpcStream> stream)
{
    std::make_shared<DeliverSession>(*m_context,
                                     std::move(stream),
                                     [this](const std::string& name) { return Find(name); })
        ->Start();
}

OrdererChannel*
FabricOrderer::Find(const std::string& name) const
{
    const auto found = m_channels.find(name);
    return found == m_channels.end() ? nullptr : found->second.get();
}

int64_t
FabricOrderer::AssignStreams(int64_t stream)
{
    m_context->random->SetStream(stream);
    m_context->connectionStream = stream + 1;
    return 1 + static_cast<int64_t>(m_addresses.size());
}

} // namespace iotledger
} // namespace ns3
