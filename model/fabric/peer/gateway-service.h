/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GATEWAY_SERVICE_H
#define GATEWAY_SERVICE_H

#include "fabric-gateway.pb.h"
#include "gateway-call.h"
#include "peer-directory.h"

#include "ns3/grpc-server.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class ChaincodeEventStream;
class PeerRuntime;

/**
 * @brief The gateway of a peer: what clients call. Internal.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/pkg/gateway/api.go.
 */
class GatewayService
{
  public:
    GatewayService(const PeerRuntime& runtime,
                   const Endorser::Channels& channels,
                   PeerDirectory& directory);
    ~GatewayService();

    void Start(GrpcServer& server);

    uint32_t GetCalls() const; //!< in progress

  private:
    using Call = std::shared_ptr<ServedCall>;

    void HandleEvaluate(const SharedBytes& request, const Call& call);
    void Evaluate(const fabric::SignedProposal& proposal,
                  std::vector<uint32_t> peers,
                  const Call& call);
    void HandleEndorse(const SharedBytes& request, const Call& call);
    void HandleSubmit(const SharedBytes& request, const Call& call);
    void Submit(const SharedBytes& envelope, std::vector<uint32_t> orderers, const Call& call);
    void HandleCommitStatus(const SharedBytes& request, const Call& call);
    void AwaitCommit(PeerChannel& channel, const std::string& transaction, const Call& call);
    void HandleEvents(Ptr<GrpcStream> stream);

    /// @return the channel, or null after it has refused the call.
    PeerChannel* FindChannel(const std::string& name, const Call& call) const;

    const PeerRuntime& m_runtime;
    const Endorser::Channels& m_channels;
    PeerDirectory& m_directory;
    std::shared_ptr<ConcurrencyLimit> m_limit;
    std::map<uint64_t, std::shared_ptr<ChaincodeEventStream>> m_events; //!< by number
    uint64_t m_nextEvents{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* GATEWAY_SERVICE_H */
