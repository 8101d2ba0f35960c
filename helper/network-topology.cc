/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "network-topology.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/drop-tail-queue.h"
#include "ns3/error-model.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-routing-helper.h"
#include "ns3/ipv4.h"
#include "ns3/mac48-address.h"
#include "ns3/point-to-point-channel.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/single-link-routing.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <limits>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(NetworkTopology);

namespace
{

constexpr uint32_t FIRST_ADDRESS = 0x0A000001; //!< 10.0.0.1 (RFC 1918, section 3)
const Ipv4Mask NETWORK_MASK("255.0.0.0");
constexpr uint32_t HOST_QUEUE = std::numeric_limits<uint32_t>::max(); //!< [packets] unbounded

/// Gives every node SingleLinkRouting.
class SingleLinkRoutingHelper : public Ipv4RoutingHelper
{
  public:
    SingleLinkRoutingHelper* Copy() const override
    {
        return new SingleLinkRoutingHelper(*this); // ns-3's helper takes ownership
    }

    Ptr<Ipv4RoutingProtocol> Create(Ptr<Node> /* node */) const override
    {
        return CreateObject<SingleLinkRouting>();
    }
};

void
InstallInternet(const NodeContainer& nodes)
{
    InternetStackHelper internet;
    internet.SetIpv6StackInstall(false);
    internet.SetTcp("ns3::iotledger::IndexedTcpL4Protocol");
    internet.SetRoutingHelper(SingleLinkRoutingHelper());
    internet.Install(nodes);
}

} // namespace

TypeId
NetworkTopology::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::NetworkTopology")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddAttribute("LinkRate",
                          "Data rate of a device's link",
                          DataRateValue(DataRate("1Gbps")),
                          MakeDataRateAccessor(&NetworkTopology::m_linkRate),
                          MakeDataRateChecker())
            .AddAttribute("LinkDelay",
                          "One-way propagation delay of a device's link",
                          TimeValue(MilliSeconds(5)),
                          MakeTimeAccessor(&NetworkTopology::m_linkDelay),
                          MakeTimeChecker(Time()))
            .AddAttribute("LinkLoss",
                          "Share of packets that a device's link loses, in each direction",
                          DoubleValue(0),
                          MakeDoubleAccessor(&NetworkTopology::m_linkLoss),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("LinkQueue",
                          "Queue of a switch port to a device [packets]; more is dropped",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&NetworkTopology::m_linkQueue),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("TrunkRate",
                          "Data rate of a server's link and of links between switches",
                          DataRateValue(DataRate("10Gbps")),
                          MakeDataRateAccessor(&NetworkTopology::m_trunkRate),
                          MakeDataRateChecker())
            .AddAttribute("TrunkDelay",
                          "One-way propagation delay of a server's link and between switches",
                          TimeValue(Time()),
                          MakeTimeAccessor(&NetworkTopology::m_trunkDelay),
                          MakeTimeChecker(Time()))
            .AddAttribute("TrunkLoss",
                          "Share of packets that a trunk loses, in each direction",
                          DoubleValue(0),
                          MakeDoubleAccessor(&NetworkTopology::m_trunkLoss),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("TrunkQueue",
                          "Queue of a switch port to a trunk [packets]; more is dropped",
                          UintegerValue(10000),
                          MakeUintegerAccessor(&NetworkTopology::m_trunkQueue),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("Mtu",
                          "Largest IP packet on any link [B]; Ethernet's by default (IEEE 802.3)",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&NetworkTopology::m_mtu),
                          MakeUintegerChecker<uint16_t>(576));
    return tid;
}

void
NetworkTopology::SetLinkAdjuster(LinkAdjuster adjuster)
{
    m_adjust = std::move(adjuster);
}

void
NetworkTopology::Build(const NodeContainer& servers, const NodeContainer& devices)
{
    InstallInternet(servers);
    InstallInternet(devices);
    DoBuild(servers, devices);
}

Address
NetworkTopology::GetAddress(Ptr<Node> endNode) const
{
    // Interface 0 is the loopback.
    return endNode->GetObject<Ipv4>()->GetAddress(1, 0).GetLocal();
}

Address
NetworkTopology::GetSocketAddress(Ptr<Node> endNode, uint16_t port) const
{
    return InetSocketAddress(Ipv4Address::ConvertFrom(GetAddress(endNode)), port);
}

const NodeContainer&
NetworkTopology::GetSwitches() const
{
    return m_switches;
}

int64_t
NetworkTopology::AssignStreams(int64_t stream)
{
    int64_t next = stream;
    for (uint32_t i = 0; i < m_lossy.GetN(); ++i)
    {
        PointerValue model;
        m_lossy.Get(i)->GetAttribute("ReceiveErrorModel", model);
        next += model.Get<RateErrorModel>()->AssignStreams(next);
    }
    return next - stream;
}

void
NetworkTopology::DoDispose()
{
    m_adjust = nullptr;
    m_switches = NodeContainer();
    m_lossy = NetDeviceContainer();
    Object::DoDispose();
}

Ptr<IpSwitch>
NetworkTopology::AddSwitch()
{
    auto node = CreateObject<Node>();
    auto ipSwitch = CreateObject<IpSwitch>();
    node->AggregateObject(ipSwitch);
    m_switches.Add(node);
    return ipSwitch;
}

void
NetworkTopology::AttachServer(Ptr<Node> server, Ptr<IpSwitch> at)
{
    Attach(server, at, GetTrunk(), m_trunkQueue);
}

void
NetworkTopology::AttachDevice(Ptr<Node> device, Ptr<IpSwitch> at)
{
    Attach(device, at, {m_linkRate, m_linkDelay, m_linkLoss}, m_linkQueue);
}

NetDeviceContainer
NetworkTopology::Join(Ptr<IpSwitch> a, Ptr<IpSwitch> b, Time delay)
{
    LinkSpec link = GetTrunk();
    link.delay += delay;
    return MakeLink(a->GetObject<Node>(), m_trunkQueue, b->GetObject<Node>(), m_trunkQueue, link);
}

void
NetworkTopology::Attach(Ptr<Node> endNode, Ptr<IpSwitch> at, LinkSpec link, uint32_t portQueue)
{
    if (m_adjust)
    {
        m_adjust(endNode, link);
    }
    const auto ports = MakeLink(endNode, HOST_QUEUE, at->GetObject<Node>(), portQueue, link);
    auto ipv4 = endNode->GetObject<Ipv4>();
    const uint32_t interface = ipv4->AddInterface(ports.Get(0));
    const Ipv4Address address(FIRST_ADDRESS + endNode->GetId());
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, NETWORK_MASK));
    ipv4->SetUp(interface);
    at->AddAddress(address, ports.Get(1));
}

NetDeviceContainer
NetworkTopology::MakeLink(Ptr<Node> a,
                          uint32_t queueA,
                          Ptr<Node> b,
                          uint32_t queueB,
                          const LinkSpec& link)
{
    auto portA = MakePort(a, queueA, link);
    auto portB = MakePort(b, queueB, link);
    auto channel = CreateObject<PointToPointChannel>();
    channel->SetAttribute("Delay", TimeValue(link.delay));
    portA->Attach(channel);
    portB->Attach(channel);
    NetDeviceContainer ports(portA);
    ports.Add(portB);
    return ports;
}

Ptr<PointToPointNetDevice>
NetworkTopology::MakePort(Ptr<Node> node, uint32_t queue, const LinkSpec& link)
{
    auto port = CreateObject<PointToPointNetDevice>();
    port->SetAddress(Mac48Address::Allocate());
    port->SetDataRate(link.rate);
    port->SetMtu(m_mtu);
    auto packets = CreateObject<DropTailQueue<Packet>>();
    packets->SetMaxSize(QueueSize(QueueSizeUnit::PACKETS, queue));
    port->SetQueue(packets);
    if (link.loss > 0)
    {
        port->SetReceiveErrorModel(
            CreateObjectWithAttributes<RateErrorModel>("ErrorRate",
                                                       DoubleValue(link.loss),
                                                       "ErrorUnit",
                                                       StringValue("ERROR_UNIT_PACKET")));
        m_lossy.Add(port);
    }
    node->AddDevice(port);
    return port;
}

NetworkTopology::LinkSpec
NetworkTopology::GetTrunk() const
{
    return {m_trunkRate, m_trunkDelay, m_trunkLoss};
}

} // namespace iotledger
} // namespace ns3
