/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NETWORK_TOPOLOGY_H
#define NETWORK_TOPOLOGY_H

#include "ns3/address.h"
#include "ns3/data-rate.h"
#include "ns3/ip-switch.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <functional>
#include <vector>

namespace ns3
{

class PointToPointNetDevice;

namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Connects servers and devices by links and switches, and gives them addresses.
 *
 * Every end node has one link, to a switch; how the switches are connected is the subclass's. The
 * link of a device is described by the Link… attributes, that of a server and those between
 * switches by the Trunk… attributes: with the default trunk delay of zero the one-way delay between
 * a device and a server is the link's, in every topology.
 *
 * End nodes get an Internet stack (IPv4, TCP with an index of connections) and an address of
 * 10.0.0.0/8; switches need neither. An end node's own queue is unbounded, as an operating system
 * holds back a sender whose link is busy; a switch drops what its port's queue has no room for.
 */
class NetworkTopology : public Object
{
  public:
    /// What a link is made of.
    struct LinkSpec
    {
        DataRate rate;
        Time delay;  //!< one way
        double loss; //!< share of packets lost, in each direction
    };

    /// Changes the link of one end node, given what it would be.
    using LinkAdjuster = std::function<void(Ptr<Node> endNode, LinkSpec& link)>;

    static TypeId GetTypeId();

    void SetLinkAdjuster(LinkAdjuster adjuster);

    /// Connects @p servers and @p devices, which have no Internet stack yet.
    void Build(const NodeContainer& servers, const NodeContainer& devices);

    /// @return the network-layer address of an end node.
    Address GetAddress(Ptr<Node> endNode) const;

    /// @return address and port, as a socket connects to it.
    Address GetSocketAddress(Ptr<Node> endNode, uint16_t port) const;

    /// @return the switches made.
    const NodeContainer& GetSwitches() const;

    /// Pins the random streams of packet loss. @return how many were taken.
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoDispose() override;

    /// Makes the switches and attaches every end node to one, by AddSwitch, Attach and Join.
    virtual void DoBuild(const NodeContainer& servers, const NodeContainer& devices) = 0;

    Ptr<IpSwitch> AddSwitch();
    void AttachServer(Ptr<Node> server, Ptr<IpSwitch> at);
    void AttachDevice(Ptr<Node> device, Ptr<IpSwitch> at);

    /// Links two switches by a trunk, @p delay longer than the attribute says.
    /// @return the ports at @p a and at @p b.
    NetDeviceContainer Join(Ptr<IpSwitch> a, Ptr<IpSwitch> b, Time delay = Time());

  private:
    void Attach(Ptr<Node> endNode, Ptr<IpSwitch> at, LinkSpec link, uint32_t portQueue);
    NetDeviceContainer MakeLink(Ptr<Node> a,
                                uint32_t queueA,
                                Ptr<Node> b,
                                uint32_t queueB,
                                const LinkSpec& link);
    Ptr<PointToPointNetDevice> MakePort(Ptr<Node> node, uint32_t queue, const LinkSpec& link);
    LinkSpec GetTrunk() const;

    DataRate m_linkRate;
    Time m_linkDelay;
    double m_linkLoss;
    uint32_t m_linkQueue; //!< [packets]
    DataRate m_trunkRate;
    Time m_trunkDelay;
    double m_trunkLoss;
    uint32_t m_trunkQueue; //!< [packets]
    uint16_t m_mtu;        //!< [B]
    LinkAdjuster m_adjust;
    NodeContainer m_switches;
    NetDeviceContainer m_lossy; //!< devices with a loss model, in order of creation
};

} // namespace iotledger
} // namespace ns3

#endif /* NETWORK_TOPOLOGY_H */
