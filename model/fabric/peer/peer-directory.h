/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEER_DIRECTORY_H
#define PEER_DIRECTORY_H

#include "endorser.h"
#include "gossip-service.h"

#include "ns3/fabric-endpoint.h"
#include "ns3/grpc-client.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class PeerRuntime;

/**
 * @brief The endorsers and orderers that a gateway knows, best first, and how it calls them.
 * Internal.
 *
 * Peer 0 is the gateway's own, which it calls without the network. Peers of an organisation come in
 * order of ledger height, as gossip last told it; among equals the own peer is first, the rest are
 * in random order. Without gossip all peers count as equally high.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/pkg/gateway/registry.go.
 */
class PeerDirectory
{
  public:
    using Groups = std::map<std::string, std::vector<uint32_t>>; //!< peers by MSP, best first

    PeerDirectory(const PeerRuntime& runtime,
                  const Endorser::Channels& channels,
                  Endorser& own,
                  const GossipService* gossip,
                  const std::vector<FabricEndpoint>& peers,
                  const std::vector<FabricEndpoint>& orderers);
    ~PeerDirectory();

    /// @return the peers of @p channel that have @p chaincode.
    Groups FindEndorsers(const std::string& channel, const std::string& chaincode) const;

    /// @return the height that @p peer is known to have; 0 if none is.
    uint64_t GetHeight(const std::string& channel, uint32_t peer) const;

    /// What calling an endorser came to, judged as Fabric's gateway does (responseStatus).
    struct Answer
    {
        GrpcCode code{GrpcCode::OK};
        std::string message;
        bool isRetried{false}; //!< Evaluate tries another peer
        fabric::ProposalResponse response;
    };

    using Answered = std::function<void(const Answer& answer)>;

    /// Has a peer process a proposal; peer 0 at home. @p answered comes from the event loop.
    void Process(uint32_t peer, const fabric::SignedProposal& proposal, Answered answered);

    uint32_t GetOrderers() const;
    const std::string& GetOrdererName(uint32_t orderer) const;

    /// Opens a call of an orderer's Broadcast.
    Ptr<GrpcStream> Broadcast(uint32_t orderer);

    const std::string& GetPeerName(uint32_t peer) const;
    const std::string& GetMsp() const; //!< of the own peer

  private:
    struct Remote
    {
        FabricEndpoint endpoint;
        Ptr<GrpcClient> client; //!< null: not called yet
    };

    struct Candidate
    {
        uint32_t peer;
        uint64_t height; //!< [block]
    };

    GrpcClient& GetClient(Remote& remote) const;
    std::map<std::string, std::vector<Candidate>> FindCandidates(
        const std::string& channel,
        const std::string& chaincode) const; //!< by MSP, in any order
    static Answer Judge(const Endorser::Outcome& outcome);

    const PeerRuntime& m_runtime;
    const Endorser::Channels& m_channels;
    Endorser& m_own;
    const GossipService* m_gossip; //!< null: none
    std::vector<Remote> m_peers;   //!< the first is the own
    std::vector<Remote> m_orderers;
};

} // namespace iotledger
} // namespace ns3

#endif /* PEER_DIRECTORY_H */
