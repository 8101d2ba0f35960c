/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOGEN_AUTHORITY_H
#define CRYPTOGEN_AUTHORITY_H

#include "ns3/certificate-authority.h"
#include "ns3/certificate-maker.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief An authority with the certificates of Fabric's cryptogen. Internal.
 *
 * As with cryptogen, a serial number has 16 or 17 B in DER and a signature with low S 70 or 71 B,
 * each as often: certificates of one form have one of three sizes. Left out: shorter numbers, one
 * in a hundred.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/cryptogen/ca/ca.go.
 */
class CryptogenAuthority
{
  public:
    /// A leaf's subject and use.
    struct Leaf
    {
        std::string commonName;
        std::string unit;               //!< organisational unit; empty: none
        std::vector<std::string> hosts; //!< DNS names
        bool isForTls;
    };

    /// @param organization such as "org1.example.com" @param name such as "ca.org1.example.com"
    /// @param notBefore [s] since 1970-01-01 UTC; valid for 3650 days
    CryptogenAuthority(const std::string& organization,
                       const std::string& name,
                       int64_t notBefore,
                       Ptr<UniformRandomVariable> stream);

    CertifiedKey Issue(const Leaf& leaf);
    SharedBytes GetRoot() const; //!< DER

    /// @return a DER revocation list of @p revoked (DER), made at @p time [s]
    SharedBytes Revoke(const std::vector<SharedBytes>& revoked, int64_t time);

  private:
    PkeyHandle MakeKey();

    int64_t m_notBefore; //!< [s]
    CertificateMaker m_maker;
    CertificateParty m_self;
};

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTOGEN_AUTHORITY_H */
