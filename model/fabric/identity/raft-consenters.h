/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_CONSENTERS_H
#define RAFT_CONSENTERS_H

#include "ns3/nstime.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Where something listens. @ingroup iot-ledger
struct ConsenterAddress
{
    std::string host;
    uint16_t port{0};
};

/// An orderer that takes part in Raft. @ingroup iot-ledger
struct RaftConsenter
{
    ConsenterAddress address;
    SharedBytes clientTlsCertificate; //!< PEM
    SharedBytes serverTlsCertificate; //!< PEM
};

bool operator==(const RaftConsenter& a, const RaftConsenter& b);

/**
 * @ingroup iot-ledger
 * @brief Who orders a channel by Raft, and with which options.
 *
 * Source: hyperledger/fabric-protos v2.4, orderer/etcdraft/configuration.proto (ConfigMetadata);
 * defaults: Hyperledger Fabric v2.4.3, sampleconfig/configtx.yaml, Orderer.EtcdRaft.Options.
 */
struct RaftConsenters
{
    std::vector<RaftConsenter> consenters;
    Time tickInterval{MilliSeconds(500)};
    uint32_t electionTick{10}; //!< ticks
    uint32_t heartbeatTick{1}; //!< ticks
    uint32_t maxInflightBlocks{5};
    uint32_t snapshotIntervalSize{16'777'216}; //!< [B]

    /// @return a ConfigMetadata.
    SharedBytes Encode() const;
    static std::optional<RaftConsenters> Decode(const SharedBytes& metadata);
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_CONSENTERS_H */
