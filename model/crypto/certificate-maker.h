/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CERTIFICATE_MAKER_H
#define CERTIFICATE_MAKER_H

#include "openssl-library.h"

#include "ns3/shared-bytes.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What a certificate is to say. Internal.
struct CertificateForm
{
    /// An attribute of the subject's name, alone in its set.
    struct Attribute
    {
        const char* type; //!< OpenSSL's short name: "CN"
        std::string value;
        int encoding; //!< MBSTRING_ASC, V_ASN1_PRINTABLESTRING or V_ASN1_UTF8STRING
    };

    std::vector<Attribute> subject;
    int64_t notBefore; //!< [s] since 1970-01-01 UTC
    int64_t notAfter;  //!< [s] since 1970-01-01 UTC
    /// NIDs, and values as in OpenSSL's configuration files (x509v3_config(5)).
    std::vector<std::pair<int, std::string>> extensions;
};

/// An authority or the owner of a leaf. Internal.
struct CertificateParty
{
    PkeyHandle key;
    X509Handle certificate;
};

/**
 * @brief Makes certificates and revocation lists by OpenSSL, with randomness off a stream.
 * Internal.
 *
 * Signatures are drawn until one is as wanted. All functions abort
 * the program where OpenSSL fails, which it does for want of memory only.
 */
class CertificateMaker
{
  public:
    /// Tells from its DER value whether a signature may stand in a certificate.
    using IsWanted = std::function<bool(const SharedBytes& signature)>;

    /// How long serial numbers are in DER, all of 128 bits.
    enum class SerialSize
    {
        SIXTEEN, //!< [B] as their top bit is 0
        VARYING, //!< 17 B as often, as that bit is drawn too
    };

    CertificateMaker(RandomBytes random, IsWanted isWanted, SerialSize serialSize);

    RandomBytes& GetRandom();

    /// @param key of the owner @param issuer null: the owner signs for itself
    X509Handle Make(const CertificateForm& form, EVP_PKEY* key, const CertificateParty* issuer);

    /// @return a DER revocation list (RFC 5280, section 5) of @p revoked (DER certificates), valid
    /// between two times [s]
    SharedBytes Revoke(const CertificateParty& issuer,
                       const std::vector<SharedBytes>& revoked,
                       int64_t from,
                       int64_t until);

  private:
    void SetSerial(X509* certificate);
    void Sign(X509* certificate, EVP_PKEY* key);

    RandomBytes m_random;
    IsWanted m_isWanted;
    SerialSize m_serialSize;
};

/// Internal. @return DER (RFC 5280, section 4)
SharedBytes EncodeCertificate(const X509* certificate);

} // namespace iotledger
} // namespace ns3

#endif /* CERTIFICATE_MAKER_H */
