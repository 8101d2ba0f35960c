/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SMALL_NETWORK_H
#define SMALL_NETWORK_H

#include "length-framing.h"

#include "ns3/config.h"
#include "ns3/names.h"
#include "ns3/simulator.h"
#include "ns3/tcp-transport.h"
#include "ns3/tree-topology.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{

/// A server and some devices, for tests; the simulator is cleared afterwards.
class SmallNetwork : public ::testing::Test
{
  protected:
    static constexpr uint16_t PORT = 1883;

    ~SmallNetwork() override
    {
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    /// Connects @p devices devices to a server by @p topology.
    void Build(Ptr<NetworkTopology> topology, uint32_t devices)
    {
        m_topology = topology;
        m_servers.Create(1);
        m_devices.Create(devices);
        m_topology->Build(m_servers, m_devices);
        m_topology->AssignStreams(0);
    }

    /// Has the server accept one channel after another into m_accepted.
    void Listen()
    {
        m_transport->Listen(m_servers.Get(0), PORT, m_framing, [this](Ptr<MessageChannel> channel) {
            m_accepted.push_back(channel);
            if (m_onAccepted)
            {
                m_onAccepted(channel);
            }
        });
    }

    /// @return a channel from a device to the server; call it inside the run.
    Ptr<MessageChannel> Connect(uint32_t device)
    {
        return m_transport->Connect(m_devices.Get(device),
                                    m_topology->GetSocketAddress(m_servers.Get(0), PORT),
                                    m_framing);
    }

    Ptr<NetworkTopology> m_topology;
    Ptr<TcpTransport> m_transport{CreateObject<TcpTransport>()};
    std::shared_ptr<const MessageFraming> m_framing{std::make_shared<LengthFraming>()};
    NodeContainer m_servers;
    NodeContainer m_devices;
    std::vector<Ptr<MessageChannel>> m_accepted;
    std::function<void(Ptr<MessageChannel>)> m_onAccepted;
};

} // namespace iotledger
} // namespace ns3

#endif /* SMALL_NETWORK_H */
