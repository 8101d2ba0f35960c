/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_TLS_ENDPOINT_H
#define OPENSSL_TLS_ENDPOINT_H

#include "tls-engine.h"

#include "ns3/openssl-library.h"

#include <map>
#include <openssl/ssl.h>

namespace ns3
{
namespace iotledger
{

using SslContext = std::unique_ptr<SSL_CTX, OpensslFree<SSL_CTX_free>>;
using SslHandle = std::unique_ptr<SSL, OpensslFree<SSL_free>>;
using SslSession = std::unique_ptr<SSL_SESSION, OpensslFree<SSL_SESSION_free>>;

/**
 * @brief Real execution: OpenSSL speaks TLS, in this module's library context. Internal.
 *
 * OpenSSL judges the age of sessions by the wall clock. Tickets are therefore dated in simulated
 * time as they are made, their age is judged here, and only then are they dated so that OpenSSL's
 * own test passes. A ticket's random age_add takes one to five bytes in it; data of the application
 * makes up for that, so that tickets of one kind have one size.
 *
 * The one trace of the wall clock that is left: should a second of it begin while a ClientHello of
 * TLS 1.3 with a ticket is made, the ticket's age in it is a second older.
 */
class OpensslTlsEndpoint : public TlsEndpoint
{
  public:
    OpensslTlsEndpoint(Ptr<Crypto> crypto,
                       const TlsSettings& settings,
                       const TlsCredentials& credentials);
    ~OpensslTlsEndpoint() override;

    std::unique_ptr<TlsEngine> MakeServer() override;
    std::unique_ptr<TlsEngine> MakeClient(const Address& remote) override;

    const Ptr<Crypto>& GetCrypto() const;
    const TlsSettings& GetSettings() const;
    const TlsCredentials& GetCredentials() const;

    void KeepSession(const Address& remote, SslSession session);
    /// @return a session to resume with, dated for now; null if there is none.
    SslSession FindSession(const Address& remote);

  private:
    /// A session and when it was received [s] since 1970-01-01 UTC in the simulation.
    struct KeptSession
    {
        SslSession session;
        int64_t received;
    };

    SSL_CTX* GetContext(bool isServer);
    SslContext MakeContext(bool isServer);
    void SetServer(SSL_CTX* context);
    void SetClient(SSL_CTX* context);

    static int DateTicket(SSL* ssl, void* endpoint);
    static SSL_TICKET_RETURN JudgeTicket(SSL* ssl,
                                         SSL_SESSION* session,
                                         const unsigned char* keyName,
                                         size_t keyNameSize,
                                         SSL_TICKET_STATUS status,
                                         void* endpoint);

    Ptr<Crypto> m_crypto;
    TlsSettings m_settings;
    TlsCredentials m_credentials;
    SslContext m_contexts[2];                  //!< a client's, a server's; null until needed
    std::map<Address, KeptSession> m_sessions; //!< by the server's address
};

} // namespace iotledger
} // namespace ns3

#endif /* OPENSSL_TLS_ENDPOINT_H */
