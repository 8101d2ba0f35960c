/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-chain.h"

#include "der-encoding.h"
#include "openssl-keys.h"
#include "openssl-operations.h"
#include "openssl-trust.h"

#include "ns3/abort.h"

#include <algorithm>
#include <openssl/x509v3.h>

namespace ns3
{
namespace iotledger
{

namespace
{

using CrlHandle = std::unique_ptr<X509_CRL, OpensslFree<X509_CRL_free>>;

void
FreeCertificates(STACK_OF(X509) * certificates)
{
    sk_X509_pop_free(certificates, X509_free);
}

using CertificateStack = std::unique_ptr<STACK_OF(X509), OpensslFree<FreeCertificates>>;

CertificateVerdict
ToVerdict(int error)
{
    switch (error)
    {
    case X509_V_OK:
        return CertificateVerdict::VALID;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CRL_HAS_EXPIRED:
        return CertificateVerdict::EXPIRED;
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_CRL_NOT_YET_VALID:
        return CertificateVerdict::NOT_YET_VALID;
    case X509_V_ERR_CERT_REVOKED:
        return CertificateVerdict::REVOKED;
    case X509_V_ERR_HOSTNAME_MISMATCH:
        return CertificateVerdict::WRONG_NAME;
    case X509_V_ERR_INVALID_PURPOSE:
        return CertificateVerdict::WRONG_PURPOSE;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
        return CertificateVerdict::WRONG_SIGNATURE;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
        return CertificateVerdict::UNKNOWN_AUTHORITY;
    default:
        return CertificateVerdict::OTHER;
    }
}

} // namespace

X509Store
MakeTrustStore(const CertificateTrust& trust)
{
    X509Store store(X509_STORE_new());
    for (const auto& der : trust.anchors)
    {
        const auto anchor = DecodeCertificate(der);
        NS_ABORT_MSG_IF(!anchor, "a trust anchor is no DER certificate");
        X509_STORE_add_cert(store.get(), anchor.get());
    }
    for (const auto& der : trust.revocationLists)
    {
        const ContiguousBytes bytes(der);
        const auto* next = bytes.GetData();
        auto* list = X509_CRL_new_ex(GetOpensslLibrary(), nullptr);
        d2i_X509_CRL(&list, &next, static_cast<long>(bytes.GetSize()));
        const CrlHandle handle(list);
        NS_ABORT_MSG_IF(!handle, "a revocation list is not in DER");
        X509_STORE_add_crl(store.get(), handle.get());
    }
    return store;
}

void
SetExpectations(X509_VERIFY_PARAM* parameters,
                const CertificateTrust& trust,
                const std::string& name,
                int64_t time)
{
    X509_VERIFY_PARAM_set_time(parameters, time);
    if (!trust.revocationLists.empty())
    {
        X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_CRL_CHECK);
    }
    if (!name.empty())
    {
        X509_VERIFY_PARAM_set1_host(parameters, name.c_str(), name.size());
    }
}

CertificateVerdict
JudgeCertificates(const std::vector<SharedBytes>& chain,
                  const CertificateTrust& trust,
                  CertificatePurpose purpose,
                  const std::string& name,
                  int64_t time)
{
    const ErrorScope errors;
    const CertificateStack certificates(sk_X509_new_null());
    for (const auto& der : chain)
    {
        auto certificate = DecodeCertificate(der);
        if (!certificate)
        {
            return CertificateVerdict::MALFORMED;
        }
        sk_X509_push(certificates.get(), certificate.release());
    }
    if (chain.empty())
    {
        return CertificateVerdict::MALFORMED;
    }
    const auto store = MakeTrustStore(trust);
    const X509StoreContext context(X509_STORE_CTX_new_ex(GetOpensslLibrary(), nullptr));
    if (X509_STORE_CTX_init(context.get(),
                            store.get(),
                            sk_X509_value(certificates.get(), 0),
                            certificates.get()) <= 0)
    {
        return CertificateVerdict::OTHER;
    }
    X509_STORE_CTX_set_default(context.get(),
                               purpose == CertificatePurpose::SERVER_AUTHENTICATION ? "ssl_server"
                                                                                    : "ssl_client");
    SetExpectations(X509_STORE_CTX_get0_param(context.get()), trust, name, time);
    X509_verify_cert(context.get());
    return ToVerdict(X509_STORE_CTX_get_error(context.get()));
}

std::optional<SignatureKey>
FindIssuerKey(const SharedBytes& certificate)
{
    // RFC 5280, section 4.1: SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
    static const Bytes
        ECDSA_WITH_SHA256{0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02};
    static const Bytes SHA256_WITH_RSA{0x30,
                                       0x0d,
                                       0x06,
                                       0x09,
                                       0x2a,
                                       0x86,
                                       0x48,
                                       0x86,
                                       0xf7,
                                       0x0d,
                                       0x01,
                                       0x01,
                                       0x0b,
                                       0x05,
                                       0x00};
    const auto enter = [](DerReader& reader) {
        const bool hasHead = reader.EnterRest(DER_SEQUENCE) && reader.Enter(DER_SEQUENCE);
        reader.Take(reader.GetSize()); // tbsCertificate
        return hasHead;
    };
    DerReader ecdsa(certificate);
    if (enter(ecdsa) && ecdsa.Match(ECDSA_WITH_SHA256))
    {
        return SignatureKey{false, 0};
    }
    DerReader rsa(certificate);
    if (enter(rsa) && rsa.Match(SHA256_WITH_RSA) && rsa.EnterRest(DER_BIT_STRING))
    {
        return SignatureKey{true, static_cast<uint32_t>((rsa.GetSize() - 1) * 8)};
    }
    return std::nullopt;
}

SignatureKey
FindOwnerKey(const SharedBytes& certificate)
{
    // RFC 8017, appendix A.1: rsaEncryption, NULL; then BIT STRING { SEQUENCE { INTEGER modulus, …
    static const Bytes RSA_ENCRYPTION{0x06,
                                      0x09,
                                      0x2a,
                                      0x86,
                                      0x48,
                                      0x86,
                                      0xf7,
                                      0x0d,
                                      0x01,
                                      0x01,
                                      0x01,
                                      0x05,
                                      0x00};
    const ContiguousBytes bytes(certificate);
    const auto* end = bytes.GetData() + bytes.GetSize();
    const auto* found =
        std::search(bytes.GetData(), end, RSA_ENCRYPTION.begin(), RSA_ENCRYPTION.end());
    const auto key = certificate.Slice(found - bytes.GetData() + RSA_ENCRYPTION.size());
    DerReader reader(key);
    const bool isRsa = found != end && reader.Enter(DER_BIT_STRING);
    reader.Take(1); // no unused bits
    if (!isRsa || !reader.Enter(DER_SEQUENCE) || !reader.Enter(DER_INTEGER))
    {
        return {false, 0};
    }
    return {true, static_cast<uint32_t>((reader.GetSize() - 1) * 8)}; // without the sign byte
}

} // namespace iotledger
} // namespace ns3
