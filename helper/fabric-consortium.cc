/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-consortium.h"

#include <algorithm>
#include <cctype>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr int64_t DAY = 86'400;                   // [s]
constexpr int64_t NANOSECONDS = 1'000'000'000;    // in a second
constexpr std::size_t NONCE_SIZE = 24;            // [B] crypto.GetRandomNonce
constexpr const char* DOMAIN_NAME = "example.com"; // fabric-samples/test-network

FabricOrganization
MakeOrganization(const std::string& name,
                 const std::string& mspId,
                 int64_t epoch,
                 Ptr<UniformRandomVariable> random)
{
    std::string domain = DOMAIN_NAME;
    if (name != FabricConsortium::ORDERER)
    {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char letter) {
            return static_cast<char>(std::tolower(letter));
        });
        domain = lower + "." + domain;
    }
    return FabricOrganization({mspId, domain, epoch - DAY}, random);
}

SharedBytes
DrawNonce(Ptr<UniformRandomVariable> random)
{
    std::vector<uint8_t> nonce(NONCE_SIZE);
    for (auto& byte : nonce)
    {
        byte = static_cast<uint8_t>(random->GetInteger(0, 255));
    }
    return SharedBytes(std::move(nonce));
}

} // namespace

FabricConsortium::FabricConsortium(const std::vector<OrganizationSpec>& organizations,
                                   int64_t epoch,
                                   Ptr<UniformRandomVariable> random)
    : m_epoch(epoch),
      m_random(random)
{
    m_organizations.emplace(ORDERER, MakeOrganization(ORDERER, "OrdererMSP", epoch, random));
    for (const auto& organization : organizations)
    {
        m_specs.push_back(organization);
        m_organizations.emplace(
            organization.name,
            MakeOrganization(organization.name, organization.GetMspId(), epoch, random));
    }
}

std::shared_ptr<const FabricSigner>
FabricConsortium::Issue(const std::string& organization,
                        const std::string& name,
                        FabricRole role,
                        Ptr<Crypto> crypto)
{
    return std::make_shared<const FabricSigner>(
        m_organizations.at(organization).Issue(name, role, crypto));
}

TlsCredentials
FabricConsortium::IssueTls(const std::string& organization,
                           const std::string& name,
                           FabricRole role)
{
    const auto key = m_organizations.at(organization).IssueTls(name, role);
    TlsCredentials credentials{key.chain, key.privateKey, {}};
    for (const auto& other : m_organizations)
    {
        credentials.trust.anchors.push_back(other.second.GetTlsRoot());
    }
    return credentials;
}

SharedBytes
FabricConsortium::MakeGenesisBlock(const ChannelConfig& base,
                                   const std::string& channel,
                                   const std::vector<std::string>& orderers,
                                   uint16_t port,
                                   const std::vector<SharedBytes>& consenterKeys) const
{
    ChannelConfig config = base;
    config.channel = channel;
    for (const auto& spec : m_specs)
    {
        auto policies = MakeOrganizationPolicies(spec.GetMspId());
        for (const auto& [name, rule] : spec.policies)
        {
            policies.insert_or_assign(name, ParsePolicyRule(rule));
        }
        config.organizations.push_back(
            {spec.name, Find(spec.name).GetDefinition(), std::move(policies), {}, {}});
    }
    const auto& ordering = Find(ORDERER);
    std::vector<std::string> endpoints;
    for (std::size_t i = 0; i < orderers.size(); ++i)
    {
        endpoints.push_back(orderers[i] + ":" + std::to_string(port));
        config.raft.consenters.push_back(
            {{orderers[i], port}, consenterKeys[i], consenterKeys[i]});
    }
    config.ordererAddresses = endpoints;
    config.ordererOrganizations.push_back({ORDERER,
                                           ordering.GetDefinition(),
                                           MakeOrdererOrganizationPolicies(ordering.GetMspId()),
                                           {},
                                           endpoints});
    return config.MakeGenesisBlock(m_epoch * NANOSECONDS, DrawNonce(m_random));
}

const std::string&
FabricConsortium::GetMspId(const std::string& organization) const
{
    return Find(organization).GetMspId();
}

const FabricOrganization&
FabricConsortium::Find(const std::string& organization) const
{
    return m_organizations.at(organization);
}

} // namespace iotledger
} // namespace ns3
