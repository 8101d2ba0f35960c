/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-costs.h"

#include "tls-hello.h"
#include "tls-message.h"

#include "ns3/tls-record.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint64_t BLOCK = 64; //!< [B] block of SHA-256
constexpr uint64_t TAG = 16;   //!< [B] of AES-GCM

// HMACs of the key schedule of TLS 1.3 (RFC 8446, section 7.1), one for each extraction and each
// expansion, as all results are no longer than the hash.
constexpr uint32_t HANDSHAKE_KEYS = 1 + 1 + 1 + 2 + 4 + 1 + 1; // early, derived, handshake, two
                                                               // secrets, their keys and IVs,
                                                               // derived, master
constexpr uint32_t SERVER_FINISHED = 2 + 3 + 4; // the MAC; three secrets; keys and IVs of two
constexpr uint32_t CLIENT_FINISHED = 2 + 1;     // the MAC; the resumption secret
constexpr uint32_t BINDER = 3;                  // binder key, finished key, MAC
constexpr uint32_t TICKET_KEY = 1;

// HMACs of the PRF of TLS 1.2 (RFC 5246, section 5): two for each 32 B of result.
constexpr uint32_t MASTER_SECRET = 4; // 48 B
constexpr uint32_t VERIFY_DATA = 2;   // 12 B

/// @return HMACs of the key block: two keys and two 4-byte IVs (RFC 5288, section 3).
uint32_t
GetKeyBlock(TlsCipherSuite suite)
{
    return suite == TlsCipherSuite::AES_128_GCM_SHA256 ? 4 : 6; // 40 B, 72 B
}

} // namespace

TlsCosts::TlsCosts(Ptr<Crypto> crypto,
                   const TlsSettings& settings,
                   bool isServer,
                   bool looksUpRevocation)
    : m_crypto(std::move(crypto)),
      m_settings(settings),
      m_group(settings.group),
      m_isServer(isServer),
      m_looksUpRevocation(looksUpRevocation)
{
}

void
TlsCosts::AddMessage(const SharedBytes& message, bool isSent)
{
    Add(CryptoOperation::SHA_256, message.GetSize());
    const auto unpacked = DecodeTlsMessage(message);
    if (!unpacked)
    {
        return;
    }
    switch (unpacked->type)
    {
    case TlsHandshakeType::CLIENT_HELLO:
        AddClientHello(message, isSent);
        break;
    case TlsHandshakeType::SERVER_HELLO:
        AddServerHello(isSent);
        break;
    case TlsHandshakeType::CERTIFICATE:
        if (!isSent)
        {
            AddCertificates(unpacked->body);
        }
        break;
    case TlsHandshakeType::SERVER_KEY_EXCHANGE:
        if (isSent)
        {
            AddKeyShare();
        }
        AddSigned(*unpacked, isSent);
        break;
    case TlsHandshakeType::CERTIFICATE_VERIFY:
        AddSigned(*unpacked, isSent);
        break;
    case TlsHandshakeType::CLIENT_KEY_EXCHANGE:
        if (isSent)
        {
            AddKeyShare();
        }
        AddSecret();
        AddHmacs(MASTER_SECRET);
        break;
    case TlsHandshakeType::FINISHED:
        AddFinished(isSent);
        break;
    case TlsHandshakeType::NEW_SESSION_TICKET:
        if (m_settings.version == TlsVersion::TLS_1_3)
        {
            AddHmacs(TICKET_KEY);
        }
        if (isSent)
        {
            AddTicket(unpacked->body.GetSize(), CryptoOperation::AES_256_CBC_ENCRYPT);
        }
        break;
    default:
        break;
    }
}

void
TlsCosts::AddRecord(const SharedBytes& record, bool isSent)
{
    const bool isNew = m_settings.version == TlsVersion::TLS_1_3;
    const auto type = static_cast<TlsContent>(record[0]);
    const uint64_t size = record.GetSize() - TLS_RECORD_HEADER;
    const bool isProtected = isNew ? type == TlsContent::APPLICATION_DATA : m_protects[isSent];
    if (type == TlsContent::CHANGE_CIPHER_SPEC)
    {
        m_protects[isSent] = true;
    }
    const uint64_t overhead = isNew ? TAG : GetTlsProtectionSize(m_settings.version);
    if (!isProtected || size < overhead)
    {
        return;
    }
    const bool isShort = m_settings.suite == TlsCipherSuite::AES_128_GCM_SHA256;
    const auto seal =
        isShort ? CryptoOperation::AES_128_GCM_ENCRYPT : CryptoOperation::AES_256_GCM_ENCRYPT;
    const auto open =
        isShort ? CryptoOperation::AES_128_GCM_DECRYPT : CryptoOperation::AES_256_GCM_DECRYPT;
    Add(isSent ? seal : open, size - overhead);
}

Time
TlsCosts::Take()
{
    return std::exchange(m_cost, Time());
}

void
TlsCosts::Add(CryptoOperation operation, uint64_t size)
{
    m_cost += m_crypto->GetProfile().GetCost(operation, size, m_crypto->DrawQuantile());
}

void
TlsCosts::AddHmacs(uint32_t count, uint64_t bytes)
{
    const double quantile = m_crypto->DrawQuantile();
    const auto& profile = m_crypto->GetProfile();
    m_cost += count * (profile.GetCost(CryptoOperation::SHA_256, BLOCK + bytes, quantile) +
                       profile.GetCost(CryptoOperation::SHA_256, BLOCK + 32, quantile));
}

void
TlsCosts::AddKeyShare()
{
    Add(m_group == TlsGroup::X25519 ? CryptoOperation::X25519_KEYGEN
                                    : CryptoOperation::ECDSA_P256_KEYGEN);
}

void
TlsCosts::AddSecret()
{
    Add(m_group == TlsGroup::X25519 ? CryptoOperation::X25519_DERIVE
                                    : CryptoOperation::ECDH_P256_DERIVE);
}

void
TlsCosts::AddSignature(uint16_t scheme, uint64_t size, bool isMade)
{
    if (scheme == TLS_ECDSA_SECP256R1_SHA256)
    {
        Add(isMade ? CryptoOperation::ECDSA_P256_SIGN : CryptoOperation::ECDSA_P256_VERIFY);
    }
    else if (const auto bits = static_cast<uint32_t>(size * 8);
             m_crypto->GetProfile().HasRsa(bits)) // a peer may send anything
    {
        Add(isMade ? CryptoOperation::RSA_OAEP_DECRYPT : CryptoOperation::RSA_OAEP_ENCRYPT, bits);
    }
}

void
TlsCosts::AddCertificates(const SharedBytes& body)
{
    const auto chain = DecodeTlsCertificate(m_settings.version, body);
    for (std::size_t i = 0; chain && i < chain->size(); i++)
    {
        const auto& profile = m_crypto->GetProfile();
        const double quantile = m_crypto->DrawQuantile();
        Time cost = profile.GetCost(CryptoOperation::X509_VERIFY, 0, quantile);
        const auto issuer = FindIssuerKey((*chain)[i]);
        if (issuer && issuer->isRsa && profile.HasRsa(issuer->bits))
        {
            cost += profile.GetCost(CryptoOperation::RSA_OAEP_ENCRYPT, issuer->bits, quantile) -
                    profile.GetCost(CryptoOperation::ECDSA_P256_VERIFY, 0, quantile);
        }
        m_cost += (i == 0 && m_looksUpRevocation ? 2 : 1) * cost;
    }
}

void
TlsCosts::AddClientHello(const SharedBytes& message, bool isSent)
{
    const bool isNew = m_settings.version == TlsVersion::TLS_1_3;
    const auto hello = DecodeTlsClientHello(message);
    m_group = hello ? hello->group : m_group;
    if (isNew && isSent)
    {
        AddKeyShare();
    }
    if (!hello || hello->ticket.IsEmpty())
    {
        return;
    }
    if (!isSent)
    {
        AddTicket(hello->ticket.GetSize(), CryptoOperation::AES_256_CBC_DECRYPT);
    }
    if (isNew)
    {
        AddHmacs(BINDER);
    }
}

void
TlsCosts::AddServerHello(bool isSent)
{
    if (m_settings.version == TlsVersion::TLS_1_3)
    {
        if (isSent)
        {
            AddKeyShare();
        }
        AddSecret();
        AddHmacs(HANDSHAKE_KEYS);
    }
}

void
TlsCosts::AddFinished(bool isSent)
{
    if (m_settings.version == TlsVersion::TLS_1_3)
    {
        AddHmacs(isSent == m_isServer ? SERVER_FINISHED : CLIENT_FINISHED);
        return;
    }
    if (!std::exchange(m_hasKeys, true))
    {
        AddHmacs(GetKeyBlock(m_settings.suite));
    }
    AddHmacs(VERIFY_DATA);
}

void
TlsCosts::AddTicket(uint64_t size, CryptoOperation operation)
{
    Add(operation, size);
    AddHmacs(1, size);
}

void
TlsCosts::AddSigned(const TlsMessage& message, bool isSent)
{
    const auto signature = message.type == TlsHandshakeType::CERTIFICATE_VERIFY
                               ? DecodeTlsCertificateVerify(message.body)
                               : DecodeTlsServerKeyExchange(message.body);
    if (signature)
    {
        AddSignature(signature->scheme, signature->value.GetSize(), isSent);
    }
}

} // namespace iotledger
} // namespace ns3
