/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "modelled-tls-endpoint.h"

#include "modelled-tls-client.h"
#include "modelled-tls-server.h"

#include "ns3/byte-io.h"
#include "ns3/der-encoding.h"
#include "ns3/random-bytes.h"

namespace ns3
{
namespace iotledger
{

namespace
{

// RFC 5077, section 4: key name, IV, encrypted state, MAC.
constexpr std::size_t TICKET_KEY_SIZE = 16; //!< [B]
constexpr std::size_t TICKET_IV_SIZE = 16;  //!< [B]
constexpr std::size_t TICKET_MAC_SIZE = 32; //!< [B] HMAC-SHA256
constexpr std::size_t CIPHER_BLOCK = 16;    //!< [B] AES-CBC

/// @return [B] a DER value within a tag of its own
std::size_t
GetTaggedSize(std::size_t contentSize)
{
    return DerSize(DerSize(contentSize));
}

/// @return [B] the content of a DER INTEGER
std::size_t
GetIntegerSize(uint64_t value)
{
    std::size_t size = 1;
    while (value >= 0x80)
    {
        value >>= 8;
        size++;
    }
    return size;
}

} // namespace

std::size_t
GetTlsTicketSize(const TlsSettings& settings, const TlsTicketState& state)
{
    // OpenSSL 3.0, ssl/ssl_asn1.c, SSL_SESSION_ASN1.
    const bool isNew = settings.version == TlsVersion::TLS_1_3;
    std::size_t size = DerSize(1) + DerSize(2) + DerSize(2); // structure, protocol, cipher suite
    size += DerSize(isNew ? 32 : 0);                         // session id
    size += DerSize(isNew ? GetTlsHashSize(settings.suite) : 48);
    size += GetTaggedSize(GetIntegerSize(static_cast<uint64_t>(state.issued)));
    size += GetTaggedSize(GetIntegerSize(static_cast<uint64_t>(settings.ticketLifetime)));
    size += state.certificateSize > 0 ? DerSize(state.certificateSize) : 0;
    size += GetTaggedSize(TLS_SESSION_CONTEXT.size());
    // The random age_add takes up to five bytes, the application's data what these are fewer.
    size += isNew ? GetTaggedSize(5) + GetTaggedSize(1) : GetTaggedSize(1) /* flags */;
    size += GetTaggedSize(1); // group
    const std::size_t padded = (DerSize(size) / CIPHER_BLOCK + 1) * CIPHER_BLOCK;
    return TICKET_KEY_SIZE + TICKET_IV_SIZE + padded + TICKET_MAC_SIZE;
}

ModelledTlsEndpoint::ModelledTlsEndpoint(Ptr<Crypto> crypto,
                                         const TlsSettings& settings,
                                         const TlsCredentials& credentials)
    : m_crypto(std::move(crypto)),
      m_settings(settings),
      m_credentials(credentials)
{
}

std::unique_ptr<TlsEngine>
ModelledTlsEndpoint::MakeServer()
{
    return std::make_unique<ModelledTlsServer>(*this);
}

std::unique_ptr<TlsEngine>
ModelledTlsEndpoint::MakeClient(const Address& remote)
{
    return std::make_unique<ModelledTlsClient>(*this, remote);
}

const Ptr<Crypto>&
ModelledTlsEndpoint::GetCrypto() const
{
    return m_crypto;
}

const TlsSettings&
ModelledTlsEndpoint::GetSettings() const
{
    return m_settings;
}

const TlsCredentials&
ModelledTlsEndpoint::GetCredentials() const
{
    return m_credentials;
}

SharedBytes
ModelledTlsEndpoint::MakeRandom(std::size_t size)
{
    return SharedBytes(m_crypto->GetRandomBytes().Take(size));
}

CertificateVerdict
ModelledTlsEndpoint::Judge(const std::vector<SharedBytes>& chain, bool isServer) const
{
    return JudgeCertificates(chain,
                             m_credentials.trust,
                             isServer ? CertificatePurpose::CLIENT_AUTHENTICATION
                                      : CertificatePurpose::SERVER_AUTHENTICATION,
                             isServer ? "" : m_settings.serverName,
                             m_settings.GetTime());
}

SharedBytes
ModelledTlsEndpoint::MakeTicket(const TlsTicketState& state)
{
    if (m_ticketKey.IsEmpty())
    {
        m_ticketKey = MakeRandom(TICKET_KEY_SIZE);
    }
    ByteWriter ticket(512);
    ticket.Bytes(m_ticketKey).U64(static_cast<uint64_t>(state.issued)).U32(state.certificateSize);
    const std::size_t written = TICKET_KEY_SIZE + 8 + 4;
    ticket.Bytes(SharedBytes::Zeros(GetTlsTicketSize(m_settings, state) - written));
    return ticket.Take();
}

std::optional<TlsTicketState>
ModelledTlsEndpoint::OpenTicket(const SharedBytes& ticket) const
{
    ByteReader reader(ticket);
    const bool isOwn = !m_ticketKey.IsEmpty() && reader.Bytes(TICKET_KEY_SIZE) == m_ticketKey;
    TlsTicketState state;
    state.issued = static_cast<int64_t>(reader.U64());
    state.certificateSize = reader.U32();
    const bool isFresh = m_settings.GetTime() - state.issued <= m_settings.ticketLifetime;
    return isOwn && isFresh && !reader.Failed() ? std::optional(state) : std::nullopt;
}

void
ModelledTlsEndpoint::KeepSession(const Address& remote, const TlsClientSession& session)
{
    m_sessions[remote] = session;
}

std::optional<TlsClientSession>
ModelledTlsEndpoint::FindSession(const Address& remote)
{
    const auto found = m_sessions.find(remote);
    if (found == m_sessions.end())
    {
        return std::nullopt;
    }
    const auto session = found->second;
    const bool isFresh = m_settings.GetTime() - session.received <= m_settings.ticketLifetime;
    if (!isFresh || m_settings.version == TlsVersion::TLS_1_3) // RFC 8446, section C.4
    {
        m_sessions.erase(found);
    }
    return isFresh ? std::optional(session) : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
