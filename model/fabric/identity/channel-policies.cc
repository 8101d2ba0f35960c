/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "channel-policies.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr const char* READERS = "/Channel/Application/Readers";
constexpr const char* WRITERS = "/Channel/Application/Writers";
constexpr const char* APPLICATION = "/Channel/Application/";

} // namespace

const std::map<std::string, std::string>&
GetDefaultAccessControl()
{
    static const std::map<std::string, std::string> GUARDS{
        {"_lifecycle/CheckCommitReadiness", WRITERS},
        {"_lifecycle/CommitChaincodeDefinition", WRITERS},
        {"_lifecycle/QueryChaincodeDefinition", WRITERS},
        {"_lifecycle/QueryChaincodeDefinitions", WRITERS},
        {"lscc/ChaincodeExists", READERS},
        {"lscc/GetDeploymentSpec", READERS},
        {"lscc/GetChaincodeData", READERS},
        {"lscc/GetInstantiatedChaincodes", READERS},
        {"qscc/GetChainInfo", READERS},
        {"qscc/GetBlockByNumber", READERS},
        {"qscc/GetBlockByHash", READERS},
        {"qscc/GetTransactionByID", READERS},
        {"qscc/GetBlockByTxID", READERS},
        {"cscc/GetConfigBlock", READERS},
        {"cscc/GetChannelConfig", READERS},
        {"peer/Propose", WRITERS},
        {"peer/ChaincodeToChaincode", WRITERS},
        {"event/Block", READERS},
        {"event/FilteredBlock", READERS},
        {"gateway/CommitStatus", READERS},
        {"gateway/ChaincodeEvents", READERS},
    };
    return GUARDS;
}

ChannelPolicies::ChannelPolicies(const ChannelConfig& config)
    : m_acls(GetDefaultAccessControl())
{
    const auto makeGroup = [](const PolicyDefinitions& policies,
                              const std::vector<ChannelOrganization>& organizations) {
        Group group{&policies, {}};
        for (const auto& organization : organizations)
        {
            group.groups[organization.name] = {&organization.policies, {}};
        }
        return group;
    };
    Group channel{&config.policies, {}};
    channel.groups["Application"] = makeGroup(config.applicationPolicies, config.organizations);
    channel.groups["Orderer"] = makeGroup(config.ordererPolicies, config.ordererOrganizations);
    Add("/Channel", channel);
    for (const auto& [resource, policy] : config.acls)
    {
        const auto isPath = !policy.empty() && policy.front() == '/';
        m_acls[resource] = isPath ? policy : APPLICATION + policy;
    }
}

void
ChannelPolicies::Add(const std::string& path, const Group& group)
{
    for (const auto& [name, below] : group.groups)
    {
        Add(path + "/" + name, below);
    }
    for (const auto& [name, definition] : *group.policies)
    {
        auto& policy = m_policies[path + "/" + name];
        if (const auto* signature = definition.GetSignature())
        {
            policy = std::make_shared<SignaturePolicy>(*signature);
            continue;
        }
        std::vector<PolicyPtr> subPolicies;
        for (const auto& below : group.groups)
        {
            subPolicies.push_back(
                Find(path + "/" + below.first + "/" + definition.GetImplicitMeta()->subPolicy));
        }
        policy = std::make_shared<ImplicitMetaPolicy>(definition.GetImplicitMeta()->rule,
                                                      std::move(subPolicies));
    }
}

ChannelPolicies::PolicyPtr
ChannelPolicies::Find(const std::string& path) const
{
    const auto found = m_policies.find(path);
    return found == m_policies.end() ? nullptr : found->second;
}

bool
ChannelPolicies::Evaluate(const std::string& path, const Policy::Signers& signers) const
{
    const auto policy = Find(path);
    return policy && policy->Evaluate(signers);
}

bool
ChannelPolicies::IsAllowed(const std::string& resource, const Policy::Signers& signers) const
{
    return Evaluate(GetGuard(resource), signers);
}

std::string
ChannelPolicies::GetGuard(const std::string& resource) const
{
    const auto found = m_acls.find(resource);
    return found == m_acls.end() ? std::string() : found->second;
}

} // namespace iotledger
} // namespace ns3
