/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-authority.h"

#include "certificate-maker.h"
#include "key-placeholder.h"
#include "openssl-keys.h"
#include "openssl-operations.h"

#include "ns3/abort.h"

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::size_t ECDSA_SIGNATURE_SIZE = 71; //!< [B] of 70 to 72, half of all signatures

using Extensions = std::vector<std::pair<int, std::string>>;

Extensions
GetAuthorityExtensions()
{
    return {{NID_basic_constraints, "critical,CA:TRUE"},
            {NID_key_usage, "critical,keyCertSign,cRLSign"},
            {NID_subject_key_identifier, "hash"},
            {NID_authority_key_identifier, "keyid:always"}};
}

Extensions
GetLeafExtensions(const std::string& name)
{
    return {{NID_basic_constraints, "critical,CA:FALSE"},
            {NID_key_usage, "critical,digitalSignature"},
            {NID_ext_key_usage, "serverAuth,clientAuth"},
            {NID_subject_alt_name, "DNS:" + name},
            {NID_subject_key_identifier, "hash"},
            {NID_authority_key_identifier, "keyid:always"}};
}

} // namespace

class CertificateAuthority::Impl
{
  public:
    Impl(const Settings& settings, Ptr<UniformRandomVariable> stream)
        : m_settings(settings),
          m_maker(
              RandomBytes(stream),
              [isEcdsa = IsEcdsa()](const SharedBytes& signature) {
                  return !isEcdsa || signature.GetSize() == ECDSA_SIGNATURE_SIZE;
              },
              CertificateMaker::SerialSize::SIXTEEN)
    {
        NS_ABORT_MSG_IF(settings.chain < 1, "a chain has at least the leaf");
        for (uint32_t level = 0; level < settings.chain; level++)
        {
            const auto name = level == 0 ? std::string("iot-ledger root")
                                         : "iot-ledger intermediate " + std::to_string(level);
            CertificateParty party;
            party.key = MakeKey();
            party.certificate =
                Make(party.key.get(), name, GetValidity(), GetAuthorityExtensions());
            m_authorities.push_back(std::move(party));
        }
    }

    Validity GetValidity() const
    {
        return {m_settings.notBefore, m_settings.notAfter};
    }

    SharedBytes GetRoot() const
    {
        return EncodeCertificate(m_authorities.front().certificate.get());
    }

    CertifiedKey Issue(const std::string& name, Validity validity)
    {
        const auto key = MakeKey();
        return {MakeChain(key.get(), name, validity), EncodeKeyPair(key.get()).privateKey};
    }

    CertifiedKey IssueModelled(const std::string& name)
    {
        const auto validity = GetValidity();
        if (!IsEcdsa())
        {
            const auto placeholder = MakeRsaPlaceholder(2048, m_maker.GetRandom()).publicKey;
            const auto key = DecodePublicKey(placeholder, RSA_KEY);
            NS_ABORT_MSG_IF(!key, "OpenSSL cannot make a placeholder key");
            return {MakeChain(key.get(), name, validity), SharedBytes()};
        }
        return {MakeChain(MakeKey().get(), name, validity), SharedBytes()};
    }

    SharedBytes Revoke(const std::vector<SharedBytes>& revoked, int64_t time)
    {
        return m_maker.Revoke(m_authorities.back(), revoked, time, m_settings.notAfter);
    }

  private:
    bool IsEcdsa() const
    {
        return m_settings.kind == CertificateKind::ECDSA_P256;
    }

    PkeyHandle MakeKey()
    {
        const RandomScope random(m_maker.GetRandom());
        return IsEcdsa() ? GenerateKey(EC_KEY) : GenerateKey(RSA_KEY, 2048);
    }

    /// @return the leaf for @p key and the intermediates above it.
    std::vector<SharedBytes> MakeChain(EVP_PKEY* key, const std::string& name, Validity validity)
    {
        const auto leaf = Make(key, name, validity, GetLeafExtensions(name));
        std::vector<SharedBytes> chain{EncodeCertificate(leaf.get())};
        for (auto level = m_authorities.size() - 1; level > 0; level--)
        {
            chain.push_back(EncodeCertificate(m_authorities[level].certificate.get()));
        }
        return chain;
    }

    /// @return a certificate by the last authority made so far; by itself if there is none.
    X509Handle Make(EVP_PKEY* key,
                    const std::string& name,
                    Validity validity,
                    Extensions extensions)
    {
        return m_maker.Make({{{"CN", name, MBSTRING_ASC}},
                             validity.notBefore,
                             validity.notAfter,
                             std::move(extensions)},
                            key,
                            m_authorities.empty() ? nullptr : &m_authorities.back());
    }

    Settings m_settings;
    CertificateMaker m_maker;
    std::vector<CertificateParty> m_authorities; //!< the root first, the leaves' issuer last
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
