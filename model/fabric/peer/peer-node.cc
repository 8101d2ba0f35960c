/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-node.h"

#include "peer-ledger.h"

#include "ns3/uinteger.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

std::unique_ptr<GossipService>
MakeGossip(const PeerRuntime& runtime,
           const Endorser::Channels& channels,
           const std::vector<FabricEndpoint>& peers,
           uint64_t incarnation,
           GossipService::BlockCallback block)
{
    return runtime.settings.isGossipEnabled ? std::make_unique<GossipService>(runtime,
                                                                              channels,
                                                                              peers,
                                                                              incarnation,
                                                                              std::move(block))
                                            : nullptr;
}

} // namespace

PeerNode::PeerNode(std::unique_ptr<PeerRuntime> runtime,
                   const Ledgers& ledgers,
                   const std::vector<FabricEndpoint>& peers,
                   const std::vector<FabricEndpoint>& orderers,
                   uint64_t incarnation)
    : m_runtime(std::move(runtime)),
      m_orderers(orderers),
      m_endorser(*m_runtime, m_channels),
      m_gossip(MakeGossip(*m_runtime,
                          m_channels,
                          peers,
                          incarnation,
                          [this](const std::string& channel,
                                 uint64_t number,
                                 const SharedBytes& block,
                                 const std::string& source) {
                              m_inflows.at(channel).intake->AddFromGossip(number, block, source);
                          })),
      m_directory(*m_runtime, m_channels, m_endorser, m_gossip.get(), peers, orderers),
      m_gateway(*m_runtime, m_channels, m_directory),
      m_limit(std::make_shared<ConcurrencyLimit>("/protos.Endorser",
                                                 m_runtime->settings.endorserLimit)),
      m_deliverLimit(
          std::make_shared<ConcurrencyLimit>("/protos.Deliver", m_runtime->settings.deliverLimit)),
      m_server(CreateObject<GrpcServer>())
{
    m_server->SetAttribute("MaxReceiveSize", UintegerValue(MAX_MESSAGE));
    for (const auto& [name, kept] : ledgers)
    {
        Join(name, *kept);
    }
}

PeerNode::~PeerNode() = default;

void
PeerNode::Join(const std::string& name, PeerLedger& kept)
{
    auto& channel = m_channels[name];
    channel = std::make_unique<PeerChannel>(*m_runtime, kept);
    AddInflow(name, *channel);
    if (m_isStarted && m_runtime->settings.isOrgLeader)
    {
        m_inflows.at(name).provider->Start();
    }
}

void
PeerNode::AddInflow(const std::string& name, PeerChannel& channel)
{
    auto& inflow = m_inflows[name];
    inflow.committer = std::make_unique<BlockCommitter>(*m_runtime, channel);
    inflow.intake = std::make_unique<BlockIntake>(
        *m_runtime,
        channel,
        [this, name, committer = inflow.committer.get()](uint64_t number,
                                                         const SharedBytes& block,
                                                         const std::string& source) {
            if (m_gossip)
            {
                m_gossip->Propagate(name, number, block, source);
            }
            committer->Continue();
        });
    inflow.provider =
        std::make_unique<BlocksProvider>(*m_runtime, channel, *inflow.intake, m_orderers);
}

void
PeerNode::Start()
{
    m_isStarted = true;
    ServedCall::Serve(
        *PeekPointer(m_server),
        "/protos.Endorser/ProcessProposal",
        m_limit,
        m_runtime->Guard([this](const SharedBytes& request, std::shared_ptr<ServedCall> call) {
            HandleProposal(request, call);
        }));
    for (const bool isFiltered : {false, true})
    {
        m_server->Handle(isFiltered ? "/protos.Deliver/DeliverFiltered" : "/protos.Deliver/Deliver",
                         m_runtime->Guard([this, isFiltered](Ptr<GrpcStream> stream) {
                             BlockEventStream::Serve(*m_runtime,
                                                     m_channels,
                                                     m_deliverLimit,
                                                     std::move(stream),
                                                     isFiltered);
                         }));
    }
    m_gateway.Start(*PeekPointer(m_server));
    if (m_gossip)
    {
        m_gossip->Start(*PeekPointer(m_server));
    }
    m_server->Listen(m_runtime->place.transport, m_runtime->place.node, FabricPeer::PORT);
    for (const auto& [name, inflow] : m_inflows)
    {
        if (m_runtime->settings.isOrgLeader)
        {
            inflow.provider->Start();
        }
    }
    if (m_runtime->costs.background > 0)
    {
        const auto interval = MilliSeconds(100);
        m_runtime->Every(interval, [this, interval] {
            m_runtime->Run(interval * m_runtime->costs.background, [] {});
        });
    }
}

void
PeerNode::Stop()
{
    m_runtime->Stop();
    m_server->Stop();
}

void
PeerNode::HandleProposal(const SharedBytes& request, const std::shared_ptr<ServedCall>& call)
{
    fabric::SignedProposal proposal;
    if (!DecodeFabric(proposal, request))
    {
        call->Fail(GrpcCode::INTERNAL, "grpc: error unmarshalling request");
        return;
    }
    m_runtime->Run(m_runtime->costs.serveProposal, [this, proposal, call] {
        m_endorser.Process(proposal, [call](const Endorser::Outcome& outcome) {
            if (outcome.error.empty())
            {
                call->Reply(EncodeFabric(outcome.response));
            }
            else
            {
                call->Fail(GrpcCode::UNKNOWN, outcome.error);
            }
        });
    });
}

uint64_t
PeerNode::GetConnectionBytes() const
{
    return m_server->GetMemoryBytes();
}

uint64_t
PeerNode::GetQueuedBytes() const
{
    uint64_t bytes = 0;
    for (const auto& [name, channel] : m_channels)
    {
        bytes += channel->buffer.GetBytes();
    }
    for (const auto& [name, inflow] : m_inflows)
    {
        bytes += inflow.intake->GetWaitingBytes();
    }
    return bytes;
}

} // namespace iotledger
} // namespace ns3
