/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MODELLED_TLS_ENDPOINT_H
#define MODELLED_TLS_ENDPOINT_H

#include "tls-engine.h"

#include <map>

namespace ns3
{
namespace iotledger
{

/// What a server puts into a ticket to know a session again. Internal.
struct TlsTicketState
{
    int64_t issued;           //!< [s] since 1970-01-01 UTC
    uint32_t certificateSize; //!< [B] of the client's certificate; 0: it showed none
};

/// What a client keeps to come back with. Internal.
struct TlsClientSession
{
    SharedBytes ticket;
    SharedBytes sessionId; //!< TLS 1.2
    uint32_t ageAdd;       //!< TLS 1.3
    int64_t received;      //!< [s] since 1970-01-01 UTC
};

/// @return [B] of the ticket that OpenSSL 3.0 makes of such a session. Internal.
std::size_t GetTlsTicketSize(const TlsSettings& settings, const TlsTicketState& state);

/**
 * @brief Modelled execution: the flights of TLS, message by message, without cryptography.
 * Internal.
 *
 * Messages are well-formed and of the real sizes; certificates are real and are judged. Random
 * bytes stand for public keys, zeros for signatures and MACs. A protected record has the real
 * header, then what protection adds, then the plaintext as it is, so that virtual zeros stay
 * virtual:
 *
 *     TLS 1.3   inner_type[1] zeros[16] plaintext
 *     TLS 1.2   zeros[24] plaintext
 *
 * A ticket holds key[16], random and the server's own, and the state, then zeros.
 */
class ModelledTlsEndpoint : public TlsEndpoint
{
  public:
    ModelledTlsEndpoint(Ptr<Crypto> crypto,
                        const TlsSettings& settings,
                        const TlsCredentials& credentials);

    std::unique_ptr<TlsEngine> MakeServer() override;
    std::unique_ptr<TlsEngine> MakeClient(const Address& remote) override;

    const Ptr<Crypto>& GetCrypto() const;
    const TlsSettings& GetSettings() const;
    const TlsCredentials& GetCredentials() const;
    SharedBytes MakeRandom(std::size_t size);

    /// @param isServer whether this end is the server, which judges a client
    CertificateVerdict Judge(const std::vector<SharedBytes>& chain, bool isServer) const;

    SharedBytes MakeTicket(const TlsTicketState& state);
    /// @return empty if the ticket is not of this server or too old.
    std::optional<TlsTicketState> OpenTicket(const SharedBytes& ticket) const;

    void KeepSession(const Address& remote, const TlsClientSession& session);
    /// @return the session to resume with; none: empty. One of TLS 1.3 serves once.
    std::optional<TlsClientSession> FindSession(const Address& remote);

  private:
    Ptr<Crypto> m_crypto;
    TlsSettings m_settings;
    TlsCredentials m_credentials;
    SharedBytes m_ticketKey;                        //!< empty: none was needed yet
    std::map<Address, TlsClientSession> m_sessions; //!< by the server's address
};

} // namespace iotledger
} // namespace ns3

#endif /* MODELLED_TLS_ENDPOINT_H */
