/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The same messages as a verification round, moved by ns-3 alone: plain TCP sockets of ns-3's own
// Internet stack over the same links, routers with static prefix routes in place of switches. No
// MQTT, no cryptography, no machines, no results. It is what verification-round is compared with.

#include "round-measurement.h"

#include "ns3/command-line.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/iot-ledger-module.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

constexpr uint16_t PORT = 1883;
constexpr uint32_t FAN_OUT = 48; //!< devices at a router: TreeTopology's default

/// @return [B] of the MQTT packet that carries @p message.
uint32_t
GetPacketSize(const std::string& topic, const MtpMessage& message)
{
    MqttPublish publish;
    publish.topic = topic;
    publish.payload = EncodeMtp(message);
    return static_cast<uint32_t>(MqttCodec::Encode(publish, MqttVersion::V3_1_1).GetSize());
}

/// Counts the bytes of one connection into whole messages, of whose sizes both ends know.
class Connection
{
  public:
    Connection(Ptr<Socket> socket, uint32_t expected, std::function<void()> handle)
        : m_socket(socket),
          m_expected(expected),
          m_handle(std::move(handle))
    {
        m_socket->SetRecvCallback(MakeCallback(&Connection::Read, this));
    }

    void Expect(uint32_t size)
    {
        m_expected = size;
    }

    void Send(uint32_t size)
    {
        m_socket->Send(Create<Packet>(size));
    }

  private:
    void Read(Ptr<Socket> socket)
    {
        while (auto packet = socket->Recv())
        {
            m_bytes += packet->GetSize();
        }
        while (m_bytes >= m_expected)
        {
            m_bytes -= m_expected;
            m_handle();
        }
    }

    Ptr<Socket> m_socket;
    uint32_t m_expected; //!< [B] of the next message
    std::function<void()> m_handle;
    uint32_t m_bytes{0};
};

/// The rounds of one sender, device 0.
class Rounds
{
  public:
    Rounds(uint32_t devices, uint32_t rounds)
        : m_devices(devices),
          m_rounds(rounds)
    {
        const SharedBytes key = SharedBytes::Zeros(294); // DER of a 2,048-bit RSA public key
        m_question = GetPacketSize(mtptopic::VERIFY, MtpVerify{1, 1, {KeySubject::Device(3), key}});
        m_answer = GetPacketSize(mtptopic::Device(1), MtpAnswer{1, 1, 1, true});
    }

    void Build();
    void Start();

    RoundMeasurement measurement;

  private:
    Ptr<Socket> CreateSocket(Ptr<Node> node) const;
    void Accept(Ptr<Socket> socket, const Address& from);
    void StartRound();
    void HandleAtBroker(uint32_t device);
    void HandleAtDevice(uint32_t device);

    uint32_t m_devices;
    uint32_t m_rounds;
    uint32_t m_question; //!< [B]
    uint32_t m_answer;   //!< [B]
    Ptr<Node> m_broker;
    NodeContainer m_nodes;
    Ipv4Address m_brokerAddress;
    std::vector<std::unique_ptr<Connection>> m_ends;    //!< at the devices
    std::vector<std::unique_ptr<Connection>> m_brokers; //!< at the broker, by order of connection
    Ptr<Socket> m_listener;
    uint32_t m_round{0};
    bool m_isAsked{false};  //!< the broker has this round's question
    bool m_isBack{false};   //!< the sender has it back
    uint32_t m_answered{0}; //!< answers back at the sender
};

void
Rounds::Build()
{
    m_broker = CreateObject<Node>();
    m_nodes.Create(m_devices);
    auto core = CreateObject<Node>();
    NodeContainer routers((m_devices + FAN_OUT - 1) / FAN_OUT);
    InternetStackHelper internet;
    internet.SetIpv6StackInstall(false);
    internet.Install(m_broker);
    internet.Install(m_nodes);
    internet.Install(core);
    internet.Install(routers);

    PointToPointHelper trunk;
    trunk.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    trunk.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("10000p"));
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    link.SetChannelAttribute("Delay", StringValue("5ms"));
    link.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("1000p"));

    Ipv4StaticRoutingHelper routing;
    const auto getRouting = [&routing](Ptr<Node> node) {
        return routing.GetStaticRouting(node->GetObject<Ipv4>());
    };
    Ipv4AddressHelper addresses("192.168.0.0", "255.255.255.252");
    const auto brokerLink = addresses.Assign(trunk.Install(m_broker, core));
    m_brokerAddress = brokerLink.GetAddress(0);
    getRouting(m_broker)->SetDefaultRoute(brokerLink.GetAddress(1), 1);
    for (uint32_t r = 0; r < routers.GetN(); ++r)
    {
        addresses.NewNetwork();
        const auto up = addresses.Assign(trunk.Install(core, routers.Get(r)));
        // Each router's devices share the prefix 10.x.y.0/24 in /30 links.
        const Ipv4Address prefix(0x0A000000 + (r << 8));
        getRouting(core)->AddNetworkRouteTo(prefix, "255.255.255.0", up.GetAddress(1), r + 2);
        getRouting(routers.Get(r))->SetDefaultRoute(up.GetAddress(0), 1);
        Ipv4AddressHelper local(prefix, "255.255.255.252");
        for (uint32_t i = r * FAN_OUT; i < std::min(m_devices, (r + 1) * FAN_OUT); ++i)
        {
            const auto ends = local.Assign(link.Install(m_nodes.Get(i), routers.Get(r)));
            getRouting(m_nodes.Get(i))->SetDefaultRoute(ends.GetAddress(1), 1);
            local.NewNetwork();
        }
    }
}

Ptr<Socket>
Rounds::CreateSocket(Ptr<Node> node) const
{
    auto socket = Socket::CreateSocket(node, TcpSocketFactory::GetTypeId());
    socket->SetAttribute("SegmentSize", UintegerValue(1448));
    socket->SetAttribute("TcpNoDelay", BooleanValue(true));
    return socket;
}

void
Rounds::Start()
{
    m_listener = CreateSocket(m_broker);
    m_listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
    m_listener->Listen();
    m_listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                  MakeCallback(&Rounds::Accept, this));
    for (uint32_t i = 0; i < m_devices; ++i)
    {
        Simulator::Schedule(MicroSeconds(500 * i), [this, i] {
            auto socket = CreateSocket(m_nodes.Get(i));
            socket->Connect(InetSocketAddress(m_brokerAddress, PORT));
            m_ends.push_back(
                std::make_unique<Connection>(socket, m_question, [this, i] { HandleAtDevice(i); }));
        });
    }
    Simulator::Schedule(MicroSeconds(500 * m_devices) + Seconds(1), [this] {
        measurement.Begin();
        StartRound();
    });
}

void
Rounds::Accept(Ptr<Socket> socket, const Address& /* from */)
{
    // The sender is the first to connect, and asks before it answers.
    const uint32_t device = static_cast<uint32_t>(m_brokers.size());
    m_brokers.push_back(std::make_unique<Connection>(socket,
                                                     device == 0 ? m_question : m_answer,
                                                     [this, device] { HandleAtBroker(device); }));
}

void
Rounds::StartRound()
{
    if (m_round++ == m_rounds)
    {
        measurement.End();
        Simulator::Stop();
        return;
    }
    m_isAsked = false;
    m_isBack = false;
    m_answered = 0;
    m_ends[0]->Expect(m_question);
    m_brokers[0]->Expect(m_question);
    m_ends[0]->Send(m_question);
}

void
Rounds::HandleAtBroker(uint32_t device)
{
    if (device == 0 && !m_isAsked)
    {
        m_isAsked = true;
        m_brokers[0]->Expect(m_answer);
        for (const auto& connection : m_brokers)
        {
            connection->Send(m_question);
        }
        return;
    }
    m_brokers[0]->Send(m_answer);
}

void
Rounds::HandleAtDevice(uint32_t device)
{
    if (device > 0 || !m_isBack)
    {
        if (device == 0)
        {
            m_isBack = true;
            m_ends[0]->Expect(m_answer);
        }
        m_ends[device]->Send(m_answer);
    }
    else if (++m_answered == m_devices)
    {
        Simulator::ScheduleNow(&Rounds::StartRound, this);
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t devices = 100;
    uint32_t rounds = 20;
    CommandLine commandLine(__FILE__);
    commandLine.AddValue("devices", "Number of devices", devices);
    commandLine.AddValue("rounds", "Number of verification rounds", rounds);
    commandLine.Parse(argc, argv);

    Rounds bare(devices, rounds);
    bare.Build();
    bare.Start();
    Simulator::Run();
    bare.measurement.Print("bare-tcp-round", devices, uint64_t(rounds) * (1 + 3 * devices));
    Simulator::Destroy();
    return 0;
}
