/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SITES_TOPOLOGY_H
#define SITES_TOPOLOGY_H

#include "ns3/network-topology.h"

#include <functional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Sites with a switch each, every two joined by a trunk with a delay of its own.
 */
class SitesTopology : public NetworkTopology
{
  public:
    /// @return the site of an end node, below the number of sites.
    using SiteFunction = std::function<uint32_t(Ptr<Node> endNode)>;

    static TypeId GetTypeId();

    /**
     * Sets the sites. Call it before Build.
     * @param delays one-way delay between sites, square and symmetric; it adds to TrunkDelay
     * @param siteOf where an end node stands
     */
    void SetSites(std::vector<std::vector<Time>> delays, SiteFunction siteOf);

  protected:
    void DoBuild(const NodeContainer& servers, const NodeContainer& devices) override;

  private:
    std::vector<std::vector<Time>> m_delays;
    SiteFunction m_siteOf;
};

} // namespace iotledger
} // namespace ns3

#endif /* SITES_TOPOLOGY_H */
