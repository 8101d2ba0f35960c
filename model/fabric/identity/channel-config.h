/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHANNEL_CONFIG_H
#define CHANNEL_CONFIG_H

#include "ns3/msp-definition.h"
#include "ns3/nstime.h"
#include "ns3/policy-definition.h"
#include "ns3/raft-consenters.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// An organisation of a channel, on the side of the peers or of the orderers. @ingroup iot-ledger
struct ChannelOrganization
{
    std::string name; //!< key in the configuration tree: "Org1"
    MspDefinition msp;
    PolicyDefinitions policies;
    std::vector<ConsenterAddress> anchorPeers; //!< of an application organisation
    std::vector<std::string> ordererEndpoints; //!< "host:port", of an orderer organisation
};

/// When the orderers cut a block (orderer/configuration.proto). @ingroup iot-ledger
struct OrdererBatchSize
{
    uint32_t maxMessageCount{500};         //!< envelopes
    uint32_t absoluteMaxBytes{10'485'760}; //!< [B]
    uint32_t preferredMaxBytes{2'097'152}; //!< [B]
};

/**
 * @ingroup iot-ledger
 * @brief What a channel's configuration block says.
 *
 * Defaults: Hyperledger Fabric v2.4.3, sampleconfig/configtx.yaml. The tree that it is encoded in:
 * internal/configtxgen/encoder/encoder.go and docs/source/configtx.rst.
 * Left out: the system channel and its consortiums, and orderers other than etcdraft.
 */
struct ChannelConfig
{
    /// Anything before MakeGenesisBlock: no organisations, the default policies of every level.
    ChannelConfig();

    std::string channel;
    PolicyDefinitions policies;            //!< of /Channel
    PolicyDefinitions ordererPolicies;     //!< of /Channel/Orderer
    PolicyDefinitions applicationPolicies; //!< of /Channel/Application
    std::set<std::string> capabilities{"V2_0"};
    std::set<std::string> ordererCapabilities{"V2_0"};
    std::set<std::string> applicationCapabilities{"V2_0"};
    std::map<std::string, std::string> acls;        //!< resource to policy, where not the default
    std::vector<ChannelOrganization> organizations; //!< of peers and clients, by name
    std::vector<ChannelOrganization> ordererOrganizations; //!< by name
    std::vector<std::string> ordererAddresses;             //!< "host:port"
    Time batchTimeout{Seconds(2)};
    OrdererBatchSize batchSize;
    uint64_t maxChannels{0}; //!< 0: no limit
    RaftConsenters raft;

    /// @return all MSPs, those of peers first, each once.
    std::vector<MspDefinition> GetMsps() const;

    /// @param time [ns] since 1970-01-01 UTC, of the channel header @param nonce 24 B
    /// @return a Block (common/common.proto) with number 0 (common/genesis/genesis.go)
    SharedBytes MakeGenesisBlock(int64_t time, const SharedBytes& nonce) const;

    /// @return what @p block, a Block with one configuration envelope, says; empty if it is none.
    static std::optional<ChannelConfig> FromBlock(const SharedBytes& block);
};

/// @return the policies that an organisation has by default (fabric-samples/test-network): Readers
/// admin, peer, client; Writers admin, client; Admins admin; Endorsement peer.
PolicyDefinitions MakeOrganizationPolicies(const std::string& mspId);

/// @return likewise of an organisation of orderers: Readers and Writers member, Admins admin.
PolicyDefinitions MakeOrdererOrganizationPolicies(const std::string& mspId);

} // namespace iotledger
} // namespace ns3

#endif /* CHANNEL_CONFIG_H */
