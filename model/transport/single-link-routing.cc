/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "single-link-routing.h"

#include "ns3/ipv4-route.h"
#include "ns3/ipv4.h"
#include "ns3/loopback-net-device.h"
#include "ns3/output-stream-wrapper.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(SingleLinkRouting);

TypeId
SingleLinkRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::SingleLinkRouting")
                            .SetParent<Ipv4RoutingProtocol>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<SingleLinkRouting>();
    return tid;
}

Ptr<Ipv4Route>
SingleLinkRouting::RouteOutput(Ptr<Packet> /* packet */,
                               const Ipv4Header& /* header */,
                               Ptr<NetDevice> /* oif */,
                               Socket::SocketErrno& sockerr)
{
    sockerr = m_route ? Socket::ERROR_NOTERROR : Socket::ERROR_NOROUTETOHOST;
    return m_route;
}

bool
SingleLinkRouting::RouteInput(Ptr<const Packet> packet,
                              const Ipv4Header& header,
                              Ptr<const NetDevice> /* idev */,
                              UnicastForwardCallback /* ucb */,
                              MulticastForwardCallback /* mcb */,
                              LocalDeliverCallback lcb,
                              ErrorCallback ecb)
{
    if (m_route && header.GetDestination() == m_local)
    {
        lcb(packet, header, m_interface);
        return true;
    }
    ecb(packet, header, Socket::ERROR_NOROUTETOHOST);
    return false;
}

void
SingleLinkRouting::NotifyInterfaceUp(uint32_t /* interface */)
{
    FindLink();
}

void
SingleLinkRouting::NotifyInterfaceDown(uint32_t /* interface */)
{
    FindLink();
}

void
SingleLinkRouting::NotifyAddAddress(uint32_t /* interface */, Ipv4InterfaceAddress /* address */)
{
    FindLink();
}

void
SingleLinkRouting::NotifyRemoveAddress(uint32_t /* interface */, Ipv4InterfaceAddress /* address */)
{
    FindLink();
}

void
SingleLinkRouting::SetIpv4(Ptr<Ipv4> ipv4)
{
    m_ipv4 = ipv4;
}

void
SingleLinkRouting::PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit /* unit */) const
{
    *stream->GetStream() << "everything by interface " << m_interface << " from " << m_local
                         << std::endl;
}

void
SingleLinkRouting::DoDispose()
{
    m_ipv4 = nullptr;
    m_route = nullptr;
    Ipv4RoutingProtocol::DoDispose();
}

void
SingleLinkRouting::FindLink()
{
    m_route = nullptr;
    for (uint32_t i = 0; i < m_ipv4->GetNInterfaces(); ++i)
    {
        const auto device = m_ipv4->GetNetDevice(i);
        if (DynamicCast<LoopbackNetDevice>(device) || !m_ipv4->IsUp(i) ||
            m_ipv4->GetNAddresses(i) == 0)
        {
            continue;
        }
        m_interface = i;
        m_local = m_ipv4->GetAddress(i, 0).GetLocal();
        m_route = Create<Ipv4Route>();
        m_route->SetSource(m_local);
        m_route->SetGateway(Ipv4Address::GetAny());
        m_route->SetOutputDevice(device);
        return;
    }
}

} // namespace iotledger
} // namespace ns3
