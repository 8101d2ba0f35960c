/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHANNEL_CONFIG_TREE_H
#define CHANNEL_CONFIG_TREE_H

#include "fabric-configtx.pb.h"

#include "ns3/channel-config.h"

#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * A channel's configuration as a tree of groups, values and policies. Internal.
 *
 *     Channel              HashingAlgorithm BlockDataHashingStructure OrdererAddresses Capabilities
 *       Orderer            ConsensusType BatchSize BatchTimeout ChannelRestrictions Capabilities
 *         <organisation>   MSP Endpoints
 *       Application        ACLs Capabilities
 *         <organisation>   MSP AnchorPeers
 *
 * Every group has policies too. All versions are 0; Admins of the group may modify anything.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/configtxgen/encoder/encoder.go and
 * common/channelconfig (the keys).
 */
fabric::ConfigGroup EncodeChannelGroup(const ChannelConfig& config);

/// @return what @p group says; empty if something that every channel needs is missing or wrong.
std::optional<ChannelConfig> DecodeChannelGroup(const std::string& channel,
                                                const fabric::ConfigGroup& group);

/// A configuration block's only envelope, taken apart. Internal.
struct ConfigBlock
{
    std::string channel;
    fabric::ConfigEnvelope envelope;
};

/// @return empty unless @p block is a Block with one envelope of the type CONFIG.
std::optional<ConfigBlock> DecodeConfigBlock(const SharedBytes& block);

} // namespace iotledger
} // namespace ns3

#endif /* CHANNEL_CONFIG_TREE_H */
