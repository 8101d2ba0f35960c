/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "channel-config-tree.h"
#include "go-duration.h"
#include "identity-message.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

/// Reads the value @p key of @p group into @p message. @return whether it is there and fits.
bool
ReadValue(const fabric::ConfigGroup& group,
          const std::string& key,
          google::protobuf::MessageLite& message)
{
    const auto value = group.values().find(key);
    return value != group.values().end() && message.ParseFromString(value->second.value());
}

/// Reads the value @p key, which may be missing. @return whether it fits if it is there.
bool
ReadOptional(const fabric::ConfigGroup& group,
             const std::string& key,
             google::protobuf::MessageLite& message)
{
    return group.values().count(key) == 0 || ReadValue(group, key, message);
}

bool
ReadPolicies(const fabric::ConfigGroup& group, PolicyDefinitions& policies)
{
    policies.clear();
    for (const auto& [name, entry] : group.policies())
    {
        auto definition = PolicyDefinition::Decode(EncodeMessage(entry.policy()));
        if (!definition)
        {
            return false;
        }
        policies.emplace(name, std::move(*definition));
    }
    return true;
}

bool
ReadCapabilities(const fabric::ConfigGroup& group, std::set<std::string>& capabilities)
{
    fabric::Capabilities message;
    const auto isRead = ReadOptional(group, "Capabilities", message);
    capabilities.clear();
    for (const auto& entry : message.capabilities())
    {
        capabilities.insert(entry.first);
    }
    return isRead;
}

bool
ReadOrganization(const fabric::ConfigGroup& group, ChannelOrganization& organization)
{
    const auto value = group.values().find("MSP");
    auto msp = value == group.values().end()
                   ? std::nullopt
                   : MspDefinition::Decode(SharedBytes(value->second.value()));
    fabric::OrdererAddresses endpoints;
    fabric::AnchorPeers anchors;
    if (!msp || !ReadPolicies(group, organization.policies) ||
        !ReadOptional(group, "Endpoints", endpoints) ||
        !ReadOptional(group, "AnchorPeers", anchors))
    {
        return false;
    }
    organization.msp = std::move(*msp);
    organization.ordererEndpoints.assign(endpoints.addresses().begin(),
                                         endpoints.addresses().end());
    for (const auto& peer : anchors.anchor_peers())
    {
        organization.anchorPeers.push_back({peer.host(), static_cast<uint16_t>(peer.port())});
    }
    return true;
}

bool
ReadOrganizations(const fabric::ConfigGroup& group, std::vector<ChannelOrganization>& organizations)
{
    for (const auto& [name, below] : group.groups())
    {
        ChannelOrganization organization;
        organization.name = name;
        if (!ReadOrganization(below, organization))
        {
            return false;
        }
        organizations.push_back(std::move(organization));
    }
    std::sort(organizations.begin(), organizations.end(), [](const auto& a, const auto& b) {
        return a.name < b.name;
    });
    return true;
}

bool
ReadOrderer(const fabric::ConfigGroup& group, ChannelConfig& config)
{
    fabric::BatchSize batchSize;
    fabric::BatchTimeout batchTimeout;
    fabric::ChannelRestrictions restrictions;
    fabric::ConsensusType consensus;
    if (!ReadPolicies(group, config.ordererPolicies) ||
        !ReadCapabilities(group, config.ordererCapabilities) ||
        !ReadOrganizations(group, config.ordererOrganizations) ||
        !ReadValue(group, "BatchSize", batchSize) ||
        !ReadValue(group, "BatchTimeout", batchTimeout) ||
        !ReadOptional(group, "ChannelRestrictions", restrictions) ||
        !ReadValue(group, "ConsensusType", consensus) || consensus.type() != "etcdraft")
    {
        return false;
    }
    config.batchSize = {batchSize.max_message_count(),
                        batchSize.absolute_max_bytes(),
                        batchSize.preferred_max_bytes()};
    config.maxChannels = restrictions.max_count();
    const auto timeout = ParseGoDuration(batchTimeout.timeout());
    auto raft = RaftConsenters::Decode(SharedBytes(consensus.metadata()));
    // common/channelconfig/orderer.go, Validate
    if (!timeout || timeout->IsZero() || !raft || batchSize.max_message_count() == 0 ||
        batchSize.absolute_max_bytes() == 0 || batchSize.preferred_max_bytes() == 0 ||
        batchSize.preferred_max_bytes() > batchSize.absolute_max_bytes())
    {
        return false;
    }
    config.batchTimeout = *timeout;
    config.raft = std::move(*raft);
    return true;
}

bool
ReadApplication(const fabric::ConfigGroup& group, ChannelConfig& config)
{
    fabric::ACLs acls;
    if (!ReadOptional(group, "ACLs", acls))
    {
        return false;
    }
    for (const auto& [resource, entry] : acls.acls())
    {
        config.acls[resource] = entry.policy_ref();
    }
    return ReadPolicies(group, config.applicationPolicies) &&
           ReadCapabilities(group, config.applicationCapabilities) &&
           ReadOrganizations(group, config.organizations);
}

} // namespace

std::optional<ChannelConfig>
DecodeChannelGroup(const std::string& channel, const fabric::ConfigGroup& group)
{
    ChannelConfig config;
    config.channel = channel;
    fabric::OrdererAddresses addresses;
    const auto orderer = group.groups().find("Orderer");
    const auto application = group.groups().find("Application");
    if (orderer == group.groups().end() || application == group.groups().end() ||
        !ReadPolicies(group, config.policies) || !ReadCapabilities(group, config.capabilities) ||
        !ReadOptional(group, "OrdererAddresses", addresses) ||
        !ReadOrderer(orderer->second, config) || !ReadApplication(application->second, config))
    {
        return std::nullopt;
    }
    config.ordererAddresses.assign(addresses.addresses().begin(), addresses.addresses().end());
    return config;
}

std::optional<ConfigBlock>
DecodeConfigBlock(const SharedBytes& block)
{
    fabric::Block message;
    fabric::Envelope envelope;
    fabric::Payload payload;
    fabric::ChannelHeader header;
    ConfigBlock config;
    if (!DecodeMessage(message, block) || message.data().data_size() != 1 ||
        !envelope.ParseFromString(message.data().data(0)) ||
        !payload.ParseFromString(envelope.payload()) ||
        !header.ParseFromString(payload.header().channel_header()) ||
        header.type() != fabric::CONFIG || !config.envelope.ParseFromString(payload.data()))
    {
        return std::nullopt;
    }
    config.channel = header.channel_id();
    return config;
}

} // namespace iotledger
} // namespace ns3
