/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SINGLE_LINK_ROUTING_H
#define SINGLE_LINK_ROUTING_H

#include "ns3/ipv4-routing-protocol.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief IPv4 routing of an end node that has one link: everything goes out there.
 *
 * Packets to the link's own address are delivered, to any other refused: an end node forwards
 * nothing. Unlike ns-3's static routing it searches no table and makes no route per packet.
 */
class SingleLinkRouting : public Ipv4RoutingProtocol
{
  public:
    static TypeId GetTypeId();

    Ptr<Ipv4Route> RouteOutput(Ptr<Packet> packet,
                               const Ipv4Header& header,
                               Ptr<NetDevice> oif,
                               Socket::SocketErrno& sockerr) override;
    bool RouteInput(Ptr<const Packet> packet,
                    const Ipv4Header& header,
                    Ptr<const NetDevice> idev,
                    UnicastForwardCallback ucb,
                    MulticastForwardCallback mcb,
                    LocalDeliverCallback lcb,
                    ErrorCallback ecb) override;
    void NotifyInterfaceUp(uint32_t interface) override;
    void NotifyInterfaceDown(uint32_t interface) override;
    void NotifyAddAddress(uint32_t interface, Ipv4InterfaceAddress address) override;
    void NotifyRemoveAddress(uint32_t interface, Ipv4InterfaceAddress address) override;
    void SetIpv4(Ptr<Ipv4> ipv4) override;
    void PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit unit) const override;

  protected:
    void DoDispose() override;

  private:
    void FindLink();

    Ptr<Ipv4> m_ipv4;
    Ptr<Ipv4Route> m_route;  //!< the one route, shared by all packets; null: the link is down
    uint32_t m_interface{0}; //!< the link's interface number
    Ipv4Address m_local;     //!< the link's address
};

} // namespace iotledger
} // namespace ns3

#endif /* SINGLE_LINK_ROUTING_H */
