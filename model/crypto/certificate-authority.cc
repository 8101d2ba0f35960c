/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-authority.h"

#include "key-placeholder.h"
#include "openssl-keys.h"
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

constexpr std::size_t SERIAL_SIZE = 16;  //!< [B] of at most 20 (RFC 5280, section 4.1.2.2)
constexpr int ECDSA_SIGNATURE_SIZE = 71; //!< [B] of 70 to 72, half of all signatures

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

/// An authority or the owner of a leaf.
struct Party
{
    PkeyHandle key;
    X509Handle certificate;
};

void
AddExtension(X509* certificate, X509* issuer, int nid, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    Require(extension && X509_add_ext(certificate, extension.get(), -1) > 0, "an extension");
}

} // namespace

class CertificateAuthority::Impl
{
  public:
    Impl(const Settings& settings, Ptr<UniformRandomVariable> stream)
        : m_settings(settings),
          m_random(stream)
    {
        NS_ABORT_MSG_IF(settings.chain < 1, "a chain has at least the leaf");
        for (uint32_t level = 0; level < settings.chain; level++)
        {
            const auto name = level == 0 ? std::string("iot-ledger root")
                                         : "iot-ledger intermediate " + std::to_string(level);
            Party party;
            party.key = MakeKey();
            party.certificate =
                MakeCertificate(party.key.get(), party.key.get(), name, GetValidity(), true);
            m_authorities.push_back(std::move(party));
        }
    }

    Validity GetValidity() const
    {
        return {m_settings.notBefore, m_settings.notAfter};
    }

    SharedBytes GetRoot() const
    {
        return EncodeDer(i2d_X509, m_authorities.front().certificate.get());
    }

    CertifiedKey Issue(const std::string& name, Validity validity)
    {
        const auto key = MakeKey();
        return {MakeChain(key.get(), name, validity), EncodeKeyPair(key.get()).privateKey};
    }

    CertifiedKey IssueModelled(const std::string& name)
    {
        const auto validity = GetValidity();
        if (m_settings.kind == CertificateKind::RSA_2048)
        {
            const auto key = DecodePublicKey(MakeRsaPlaceholder(2048, m_random).publicKey, RSA_KEY);
            Require(key != nullptr, "a placeholder key");
            return {MakeChain(key.get(), name, validity), SharedBytes()};
        }
        return {MakeChain(MakeKey().get(), name, validity), SharedBytes()};
    }

    SharedBytes Revoke(const std::vector<SharedBytes>& revoked, int64_t time)
    {
        const auto& issuer = m_authorities.back();
        const CrlHandle list(X509_CRL_new_ex(GetOpensslLibrary(), nullptr));
        const TimeHandle from(ASN1_TIME_set(nullptr, time));
        const TimeHandle until(ASN1_TIME_set(nullptr, m_settings.notAfter));
        X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
        X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.get()));
        X509_CRL_set1_lastUpdate(list.get(), from.get());
        X509_CRL_set1_nextUpdate(list.get(), until.get());
        for (const auto& der : revoked)
        {
            const auto certificate = DecodeCertificate(der);
            NS_ABORT_MSG_IF(!certificate, "only certificates can be revoked");
            RevokedHandle entry(X509_REVOKED_new());
            X509_REVOKED_set_serialNumber(entry.get(), X509_get_serialNumber(certificate.get()));
            X509_REVOKED_set_revocationDate(entry.get(), from.get());
            X509_CRL_add0_revoked(list.get(), entry.release());
        }
        const DigestHandle sha256(EVP_MD_fetch(GetOpensslLibrary(), "SHA2-256", nullptr));
        const RandomScope random(m_random);
        Require(X509_CRL_sign(list.get(), issuer.key.get(), sha256.get()) > 0, "a revocation list");
        return EncodeDer(i2d_X509_CRL, list.get());
    }

  private:
    PkeyHandle MakeKey()
    {
        const RandomScope random(m_random);
        return m_settings.kind == CertificateKind::RSA_2048 ? GenerateKey(RSA_KEY, 2048)
                                                            : GenerateKey(EC_KEY);
    }

    /// @return the leaf for @p key and the intermediates above it.
    std::vector<SharedBytes> MakeChain(EVP_PKEY* key, const std::string& name, Validity validity)
    {
        const auto& issuer = m_authorities.back();
        const auto leaf = MakeCertificate(key, issuer.key.get(), name, validity, false);
        std::vector<SharedBytes> chain{EncodeDer(i2d_X509, leaf.get())};
        for (auto level = m_authorities.size() - 1; level > 0; level--)
        {
            chain.push_back(EncodeDer(i2d_X509, m_authorities[level].certificate.get()));
        }
        return chain;
    }

    /// @return a certificate by the last authority made so far; by itself if there is none.
    X509Handle MakeCertificate(EVP_PKEY* key,
                               EVP_PKEY* ownKey,
                               const std::string& name,
                               Validity validity,
                               bool isAuthority)
    {
        X509Handle certificate(X509_new_ex(GetOpensslLibrary(), nullptr));
        auto* self = certificate.get();
        auto* issuer = m_authorities.empty() ? self : m_authorities.back().certificate.get();
        auto* issuerKey = m_authorities.empty() ? ownKey : m_authorities.back().key.get();
        X509_set_version(self, X509_VERSION_3);
        SetSerial(self);
        ASN1_TIME_set(X509_getm_notBefore(self), validity.notBefore);
        ASN1_TIME_set(X509_getm_notAfter(self), validity.notAfter);
        const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(self),
                                   "CN",
                                   MBSTRING_ASC,
                                   text,
                                   -1,
                                   -1,
                                   0);
        X509_set_issuer_name(self, X509_get_subject_name(issuer));
        Require(X509_set_pubkey(self, key) > 0, "a certificate for this key");
        if (isAuthority)
        {
            AddExtension(self, issuer, NID_basic_constraints, "critical,CA:TRUE");
            AddExtension(self, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
            AddExtension(self, issuer, NID_subject_key_identifier, "hash");
        }
        else
        {
            AddExtension(self, issuer, NID_basic_constraints, "critical,CA:FALSE");
            AddExtension(self, issuer, NID_key_usage, "critical,digitalSignature");
            AddExtension(self, issuer, NID_ext_key_usage, "serverAuth,clientAuth");
            AddExtension(self, issuer, NID_subject_alt_name, "DNS:" + name);
            AddExtension(self, issuer, NID_subject_key_identifier, "hash");
        }
        AddExtension(self, issuer, NID_authority_key_identifier, "keyid:always");
        Sign(self, issuerKey);
        return certificate;
    }

    void SetSerial(X509* certificate)
    {
        auto bytes = m_random.Take(SERIAL_SIZE);
        bytes.front() = (bytes.front() & 0x3f) | 0x40; // positive, and of one size
        const NumberHandle number(BN_bin2bn(bytes.data(), SERIAL_SIZE, nullptr));
        const IntegerHandle serial(BN_to_ASN1_INTEGER(number.get(), nullptr));
        X509_set_serialNumber(certificate, serial.get());
    }

    void Sign(X509* certificate, EVP_PKEY* key)
    {
        const DigestHandle sha256(EVP_MD_fetch(GetOpensslLibrary(), "SHA2-256", nullptr));
        const RandomScope random(m_random);
        const ASN1_BIT_STRING* signature = nullptr;
        const bool isEcdsa = m_settings.kind == CertificateKind::ECDSA_P256;
        do
        {
            Require(X509_sign(certificate, key, sha256.get()) > 0, "a certificate");
            X509_get0_signature(&signature, nullptr, certificate);
        } while (isEcdsa && ASN1_STRING_length(signature) != ECDSA_SIGNATURE_SIZE);
    }

    Settings m_settings;
    RandomBytes m_random;
    std::vector<Party> m_authorities; //!< the root first, the leaves' issuer last
};

CertificateAuthority::CertificateAuthority(const Settings& settings,
                                           Ptr<UniformRandomVariable> stream)
    : m_impl(std::make_unique<Impl>(settings, stream))
{
}

CertificateAuthority::~CertificateAuthority() = default;

SharedBytes
CertificateAuthority::GetRoot() const
{
    return m_impl->GetRoot();
}

CertifiedKey
CertificateAuthority::Issue(const std::string& name)
{
    return m_impl->Issue(name, m_impl->GetValidity());
}

CertifiedKey
CertificateAuthority::Issue(const std::string& name, Validity validity)
{
    return m_impl->Issue(name, validity);
}

CertifiedKey
CertificateAuthority::IssueModelled(const std::string& name)
{
    return m_impl->IssueModelled(name);
}

SharedBytes
CertificateAuthority::Revoke(const std::vector<SharedBytes>& revoked, int64_t time)
{
    return m_impl->Revoke(revoked, time);
}

} // namespace iotledger
} // namespace ns3
