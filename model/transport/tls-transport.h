/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_TRANSPORT_H
#define TLS_TRANSPORT_H

#include "ns3/crypto.h"
#include "ns3/message-channel.h"
#include "ns3/strand.h"
#include "ns3/tls-protocol.h"
#include "ns3/traced-callback.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

class TlsEndpoint;
class TlsMessageChannel;

/**
 * @ingroup iot-ledger
 * @brief TLS 1.3 or 1.2 over another Transport, for the programs of one node.
 *
 * Every node has its own, with its machine, credentials and tickets. Executed really, by the node's
 * Crypto, OpenSSL exchanges and verifies real messages; modelled, messages have the same sizes and
 * costs. Each end speaks one version and one cipher suite; ends that do not agree part with the
 * alert that the standard asks for. A server takes the group that the client prefers.
 *
 * Source: RFC 8446 (TLS 1.3); RFC 5246, 5077, 5289 and 8422 (TLS 1.2); OpenSSL 3.0 where they leave
 * a choice. doc/tls.rst tells what is left out.
 */
class TlsTransport : public Transport
{
  public:
    static TypeId GetTypeId();

    TlsTransport();
    ~TlsTransport() override;

    void SetTransport(Ptr<Transport> below); //!< that carries the records
    void SetCrypto(Ptr<Crypto> crypto);      //!< execution and costs of this node
    void SetStrand(Ptr<Strand> strand);      //!< that does the work; null: nothing costs time
    void SetCredentials(TlsCredentials credentials);

    Ptr<MessageChannel> Connect(Ptr<Node> node,
                                const Address& remote,
                                std::shared_ptr<const MessageFraming> framing) override;
    void Listen(Ptr<Node> node,
                uint16_t port,
                std::shared_ptr<const MessageFraming> framing,
                AcceptedCallback accepted) override; //!< accepts what has completed a handshake
    void StopListening(Ptr<Node> node, uint16_t port) override;

    /// A handshake has been completed by this end.
    typedef void (*HandshakeCompletedCallback)(const Address& peer,
                                               const TlsHandshakeSummary& summary);
    /// An alert, close_notify included, has been sent or received.
    typedef void (*AlertCallback)(const Address& peer, TlsAlert alert);

  protected:
    void DoDispose() override;

  private:
    using ListenerKey = std::pair<uint32_t, uint16_t>; //!< node id, port

    std::shared_ptr<TlsEndpoint> GetEndpoint();
    TlsSettings MakeSettings() const;
    void Accept(ListenerKey key,
                Ptr<MessageChannel> below,
                std::shared_ptr<const MessageFraming> framing);
    void FinishAccept(ListenerKey key, uint64_t number);
    void Observe(Ptr<TlsMessageChannel> channel,
                 std::function<void()> completed,
                 std::function<void()> ended);

    std::string m_version;
    std::string m_suite;
    std::string m_group;
    bool m_clientAuthentication;
    bool m_resumption;
    std::string m_serverName;
    uint64_t m_epoch; //!< [s] since 1970-01-01 UTC
    Time m_ticketLifetime;

    Ptr<Transport> m_below;
    Ptr<Crypto> m_crypto;
    Ptr<Strand> m_strand;
    TlsCredentials m_credentials;
    std::shared_ptr<TlsEndpoint> m_endpoint; //!< null until needed: the settings are fixed then
    std::map<ListenerKey, AcceptedCallback> m_listeners;
    std::map<uint64_t, Ptr<TlsMessageChannel>> m_handshaking; //!< not yet accepted, by number
    uint64_t m_accepted{0};                                   //!< channels below, ever
    TracedCallback<const Address&, const TlsHandshakeSummary&> m_handshakeCompleted;
    TracedCallback<const Address&, TlsAlert> m_alertSent;
    TracedCallback<const Address&, TlsAlert> m_alertReceived;
};

} // namespace iotledger
} // namespace ns3

#endif /* TLS_TRANSPORT_H */
