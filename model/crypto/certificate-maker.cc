/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-maker.h"

#include "openssl-operations.h"

#include "ns3/abort.h"

#include <openssl/x509v3.h>

namespace ns3
{
namespace iotledger
{

namespace
{

using CrlHandle = std::unique_ptr<X509_CRL, OpensslFree<X509_CRL_free>>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, OpensslFree<X509_EXTENSION_free>>;
using RevokedHandle = std::unique_ptr<X509_REVOKED, OpensslFree<X509_REVOKED_free>>;
using TimeHandle = std::unique_ptr<ASN1_TIME, OpensslFree<ASN1_TIME_free>>;
using IntegerHandle = std::unique_ptr<ASN1_INTEGER, OpensslFree<ASN1_INTEGER_free>>;
using NumberHandle = std::unique_ptr<BIGNUM, OpensslFree<BN_free>>;

constexpr std::size_t SERIAL_SIZE = 16; //!< [B] of at most 20 (RFC 5280, section 4.1.2.2)

void
Require(bool done, const char* what)
{
    NS_ABORT_MSG_IF(!done, "OpenSSL cannot make " << what);
}

template <typename T, typename Encoder>
SharedBytes
EncodeDer(Encoder encode, T* object)
{
    const int size = encode(object, nullptr);
    Require(size > 0, "a DER encoding");
    Bytes der(size);
    auto* out = der.data();
    encode(object, &out);
    return SharedBytes(std::move(der));
}

} // namespace

SharedBytes
EncodeCertificate(const X509* certificate)
{
    return EncodeDer(i2d_X509, certificate);
}

CertificateMaker::CertificateMaker(RandomBytes random, IsWanted isWanted, SerialSize serialSize)
    : m_random(std::move(random)),
      m_isWanted(std::move(isWanted)),
      m_serialSize(serialSize)
{
}

RandomBytes&
CertificateMaker::GetRandom()
{
    return m_random;
}

X509Handle
CertificateMaker::Make(const CertificateForm& form, EVP_PKEY* key, const CertificateParty* issuer)
{
    X509Handle certificate(X509_new_ex(GetOpensslLibrary(), nullptr));
    auto* self = certificate.get();
    auto* authority = issuer != nullptr ? issuer->certificate.get() : self;
    X509_set_version(self, X509_VERSION_3);
    SetSerial(self);
    ASN1_TIME_set(X509_getm_notBefore(self), form.notBefore);
    ASN1_TIME_set(X509_getm_notAfter(self), form.notAfter);
    for (const auto& [type, value, encoding] : form.subject)
    {
        const auto* text = reinterpret_cast<const unsigned char*>(value.data());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(self),
                                   type,
                                   encoding,
                                   text,
                                   static_cast<int>(value.size()),
                                   -1,
                                   0);
    }
    X509_set_issuer_name(self, X509_get_subject_name(authority));
    Require(X509_set_pubkey(self, key) > 0, "a certificate for this key");
    X509V3_CTX context;
    X509V3_set_ctx(&context, authority, self, nullptr, nullptr, 0);
    for (const auto& [nid, value] : form.extensions)
    {
        const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
        Require(extension && X509_add_ext(self, extension.get(), -1) > 0, "an extension");
    }
    Sign(self, issuer != nullptr ? issuer->key.get() : key);
    return certificate;
}

void
CertificateMaker::SetSerial(X509* certificate)
{
    auto bytes = m_random.Take(SERIAL_SIZE);
    bytes.front() |= 0x40; // none is shorter
    if (m_serialSize == SerialSize::SIXTEEN)
    {
        bytes.front() &= 0x7f; // else a zero byte in front says that it is positive
    }
    const NumberHandle number(BN_bin2bn(bytes.data(), SERIAL_SIZE, nullptr));
    const IntegerHandle serial(BN_to_ASN1_INTEGER(number.get(), nullptr));
    X509_set_serialNumber(certificate, serial.get());
}

void
CertificateMaker::Sign(X509* certificate, EVP_PKEY* key)
{
    const DigestHandle sha256(EVP_MD_fetch(GetOpensslLibrary(), "SHA2-256", nullptr));
    const RandomScope random(m_random);
    const ASN1_BIT_STRING* signature = nullptr;
    do
    {
        Require(X509_sign(certificate, key, sha256.get()) > 0, "a certificate");
        X509_get0_signature(&signature, nullptr, certificate);
    } while (!m_isWanted(
        SharedBytes(Bytes(ASN1_STRING_get0_data(signature),
                          ASN1_STRING_get0_data(signature) + ASN1_STRING_length(signature)))));
}

SharedBytes
CertificateMaker::Revoke(const CertificateParty& issuer,
                         const std::vector<SharedBytes>& revoked,
                         int64_t from,
                         int64_t until)
{
    const CrlHandle list(X509_CRL_new_ex(GetOpensslLibrary(), nullptr));
    const TimeHandle start(ASN1_TIME_set(nullptr, from));
    const TimeHandle end(ASN1_TIME_set(nullptr, until));
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.get()));
    X509_CRL_set1_lastUpdate(list.get(), start.get());
    X509_CRL_set1_nextUpdate(list.get(), end.get());
    for (const auto& der : revoked)
    {
        const auto certificate = DecodeCertificate(der);
        NS_ABORT_MSG_IF(!certificate, "only certificates can be revoked");
        RevokedHandle entry(X509_REVOKED_new());
        X509_REVOKED_set_serialNumber(entry.get(), X509_get_serialNumber(certificate.get()));
        X509_REVOKED_set_revocationDate(entry.get(), start.get());
        X509_CRL_add0_revoked(list.get(), entry.release());
    }
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer.certificate.get(), nullptr, nullptr, list.get(), 0);
    const ExtensionHandle authority(
        X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
    Require(authority && X509_CRL_add_ext(list.get(), authority.get(), -1) > 0, "an extension");
    const DigestHandle sha256(EVP_MD_fetch(GetOpensslLibrary(), "SHA2-256", nullptr));
    const RandomScope random(m_random);
    Require(X509_CRL_sign(list.get(), issuer.key.get(), sha256.get()) > 0, "a revocation list");
    return EncodeDer(i2d_X509_CRL, list.get());
}

} // namespace iotledger
} // namespace ns3
