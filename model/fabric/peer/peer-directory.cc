/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-directory.h"

#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include "ns3/fabric-signer.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

PeerDirectory::PeerDirectory(const PeerRuntime& runtime,
                             const Endorser::Channels& channels,
                             Endorser& own,
                             const GossipService* gossip,
                             const std::vector<FabricEndpoint>& peers,
                             const std::vector<FabricEndpoint>& orderers)
    : m_runtime(runtime),
      m_channels(channels),
      m_own(own),
      m_gossip(gossip)
{
    FabricEndpoint self;
    self.name = runtime.place.name + ":" + std::to_string(FabricPeer::PORT);
    self.mspId = runtime.place.signer->GetIdentity().GetMspId();
    m_peers.push_back({self, nullptr});
    for (const auto& peer : peers)
    {
        m_peers.push_back({peer, nullptr});
    }
    for (const auto& orderer : orderers)
    {
        m_orderers.push_back({orderer, nullptr});
    }
}

PeerDirectory::~PeerDirectory()
{
    for (const auto* remotes : {&m_peers, &m_orderers})
    {
        for (const auto& remote : *remotes)
        {
            if (remote.client)
            {
                remote.client->Close();
            }
        }
    }
}

std::map<std::string, std::vector<PeerDirectory::Candidate>>
PeerDirectory::FindCandidates(const std::string& channel, const std::string& chaincode) const
{
    const auto has = [&chaincode](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), chaincode) != names.end();
    };
    std::map<std::string, std::vector<Candidate>> candidates;
    const auto& own = m_channels.at(channel)->kept;
    if (has(own.names))
    {
        candidates[GetMsp()].push_back({0, m_gossip ? own.ledger.GetHeight() : 0});
    }
    if (!m_gossip)
    {
        for (uint32_t i = 1; i < m_peers.size(); i++)
        {
            candidates[m_peers[i].endpoint.mspId].push_back({i, 0});
        }
        return candidates;
    }
    for (const auto& known : m_gossip->GetPeers(channel))
    {
        const auto remote =
            std::find_if(m_peers.begin() + 1, m_peers.end(), [&known](const Remote& one) {
                return one.endpoint.name == known.endpoint;
            });
        if (remote != m_peers.end() && has(known.chaincodes))
        {
            candidates[known.mspId].push_back(
                {static_cast<uint32_t>(remote - m_peers.begin()), known.height});
        }
    }
    return candidates;
}

PeerDirectory::Groups
PeerDirectory::FindEndorsers(const std::string& channel, const std::string& chaincode) const
{
    Groups groups;
    if (m_channels.count(channel) == 0)
    {
        return groups;
    }
    auto candidates = FindCandidates(channel, chaincode);
    for (auto& [msp, group] : candidates)
    {
        m_runtime.Shuffle(group);
        std::stable_sort(group.begin(), group.end(), [](const auto& a, const auto& b) {
            return a.height != b.height ? a.height > b.height : a.peer == 0 && b.peer != 0;
        });
        for (const auto& candidate : group)
        {
            groups[msp].push_back(candidate.peer);
        }
    }
    return groups;
}

uint64_t
PeerDirectory::GetHeight(const std::string& channel, uint32_t peer) const
{
    for (const auto& known :
         m_gossip ? m_gossip->GetPeers(channel) : std::vector<GossipService::ChannelPeer>())
    {
        if (known.endpoint == m_peers[peer].endpoint.name)
        {
            return known.height;
        }
    }
    return 0;
}

PeerDirectory::Answer
PeerDirectory::Judge(const Endorser::Outcome& outcome)
{
    Answer answer;
    answer.response = outcome.response;
    const auto& response = outcome.response.response();
    if (!outcome.error.empty())
    {
        answer.code = outcome.hasResponse ? GrpcCode::FAILED_PRECONDITION : GrpcCode::UNAVAILABLE;
        answer.message = outcome.error;
        answer.isRetried = !outcome.hasResponse;
    }
    else if (response.status() < 200 || response.status() >= 400)
    {
        const bool isPeers = outcome.response.payload().empty() && response.status() == 500;
        answer.code = isPeers ? GrpcCode::ABORTED : GrpcCode::UNKNOWN;
        answer.message = isPeers ? response.message()
                                 : "chaincode response " + std::to_string(response.status()) +
                                       ", " + response.message();
        answer.isRetried = isPeers;
    }
    return answer;
}

void
PeerDirectory::Process(uint32_t peer, const fabric::SignedProposal& proposal, Answered answered)
{
    if (peer == 0)
    {
        m_own.Process(proposal,
                      [answered](const Endorser::Outcome& outcome) { answered(Judge(outcome)); });
        return;
    }
    m_runtime.Run(m_runtime.costs.gatewayRemoteCall, [this, peer, proposal, answered] {
        GetClient(m_peers[peer])
            .Call("/protos.Endorser/ProcessProposal",
                  EncodeFabric(proposal),
                  m_runtime.settings.endorsementTimeout,
                  m_runtime.Guard([answered](const GrpcStatus& status, const SharedBytes& message) {
                      Endorser::Outcome outcome;
                      outcome.error = status.IsOk() ? "" : status.message;
                      outcome.hasResponse =
                          status.IsOk() && DecodeFabric(outcome.response, message);
                      if (!outcome.hasResponse && outcome.error.empty())
                      {
                          outcome.error =
                              status.IsOk() ? "malformed response" : GetGrpcCodeName(status.code);
                      }
                      answered(Judge(outcome));
                  }));
    });
}

GrpcClient&
PeerDirectory::GetClient(Remote& remote) const
{
    if (!remote.client)
    {
        remote.client = m_runtime.Connect(remote.endpoint);
    }
    return *PeekPointer(remote.client);
}

uint32_t
PeerDirectory::GetOrderers() const
{
    return static_cast<uint32_t>(m_orderers.size());
}

const std::string&
PeerDirectory::GetOrdererName(uint32_t orderer) const
{
    return m_orderers[orderer].endpoint.name;
}

Ptr<GrpcStream>
PeerDirectory::Broadcast(uint32_t orderer)
{
    return GetClient(m_orderers[orderer]).Open("/orderer.AtomicBroadcast/Broadcast");
}

const std::string&
PeerDirectory::GetPeerName(uint32_t peer) const
{
    return m_peers[peer].endpoint.name;
}

const std::string&
PeerDirectory::GetMsp() const
{
    return m_peers.front().endpoint.mspId;
}

} // namespace iotledger
} // namespace ns3
