/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_TLS_ENGINE_H
#define OPENSSL_TLS_ENGINE_H

#include "openssl-tls-endpoint.h"

namespace ns3
{
namespace iotledger
{

/// One connection of real execution: an SSL object on memory buffers. Internal.
class OpensslTlsEngine : public TlsEngine
{
  public:
    OpensslTlsEngine(OpensslTlsEndpoint& endpoint,
                     SSL_CTX* context,
                     bool isServer,
                     const Address& remote);

    void Start() override;
    void Receive(const SharedBytes& record) override;
    void Send(const SharedBytes& data) override;
    void Close() override;

    // Callbacks of OpenSSL.

    /// SSL_CTX_set_msg_callback(3)
    static void HandleMessage(int isSent,
                              int version,
                              int contentType,
                              const void* bytes,
                              size_t size,
                              SSL* ssl,
                              void* engine);
    /// SSL_CTX_sess_set_new_cb(3)
    static int HandleSession(SSL* ssl, SSL_SESSION* session);

  private:
    void Advance(); //!< handshake and reading, as far as they go
    void ReadData();
    void TakeRecords(); //!< cuts what OpenSSL has written into records

    OpensslTlsEndpoint& m_endpoint;
    Address m_remote;
    SslHandle m_ssl;
    bool m_isComplete{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* OPENSSL_TLS_ENGINE_H */
