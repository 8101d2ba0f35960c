/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GOSSIP_SERVICE_H
#define GOSSIP_SERVICE_H

#include "fabric-gossip.pb.h"

#include "ns3/fabric-endpoint.h"
#include "ns3/gossip-membership.h"
#include "ns3/grpc-client.h"
#include "ns3/grpc-server.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class PeerChannel;
class PeerRuntime;

/**
 * @brief Talks with the other peers: who is alive, how high ledgers are, and the blocks themselves.
 * Internal.
 *
 * Alive messages and ledger heights cross organisations, blocks do not. A message that is news goes
 * on to up to PropagatePeerNum others. Blocks gather up to MaxPropagationBurstLatency or
 * MaxPropagationBurstSize. What a peer missed of the latest blocks it pulls from its mates.
 *
 * Source: Hyperledger Fabric v2.4.3, gossip/gossip (gossip_impl.go, channel/channel.go,
 * algo/pull.go), gossip/discovery; sampleconfig/core.yaml (peer.gossip).
 * Left out: the handshake of connections (each opens with an alive message, which states the
 * identity), waiting for the digests of several peers, private data, leadership, anti-entropy.
 */
class GossipService
{
  public:
    using Channels = std::map<std::string, std::unique_ptr<PeerChannel>>;

    /// A block has come. @param source pki-id of its sender
    using BlockCallback = std::function<void(const std::string& channel,
                                             uint64_t number,
                                             const SharedBytes& block,
                                             const std::string& source)>;

    /// Another peer on a channel, as far as is known.
    struct ChannelPeer
    {
        std::string endpoint;
        std::string mspId;
        uint64_t height; //!< [block] as last told
        std::vector<std::string> chaincodes;
    };

    GossipService(const PeerRuntime& runtime,
                  const Channels& channels,
                  const std::vector<FabricEndpoint>& peers,
                  uint64_t incarnation,
                  BlockCallback block);
    ~GossipService();

    void Start(GrpcServer& server);

    /// @return the other peers on @p channel that are alive, in the order of their pki-ids.
    std::vector<ChannelPeer> GetPeers(const std::string& channel) const;

    /// A block has been verified: it goes to mates. @param source pki-id it came from, or empty
    void Propagate(const std::string& channel,
                   uint64_t number,
                   const SharedBytes& block,
                   const std::string& source);

  private:
    struct Link;
    using Reply = std::function<void(const fabric::GossipMessage& message)>;

    /// Where a message came from.
    struct Origin
    {
        Reply reply;
        std::shared_ptr<std::string> pkiId; //!< of the other end; empty until it has told
        std::string endpoint;               //!< of the other end; empty: it opened the stream
    };

    struct Burst
    {
        std::vector<std::pair<SharedBytes, std::string>> messages; //!< envelope, source
        uint64_t number{0};                                        //!< of bursts so far
    };

    void Accept(Ptr<GrpcStream> stream);
    void Receive(const SharedBytes& bytes, const Origin& origin);
    void Handle(const fabric::GossipEnvelope& envelope,
                const fabric::GossipMessage& message,
                const Origin& origin);
    void HandleAlive(const fabric::GossipEnvelope& envelope,
                     const fabric::AliveMessage& alive,
                     const Origin& origin);
    void HandleState(const fabric::GossipEnvelope& envelope,
                     const fabric::StateInfo& info,
                     const Origin& origin);
    void HandleSnapshot(const fabric::StateInfoSnapshot& snapshot, const Origin& origin);
    void HandleMembership(const fabric::MembershipResponse& response, const Origin& origin);
    void HandleData(const fabric::GossipMessage& message, const Origin& origin);
    void HandleMembershipRequest(const fabric::MembershipRequest& request, const Origin& origin);
    void HandleStateRequest(const fabric::StateInfoPullRequest& request, const Origin& origin);
    void HandlePull(const fabric::GossipMessage& message, const Origin& origin);
    void AnswerRequest(const fabric::GossipMessage& message, fabric::GossipMessage& answer);
    static fabric::GossipMessage MakeData(const std::string& channel,
                                          uint64_t number,
                                          const SharedBytes& block);

    void TellAlive();
    void TellStates();
    void AskStates();
    void AskMissingBlocks();
    void Reconnect();
    void Flush(const std::string& channel);

    fabric::GossipEnvelope Sign(const fabric::GossipMessage& message, Time& cost) const;
    bool Verify(const std::string& identity, const fabric::GossipEnvelope& envelope, Time& cost);
    std::string FindChannel(const std::string& mac, const std::string& pkiId) const;
    std::vector<std::string> PickPeers(std::function<bool(const std::string&)> fits) const;
    void SendTo(const std::string& endpoint, const SharedBytes& envelope);
    void SpreadNews(const fabric::GossipEnvelope& envelope,
                    const std::string& about,
                    const std::string& source);

    const PeerRuntime& m_runtime;
    const Channels& m_channels;
    BlockCallback m_onBlock;
    std::string m_endpoint; //!< own
    std::string m_mspId;    //!< own
    std::string m_pkiId;    //!< own
    uint64_t m_incarnation;
    uint64_t m_sequence{0};
    std::map<std::string, std::unique_ptr<Link>> m_links; //!< by endpoint
    GossipMembership m_membership;
    std::map<std::string, fabric::GossipEnvelope> m_alive; //!< latest, by pki-id
    std::map<std::string, std::map<std::string, fabric::GossipEnvelope>> m_states; //!< likewise
    std::map<std::string, uint64_t> m_toldHeights;                                 //!< by channel
    std::map<std::string, std::map<uint64_t, SharedBytes>> m_blocks; //!< latest, by channel
    std::map<std::string, Burst> m_bursts;                           //!< by channel
};

} // namespace iotledger
} // namespace ns3

#endif /* GOSSIP_SERVICE_H */
