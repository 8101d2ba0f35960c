/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MODELLED_TLS_SERVER_H
#define MODELLED_TLS_SERVER_H

#include "modelled-tls-engine.h"

namespace ns3
{
namespace iotledger
{

struct TlsClientHello;

/// The server's part of modelled execution: RFC 8446, section 2, and RFC 5246, section 7.3.
/// Internal.
class ModelledTlsServer : public ModelledTlsEngine
{
  public:
    explicit ModelledTlsServer(ModelledTlsEndpoint& endpoint);

  protected:
    std::optional<TlsAlert> Handle(const TlsMessage& message, const SharedBytes& bytes) override;

  private:
    std::optional<TlsAlert> HandleClientHello(const SharedBytes& bytes);
    std::optional<TlsAlert> HandleCertificate(const SharedBytes& body);
    void HandleFinished();
    void AnswerNew(const TlsClientHello& hello);
    void AnswerOld(const TlsClientHello& hello);
    void SendTicket(uint64_t nonce);

    uint16_t m_suite{0};
    TlsGroup m_group{};
    bool m_sendsTicket{false};
    bool m_isCertified{false};               //!< the client has shown a certificate
    std::optional<TlsTicketState> m_resumed; //!< the session that is resumed
    uint32_t m_certificateSize{0};           //!< [B] the client's
};

} // namespace iotledger
} // namespace ns3

#endif /* MODELLED_TLS_SERVER_H */
