/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-network.h"

#include "ns3/names.h"
#include "ns3/sites-topology.h"
#include "ns3/star-topology.h"
#include "ns3/tree-topology.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the adjustment that `network.links` describes.
NetworkTopology::LinkAdjuster
MakeLinkAdjuster(const Scenario& scenario)
{
    if (scenario.GetLinks().empty())
    {
        return nullptr;
    }
    return [links = scenario.GetLinks()](Ptr<Node> node, NetworkTopology::LinkSpec& link) {
        const std::string name = Names::FindName(node);
        for (const auto& change : links) // the last that matches holds
        {
            if (change.nodes.Matches(name))
            {
                link.rate = change.rate.value_or(link.rate);
                link.delay = change.delay.value_or(link.delay);
                link.loss = change.loss.value_or(link.loss);
            }
        }
    };
}

} // namespace

Ptr<NetworkTopology>
MakeTopology(const Scenario& scenario)
{
    const auto& type = scenario.GetText("network.topology.type");
    Ptr<NetworkTopology> topology;
    if (type == "star")
    {
        topology = CreateObject<StarTopology>();
    }
    else if (type == "sites")
    {
        auto sites = CreateObject<SitesTopology>();
        sites->SetSites(scenario.GetDelays(), [sites = scenario.GetSites()](Ptr<Node> node) {
            return static_cast<uint32_t>(FindSite(sites, Names::FindName(node)).value());
        });
        topology = sites;
    }
    else
    {
        topology = CreateObject<TreeTopology>();
    }
    scenario.Configure(*topology, "network");
    topology->SetLinkAdjuster(MakeLinkAdjuster(scenario));
    return topology;
}

} // namespace iotledger
} // namespace ns3
