/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ledger-faults.h"

#include "ns3/event-log.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

LedgerFaults::LedgerFaults(FabricNetwork& network,
                           const std::vector<std::string>& channels,
                           EventLog& events)
    : m_network(network),
      m_channels(channels),
      m_events(events)
{
}

void
LedgerFaults::SetCrashCallback(std::function<void(const std::string& node)> crashed)
{
    m_crashed = std::move(crashed);
}

void
LedgerFaults::Schedule(const std::vector<LedgerFault>& faults)
{
    for (const auto& fault : faults)
    {
        Simulator::Schedule(fault.at, [this, fault] { Begin(fault); });
    }
}

void
LedgerFaults::Begin(const LedgerFault& fault)
{
    const std::string node = fault.node == "leader" ? FindLeader() : fault.node;
    const auto orderer = FindOrderer(node);
    const auto peer = FindPeer(node);
    if (!(orderer && orderer->IsRunning()) && !(peer && peer->IsRunning()))
    {
        m_events.Add(fault.node, "crash-missed", "nobody to stop");
        return;
    }
    m_events.Add(node, "crash", fault.node == "leader" ? "the leader" : "");
    if (m_crashed)
    {
        m_crashed(node);
    }
    orderer ? orderer->Crash() : peer->Crash();
    if (!fault.until.IsZero())
    {
        Simulator::Schedule(fault.until - fault.at, [this, node] { End(node); });
    }
}

void
LedgerFaults::End(const std::string& node)
{
    m_events.Add(node, "restart", "");
    const auto orderer = FindOrderer(node);
    orderer ? orderer->Restart() : FindPeer(node)->Restart();
}

std::string
LedgerFaults::FindLeader() const
{
    for (const auto& placed : m_network.GetPlaces())
    {
        const auto orderer = FindOrderer(placed.place.name);
        if (orderer && orderer->IsRunning() && orderer->IsLeader(m_channels.front()))
        {
            return placed.place.name;
        }
    }
    return "";
}

Ptr<FabricOrderer>
LedgerFaults::FindOrderer(const std::string& node) const
{
    std::size_t number = 0;
    for (const auto& placed : m_network.GetPlaces())
    {
        if (placed.role == "orderer")
        {
            if (placed.place.name == node)
            {
                return m_network.GetOrderers()[number];
            }
            ++number;
        }
    }
    return nullptr;
}

Ptr<FabricPeer>
LedgerFaults::FindPeer(const std::string& node) const
{
    std::size_t number = 0;
    for (const auto& placed : m_network.GetPlaces())
    {
        if (placed.role == "peer")
        {
            if (placed.place.name == node)
            {
                return m_network.GetPeers()[number];
            }
            ++number;
        }
    }
    return nullptr;
}

} // namespace iotledger
} // namespace ns3
