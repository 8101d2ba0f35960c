/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_WORLD_H
#define TLS_WORLD_H

#include "crypto-test-support.h"
#include "length-framing.h"
#include "loopback-transport.h"

#include "ns3/boolean.h"
#include "ns3/certificate-authority.h"
#include "ns3/config.h"
#include "ns3/host.h"
#include "ns3/string.h"
#include "ns3/tls-record.h"
#include "ns3/tls-transport.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <tuple>

namespace ns3
{
namespace iotledger
{

inline constexpr int64_t TLS_TEST_EPOCH = 1'767'225'600; //!< 2026-01-01, as by default [s]

/// What a world of TLS is made of.
struct TlsTestCase
{
    std::string version{"1.3"};
    std::string suite{"aes-128-gcm"};
    std::string group{"x25519"};
    CertificateKind certificate{CertificateKind::ECDSA_P256};
    uint32_t chain{1};
    bool mutual{false};
    bool resumption{true};
    std::string execution{"modelled"};
};

/// Passes records on and remembers which way how many bytes went in one piece.
class TappedChannel : public MessageChannel
{
  public:
    struct Tap
    {
        std::vector<std::string> flights; //!< "C 22:196 …": who sent which records of which size
        std::vector<SharedBytes> bytes;   //!< the same, in full
        std::function<SharedBytes(const SharedBytes&)> alter; //!< what is sent, if set
        Ptr<MessageChannel> last; //!< the channel opened or accepted last
    };

    TappedChannel(Ptr<MessageChannel> below, char name, Tap& tap)
        : m_below(below),
          m_name(name),
          m_tap(tap)
    {
        below->SetConnectedCallback([this] {
            if (m_connected)
            {
                m_connected();
            }
        });
        below->SetReceivedCallback([this](const SharedBytes& bytes) {
            if (m_received)
            {
                m_received(bytes);
            }
        });
        below->SetClosedCallback([this](CloseReason reason) {
            if (auto closed = std::exchange(m_closed, nullptr))
            {
                closed(reason);
            }
        });
    }

    ~TappedChannel() override
    {
        m_below->SetConnectedCallback(nullptr);
        m_below->SetReceivedCallback(nullptr);
        m_below->SetClosedCallback(nullptr);
    }

    void Send(const SharedBytes& message) override
    {
        if (message.IsEmpty())
        {
            return;
        }
        std::string flight(1, m_name);
        for (auto rest = message; !rest.IsEmpty();)
        {
            const auto size = 5 + (rest[3] << 8 | rest[4]);
            flight += " " + std::to_string(rest[0]) + ":" + std::to_string(size);
            rest = rest.Slice(size);
        }
        m_tap.flights.push_back(flight);
        m_tap.bytes.push_back(message);
        m_below->Send(m_tap.alter ? m_tap.alter(message) : message);
    }

    uint64_t GetBacklog() const override
    {
        return m_below->GetBacklog();
    }

    void Close() override
    {
        m_below->Close();
    }

    void Abort() override
    {
        m_below->Abort();
    }

    Address GetPeer() const override
    {
        return m_below->GetPeer();
    }

  private:
    Ptr<MessageChannel> m_below;
    char m_name;
    Tap& m_tap;
};

/// A transport whose channels are tapped.
class TappedTransport : public Transport
{
  public:
    TappedTransport(Ptr<Transport> below, TappedChannel::Tap& tap)
        : m_below(below),
          m_tap(tap)
    {
    }

    Ptr<MessageChannel> Connect(Ptr<Node> node,
                                const Address& remote,
                                std::shared_ptr<const MessageFraming> framing) override
    {
        m_tap.last = Create<TappedChannel>(m_below->Connect(node, remote, framing), 'C', m_tap);
        return m_tap.last;
    }

    void Listen(Ptr<Node> node,
                uint16_t port,
                std::shared_ptr<const MessageFraming> framing,
                AcceptedCallback accepted) override
    {
        m_below->Listen(node, port, framing, [this, accepted](Ptr<MessageChannel> channel) {
            accepted(Create<TappedChannel>(channel, 'S', m_tap));
        });
    }

    void StopListening(Ptr<Node> node, uint16_t port) override
    {
        m_below->StopListening(node, port);
    }

  private:
    Ptr<Transport> m_below;
    TappedChannel::Tap& m_tap;
};

/// A server and a client of TLS, 10 ms apart, each on a Raspberry Pi 4 unless told otherwise.
class TlsWorld
{
  public:
    static constexpr uint16_t PORT = 8883;
    using Reason = MessageChannel::CloseReason;

    explicit TlsWorld(const TlsTestCase& test, bool hasCosts = false)
        : m_test(test),
          m_stream(CreateObject<UniformRandomVariable>())
    {
        m_stream->SetStream(77); // of further authorities
        authority = FindAuthority();
        server = MakeTransport("broker", 10, hasCosts, true);
        client = MakeTransport("device1", 20, hasCosts, test.mutual);
        server->TraceConnectWithoutContext(
            "HandshakeCompleted",
            Callback<void, const Address&, const TlsHandshakeSummary&>(
                [this](const Address&, const TlsHandshakeSummary& s) { completed.push_back(s); }));
        client->TraceConnectWithoutContext(
            "HandshakeCompleted",
            Callback<void, const Address&, const TlsHandshakeSummary&>(
                [this](const Address&, const TlsHandshakeSummary& s) { completed.push_back(s); }));
        Watch(server, "S");
        Watch(client, "C");
    }

    ~TlsWorld()
    {
        client->Dispose();
        server->Dispose();
        tap.last = nullptr;
        Simulator::Destroy();
        Config::Reset();
    }

    /// @return the authority of this kind of test, made once for all tests.
    std::shared_ptr<CertificateAuthority> FindAuthority()
    {
        static std::map<std::pair<CertificateKind, uint32_t>, std::shared_ptr<CertificateAuthority>>
            authorities;
        auto& found = authorities[{m_test.certificate, m_test.chain}];
        if (!found)
        {
            auto stream = CreateObject<UniformRandomVariable>();
            stream->SetStream(76);
            found = MakeAuthority(stream);
        }
        return found;
    }

    std::unique_ptr<CertificateAuthority> MakeAuthority()
    {
        return MakeAuthority(m_stream);
    }

    std::unique_ptr<CertificateAuthority> MakeAuthority(Ptr<UniformRandomVariable> stream) const
    {
        CertificateAuthority::Settings settings;
        settings.kind = m_test.certificate;
        settings.chain = m_test.chain;
        settings.notBefore = TLS_TEST_EPOCH - 86400;
        settings.notAfter = TLS_TEST_EPOCH + 10 * 365 * 86400;
        return std::make_unique<CertificateAuthority>(settings, stream);
    }

    /// Gives an end credentials.
    void SetCredentials(Ptr<TlsTransport> end,
                        const CertifiedKey& own,
                        const std::vector<SharedBytes>& anchors,
                        const std::vector<SharedBytes>& lists = {})
    {
        end->SetCredentials({own.chain, own.privateKey, {anchors, lists}});
    }

    /// Listens; what is accepted goes to accepted and arrivals.
    void Listen()
    {
        server->Listen(nullptr,
                       PORT,
                       std::make_shared<LengthFraming>(),
                       [this](Ptr<MessageChannel> channel) {
                           accepted.push_back(channel);
                           acceptedAt.push_back(Simulator::Now());
                           channel->SetReceivedCallback([this](const SharedBytes& message) {
                               arrivals.push_back(message);
                               arrivedAt.push_back(Simulator::Now());
                           });
                           channel->SetClosedCallback(
                               [this](Reason reason) { serverEnds.push_back(reason); });
                       });
    }

    /// Connects; what comes back goes to answers.
    Ptr<MessageChannel> Connect()
    {
        auto channel = client->Connect(nullptr,
                                       InetSocketAddress(Ipv4Address::GetLoopback(), PORT),
                                       std::make_shared<LengthFraming>());
        channel->SetConnectedCallback([this] { connectedAt.push_back(Simulator::Now()); });
        channel->SetReceivedCallback(
            [this](const SharedBytes& message) { answers.push_back(message); });
        channel->SetClosedCallback([this](Reason reason) {
            clientEnds.push_back(reason);
            clientEndedAt = Simulator::Now();
        });
        channels.push_back(channel);
        return channel;
    }

    /// Ends the transport below the client's last channel, without a word of TLS.
    void CloseBelow()
    {
        tap.last->Close();
    }

    /// Runs until @p time, counted from the start.
    static void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    Ptr<TlsTransport> MakeTransport(const std::string& name,
                                    int64_t stream,
                                    bool hasCosts,
                                    bool isCertified)
    {
        auto transport = CreateObject<TlsTransport>();
        transport->SetAttribute("Version", StringValue(m_test.version));
        transport->SetAttribute("CipherSuite", StringValue(m_test.suite));
        transport->SetAttribute("Group", StringValue(m_test.group));
        transport->SetAttribute("ClientAuthentication", BooleanValue(m_test.mutual));
        transport->SetAttribute("Resumption", BooleanValue(m_test.resumption));
        transport->SetAttribute("ServerName", StringValue("broker"));
        transport->SetTransport(CreateObject<TappedTransport>(below, tap));
        transport->SetCrypto(MakeCrypto(m_test.execution, stream));
        if (hasCosts)
        {
            hosts.push_back(CreateObject<Host>());
            transport->SetStrand(CreateObject<Strand>(hosts.back()));
        }
        SetCredentials(transport,
                       isCertified ? Issue(name) : CertifiedKey(),
                       {authority->GetRoot()});
        return transport;
    }

    CertifiedKey Issue(const std::string& name)
    {
        static std::map<std::tuple<CertificateKind, uint32_t, bool, std::string>, CertifiedKey>
            issued; // made once for all tests: RSA keys take long
        const bool isReal = m_test.execution == "real";
        auto& key = issued[{m_test.certificate, m_test.chain, isReal, name}];
        if (key.chain.empty())
        {
            key = isReal ? authority->Issue(name) : authority->IssueModelled(name);
        }
        return key;
    }

    TappedChannel::Tap tap;
    Ptr<LoopbackTransport> below = CreateObject<LoopbackTransport>(MilliSeconds(10));
    std::shared_ptr<CertificateAuthority> authority;
    std::vector<Ptr<Host>> hosts; //!< the server's, the client's
    Ptr<TlsTransport> server;
    Ptr<TlsTransport> client;
    std::vector<Ptr<MessageChannel>> accepted;
    std::vector<Ptr<MessageChannel>> channels;
    std::vector<Time> acceptedAt;
    std::vector<Time> connectedAt;
    std::vector<SharedBytes> arrivals;
    std::vector<Time> arrivedAt;
    std::vector<SharedBytes> answers;
    std::vector<Reason> serverEnds;
    std::vector<Reason> clientEnds;
    Time clientEndedAt;
    std::vector<TlsHandshakeSummary> completed;
    std::vector<std::string> alerts; //!< "S sent unknown_ca", "C received unknown_ca"

  private:
    void Watch(Ptr<TlsTransport> end, const std::string& name)
    {
        const auto note = [this, name](const std::string& what) {
            return Callback<void, const Address&, TlsAlert>(
                [this, name, what](const Address&, TlsAlert alert) {
                    alerts.push_back(name + " " + what + " " + GetTlsAlertName(alert));
                });
        };
        end->TraceConnectWithoutContext("AlertSent", note("sent"));
        end->TraceConnectWithoutContext("AlertReceived", note("received"));
    }

    TlsTestCase m_test;
    Ptr<UniformRandomVariable> m_stream;
};

} // namespace iotledger
} // namespace ns3

#endif /* TLS_WORLD_H */
