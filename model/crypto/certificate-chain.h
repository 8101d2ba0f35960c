/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CERTIFICATE_CHAIN_H
#define CERTIFICATE_CHAIN_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What a peer's certificates are judged by. @ingroup iot-ledger
struct CertificateTrust
{
    std::vector<SharedBytes> anchors;         //!< DER certificates that are trusted as they stand
    std::vector<SharedBytes> revocationLists; //!< DER; empty: revocation is not looked at
};

/// The outcome of judging a chain of certificates. @ingroup iot-ledger
enum class CertificateVerdict
{
    VALID,
    MALFORMED,         //!< no chain of DER certificates
    EXPIRED,           //!< a certificate or the revocation list
    NOT_YET_VALID,     //!< likewise
    REVOKED,           //!< the first certificate is on its issuer's revocation list
    UNKNOWN_AUTHORITY, //!< no path to an anchor, or no revocation list of the issuer
    WRONG_NAME,        //!< the first certificate is not for the expected owner
    WRONG_PURPOSE,     //!< the first certificate does not serve for this
    WRONG_SIGNATURE,   //!< a signature in the path or of the revocation list is wrong
    OTHER,
};

/// What the owner of a chain uses it for. @ingroup iot-ledger
enum class CertificatePurpose
{
    SERVER_AUTHENTICATION,
    CLIENT_AUTHENTICATION,
};

/**
 * Judges @p chain, the owner's certificate first, by RFC 5280, section 6; OpenSSL does the work, in
 * either execution. Of revocation only the owner's certificate is looked up.
 * @param name expected DNS name of the owner (RFC 6125); empty: any
 * @param time [s] since 1970-01-01 UTC
 * @ingroup iot-ledger
 */
CertificateVerdict JudgeCertificates(const std::vector<SharedBytes>& chain,
                                     const CertificateTrust& trust,
                                     CertificatePurpose purpose,
                                     const std::string& name,
                                     int64_t time);

/// An algorithm and, for RSA, the size of the modulus, which is that of a signature. @ingroup
/// iot-ledger
struct SignatureKey
{
    bool isRsa;    //!< else ECDSA on P-256
    uint32_t bits; //!< of RSA, else 0
};

/// @return what @p certificate (DER) is signed with; empty if that is neither ECDSA nor RSA, each
/// with SHA-256.
std::optional<SignatureKey> FindIssuerKey(const SharedBytes& certificate);

/// @return what the owner of @p certificate (DER) signs with.
SignatureKey FindOwnerKey(const SharedBytes& certificate);

} // namespace iotledger
} // namespace ns3

#endif /* CERTIFICATE_CHAIN_H */
