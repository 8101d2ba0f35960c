/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sites-topology.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(SitesTopology);

TypeId
SitesTopology::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::SitesTopology")
                            .SetParent<NetworkTopology>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<SitesTopology>();
    return tid;
}

void
SitesTopology::SetSites(std::vector<std::vector<Time>> delays, SiteFunction siteOf)
{
    m_delays = std::move(delays);
    m_siteOf = std::move(siteOf);
}

void
SitesTopology::DoBuild(const NodeContainer& servers, const NodeContainer& devices)
{
    const std::size_t sites = m_delays.size();
    std::vector<Ptr<IpSwitch>> switches;
    std::vector<std::vector<Ptr<NetDevice>>> ports(sites, std::vector<Ptr<NetDevice>>(sites));
    for (std::size_t i = 0; i < sites; ++i)
    {
        switches.push_back(AddSwitch());
        for (std::size_t j = 0; j < i; ++j)
        {
            const auto trunk = Join(switches[i], switches[j], m_delays[i][j]);
            ports[i][j] = trunk.Get(0);
            ports[j][i] = trunk.Get(1);
        }
    }
    const auto announce = [&](Ptr<Node> endNode, uint32_t home) {
        for (std::size_t i = 0; i < sites; ++i)
        {
            if (i != home)
            {
                switches[i]->AddAddress(GetAddress(endNode), ports[i][home]);
            }
        }
    };
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const uint32_t home = m_siteOf(*server);
        AttachServer(*server, switches.at(home));
        announce(*server, home);
    }
    for (auto device = devices.Begin(); device != devices.End(); ++device)
    {
        const uint32_t home = m_siteOf(*device);
        AttachDevice(*device, switches.at(home));
        announce(*device, home);
    }
}

} // namespace iotledger
} // namespace ns3
