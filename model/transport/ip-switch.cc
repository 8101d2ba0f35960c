/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ip-switch.h"

#include "ns3/packet.h"

#include <cstring>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(IpSwitch);

namespace
{

// EtherTypes: IEEE 802 Numbers registry; header layouts: RFC 791, section 3.1; RFC 8200, section 3.
constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t ETHERTYPE_IPV6 = 0x86DD;
constexpr uint32_t IPV4_DESTINATION = 16; //!< [B] offset in the header
constexpr uint32_t IPV6_DESTINATION = 24; //!< [B] offset in the header
constexpr uint32_t IPV4_SIZE = 4;         //!< [B]
constexpr uint32_t IPV6_SIZE = 16;        //!< [B]

} // namespace

TypeId
IpSwitch::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::IpSwitch")
                            .SetParent<Object>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<IpSwitch>();
    return tid;
}

void
IpSwitch::AddAddress(const Address& address, Ptr<NetDevice> port)
{
    uint8_t bytes[Address::MAX_SIZE];
    const uint32_t size = address.CopyTo(bytes);
    m_ports[MakeKey(bytes, size)] = port;
}

void
IpSwitch::SetUplink(Ptr<NetDevice> port)
{
    m_uplink = port;
}

void
IpSwitch::NotifyNewAggregate()
{
    if (!m_node && (m_node = GetObject<Node>()))
    {
        // One handler for all ports: the node asks its handlers one by one for every packet.
        m_node->RegisterProtocolHandler(MakeCallback(&IpSwitch::Forward, this), 0, nullptr);
    }
    Object::NotifyNewAggregate();
}

void
IpSwitch::DoDispose()
{
    m_ports.clear();
    m_uplink = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

void
IpSwitch::Forward(Ptr<NetDevice> device,
                  Ptr<const Packet> packet,
                  uint16_t protocol,
                  const Address& /* from */,
                  const Address& /* to */,
                  NetDevice::PacketType /* type */)
{
    const bool ipv6 = protocol == ETHERTYPE_IPV6;
    const uint32_t offset = ipv6 ? IPV6_DESTINATION : IPV4_DESTINATION;
    const uint32_t size = ipv6 ? IPV6_SIZE : IPV4_SIZE;
    uint8_t header[IPV6_DESTINATION + IPV6_SIZE];
    if ((!ipv6 && protocol != ETHERTYPE_IPV4) ||
        packet->CopyData(header, offset + size) != offset + size)
    {
        return;
    }
    const auto found = m_ports.find(MakeKey(header + offset, size));
    const auto& port = found == m_ports.end() ? m_uplink : found->second;
    if (port && port != device)
    {
        port->Send(packet->Copy(), port->GetBroadcast(), protocol);
    }
}

IpSwitch::Key
IpSwitch::MakeKey(const uint8_t* bytes, std::size_t size)
{
    Key key{0, 0};
    std::memcpy(key.data(), bytes, size);
    return key;
}

std::size_t
IpSwitch::KeyHash::operator()(const Key& key) const
{
    // Fibonacci hashing (Knuth, TAOCP volume 3, section 6.4) spreads neighbouring addresses.
    const uint64_t mixed = (key[0] ^ (key[1] * 3)) * 0x9E3779B97F4A7C15ULL;
    return mixed ^ (mixed >> 32);
}

} // namespace iotledger
} // namespace ns3
