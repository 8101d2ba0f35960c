/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCKS_PROVIDER_H
#define BLOCKS_PROVIDER_H

#include "ns3/fabric-endpoint.h"
#include "ns3/grpc-client.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class BlockIntake;
class PeerChannel;
class PeerRuntime;

/**
 * @brief Pulls a channel's blocks from one orderer, chosen at random, until the stream breaks.
 * Internal.
 *
 * It reads the next block when one has been verified and has found room, so that the orderer waits
 * for a peer that lags. When the stream breaks it tries another after 100 ms times 1.2 to the
 * number of failures in a row.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/pkg/peer/blocksprovider/blocksprovider.go
 * (DeliverBlocks), sampleconfig/core.yaml (peer.deliveryclient).
 */
class BlocksProvider
{
  public:
    BlocksProvider(const PeerRuntime& runtime,
                   PeerChannel& channel,
                   BlockIntake& intake,
                   const std::vector<FabricEndpoint>& orderers);
    ~BlocksProvider();

    void Start();

    const std::string& GetOrderer() const; //!< name of the one it pulls from, or has tried last

  private:
    void Connect();
    void Seek();
    void HandleMessage(const SharedBytes& message);
    void Fail(); //!< gives the stream up, and comes back later

    const PeerRuntime& m_runtime;
    PeerChannel& m_channel;
    BlockIntake& m_intake;
    const std::vector<FabricEndpoint>& m_orderers;
    std::string m_orderer;
    Ptr<GrpcClient> m_client;
    Ptr<GrpcStream> m_stream; //!< null: not connected
    uint32_t m_failures{0};   //!< in a row
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCKS_PROVIDER_H */
