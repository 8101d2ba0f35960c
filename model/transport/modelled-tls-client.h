/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MODELLED_TLS_CLIENT_H
#define MODELLED_TLS_CLIENT_H

#include "modelled-tls-engine.h"

namespace ns3
{
namespace iotledger
{

/// The client's part of modelled execution: RFC 8446, section 2, and RFC 5246, section 7.3.
/// Internal.
class ModelledTlsClient : public ModelledTlsEngine
{
  public:
    ModelledTlsClient(ModelledTlsEndpoint& endpoint, const Address& remote);

    void Start() override;

  protected:
    std::optional<TlsAlert> Handle(const TlsMessage& message, const SharedBytes& bytes) override;

  private:
    std::optional<TlsAlert> HandleServerHello(const SharedBytes& bytes);
    std::optional<TlsAlert> HandleCertificate(const SharedBytes& body);
    void HandleServerDone();
    void HandleFinished();
    std::optional<TlsAlert> HandleTicket(const SharedBytes& body);
    bool SendCertificate(); //!< @return whether there is one to send

    Address m_remote;
    SharedBytes m_sessionId;
    std::optional<TlsClientSession> m_offered;
    std::optional<TlsClientSession> m_ticket; //!< TLS 1.2: kept when the handshake is complete
    bool m_isResumed{false};
    bool m_isAsked{false}; //!< for a certificate
};

} // namespace iotledger
} // namespace ns3

#endif /* MODELLED_TLS_CLIENT_H */
