/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEER_NODE_H
#define PEER_NODE_H

#include "block-committer.h"
#include "block-event-stream.h"
#include "block-intake.h"
#include "blocks-provider.h"
#include "endorser.h"
#include "gateway-service.h"
#include "gossip-service.h"
#include "peer-channel.h"
#include "peer-directory.h"
#include "peer-runtime.h"

#include "ns3/grpc-server.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief A peer while it runs: all its parts, put together. Internal.
 */
class PeerNode
{
  public:
    using Ledgers = std::map<std::string, std::shared_ptr<PeerLedger>>;

    PeerNode(std::unique_ptr<PeerRuntime> runtime,
             const Ledgers& ledgers,
             const std::vector<FabricEndpoint>& peers,
             const std::vector<FabricEndpoint>& orderers,
             uint64_t incarnation);
    ~PeerNode();

    void Start();

    void Join(const std::string& name, PeerLedger& kept); //!< a channel, now

    /// Ends everything that goes on; nothing happens afterwards.
    void Stop();

    uint64_t GetQueuedBytes() const;     //!< [B] of blocks that wait
    uint64_t GetConnectionBytes() const; //!< [B] of what connections from others hold

  private:
    /// How blocks of one channel get in.
    struct Inflow
    {
        std::unique_ptr<BlockCommitter> committer;
        std::unique_ptr<BlockIntake> intake;
        std::unique_ptr<BlocksProvider> provider;
    };

    void AddInflow(const std::string& name, PeerChannel& channel);
    void HandleProposal(const SharedBytes& request, const std::shared_ptr<ServedCall>& call);

    std::unique_ptr<PeerRuntime> m_runtime;
    std::vector<FabricEndpoint> m_orderers;
    Endorser::Channels m_channels;
    Endorser m_endorser;
    std::unique_ptr<GossipService> m_gossip; //!< null: switched off
    PeerDirectory m_directory;
    GatewayService m_gateway;
    std::shared_ptr<ConcurrencyLimit> m_limit; //!< of proposals
    std::shared_ptr<ConcurrencyLimit> m_deliverLimit;
    std::map<std::string, Inflow> m_inflows; //!< by channel
    Ptr<GrpcServer> m_server;
    bool m_isStarted{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* PEER_NODE_H */
