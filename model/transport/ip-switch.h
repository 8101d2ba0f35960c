/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IP_SWITCH_H
#define IP_SWITCH_H

#include "ns3/address.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"

#include <array>
#include <cstdint>
#include <unordered_map>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A store-and-forward switch of point-to-point links, aggregated to a node.
 *
 * Forwards a packet by its network-layer destination to the port behind which that address is, or
 * to the uplink when it is not known. It is to the end nodes what an Ethernet switch is: no hop
 * (the time to live stays), a queue per port (the port's device's). One look-up a packet, whatever
 * the number of ports; a node with it needs no Internet stack. Takes IPv4 and IPv6.
 */
class IpSwitch : public Object
{
  public:
    static TypeId GetTypeId();

    /// Says that @p address (Ipv4Address or Ipv6Address) is behind @p port.
    void AddAddress(const Address& address, Ptr<NetDevice> port);

    /// Says where unknown addresses are; without an uplink packets to them are dropped.
    void SetUplink(Ptr<NetDevice> port);

  protected:
    void NotifyNewAggregate() override;
    void DoDispose() override;

  private:
    using Key = std::array<uint64_t, 2>; //!< an address's bytes, left-aligned, network order

    struct KeyHash
    {
        std::size_t operator()(const Key& key) const;
    };

    static Key MakeKey(const uint8_t* bytes, std::size_t size);

    void Forward(Ptr<NetDevice> device,
                 Ptr<const Packet> packet,
                 uint16_t protocol,
                 const Address& from,
                 const Address& to,
                 NetDevice::PacketType type);

    Ptr<Node> m_node;
    std::unordered_map<Key, Ptr<NetDevice>, KeyHash> m_ports; //!< by address
    Ptr<NetDevice> m_uplink;
};

} // namespace iotledger
} // namespace ns3

#endif /* IP_SWITCH_H */
