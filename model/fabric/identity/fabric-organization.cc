/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-organization.h"

#include "cryptogen-authority.h"

#include "ns3/abort.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

bool
IsUser(FabricRole role)
{
    return role == FabricRole::CLIENT || role == FabricRole::ADMIN;
}

} // namespace

FabricOrganization::FabricOrganization(const Settings& settings, Ptr<UniformRandomVariable> stream)
    : m_settings(settings),
      m_authority(std::make_unique<CryptogenAuthority>(settings.domain,
                                                       "ca." + settings.domain,
                                                       settings.notBefore,
                                                       stream)),
      m_tlsAuthority(std::make_unique<CryptogenAuthority>(settings.domain,
                                                          "tlsca." + settings.domain,
                                                          settings.notBefore,
                                                          stream)),
      m_root(m_authority->GetRoot()),
      m_tlsRoot(m_tlsAuthority->GetRoot())
{
}

FabricOrganization::~FabricOrganization() = default;
FabricOrganization::FabricOrganization(FabricOrganization&&) noexcept = default;

const std::string&
FabricOrganization::GetMspId() const
{
    return m_settings.mspId;
}

const std::string&
FabricOrganization::GetDomain() const
{
    return m_settings.domain;
}

std::string
FabricOrganization::GetCommonName(const std::string& name, FabricRole role) const
{
    return name + (IsUser(role) ? "@" : ".") + m_settings.domain;
}

FabricSigner
FabricOrganization::Issue(const std::string& name, FabricRole role, Ptr<Crypto> crypto)
{
    auto key = m_authority->Issue({GetCommonName(name, role), ToString(role), {}, false});
    auto identity = FabricIdentity::FromCertificate(m_settings.mspId, key.chain.front());
    NS_ABORT_MSG_IF(!identity, "cannot read the certificate just made for " << name);
    return FabricSigner(std::move(*identity), std::move(key.privateKey), std::move(crypto));
}

CertifiedKey
FabricOrganization::IssueTls(const std::string& name, FabricRole role)
{
    const auto commonName = GetCommonName(name, role);
    const auto hosts =
        IsUser(role) ? std::vector<std::string>() : std::vector<std::string>{commonName, name};
    return m_tlsAuthority->Issue({commonName, "", hosts, true});
}

void
FabricOrganization::Revoke(const FabricIdentity& identity, int64_t time)
{
    m_revoked.push_back(identity.GetCertificate());
    m_revocationList = m_authority->Revoke(m_revoked, time);
}

SharedBytes
FabricOrganization::GetRevocationList() const
{
    return m_revocationList;
}

const SharedBytes&
FabricOrganization::GetRoot() const
{
    return m_root;
}

const SharedBytes&
FabricOrganization::GetTlsRoot() const
{
    return m_tlsRoot;
}

MspDefinition
FabricOrganization::GetDefinition() const
{
    MspDefinition definition{m_settings.mspId, {m_root}, {m_tlsRoot}, {}};
    if (!m_revocationList.IsEmpty())
    {
        definition.revocationLists.push_back(m_revocationList);
    }
    return definition;
}

} // namespace iotledger
} // namespace ns3
