/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "openssl-tls-engine.h"

#include "ns3/abort.h"
#include "ns3/openssl-keys.h"
#include "ns3/openssl-trust.h"
#include "ns3/tls-record.h"

namespace ns3
{
namespace iotledger
{

OpensslTlsEngine::OpensslTlsEngine(OpensslTlsEndpoint& endpoint,
                                   SSL_CTX* context,
                                   bool isServer,
                                   const Address& remote)
    : TlsEngine(endpoint.GetCrypto(),
                endpoint.GetSettings(),
                isServer,
                !endpoint.GetCredentials().trust.revocationLists.empty()),
      m_endpoint(endpoint),
      m_remote(remote),
      m_ssl(SSL_new(context))
{
    NS_ABORT_MSG_IF(!m_ssl, "OpenSSL has no memory for a connection");
    SSL_set_app_data(m_ssl.get(), this);
    SSL_set_msg_callback_arg(m_ssl.get(), this);
    SSL_set_bio(m_ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    if (isServer)
    {
        SSL_set_accept_state(m_ssl.get());
    }
    else
    {
        SSL_set_connect_state(m_ssl.get());
        if (!m_settings.serverName.empty())
        {
            SSL_set_tlsext_host_name(m_ssl.get(), m_settings.serverName.c_str());
        }
    }
}

void
OpensslTlsEngine::Start()
{
    if (!m_isServer)
    {
        if (m_settings.resumption)
        {
            if (const auto session = m_endpoint.FindSession(m_remote))
            {
                SSL_set_session(m_ssl.get(), session.get());
            }
        }
        Advance();
    }
}

void
OpensslTlsEngine::Receive(const SharedBytes& record)
{
    m_costs.AddRecord(record, false);
    const ContiguousBytes bytes(record);
    BIO_write(SSL_get_rbio(m_ssl.get()), bytes.GetData(), static_cast<int>(bytes.GetSize()));
    Advance();
}

void
OpensslTlsEngine::Send(const SharedBytes& data)
{
    auto numbers = m_endpoint.GetCrypto()->GetRandomBytes();
    const ErrorScope errors;
    const RandomScope random(numbers);
    const ContiguousBytes bytes(data);
    std::size_t written = 0;
    SSL_write_ex(m_ssl.get(), bytes.GetData(), bytes.GetSize(), &written);
    TakeRecords();
}

void
OpensslTlsEngine::Close()
{
    const ErrorScope errors;
    SSL_shutdown(m_ssl.get());
    TakeRecords();
}

void
OpensslTlsEngine::HandleMessage(int isSent,
                                int /* version */,
                                int contentType,
                                const void* bytes,
                                size_t size,
                                SSL* /* ssl */,
                                void* engine)
{
    auto* self = static_cast<OpensslTlsEngine*>(engine);
    const auto* data = static_cast<const uint8_t*>(bytes);
    if (contentType == SSL3_RT_HANDSHAKE)
    {
        self->m_costs.AddMessage(SharedBytes(std::vector<uint8_t>(data, data + size)), isSent != 0);
    }
    else if (contentType == SSL3_RT_ALERT && size == 2)
    {
        auto& told = isSent != 0 ? self->m_progress.alertSent : self->m_progress.alertReceived;
        told = static_cast<TlsAlert>(data[1]);
    }
}

int
OpensslTlsEngine::HandleSession(SSL* ssl, SSL_SESSION* session)
{
    auto* self = static_cast<OpensslTlsEngine*>(SSL_get_app_data(ssl));
    self->m_endpoint.KeepSession(self->m_remote, SslSession(session));
    return 1; // it is ours now
}

void
OpensslTlsEngine::Advance()
{
    auto numbers = m_endpoint.GetCrypto()->GetRandomBytes();
    const ErrorScope errors;
    const RandomScope random(numbers);
    const bool isNamed = !m_isServer && !m_isComplete;
    SetExpectations(SSL_get0_param(m_ssl.get()),
                    m_endpoint.GetCredentials().trust,
                    isNamed ? m_settings.serverName : "",
                    m_settings.GetTime());
    if (!m_isComplete)
    {
        const int result = SSL_do_handshake(m_ssl.get());
        if (result == 1)
        {
            m_isComplete = true;
            m_progress.isCompleted = true;
            m_progress.isResumed = SSL_session_reused(m_ssl.get()) != 0;
        }
        else
        {
            m_progress.hasFailed = SSL_get_error(m_ssl.get(), result) == SSL_ERROR_SSL;
        }
    }
    if (m_isComplete)
    {
        ReadData();
    }
    TakeRecords();
}

void
OpensslTlsEngine::ReadData()
{
    std::vector<uint8_t> bytes(TLS_MAX_FRAGMENT);
    std::size_t size = 0;
    while (SSL_read_ex(m_ssl.get(), bytes.data(), bytes.size(), &size) == 1)
    {
        m_progress.data.emplace_back(
            std::vector<uint8_t>(bytes.begin(), bytes.begin() + static_cast<int64_t>(size)));
    }
    m_progress.hasFailed = SSL_get_error(m_ssl.get(), 0) == SSL_ERROR_SSL;
}

void
OpensslTlsEngine::TakeRecords()
{
    auto* bio = SSL_get_wbio(m_ssl.get());
    char* start = nullptr;
    const long size = BIO_get_mem_data(bio, &start);
    if (size <= 0)
    {
        return;
    }
    SharedBytes rest(std::vector<uint8_t>(start, start + size));
    BIO_reset(bio);
    while (const auto record = DecodeTlsRecord(rest))
    {
        const auto length = TLS_RECORD_HEADER + record->fragment.GetSize();
        Emit(rest.Slice(0, length));
        rest = rest.Slice(length);
    }
}

} // namespace iotledger
} // namespace ns3
