/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gossip-service.h"

#include "fabric-msp.pb.h"
#include "fabric-proposal.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include "ns3/block-hash.h"
#include "ns3/fabric-signer.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

/// A stream of ours to another peer, opened when there is something to send.
struct GossipService::Link
{
    FabricEndpoint remote;
    Ptr<GrpcClient> client;
    Ptr<GrpcStream> stream; //!< null: none
};

namespace
{

std::string
Digest(const std::string& a, const std::string& b)
{
    return Sha256({a, b});
}

} // namespace

GossipService::GossipService(const PeerRuntime& runtime,
                             const Channels& channels,
                             const std::vector<FabricEndpoint>& peers,
                             uint64_t incarnation,
                             BlockCallback block)
    : m_runtime(runtime),
      m_channels(channels),
      m_onBlock(std::move(block)),
      m_endpoint(runtime.place.name + ":" + std::to_string(FabricPeer::PORT)),
      m_incarnation(incarnation)
{
    const auto& identity = runtime.place.signer->GetIdentity();
    m_mspId = identity.GetMspId();
    fabric::SerializedIdentity serialized;
    DecodeFabric(serialized, identity.Serialize());
    m_pkiId = Digest(serialized.mspid(), serialized.id_bytes());
    for (const auto& peer : peers)
    {
        m_links[peer.name] = std::make_unique<Link>(Link{peer, nullptr, nullptr});
    }
}

GossipService::~GossipService()
{
    for (const auto& [endpoint, link] : m_links)
    {
        if (link->client)
        {
            link->client->Close();
        }
    }
}

void
GossipService::Start(GrpcServer& server)
{
    const auto& settings = m_runtime.settings;
    server.Handle("/gossip.Gossip/GossipStream",
                  m_runtime.Guard([this](Ptr<GrpcStream> stream) { Accept(stream); }));
    m_runtime.After(Time(), [this] { Reconnect(); });
    m_runtime.Every(settings.aliveInterval, [this] {
        m_membership.Expire(Simulator::Now() - m_runtime.settings.aliveExpiration);
        TellAlive();
    });
    m_runtime.Every(settings.reconnectInterval, [this] { Reconnect(); });
    m_runtime.Every(settings.stateInfoInterval, [this] { TellStates(); });
    m_runtime.Every(settings.stateInfoInterval, [this] { AskStates(); });
    if (settings.isBlockGossipEnabled)
    {
        m_runtime.Every(settings.pullInterval, [this] { AskMissingBlocks(); });
    }
}

std::vector<GossipService::ChannelPeer>
GossipService::GetPeers(const std::string& channel) const
{
    std::vector<ChannelPeer> peers;
    for (const auto& pkiId : m_membership.GetAlive())
    {
        if (const auto* state = m_membership.FindState(channel, pkiId))
        {
            const auto* member = m_membership.Find(pkiId);
            peers.push_back({member->endpoint, member->mspId, state->height, state->chaincodes});
        }
    }
    return peers;
}

std::vector<std::string>
GossipService::PickPeers(std::function<bool(const std::string&)> fits) const
{
    std::vector<std::string> picked;
    for (auto& pkiId : m_membership.GetAlive())
    {
        if (fits(pkiId))
        {
            picked.push_back(std::move(pkiId));
        }
    }
    m_runtime.Shuffle(picked);
    picked.resize(std::min<std::size_t>(picked.size(), m_runtime.settings.propagationPeers));
    return picked;
}

void
GossipService::SendTo(const std::string& endpoint, const SharedBytes& envelope)
{
    const auto found = m_links.find(endpoint);
    if (found == m_links.end())
    {
        return; // gossip tells of a peer whose address nobody knows
    }
    auto& link = *found->second;
    if (!link.client)
    {
        link.client = m_runtime.Connect(link.remote);
    }
    if (!link.stream)
    {
        link.stream = link.client->Open("/gossip.Gossip/GossipStream");
        const Origin origin{[this, &link](const fabric::GossipMessage& message) {
                                Time cost;
                                if (link.stream)
                                {
                                    link.stream->Send(EncodeFabric(Sign(message, cost)));
                                }
                            },
                            std::make_shared<std::string>(),
                            endpoint};
        link.stream->SetMessageCallback(m_runtime.Guard(
            [this, origin](const SharedBytes& message) { Receive(message, origin); }));
        link.stream->SetEndedCallback(
            m_runtime.Guard([&link](const GrpcStatus&) { link.stream = nullptr; }));
        const auto own = m_alive.find(m_pkiId);
        if (own != m_alive.end())
        {
            link.stream->Send(EncodeFabric(own->second));
        }
    }
    m_runtime.Run(m_runtime.costs.gossipMessage +
                      CostOfBytes(m_runtime.costs.blockByte, envelope.GetSize()),
                  [&link, envelope] {
                      if (link.stream)
                      {
                          link.stream->Send(envelope);
                      }
                  });
}

void
GossipService::SpreadNews(const fabric::GossipEnvelope& envelope,
                          const std::string& about,
                          const std::string& source)
{
    const auto bytes = EncodeFabric(envelope);
    for (const auto& pkiId : PickPeers([](const std::string&) { return true; }))
    {
        if (pkiId != about && pkiId != source)
        {
            SendTo(m_membership.Find(pkiId)->endpoint, bytes);
        }
    }
}

void
GossipService::Accept(Ptr<GrpcStream> stream)
{
    const Origin origin{[this, stream](const fabric::GossipMessage& message) {
                            Time cost;
                            stream->Send(EncodeFabric(Sign(message, cost)));
                        },
                        std::make_shared<std::string>(),
                        ""};
    stream->SetMessageCallback(
        m_runtime.Guard([this, origin](const SharedBytes& message) { Receive(message, origin); }));
    stream->SetCloseSendCallback([stream] { stream->End({GrpcCode::OK, ""}); });
}

void
GossipService::Flush(const std::string& channel)
{
    auto& burst = m_bursts[channel];
    burst.number++;
    const auto mates = PickPeers([this, &channel](const std::string& pkiId) {
        return m_membership.Find(pkiId)->mspId == m_mspId &&
               m_membership.FindState(channel, pkiId) != nullptr;
    });
    for (const auto& [envelope, source] : std::exchange(burst.messages, {}))
    {
        for (const auto& pkiId : mates)
        {
            if (pkiId != source)
            {
                SendTo(m_membership.Find(pkiId)->endpoint, envelope);
            }
        }
    }
}

void
GossipService::Propagate(const std::string& channel,
                         uint64_t number,
                         const SharedBytes& block,
                         const std::string& source)
{
    static constexpr std::size_t STORED_BLOCKS = 10; // peer.gossip.maxBlockCountToStore
    auto& stored = m_blocks[channel];
    const bool isNews = stored.emplace(number, block).second;
    if (stored.size() > STORED_BLOCKS)
    {
        stored.erase(stored.begin());
    }
    if (!m_runtime.settings.isBlockGossipEnabled || (!isNews && !source.empty()))
    {
        return; // what comes from an orderer is told in any case, from a peer only if new
    }
    fabric::GossipEnvelope envelope; // blocks bear signatures of their own
    envelope.set_payload(MakeData(channel, number, block).SerializeAsString());
    auto& burst = m_bursts[channel];
    burst.messages.emplace_back(EncodeFabric(envelope), source);
    if (burst.messages.size() >= m_runtime.settings.propagationBurst)
    {
        Flush(channel);
    }
    else if (burst.messages.size() == 1)
    {
        m_runtime.After(m_runtime.settings.propagationLatency,
                        [this, channel, current = burst.number] {
                            if (m_bursts[channel].number == current)
                            {
                                Flush(channel);
                            }
                        });
    }
}

} // namespace iotledger
} // namespace ns3
