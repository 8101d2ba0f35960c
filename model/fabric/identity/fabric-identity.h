/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_IDENTITY_H
#define FABRIC_IDENTITY_H

#include "ns3/fabric-role.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The public half of an identity: a certificate and the MSP that answers for it.
 *
 * An identity that was read off bytes is a claim; Msp judges it. Every identity has exactly one
 * role, as MSPs with NodeOUs demand.
 *
 * Source: Hyperledger Fabric v2.4.3, msp/identities.go; msp/mspimpl.go (validateIdentityOUsV143).
 * Left out: MSPs without NodeOUs, and Idemix.
 */
class FabricIdentity
{
  public:
    /// @return the identity that a certificate (DER) states, empty if it is no certificate of a
    /// P-256 key with exactly one role.
    static std::optional<FabricIdentity> FromCertificate(const std::string& mspId,
                                                         const SharedBytes& certificate);

    /// @return what @p serialized, a SerializedIdentity, states; empty likewise.
    static std::optional<FabricIdentity> Parse(const SharedBytes& serialized);

    const std::string& GetMspId() const;
    FabricRole GetRole() const;
    const std::string& GetCommonName() const;         //!< "User1@org1.example.com"
    const std::vector<std::string>& GetUnits() const; //!< the subject's OU attributes
    const SharedBytes& GetCertificate() const;        //!< DER (RFC 5280)
    const SharedBytes& GetPublicKey() const;          //!< DER SubjectPublicKeyInfo
    int64_t GetNotAfter() const;                      //!< [s] since 1970-01-01 UTC

    /// @return the SerializedIdentity (msp/identities.proto): MSP and certificate in PEM.
    const SharedBytes& Serialize() const;

    /// Whether both are the same certificate under the same MSP.
    friend bool operator==(const FabricIdentity& a, const FabricIdentity& b);
    friend bool operator!=(const FabricIdentity& a, const FabricIdentity& b);

  private:
    FabricIdentity() = default;

    std::string m_mspId;
    FabricRole m_role{FabricRole::CLIENT};
    std::string m_commonName;
    std::vector<std::string> m_units;
    SharedBytes m_certificate;
    SharedBytes m_publicKey;
    int64_t m_notAfter{0}; //!< [s] since 1970-01-01 UTC
    SharedBytes m_serialized;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_IDENTITY_H */
