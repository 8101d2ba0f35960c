/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CERTIFICATE_AUTHORITY_H
#define CERTIFICATE_AUTHORITY_H

#include "ns3/random-variable-stream.h"
#include "ns3/shared-bytes.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What keys the certificates of a chain have, and so what they are signed with. @ingroup
/// iot-ledger
enum class CertificateKind
{
    ECDSA_P256, //!< ecdsa-with-SHA256 (RFC 5758, section 3.2)
    RSA_2048,   //!< sha256WithRSAEncryption (RFC 8017, section 8.2)
};

/// A private key and the certificates that vouch for it. @ingroup iot-ledger
struct CertifiedKey
{
    std::vector<SharedBytes> chain; //!< DER certificates (RFC 5280), the owner's first, no root
    SharedBytes privateKey;         //!< DER PrivateKeyInfo (RFC 5208, section 5)
};

/**
 * @ingroup iot-ledger
 * @brief Issues X.509 certificates: a root, as many intermediates as wanted, and leaves.
 *
 * All keys, serial numbers and signatures come from the given stream, so certificates repeat with
 * the seed. ECDSA signatures in certificates are drawn until they have the most frequent size, 71
 * B, so that certificates of one form have one size, whatever the seed.
 * A leaf names its owner in the subject and as a DNS name, and serves for server and client
 * authentication (RFC 5280, sections 4.2.1.6 and 4.2.1.12).
 */
class CertificateAuthority
{
  public:
    struct Settings
    {
        CertificateKind kind{CertificateKind::ECDSA_P256};
        uint32_t chain{1}; //!< certificates a peer is sent: 1, the leaf; 2, an intermediate too …
        int64_t notBefore{0}; //!< [s] since 1970-01-01 UTC, of the authorities' certificates
        int64_t notAfter{0};  //!< [s] since 1970-01-01 UTC
    };

    /// From when to when a leaf is valid [s] since 1970-01-01 UTC.
    struct Validity
    {
        int64_t notBefore;
        int64_t notAfter;
    };

    CertificateAuthority(const Settings& settings, Ptr<UniformRandomVariable> stream);
    ~CertificateAuthority();

    /// @return the root's certificate, to be trusted.
    SharedBytes GetRoot() const;

    /// @return a new key with certificates for @p name, valid as long as the authorities.
    CertifiedKey Issue(const std::string& name);
    CertifiedKey Issue(const std::string& name, Validity validity);

    /**
     * @return certificates for @p name as Issue makes them, but without a private key. The public
     * key of an RSA certificate is a placeholder, as to make a real one takes long.
     */
    CertifiedKey IssueModelled(const std::string& name);

    /// @return a DER revocation list (RFC 5280, section 5) of the leaves' issuer that lists
    /// @p revoked (DER leaves), issued at @p time [s] and valid as long as the authorities.
    SharedBytes Revoke(const std::vector<SharedBytes>& revoked, int64_t time);

  private:
    class Impl; //!< holds OpenSSL's objects
    std::unique_ptr<Impl> m_impl;
};

} // namespace iotledger
} // namespace ns3

#endif /* CERTIFICATE_AUTHORITY_H */
