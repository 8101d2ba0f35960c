/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CLUSTER_LINK_H
#define CLUSTER_LINK_H

#include "ns3/grpc-client.h"
#include "ns3/shared-bytes.h"
#include "ns3/stream-sender.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

/**
 * @brief An orderer's connection to another one: for each channel a stream of Raft messages and one
 * of envelopes for the leader. Internal.
 *
 * At most SEND_BUFFER messages wait on a stream. Raft messages beyond that are lost, and the stream
 * with them; envelopes wait.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/common/cluster/rpc.go and comm.go (Stream);
 * orderer/common/localconfig/config.go (SendBufferSize). The method: orderer/cluster.proto.
 */
class ClusterLink
{
  public:
    static constexpr std::size_t SEND_BUFFER = 10; //!< messages

    using Lost = std::function<void(const std::string& channel)>;

    /// @param lost is told when a stream of Raft messages breaks
    ClusterLink(Ptr<GrpcClient> client, Lost lost);
    ~ClusterLink();

    /// @return false: the message is lost.
    bool SendConsensus(const std::string& channel, const SharedBytes& raftMessage);

    /// @param sequence of the configuration that `envelope` was validated against
    /// @param sent called when it has left; never if it does not
    void SendSubmit(const std::string& channel,
                    const SharedBytes& envelope,
                    uint64_t sequence,
                    std::function<void()> sent);

    Ptr<GrpcClient> GetClient() const;
    uint64_t GetBacklog() const; //!< [B] that the transport has not taken

  private:
    enum class Kind
    {
        CONSENSUS,
        SUBMIT,
    };

    StreamSender& GetStream(const std::string& channel, Kind kind);

    Ptr<GrpcClient> m_client;
    Lost m_lost;
    std::map<std::pair<std::string, Kind>, std::unique_ptr<StreamSender>> m_streams;
};

} // namespace iotledger
} // namespace ns3

#endif /* CLUSTER_LINK_H */
