/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_LINKS_H
#define SCENARIO_LINKS_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/scenario-nodes.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What differs on the links of some nodes. @ingroup iot-ledger
struct LinkOverride
{
    NodeSelection nodes;
    std::optional<DataRate> rate;
    std::optional<Time> delay;  //!< one way
    std::optional<double> loss; //!< probability that a packet is lost, 0 to 1
};

/// A place where nodes stand, when the topology's type is sites. @ingroup iot-ledger
struct SiteSpec
{
    std::string name;
    NodeSelection nodes;
};

/// One-way delays, from row to column.
using DelayMatrix = std::vector<std::vector<Time>>;

/// Reads `network.links:`. @throws ScenarioError
std::vector<LinkOverride> ReadLinks(const ScenarioValue& links);

/// Reads `network.topology.sites:`. @throws ScenarioError
std::vector<SiteSpec> ReadSites(const ScenarioValue& sites);

/// Reads `network.topology.delays:`, a symmetric square. @throws ScenarioError
DelayMatrix ReadDelays(const ScenarioValue& delays);

/// Checks that every one of @p nodes has its site and every pair of sites its delay.
/// @param place where the topology's type was said
/// @throws ScenarioError
void CheckSites(const std::vector<SiteSpec>& sites,
                const DelayMatrix& delays,
                const std::vector<std::string>& nodes,
                const ScenarioPlace& place);

/// @return which site a node is at: the first whose nodes match; empty if none.
std::optional<size_t> FindSite(const std::vector<SiteSpec>& sites, const std::string& node);

ScenarioValue WriteLinks(const std::vector<LinkOverride>& links); //!< @return them as YAML
ScenarioValue WriteSites(const std::vector<SiteSpec>& sites);     //!< @return them as YAML
ScenarioValue WriteDelays(const DelayMatrix& delays);             //!< @return them as YAML

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_LINKS_H */
