/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-transport.h"

#include "modelled-tls-endpoint.h"
#include "openssl-tls-endpoint.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/nstime.h"
#include "ns3/string.h"
#include "ns3/tls-message-channel.h"
#include "ns3/tls-record.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(TlsTransport);

TypeId
TlsTransport::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::TlsTransport")
            .SetParent<Transport>()
            .SetGroupName("IotLedger")
            .AddConstructor<TlsTransport>()
            .AddAttribute("Version",
                          "The version this end speaks: 1.3 (RFC 8446) or 1.2 (RFC 5246)",
                          StringValue("1.3"),
                          MakeStringAccessor(&TlsTransport::m_version),
                          MakeStringChecker())
            .AddAttribute("CipherSuite",
                          "Bulk cipher: aes-128-gcm (with SHA-256) or aes-256-gcm (with SHA-384, "
                          "OpenSSL's first choice); in TLS 1.2 with ECDHE",
                          StringValue("aes-256-gcm"),
                          MakeStringAccessor(&TlsTransport::m_suite),
                          MakeStringChecker())
            .AddAttribute("Group",
                          "Curve of the key exchange that a client prefers: x25519 (as OpenSSL) or "
                          "p-256; a server takes either",
                          StringValue("x25519"),
                          MakeStringAccessor(&TlsTransport::m_group),
                          MakeStringChecker())
            .AddAttribute("ClientAuthentication",
                          "Whether a server asks clients for certificates, and refuses those "
                          "without",
                          BooleanValue(false),
                          MakeBooleanAccessor(&TlsTransport::m_clientAuthentication),
                          MakeBooleanChecker())
            .AddAttribute("Resumption",
                          "Whether a server issues session tickets and a client comes back with "
                          "them",
                          BooleanValue(true),
                          MakeBooleanAccessor(&TlsTransport::m_resumption),
                          MakeBooleanChecker())
            .AddAttribute("TicketLifetime",
                          "How long a session ticket serves (default: OpenSSL's, two hours)",
                          TimeValue(Hours(2)),
                          MakeTimeAccessor(&TlsTransport::m_ticketLifetime),
                          MakeTimeChecker(Seconds(1), Hours(7 * 24))) // RFC 8446, section 4.6.1
            .AddAttribute("ServerName",
                          "Name that a client asks for (RFC 6066, section 3) and expects in the "
                          "server's certificate; empty: any",
                          StringValue(""),
                          MakeStringAccessor(&TlsTransport::m_serverName),
                          MakeStringChecker())
            .AddAttribute("Epoch",
                          "Simulated time zero [s] since 1970-01-01 UTC, which certificates are "
                          "judged by (default: 2026-01-01)",
                          UintegerValue(1'767'225'600),
                          MakeUintegerAccessor(&TlsTransport::m_epoch),
                          MakeUintegerChecker<uint64_t>(0, 4'102'444'800)) // 2100-01-01
            .AddTraceSource("HandshakeCompleted",
                            "This end has completed a handshake",
                            MakeTraceSourceAccessor(&TlsTransport::m_handshakeCompleted),
                            "ns3::iotledger::TlsTransport::HandshakeCompletedCallback")
            .AddTraceSource("AlertSent",
                            "This end has sent an alert",
                            MakeTraceSourceAccessor(&TlsTransport::m_alertSent),
                            "ns3::iotledger::TlsTransport::AlertCallback")
            .AddTraceSource("AlertReceived",
                            "The peer has sent an alert",
                            MakeTraceSourceAccessor(&TlsTransport::m_alertReceived),
                            "ns3::iotledger::TlsTransport::AlertCallback");
    return tid;
}

TlsTransport::TlsTransport() = default;

TlsTransport::~TlsTransport() = default;

void
TlsTransport::SetTransport(Ptr<Transport> below)
{
    m_below = std::move(below);
}

void
TlsTransport::SetCrypto(Ptr<Crypto> crypto)
{
    m_crypto = std::move(crypto);
}

void
TlsTransport::SetStrand(Ptr<Strand> strand)
{
    m_strand = std::move(strand);
}

void
TlsTransport::SetCredentials(TlsCredentials credentials)
{
    m_credentials = std::move(credentials);
}

Ptr<MessageChannel>
TlsTransport::Connect(Ptr<Node> node,
                      const Address& remote,
                      std::shared_ptr<const MessageFraming> framing)
{
    const auto endpoint = GetEndpoint();
    auto channel = CreateObject<TlsMessageChannel>();
    Observe(
        channel,
        [] {},
        [] {});
    channel->Open(m_below->Connect(node, remote, std::make_shared<TlsRecordFraming>()),
                  endpoint,
                  endpoint->MakeClient(remote),
                  false,
                  m_strand,
                  std::move(framing));
    return channel;
}

void
TlsTransport::Listen(Ptr<Node> node,
                     uint16_t port,
                     std::shared_ptr<const MessageFraming> framing,
                     AcceptedCallback accepted)
{
    GetEndpoint();
    NS_ABORT_MSG_IF(m_credentials.chain.empty(), "TlsTransport: a server needs a certificate");
    const ListenerKey key{node ? node->GetId() : 0, port};
    m_listeners[key] = std::move(accepted);
    m_below->Listen(node,
                    port,
                    std::make_shared<TlsRecordFraming>(),
                    [this, key, framing = std::move(framing)](Ptr<MessageChannel> below) {
                        Accept(key, below, framing);
                    });
}

void
TlsTransport::StopListening(Ptr<Node> node, uint16_t port)
{
    m_listeners.erase({node ? node->GetId() : 0, port});
    m_below->StopListening(node, port);
}

void
TlsTransport::DoDispose()
{
    m_listeners.clear();
    for (const auto& [number, channel] : m_handshaking)
    {
        channel->Dispose();
    }
    m_handshaking.clear();
    m_endpoint.reset();
    m_below = nullptr;
    m_crypto = nullptr;
    m_strand = nullptr;
    Transport::DoDispose();
}

TlsSettings
TlsTransport::MakeSettings() const
{
    const auto version = ParseTlsVersion(m_version);
    const auto suite = ParseTlsCipherSuite(m_suite);
    const auto group = ParseTlsGroup(m_group);
    NS_ABORT_MSG_IF(!version,
                    "TlsTransport::Version is '" << m_version << "', expected 1.2 or 1.3");
    NS_ABORT_MSG_IF(!suite,
                    "TlsTransport::CipherSuite is '" << m_suite
                                                     << "', expected aes-128-gcm or aes-256-gcm");
    NS_ABORT_MSG_IF(!group, "TlsTransport::Group is '" << m_group << "', expected x25519 or p-256");
    return {*version,
            *suite,
            *group,
            m_clientAuthentication,
            m_resumption,
            m_serverName,
            static_cast<int64_t>(m_epoch),
            m_ticketLifetime.GetNanoSeconds() / 1'000'000'000};
}

std::shared_ptr<TlsEndpoint>
TlsTransport::GetEndpoint()
{
    if (m_endpoint)
    {
        return m_endpoint;
    }
    NS_ABORT_MSG_IF(!m_below || !m_crypto, "TlsTransport: a transport and a Crypto must be set");
    if (m_crypto->IsModelled())
    {
        m_endpoint = std::make_shared<ModelledTlsEndpoint>(m_crypto, MakeSettings(), m_credentials);
    }
    else
    {
        m_endpoint = std::make_shared<OpensslTlsEndpoint>(m_crypto, MakeSettings(), m_credentials);
    }
    return m_endpoint;
}

void
TlsTransport::Accept(ListenerKey key,
                     Ptr<MessageChannel> below,
                     std::shared_ptr<const MessageFraming> framing)
{
    const uint64_t number = m_accepted++;
    auto channel = CreateObject<TlsMessageChannel>();
    m_handshaking[number] = channel;
    Observe(
        channel,
        [this, key, number] { FinishAccept(key, number); },
        [this, number] { m_handshaking.erase(number); });
    channel->Open(below, m_endpoint, m_endpoint->MakeServer(), true, m_strand, std::move(framing));
}

void
TlsTransport::FinishAccept(ListenerKey key, uint64_t number)
{
    const auto channel = m_handshaking.at(number);
    m_handshaking.erase(number);
    const auto listener = m_listeners.find(key);
    if (listener == m_listeners.end())
    {
        channel->Close();
        return;
    }
    listener->second(channel);
}

void
TlsTransport::Observe(Ptr<TlsMessageChannel> channel,
                      std::function<void()> completed,
                      std::function<void()> ended)
{
    // The channel may outlive the node's program that owned this transport.
    Ptr<TlsTransport> self(this);
    auto* end = PeekPointer(channel);
    TlsMessageChannel::Observer observer;
    observer.completed =
        [self, end, completed = std::move(completed)](const TlsHandshakeSummary& summary) {
            self->m_handshakeCompleted(end->GetPeer(), summary);
            completed();
        };
    observer.alertSent = [self, end](TlsAlert alert) { self->m_alertSent(end->GetPeer(), alert); };
    observer.alertReceived = [self, end](TlsAlert alert) {
        self->m_alertReceived(end->GetPeer(), alert);
    };
    observer.ended = std::move(ended);
    channel->SetObserver(std::move(observer));
    channel->SetVersion(MakeSettings().version);
}

} // namespace iotledger
} // namespace ns3
