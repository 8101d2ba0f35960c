/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_ORGANIZATION_H
#define FABRIC_ORGANIZATION_H

#include "ns3/certificate-authority.h"
#include "ns3/fabric-signer.h"
#include "ns3/msp-definition.h"

#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

class CryptogenAuthority;

/**
 * @ingroup iot-ledger
 * @brief An organisation with its two certificate authorities, one for identities, one for TLS.
 *
 * Certificates are those of Fabric's cryptogen: names, extensions and lifetime. All randomness
 * comes from the given stream; certificates of one form have one size, whatever the seed. In either
 * execution they are real, as one costs a fraction of a millisecond.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/cryptogen/ca/ca.go, msp/generator.go and
 * cmd/cryptogen/main.go (the names).
 */
class FabricOrganization
{
  public:
    struct Settings
    {
        std::string mspId;    //!< "Org1MSP"
        std::string domain;   //!< "org1.example.com"
        int64_t notBefore{0}; //!< [s] since 1970-01-01 UTC; all is valid for ten years from then
    };

    FabricOrganization(const Settings& settings, Ptr<UniformRandomVariable> stream);
    ~FabricOrganization();
    FabricOrganization(FabricOrganization&&) noexcept;

    const std::string& GetMspId() const;
    const std::string& GetDomain() const;

    /**
     * @param name of a node without the domain, such as "peer0", or of a user, such as "User1":
     *             the common name is peer0.org1.example.com or User1\@org1.example.com
     * @param crypto of the node that will sign
     */
    FabricSigner Issue(const std::string& name, FabricRole role, Ptr<Crypto> crypto);

    /// @return a key for TLS with a certificate for @p name (without the domain), which may be of
    /// a server or, for a user, of a client.
    CertifiedKey IssueTls(const std::string& name, FabricRole role);

    /// Puts @p identity on the revocation list. @param time [s] since 1970-01-01 UTC
    void Revoke(const FabricIdentity& identity, int64_t time);

    /// @return the DER revocation list (RFC 5280, section 5); empty while nobody is revoked.
    SharedBytes GetRevocationList() const;

    const SharedBytes& GetRoot() const;    //!< DER, of the authority for identities
    const SharedBytes& GetTlsRoot() const; //!< DER, of the authority for TLS

    /// @return what others need to judge this organisation's identities.
    MspDefinition GetDefinition() const;

  private:
    std::string GetCommonName(const std::string& name, FabricRole role) const;

    Settings m_settings;
    std::unique_ptr<CryptogenAuthority> m_authority;
    std::unique_ptr<CryptogenAuthority> m_tlsAuthority;
    SharedBytes m_root;
    SharedBytes m_tlsRoot;
    std::vector<SharedBytes> m_revoked; //!< DER certificates
    SharedBytes m_revocationList;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_ORGANIZATION_H */
