/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "modelled-tls-client.h"

#include "tls-hello.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

using Type = TlsHandshakeType;

ModelledTlsClient::ModelledTlsClient(ModelledTlsEndpoint& endpoint, const Address& remote)
    : ModelledTlsEngine(endpoint, false),
      m_remote(remote)
{
}

void
ModelledTlsClient::Start()
{
    if (m_settings.resumption)
    {
        m_offered = m_endpoint.FindSession(m_remote);
    }
    TlsClientHello hello{};
    hello.version = m_settings.version;
    hello.random = m_endpoint.MakeRandom(32);
    // RFC 8446, section D.4: a session id makes TLS 1.3 look like a resumption of TLS 1.2.
    hello.sessionId = IsNew()     ? m_endpoint.MakeRandom(32)
                      : m_offered ? m_offered->sessionId
                                  : SharedBytes();
    hello.suites = GetTlsSuiteNumbers(m_settings.version, m_settings.suite);
    hello.serverName = m_settings.serverName;
    hello.group = m_settings.group;
    hello.keyShare =
        IsNew() ? m_endpoint.MakeRandom(GetTlsKeyShareSize(m_settings.group)) : SharedBytes();
    hello.takesTickets = m_settings.resumption;
    if (m_offered)
    {
        hello.ticket = m_offered->ticket;
        const auto age = static_cast<uint32_t>(m_settings.GetTime() - m_offered->received);
        hello.ticketAge = age * 1000 + m_offered->ageAdd; // RFC 8446, section 4.2.11.1
        hello.binderSize = GetTlsHashSize(m_settings.suite);
    }
    m_sessionId = hello.sessionId;
    SendMessage(EncodeTlsHello(hello));
    Expect({Type::SERVER_HELLO});
    ModelledTlsEngine::Start();
}

std::optional<TlsAlert>
ModelledTlsClient::Handle(const TlsMessage& message, const SharedBytes& bytes)
{
    switch (message.type)
    {
    case Type::SERVER_HELLO:
        return HandleServerHello(bytes);
    case Type::ENCRYPTED_EXTENSIONS:
        Expect(m_isResumed ? Types{Type::FINISHED}
                           : Types{Type::CERTIFICATE_REQUEST, Type::CERTIFICATE});
        return std::nullopt;
    case Type::CERTIFICATE_REQUEST:
        m_isAsked = true;
        Expect({IsNew() ? Type::CERTIFICATE : Type::SERVER_HELLO_DONE});
        return std::nullopt;
    case Type::CERTIFICATE:
        return HandleCertificate(message.body);
    case Type::CERTIFICATE_VERIFY:
        Expect({Type::FINISHED});
        return DecodeTlsCertificateVerify(message.body) ? std::nullopt
                                                        : std::optional(TlsAlert::DECODE_ERROR);
    case Type::SERVER_KEY_EXCHANGE:
        Expect({Type::CERTIFICATE_REQUEST, Type::SERVER_HELLO_DONE});
        return DecodeTlsServerKeyExchange(message.body) ? std::nullopt
                                                        : std::optional(TlsAlert::DECODE_ERROR);
    case Type::SERVER_HELLO_DONE:
        HandleServerDone();
        return std::nullopt;
    case Type::NEW_SESSION_TICKET:
        return HandleTicket(message.body);
    default:
        HandleFinished();
        return std::nullopt;
    }
}

std::optional<TlsAlert>
ModelledTlsClient::HandleServerHello(const SharedBytes& bytes)
{
    const auto hello = DecodeTlsServerHello(bytes);
    if (!hello)
    {
        return TlsAlert::DECODE_ERROR;
    }
    if (hello->version != m_settings.version)
    {
        return TlsAlert::PROTOCOL_VERSION;
    }
    const auto suites = GetTlsSuiteNumbers(m_settings.version, m_settings.suite);
    if (std::find(suites.begin(), suites.end(), hello->suite) == suites.end())
    {
        return TlsAlert::ILLEGAL_PARAMETER;
    }
    m_isResumed =
        IsNew() ? hello->isResumed : !m_sessionId.IsEmpty() && hello->sessionId == m_sessionId;
    if (IsNew())
    {
        Expect({Type::ENCRYPTED_EXTENSIONS});
    }
    else
    {
        Expect({m_isResumed ? Type::FINISHED : Type::CERTIFICATE});
    }
    return std::nullopt;
}

std::optional<TlsAlert>
ModelledTlsClient::HandleCertificate(const SharedBytes& body)
{
    const auto chain = DecodeTlsCertificate(m_settings.version, body);
    if (!chain)
    {
        return TlsAlert::DECODE_ERROR;
    }
    const auto verdict = m_endpoint.Judge(*chain, m_isServer);
    if (verdict != CertificateVerdict::VALID)
    {
        return GetTlsAlert(verdict);
    }
    Expect({IsNew() ? Type::CERTIFICATE_VERIFY : Type::SERVER_KEY_EXCHANGE});
    return std::nullopt;
}

bool
ModelledTlsClient::SendCertificate()
{
    if (!m_isAsked)
    {
        return false;
    }
    SendMessage(EncodeTlsCertificate(m_settings.version, GetOwnChain()));
    return !GetOwnChain().empty();
}

void
ModelledTlsClient::HandleServerDone()
{
    const bool isCertified = SendCertificate();
    SendMessage(
        EncodeTlsClientKeyExchange(m_endpoint.MakeRandom(GetTlsKeyShareSize(m_settings.group))));
    if (isCertified)
    {
        SendMessage(EncodeTlsCertificateVerify(MakeSignature()));
    }
    SendChangeCipherSpec();
    SendFinished();
    Expect({Type::NEW_SESSION_TICKET, Type::FINISHED});
}

void
ModelledTlsClient::HandleFinished()
{
    if (IsNew() || m_isResumed)
    {
        SendChangeCipherSpec();
        if (IsNew() && SendCertificate())
        {
            SendMessage(EncodeTlsCertificateVerify(MakeSignature()));
        }
        SendFinished();
    }
    if (m_ticket)
    {
        m_endpoint.KeepSession(m_remote, *m_ticket);
    }
    Expect(IsNew() ? Types{Type::NEW_SESSION_TICKET} : Types{});
    Complete(m_isResumed);
}

std::optional<TlsAlert>
ModelledTlsClient::HandleTicket(const SharedBytes& body)
{
    const auto message = DecodeTlsNewSessionTicket(m_settings.version, body);
    if (!message)
    {
        return TlsAlert::DECODE_ERROR;
    }
    TlsClientSession session{message->ticket, SharedBytes(), message->ageAdd, m_settings.GetTime()};
    if (IsNew())
    {
        if (m_settings.resumption)
        {
            m_endpoint.KeepSession(m_remote, session);
        }
        return std::nullopt;
    }
    session.sessionId = m_endpoint.MakeRandom(32); // RFC 5077, section 3.4
    m_ticket = session;
    Expect({Type::FINISHED});
    return std::nullopt;
}

} // namespace iotledger
} // namespace ns3
