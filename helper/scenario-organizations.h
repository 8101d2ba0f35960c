/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_ORGANIZATIONS_H
#define SCENARIO_ORGANIZATIONS_H

#include "ns3/scenario-policies.h"
#include "ns3/scenario-value.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// An organisation of the consortium that has peers. @ingroup iot-ledger
struct OrganizationSpec
{
    std::string name;       //!< such as Org1; its domain is org1.example.com
    uint32_t peers{1};      //!< how many it runs
    std::string msp{};      //!< identifier; empty: the name and MSP, Org1MSP
    PolicyTexts policies{}; //!< that are not as in fabric-samples/test-network

    std::string GetNodeName(uint32_t peer) const; //!< @return peer1.org1 …; @param peer from 1
    std::string GetMspId() const;
};

/// Reads `fabric.organizations:`; without it there are Org1 and Org2 with two peers each.
/// @throws ScenarioError @ingroup iot-ledger
std::vector<OrganizationSpec> ReadOrganizations(const ScenarioValue& organizations);

ScenarioValue WriteOrganizations(const std::vector<OrganizationSpec>& organizations); //!< as YAML

/**
 * @param gateways peers that clients connect to in turn; empty: all peers, organisation by
 * organisation in turn
 * @param client number, from 0 @return the name of the peer that it connects to
 */
std::string FindGateway(const std::vector<OrganizationSpec>& organizations,
                        const std::vector<std::string>& gateways,
                        uint32_t client);

/// @return the MSPs of a network: those of the organisations and the orderers'.
std::set<std::string> GetMspIds(const std::vector<OrganizationSpec>& organizations);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_ORGANIZATIONS_H */
