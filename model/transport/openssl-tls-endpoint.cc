/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "openssl-tls-endpoint.h"

#include "openssl-tls-engine.h"

#include "ns3/abort.h"
#include "ns3/openssl-keys.h"
#include "ns3/openssl-operations.h"
#include "ns3/openssl-trust.h"

#include <algorithm>
#include <ctime>
#include <openssl/err.h>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint8_t AGE_ADD_TAG = 0xae;      // [14] of SSL_SESSION_ASN1
constexpr std::size_t LONGEST_AGE_ADD = 5; //!< [B] DER INTEGER of 32 bit
constexpr int SECURITY_LEVEL = 2;          // 112 bit; OpenSSL's SSL_CTX_set_security_level(3)
const char* const SIGNATURES = "ecdsa_secp256r1_sha256:rsa_pss_rsae_sha256:rsa_pkcs1_sha256";

void
Require(bool done, const char* what)
{
    NS_ABORT_MSG_IF(!done,
                    "OpenSSL refuses "
                        << what << " for TLS: " << ERR_error_string(ERR_get_error(), nullptr));
}

/// @return [B] that age_add takes in the encoding of @p session, 0 if it is not there.
std::size_t
FindAgeAddSize(SSL_SESSION* session)
{
    std::vector<uint8_t> der(i2d_SSL_SESSION(session, nullptr));
    auto* out = der.data();
    i2d_SSL_SESSION(session, &out);
    const unsigned char* next = der.data();
    const unsigned char* const end = next + der.size();
    long size = 0;
    int tag = 0;
    int tagClass = 0;
    ASN1_get_object(&next, &size, &tag, &tagClass, end - next);
    while (next < end)
    {
        const uint8_t first = *next;
        ASN1_get_object(&next, &size, &tag, &tagClass, end - next);
        if (first == AGE_ADD_TAG)
        {
            return static_cast<std::size_t>(size) - 2; // in it stands a whole INTEGER
        }
        next += size;
    }
    return 0;
}

const char*
GetSuites(const TlsSettings& settings)
{
    const bool isShort = settings.suite == TlsCipherSuite::AES_128_GCM_SHA256;
    if (settings.version == TlsVersion::TLS_1_3)
    {
        return isShort ? "TLS_AES_128_GCM_SHA256" : "TLS_AES_256_GCM_SHA384";
    }
    return isShort ? "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"
                   : "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";
}

void
SetProtocol(SSL_CTX* context, const TlsSettings& settings)
{
    const bool isNew = settings.version == TlsVersion::TLS_1_3;
    const int version = isNew ? TLS1_3_VERSION : TLS1_2_VERSION;
    SSL_CTX_set_security_level(context, SECURITY_LEVEL);
    Require(SSL_CTX_set_min_proto_version(context, version) &&
                SSL_CTX_set_max_proto_version(context, version),
            "the version");
    Require(isNew ? SSL_CTX_set_ciphersuites(context, GetSuites(settings))
                  : SSL_CTX_set_cipher_list(context, GetSuites(settings)),
            "the cipher suite");
    Require(SSL_CTX_set1_groups_list(context,
                                     settings.group == TlsGroup::X25519 ? "X25519:P-256"
                                                                        : "P-256:X25519"),
            "the group");
    Require(SSL_CTX_set1_sigalgs_list(context, SIGNATURES), "the signature algorithms");
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    if (!settings.resumption)
    {
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    }
}

void
SetCredentials(SSL_CTX* context, const TlsCredentials& credentials)
{
    SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
    SSL_CTX_set_cert_store(context, MakeTrustStore(credentials.trust).release());
    if (credentials.chain.empty())
    {
        return;
    }
    PkeyHandle key = DecodePrivateKey(credentials.privateKey, RSA_KEY);
    if (!key)
    {
        key = DecodePrivateKey(credentials.privateKey, EC_KEY);
    }
    const auto leaf = DecodeCertificate(credentials.chain.front());
    Require(leaf && SSL_CTX_use_certificate(context, leaf.get()) > 0, "the certificate");
    Require(key && SSL_CTX_use_PrivateKey(context, key.get()) > 0, "the private key");
    for (std::size_t i = 1; i < credentials.chain.size(); i++)
    {
        const auto certificate = DecodeCertificate(credentials.chain[i]);
        Require(certificate && SSL_CTX_add1_chain_cert(context, certificate.get()) > 0,
                "a certificate of the chain");
    }
}

} // namespace

OpensslTlsEndpoint::OpensslTlsEndpoint(Ptr<Crypto> crypto,
                                       const TlsSettings& settings,
                                       const TlsCredentials& credentials)
    : m_crypto(std::move(crypto)),
      m_settings(settings),
      m_credentials(credentials)
{
}

OpensslTlsEndpoint::~OpensslTlsEndpoint() = default;

std::unique_ptr<TlsEngine>
OpensslTlsEndpoint::MakeServer()
{
    return std::make_unique<OpensslTlsEngine>(*this, GetContext(true), true, Address());
}

std::unique_ptr<TlsEngine>
OpensslTlsEndpoint::MakeClient(const Address& remote)
{
    return std::make_unique<OpensslTlsEngine>(*this, GetContext(false), false, remote);
}

const Ptr<Crypto>&
OpensslTlsEndpoint::GetCrypto() const
{
    return m_crypto;
}

const TlsSettings&
OpensslTlsEndpoint::GetSettings() const
{
    return m_settings;
}

const TlsCredentials&
OpensslTlsEndpoint::GetCredentials() const
{
    return m_credentials;
}

void
OpensslTlsEndpoint::KeepSession(const Address& remote, SslSession session)
{
    m_sessions[remote] = {std::move(session), m_settings.GetTime()};
}

SslSession
OpensslTlsEndpoint::FindSession(const Address& remote)
{
    const auto found = m_sessions.find(remote);
    if (found == m_sessions.end())
    {
        return nullptr;
    }
    const int64_t age = m_settings.GetTime() - found->second.received;
    const bool isFresh = age <= m_settings.ticketLifetime;
    SslSession session;
    if (isFresh)
    {
        session.reset(SSL_SESSION_dup(found->second.session.get()));
        SSL_SESSION_set_time(session.get(), static_cast<long>(std::time(nullptr) - age));
    }
    if (!isFresh || m_settings.version == TlsVersion::TLS_1_3) // RFC 8446, section C.4
    {
        m_sessions.erase(found);
    }
    return session;
}

SSL_CTX*
OpensslTlsEndpoint::GetContext(bool isServer)
{
    auto& context = m_contexts[isServer];
    if (!context)
    {
        context = MakeContext(isServer);
    }
    return context.get();
}

SslContext
OpensslTlsEndpoint::MakeContext(bool isServer)
{
    auto numbers = m_crypto->GetRandomBytes();
    const ErrorScope errors;
    const RandomScope random(numbers); // the key of the tickets
    SslContext context(SSL_CTX_new_ex(GetOpensslLibrary(), nullptr, TLS_method()));
    Require(context != nullptr, "a context");
    SetProtocol(context.get(), m_settings);
    SetCredentials(context.get(), m_credentials);
    SSL_CTX_set_msg_callback(context.get(), &OpensslTlsEngine::HandleMessage);
    if (isServer)
    {
        SetServer(context.get());
    }
    else
    {
        SetClient(context.get());
    }
    return context;
}

void
OpensslTlsEndpoint::SetServer(SSL_CTX* context)
{
    SSL_CTX_set_verify(context,
                       m_settings.clientAuthentication
                           ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
                           : SSL_VERIFY_NONE,
                       nullptr);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // tickets alone
    SSL_CTX_set_session_id_context(
        context,
        reinterpret_cast<const unsigned char*>(TLS_SESSION_CONTEXT.data()),
        static_cast<unsigned int>(TLS_SESSION_CONTEXT.size()));
    SSL_CTX_set_timeout(context, static_cast<long>(m_settings.ticketLifetime));
    SSL_CTX_set_num_tickets(context, m_settings.resumption ? TLS_TICKETS : 0);
    SSL_CTX_set_session_ticket_cb(context, &DateTicket, &JudgeTicket, this);
}

void
OpensslTlsEndpoint::SetClient(SSL_CTX* context)
{
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    if (m_settings.resumption)
    {
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
        SSL_CTX_sess_set_new_cb(context, &OpensslTlsEngine::HandleSession);
    }
    else
    {
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    }
}

int
OpensslTlsEndpoint::DateTicket(SSL* ssl, void* endpoint)
{
    auto* session = SSL_get_session(ssl);
    const auto& settings = static_cast<OpensslTlsEndpoint*>(endpoint)->m_settings;
    SSL_SESSION_set_time(session, static_cast<long>(settings.GetTime()));
    if (const auto size = FindAgeAddSize(session); size > 0)
    {
        const std::vector<uint8_t> zeros(1 + LONGEST_AGE_ADD - size);
        SSL_SESSION_set1_ticket_appdata(session, zeros.data(), zeros.size());
    }
    return 1;
}

SSL_TICKET_RETURN
OpensslTlsEndpoint::JudgeTicket(SSL* /* ssl */,
                                SSL_SESSION* session,
                                const unsigned char* /* keyName */,
                                size_t /* keyNameSize */,
                                SSL_TICKET_STATUS status,
                                void* endpoint)
{
    if (status != SSL_TICKET_SUCCESS && status != SSL_TICKET_SUCCESS_RENEW)
    {
        return SSL_TICKET_RETURN_IGNORE_RENEW;
    }
    const auto& settings = static_cast<OpensslTlsEndpoint*>(endpoint)->m_settings;
    if (settings.GetTime() - SSL_SESSION_get_time(session) > settings.ticketLifetime)
    {
        return SSL_TICKET_RETURN_IGNORE_RENEW;
    }
    SSL_SESSION_set_time(session, static_cast<long>(std::time(nullptr)));
    return status == SSL_TICKET_SUCCESS ? SSL_TICKET_RETURN_USE : SSL_TICKET_RETURN_USE_RENEW;
}

} // namespace iotledger
} // namespace ns3
