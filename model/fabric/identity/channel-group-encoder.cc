/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "channel-config-tree.h"
#include "go-duration.h"
#include "identity-message.h"

#include <limits>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr const char* ADMINS = "Admins";
constexpr const char* ORDERER_ADMINS = "/Channel/Orderer/Admins";

void
AddValue(fabric::ConfigGroup& group,
         const std::string& key,
         const SharedBytes& value,
         const char* modPolicy = ADMINS)
{
    auto& entry = (*group.mutable_values())[key];
    entry.set_value(value.ToString());
    entry.set_mod_policy(modPolicy);
}

void
AddPolicies(fabric::ConfigGroup& group, const PolicyDefinitions& policies)
{
    group.set_mod_policy(ADMINS);
    for (const auto& [name, definition] : policies)
    {
        auto& entry = (*group.mutable_policies())[name];
        DecodeMessage(*entry.mutable_policy(), definition.Encode());
        entry.set_mod_policy(ADMINS);
    }
}

void
AddCapabilities(fabric::ConfigGroup& group, const std::set<std::string>& capabilities)
{
    fabric::Capabilities message;
    for (const auto& capability : capabilities)
    {
        (*message.mutable_capabilities())[capability];
    }
    if (!capabilities.empty())
    {
        AddValue(group, "Capabilities", EncodeMessage(message));
    }
}

fabric::OrdererAddresses
MakeAddresses(const std::vector<std::string>& addresses)
{
    fabric::OrdererAddresses message;
    for (const auto& address : addresses)
    {
        message.add_addresses(address);
    }
    return message;
}

fabric::ConfigGroup
EncodeOrganization(const ChannelOrganization& organization)
{
    fabric::ConfigGroup group;
    AddPolicies(group, organization.policies);
    AddValue(group, "MSP", organization.msp.Encode());
    if (!organization.ordererEndpoints.empty())
    {
        AddValue(group, "Endpoints", EncodeMessage(MakeAddresses(organization.ordererEndpoints)));
    }
    fabric::AnchorPeers anchors;
    for (const auto& anchor : organization.anchorPeers)
    {
        auto* peer = anchors.add_anchor_peers();
        peer->set_host(anchor.host);
        peer->set_port(anchor.port);
    }
    if (!organization.anchorPeers.empty())
    {
        AddValue(group, "AnchorPeers", EncodeMessage(anchors));
    }
    return group;
}

fabric::ConfigGroup
EncodeOrderer(const ChannelConfig& config)
{
    fabric::ConfigGroup group;
    AddPolicies(group, config.ordererPolicies);
    fabric::BatchSize batchSize;
    batchSize.set_max_message_count(config.batchSize.maxMessageCount);
    batchSize.set_absolute_max_bytes(config.batchSize.absoluteMaxBytes);
    batchSize.set_preferred_max_bytes(config.batchSize.preferredMaxBytes);
    AddValue(group, "BatchSize", EncodeMessage(batchSize));
    fabric::BatchTimeout batchTimeout;
    batchTimeout.set_timeout(FormatGoDuration(config.batchTimeout));
    AddValue(group, "BatchTimeout", EncodeMessage(batchTimeout));
    fabric::ChannelRestrictions restrictions;
    restrictions.set_max_count(config.maxChannels);
    AddValue(group, "ChannelRestrictions", EncodeMessage(restrictions));
    AddCapabilities(group, config.ordererCapabilities);
    fabric::ConsensusType consensus;
    consensus.set_type("etcdraft");
    consensus.set_metadata(config.raft.Encode().ToString());
    AddValue(group, "ConsensusType", EncodeMessage(consensus));
    for (const auto& organization : config.ordererOrganizations)
    {
        (*group.mutable_groups())[organization.name] = EncodeOrganization(organization);
    }
    return group;
}

fabric::ConfigGroup
EncodeApplication(const ChannelConfig& config)
{
    fabric::ConfigGroup group;
    AddPolicies(group, config.applicationPolicies);
    fabric::ACLs acls;
    for (const auto& [resource, policy] : config.acls)
    {
        (*acls.mutable_acls())[resource].set_policy_ref(policy);
    }
    if (!config.acls.empty())
    {
        AddValue(group, "ACLs", EncodeMessage(acls));
    }
    AddCapabilities(group, config.applicationCapabilities);
    for (const auto& organization : config.organizations)
    {
        (*group.mutable_groups())[organization.name] = EncodeOrganization(organization);
    }
    return group;
}

} // namespace

fabric::ConfigGroup
EncodeChannelGroup(const ChannelConfig& config)
{
    fabric::ConfigGroup group;
    AddPolicies(group, config.policies);
    fabric::HashingAlgorithm hashing;
    hashing.set_name("SHA256");
    AddValue(group, "HashingAlgorithm", EncodeMessage(hashing));
    fabric::BlockDataHashingStructure structure;
    structure.set_width(std::numeric_limits<uint32_t>::max()); // flat: no Merkle tree
    AddValue(group, "BlockDataHashingStructure", EncodeMessage(structure));
    if (!config.ordererAddresses.empty())
    {
        AddValue(group,
                 "OrdererAddresses",
                 EncodeMessage(MakeAddresses(config.ordererAddresses)),
                 ORDERER_ADMINS);
    }
    AddCapabilities(group, config.capabilities);
    (*group.mutable_groups())["Orderer"] = EncodeOrderer(config);
    (*group.mutable_groups())["Application"] = EncodeApplication(config);
    return group;
}

} // namespace iotledger
} // namespace ns3
