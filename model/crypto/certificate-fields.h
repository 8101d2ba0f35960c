/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CERTIFICATE_FIELDS_H
#define CERTIFICATE_FIELDS_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What a certificate says (RFC 5280, section 4.1.2). @ingroup iot-ledger
struct CertificateFields
{
    std::string commonName;         //!< of the subject
    std::vector<std::string> units; //!< organisational units of the subject
    SharedBytes publicKey;          //!< DER SubjectPublicKeyInfo
    int64_t notBefore{0};           //!< [s] since 1970-01-01 UTC
    int64_t notAfter{0};            //!< [s] since 1970-01-01 UTC
};

/// @return the fields of @p certificate, empty if they cannot be read off it; that it can be
/// verified or is whole is not said (see IsCertificate). @ingroup iot-ledger
std::optional<CertificateFields> ReadCertificate(const SharedBytes& certificate);

/// @return whether OpenSSL takes @p certificate for one, in DER. @ingroup iot-ledger
bool IsCertificate(const SharedBytes& certificate);

/// @return whether @p list is a DER revocation list (RFC 5280, section 5). @ingroup iot-ledger
bool IsRevocationList(const SharedBytes& list);

/// @return whether one of @p lists that one of @p issuers signed names @p certificate, whenever
/// the list was made. @ingroup iot-ledger
bool IsRevoked(const SharedBytes& certificate,
               const std::vector<SharedBytes>& issuers,
               const std::vector<SharedBytes>& lists);

} // namespace iotledger
} // namespace ns3

#endif /* CERTIFICATE_FIELDS_H */
