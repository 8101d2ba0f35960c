/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "modelled-tls-server.h"

#include "tls-hello.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

using Type = TlsHandshakeType;

ModelledTlsServer::ModelledTlsServer(ModelledTlsEndpoint& endpoint)
    : ModelledTlsEngine(endpoint, true)
{
    Expect({Type::CLIENT_HELLO});
}

std::optional<TlsAlert>
ModelledTlsServer::Handle(const TlsMessage& message, const SharedBytes& bytes)
{
    switch (message.type)
    {
    case Type::CLIENT_HELLO:
        return HandleClientHello(bytes);
    case Type::CERTIFICATE:
        return HandleCertificate(message.body);
    case Type::CLIENT_KEY_EXCHANGE:
        Expect({m_isCertified ? Type::CERTIFICATE_VERIFY : Type::FINISHED});
        return std::nullopt;
    case Type::CERTIFICATE_VERIFY:
        Expect({Type::FINISHED});
        return DecodeTlsCertificateVerify(message.body) ? std::nullopt
                                                        : std::optional(TlsAlert::DECODE_ERROR);
    default:
        HandleFinished();
        return std::nullopt;
    }
}

std::optional<TlsAlert>
ModelledTlsServer::HandleClientHello(const SharedBytes& bytes)
{
    const auto hello = DecodeTlsClientHello(bytes);
    if (!hello)
    {
        return TlsAlert::DECODE_ERROR;
    }
    if (hello->version != m_settings.version)
    {
        return TlsAlert::PROTOCOL_VERSION;
    }
    const auto suites = GetTlsSuiteNumbers(m_settings.version, m_settings.suite);
    m_suite = FindOwnerKey(GetOwnChain().front()).isRsa ? suites.back() : suites.front();
    const bool isOffered =
        std::find(hello->suites.begin(), hello->suites.end(), m_suite) != hello->suites.end();
    m_group = hello->group;
    if (!isOffered || (m_group != TlsGroup::X25519 && m_group != TlsGroup::P256))
    {
        return TlsAlert::HANDSHAKE_FAILURE;
    }
    if (m_settings.resumption)
    {
        m_sendsTicket = IsNew() || hello->takesTickets;
        m_resumed = m_endpoint.OpenTicket(hello->ticket);
        m_certificateSize = m_resumed ? m_resumed->certificateSize : 0;
    }
    if (IsNew())
    {
        AnswerNew(*hello);
    }
    else
    {
        AnswerOld(*hello);
    }
    return std::nullopt;
}

void
ModelledTlsServer::AnswerNew(const TlsClientHello& hello)
{
    SendMessage(EncodeTlsHello(TlsServerHello{m_settings.version,
                                              m_endpoint.MakeRandom(32),
                                              hello.sessionId,
                                              m_suite,
                                              m_group,
                                              m_endpoint.MakeRandom(GetTlsKeyShareSize(m_group)),
                                              m_resumed.has_value(),
                                              false}));
    SendChangeCipherSpec();
    SendMessage(EncodeTlsEncryptedExtensions());
    const bool asks = m_settings.clientAuthentication && !m_resumed;
    if (!m_resumed)
    {
        if (asks)
        {
            SendMessage(EncodeTlsCertificateRequest(m_settings.version));
        }
        SendMessage(EncodeTlsCertificate(m_settings.version, GetOwnChain()));
        SendMessage(EncodeTlsCertificateVerify(MakeSignature()));
    }
    SendFinished();
    Expect({asks ? Type::CERTIFICATE : Type::FINISHED});
}

void
ModelledTlsServer::AnswerOld(const TlsClientHello& hello)
{
    const bool sendsTicket = m_sendsTicket && !m_resumed;
    SendMessage(EncodeTlsHello(TlsServerHello{m_settings.version,
                                              m_endpoint.MakeRandom(32),
                                              m_resumed ? hello.sessionId : SharedBytes(),
                                              m_suite,
                                              m_group,
                                              SharedBytes(),
                                              m_resumed.has_value(),
                                              sendsTicket}));
    if (m_resumed)
    {
        SendChangeCipherSpec();
        SendFinished();
        Expect({Type::FINISHED});
        return;
    }
    SendMessage(EncodeTlsCertificate(m_settings.version, GetOwnChain()));
    SendMessage(EncodeTlsServerKeyExchange(m_group,
                                           m_endpoint.MakeRandom(GetTlsKeyShareSize(m_group)),
                                           MakeSignature()));
    if (m_settings.clientAuthentication)
    {
        SendMessage(EncodeTlsCertificateRequest(m_settings.version));
    }
    SendMessage(EncodeTlsMessage(Type::SERVER_HELLO_DONE, SharedBytes()));
    Expect({m_settings.clientAuthentication ? Type::CERTIFICATE : Type::CLIENT_KEY_EXCHANGE});
}

std::optional<TlsAlert>
ModelledTlsServer::HandleCertificate(const SharedBytes& body)
{
    const auto chain = DecodeTlsCertificate(m_settings.version, body);
    if (!chain)
    {
        return TlsAlert::DECODE_ERROR;
    }
    if (chain->empty()) // RFC 8446, section 4.4.2.4; RFC 5246, section 7.4.6
    {
        return IsNew() ? TlsAlert::CERTIFICATE_REQUIRED : TlsAlert::HANDSHAKE_FAILURE;
    }
    const auto verdict = m_endpoint.Judge(*chain, m_isServer);
    if (verdict != CertificateVerdict::VALID)
    {
        return GetTlsAlert(verdict);
    }
    m_isCertified = true;
    m_certificateSize = static_cast<uint32_t>(chain->front().GetSize());
    Expect({IsNew() ? Type::CERTIFICATE_VERIFY : Type::CLIENT_KEY_EXCHANGE});
    return std::nullopt;
}

void
ModelledTlsServer::HandleFinished()
{
    if (IsNew())
    {
        for (uint64_t i = 0; m_sendsTicket && i < (m_resumed ? 1 : TLS_TICKETS); i++)
        {
            SendTicket(i);
        }
    }
    else if (!m_resumed)
    {
        if (m_sendsTicket)
        {
            SendTicket(0);
        }
        SendChangeCipherSpec();
        SendFinished();
    }
    Expect({});
    Complete(m_resumed.has_value());
}

void
ModelledTlsServer::SendTicket(uint64_t nonce)
{
    TlsTicketMessage message{};
    message.lifetime = static_cast<uint32_t>(m_settings.ticketLifetime);
    message.nonce = nonce;
    message.ticket = m_endpoint.MakeTicket({m_settings.GetTime(), m_certificateSize});
    SendMessage(EncodeTlsNewSessionTicket(m_settings.version, message));
}

} // namespace iotledger
} // namespace ns3
