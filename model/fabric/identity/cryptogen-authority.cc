/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptogen-authority.h"

#include "ns3/ecdsa-signature.h"
#include "ns3/openssl-keys.h"
#include "ns3/openssl-operations.h"

#include <algorithm>
#include <openssl/x509v3.h>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr int64_t LIFETIME = 3650LL * 86'400; //!< [s] ca.go, x509Template
constexpr std::size_t SIGNATURE_SIZE = 70;    //!< [B] or one more; less is rare
constexpr std::size_t POINT_SIZE = 65;        //!< [B] uncompressed: SEC 1, section 2.3.3

/// Whether X.680 allows all of @p text in a PrintableString, which is what Go then chooses.
bool
IsPrintable(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               std::string(" '()+,-./:=?").find(c) != std::string::npos;
    });
}

CertificateForm::Attribute
MakeAttribute(const char* type, const std::string& value)
{
    return {type, value, IsPrintable(value) ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING};
}

/// @return C, ST and L as cryptogen's subjectTemplate has them, then the given attributes.
std::vector<CertificateForm::Attribute>
MakeSubject(const char* type, const std::string& value, const std::string& commonName)
{
    std::vector<CertificateForm::Attribute> subject{MakeAttribute("C", "US"),
                                                    MakeAttribute("ST", "California"),
                                                    MakeAttribute("L", "San Francisco")};
    if (!value.empty())
    {
        subject.push_back(MakeAttribute(type, value));
    }
    subject.push_back(MakeAttribute("CN", commonName));
    return subject;
}

/// @return the hexadecimal SHA-256 of the key's point: RFC 7093, section 2, method 4.
std::string
MakeKeyIdentifier(EVP_PKEY* key)
{
    const auto info = EncodeKeyPair(key).publicKey;
    const auto digest = Sha256Digest(info.Slice(info.GetSize() - POINT_SIZE));
    static const char* const DIGITS = "0123456789abcdef";
    std::string text;
    for (const auto byte : digest)
    {
        text.append({DIGITS[byte >> 4], DIGITS[byte & 0xf]});
    }
    return text;
}

bool
IsWanted(const SharedBytes& signature)
{
    const auto numbers = EcdsaSignature::Decode(signature);
    return signature.GetSize() >= SIGNATURE_SIZE && numbers && numbers->HasLowS();
}

} // namespace

CryptogenAuthority::CryptogenAuthority(const std::string& organization,
                                       const std::string& name,
                                       int64_t notBefore,
                                       Ptr<UniformRandomVariable> stream)
    : m_notBefore(notBefore),
      m_maker(RandomBytes(stream), IsWanted, CertificateMaker::SerialSize::VARYING)
{
    m_self.key = MakeKey();
    const CertificateForm form{
        MakeSubject("O", organization, name),
        m_notBefore,
        m_notBefore + LIFETIME,
        {{NID_key_usage, "critical,digitalSignature,keyEncipherment,keyCertSign,cRLSign"},
         {NID_ext_key_usage, "clientAuth,serverAuth"},
         {NID_basic_constraints, "critical,CA:TRUE"},
         {NID_subject_key_identifier, MakeKeyIdentifier(m_self.key.get())}}};
    m_self.certificate = m_maker.Make(form, m_self.key.get(), nullptr);
}

PkeyHandle
CryptogenAuthority::MakeKey()
{
    const RandomScope random(m_maker.GetRandom());
    return GenerateKey(EC_KEY);
}

CertifiedKey
CryptogenAuthority::Issue(const Leaf& leaf)
{
    CertificateForm form{MakeSubject("OU", leaf.unit, leaf.commonName),
                         m_notBefore,
                         m_notBefore + LIFETIME,
                         {}};
    form.extensions.emplace_back(NID_key_usage,
                                 leaf.isForTls ? "critical,digitalSignature,keyEncipherment"
                                               : "critical,digitalSignature");
    if (leaf.isForTls)
    {
        form.extensions.emplace_back(NID_ext_key_usage, "serverAuth,clientAuth");
    }
    form.extensions.emplace_back(NID_basic_constraints, "critical,CA:FALSE");
    form.extensions.emplace_back(NID_authority_key_identifier, "keyid:always");
    std::string names;
    for (const auto& host : leaf.hosts)
    {
        names += (names.empty() ? "DNS:" : ",DNS:") + host;
    }
    if (!names.empty())
    {
        form.extensions.emplace_back(NID_subject_alt_name, names);
    }
    const auto key = MakeKey();
    const auto certificate = m_maker.Make(form, key.get(), &m_self);
    return {{EncodeCertificate(certificate.get())}, EncodeKeyPair(key.get()).privateKey};
}

SharedBytes
CryptogenAuthority::GetRoot() const
{
    return EncodeCertificate(m_self.certificate.get());
}

SharedBytes
CryptogenAuthority::Revoke(const std::vector<SharedBytes>& revoked, int64_t time)
{
    return m_maker.Revoke(m_self, revoked, time, m_notBefore + LIFETIME);
}

} // namespace iotledger
} // namespace ns3
