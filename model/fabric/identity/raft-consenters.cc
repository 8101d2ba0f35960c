/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-consenters.h"

#include "fabric-configtx.pb.h"
#include "go-duration.h"
#include "identity-message.h"

namespace ns3
{
namespace iotledger
{

bool
operator==(const RaftConsenter& a, const RaftConsenter& b)
{
    return a.address.host == b.address.host && a.address.port == b.address.port &&
           a.clientTlsCertificate == b.clientTlsCertificate &&
           a.serverTlsCertificate == b.serverTlsCertificate;
}

SharedBytes
RaftConsenters::Encode() const
{
    fabric::RaftConfigMetadata message;
    for (const auto& consenter : consenters)
    {
        auto* encoded = message.add_consenters();
        encoded->set_host(consenter.address.host);
        encoded->set_port(consenter.address.port);
        encoded->set_client_tls_cert(consenter.clientTlsCertificate.ToString());
        encoded->set_server_tls_cert(consenter.serverTlsCertificate.ToString());
    }
    auto* options = message.mutable_options();
    options->set_tick_interval(FormatGoDuration(tickInterval));
    options->set_election_tick(electionTick);
    options->set_heartbeat_tick(heartbeatTick);
    options->set_max_inflight_blocks(maxInflightBlocks);
    options->set_snapshot_interval_size(snapshotIntervalSize);
    return EncodeMessage(message);
}

std::optional<RaftConsenters>
RaftConsenters::Decode(const SharedBytes& metadata)
{
    fabric::RaftConfigMetadata message;
    if (!DecodeMessage(message, metadata))
    {
        return std::nullopt;
    }
    const auto& options = message.options();
    const auto tickInterval = ParseGoDuration(options.tick_interval());
    // orderer/consensus/etcdraft/util.go, validateConfigMetadata
    if (!tickInterval || tickInterval->IsZero() || options.heartbeat_tick() == 0 ||
        options.election_tick() <= options.heartbeat_tick() || options.max_inflight_blocks() == 0 ||
        options.snapshot_interval_size() == 0 || message.consenters().empty())
    {
        return std::nullopt;
    }
    RaftConsenters raft;
    for (const auto& encoded : message.consenters())
    {
        if (encoded.port() > UINT16_MAX)
        {
            return std::nullopt;
        }
        raft.consenters.push_back({{encoded.host(), static_cast<uint16_t>(encoded.port())},
                                   SharedBytes(encoded.client_tls_cert()),
                                   SharedBytes(encoded.server_tls_cert())});
    }
    raft.tickInterval = *tickInterval;
    raft.electionTick = options.election_tick();
    raft.heartbeatTick = options.heartbeat_tick();
    raft.maxInflightBlocks = options.max_inflight_blocks();
    raft.snapshotIntervalSize = options.snapshot_interval_size();
    return raft;
}

} // namespace iotledger
} // namespace ns3
