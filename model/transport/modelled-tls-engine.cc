/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "modelled-tls-engine.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::size_t ECDSA_SIGNATURE = 71;  //!< [B] DER; of 70 to 72 the most frequent
constexpr std::size_t VERIFY_DATA_SIZE = 12; //!< [B] Finished of TLS 1.2: RFC 5246, section 7.4.9
constexpr std::size_t MAX_MESSAGE = 102400;  //!< [B] OpenSSL's limit of a certificate message
constexpr uint8_t WARNING = 1;
constexpr uint8_t FATAL = 2;

} // namespace

ModelledTlsEngine::ModelledTlsEngine(ModelledTlsEndpoint& endpoint, bool isServer)
    : TlsEngine(endpoint.GetCrypto(),
                endpoint.GetSettings(),
                isServer,
                !endpoint.GetCredentials().trust.revocationLists.empty()),
      m_endpoint(endpoint)
{
}

void
ModelledTlsEngine::Start()
{
    Flush();
}

void
ModelledTlsEngine::Receive(const SharedBytes& record)
{
    m_costs.AddRecord(record, false);
    if (!m_hasEnded)
    {
        HandleRecord(record);
    }
    Flush();
}

void
ModelledTlsEngine::Send(const SharedBytes& data)
{
    for (uint64_t offset = 0; offset < data.GetSize(); offset += TLS_MAX_FRAGMENT)
    {
        SendContent(TlsContent::APPLICATION_DATA, data.Slice(offset, TLS_MAX_FRAGMENT));
    }
    Flush();
}

void
ModelledTlsEngine::Close()
{
    SendAlert(TlsAlert::CLOSE_NOTIFY);
    Flush();
}

void
ModelledTlsEngine::HandleRecord(const SharedBytes& record)
{
    const auto unpacked = DecodeTlsRecord(record);
    if (!unpacked)
    {
        Fail(TlsAlert::DECODE_ERROR);
        return;
    }
    const auto& fragment = unpacked->fragment;
    const bool isProtected =
        IsNew() ? unpacked->type == TlsContent::APPLICATION_DATA : m_peerProtects;
    if (!isProtected)
    {
        HandleContent(unpacked->type, fragment);
        return;
    }
    const std::size_t overhead = GetTlsProtectionSize(m_settings.version);
    if (fragment.GetSize() < overhead)
    {
        Fail(TlsAlert::BAD_RECORD_MAC);
        return;
    }
    const auto type = IsNew() ? static_cast<TlsContent>(fragment[0]) : unpacked->type;
    HandleContent(type, fragment.Slice(overhead));
}

void
ModelledTlsEngine::HandleContent(TlsContent type, const SharedBytes& plaintext)
{
    if (type == TlsContent::HANDSHAKE)
    {
        HandleHandshake(plaintext);
    }
    else if (type == TlsContent::ALERT)
    {
        HandleAlert(plaintext);
    }
    else if (type == TlsContent::CHANGE_CIPHER_SPEC)
    {
        m_peerProtects = true; // in TLS 1.3 it means nothing: RFC 8446, section D.4
    }
    else if (type == TlsContent::APPLICATION_DATA && m_isComplete)
    {
        m_progress.data.push_back(plaintext);
    }
    else
    {
        Fail(TlsAlert::UNEXPECTED_MESSAGE);
    }
}

void
ModelledTlsEngine::HandleHandshake(const SharedBytes& plaintext)
{
    ByteWriter joined(m_partial.GetSize() + plaintext.GetSize());
    auto rest = m_partial.IsEmpty() ? plaintext : joined.Bytes(m_partial).Bytes(plaintext).Take();
    while (!m_hasEnded && !rest.IsEmpty())
    {
        const auto message = DecodeTlsMessage(rest);
        if (!message)
        {
            break;
        }
        const auto bytes = rest.Slice(0, TLS_MESSAGE_HEADER + message->body.GetSize());
        rest = rest.Slice(bytes.GetSize());
        m_costs.AddMessage(bytes, false);
        const auto alert = m_expected.count(message->type) > 0 ? Handle(*message, bytes)
                                                               : TlsAlert::UNEXPECTED_MESSAGE;
        if (alert)
        {
            Fail(*alert);
        }
    }
    m_partial = rest;
    if (m_partial.GetSize() > MAX_MESSAGE)
    {
        Fail(TlsAlert::ILLEGAL_PARAMETER);
    }
}

void
ModelledTlsEngine::HandleAlert(const SharedBytes& plaintext)
{
    if (plaintext.GetSize() != 2)
    {
        Fail(TlsAlert::DECODE_ERROR);
        return;
    }
    const auto alert = static_cast<TlsAlert>(plaintext[1]);
    m_progress.alertReceived = alert;
    m_progress.hasFailed = alert != TlsAlert::CLOSE_NOTIFY;
    m_hasEnded = true;
}

void
ModelledTlsEngine::Expect(Types types)
{
    m_expected = std::move(types);
}

bool
ModelledTlsEngine::IsNew() const
{
    return m_settings.version == TlsVersion::TLS_1_3;
}

void
ModelledTlsEngine::SendMessage(const SharedBytes& message)
{
    m_costs.AddMessage(message, true);
    for (uint64_t offset = 0; offset < message.GetSize(); offset += TLS_MAX_FRAGMENT)
    {
        SendContent(TlsContent::HANDSHAKE, message.Slice(offset, TLS_MAX_FRAGMENT));
    }
}

void
ModelledTlsEngine::SendChangeCipherSpec()
{
    m_outbox.push_back(
        EncodeTlsRecord(TlsContent::CHANGE_CIPHER_SPEC, SharedBytes(std::vector<uint8_t>{1})));
    Protect();
}

void
ModelledTlsEngine::SendFinished()
{
    const auto size = IsNew() ? GetTlsHashSize(m_settings.suite) : VERIFY_DATA_SIZE;
    SendMessage(EncodeTlsMessage(TlsHandshakeType::FINISHED, SharedBytes::Zeros(size)));
}

void
ModelledTlsEngine::Protect()
{
    m_protects = true;
}

void
ModelledTlsEngine::Complete(bool isResumed)
{
    m_isComplete = true;
    m_progress.isCompleted = true;
    m_progress.isResumed = isResumed;
}

std::vector<SharedBytes>
ModelledTlsEngine::GetOwnChain() const
{
    return m_endpoint.GetCredentials().chain;
}

TlsSignature
ModelledTlsEngine::MakeSignature() const
{
    const auto key = FindOwnerKey(m_endpoint.GetCredentials().chain.front());
    return {key.isRsa ? TLS_RSA_PSS_RSAE_SHA256 : TLS_ECDSA_SECP256R1_SHA256,
            SharedBytes::Zeros(key.isRsa ? key.bits / 8 : ECDSA_SIGNATURE)};
}

void
ModelledTlsEngine::SendContent(TlsContent type, const SharedBytes& plaintext)
{
    if (!m_protects)
    {
        m_outbox.push_back(EncodeTlsRecord(type, plaintext));
        return;
    }
    std::vector<uint8_t> added(GetTlsProtectionSize(m_settings.version));
    added.front() = IsNew() ? static_cast<uint8_t>(type) : 0;
    ByteWriter fragment(added.size() + plaintext.GetHeadSize());
    fragment.Bytes(added.data(), added.size()).Bytes(plaintext);
    m_outbox.push_back(
        EncodeTlsRecord(IsNew() ? TlsContent::APPLICATION_DATA : type, fragment.Take()));
}

void
ModelledTlsEngine::SendAlert(TlsAlert alert)
{
    const uint8_t level = alert == TlsAlert::CLOSE_NOTIFY ? WARNING : FATAL;
    SendContent(TlsContent::ALERT,
                SharedBytes(std::vector<uint8_t>{level, static_cast<uint8_t>(alert)}));
    m_progress.alertSent = alert;
}

void
ModelledTlsEngine::Fail(TlsAlert alert)
{
    SendAlert(alert);
    m_progress.hasFailed = true;
    m_hasEnded = true;
}

void
ModelledTlsEngine::Flush()
{
    for (const auto& record : std::exchange(m_outbox, {}))
    {
        Emit(record);
    }
}

} // namespace iotledger
} // namespace ns3
