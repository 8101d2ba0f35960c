/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_LEDGER_H
#define SCENARIO_LEDGER_H

#include "ns3/nstime.h"
#include "ns3/round-reader.h"
#include "ns3/scenario-organizations.h"
#include "ns3/scenario-policies.h"
#include "ns3/scenario-value.h"
#include "ns3/workload-operations.h"
#include "ns3/workload-spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A node of the ledger that stops at once, and perhaps comes back. @ingroup iot-ledger
struct LedgerFault
{
    std::string node; //!< its name; leader: whichever orderer leads then
    ScenarioPlace place; //!< of the name
    Time at;          //!< after the start
    Time until;       //!< after the start; zero: it stays away
};

/// What a scenario says of the ledger in structures of their own. @ingroup iot-ledger
struct LedgerSettings
{
    std::vector<OrganizationSpec> organizations;
    GroupPolicies policies; //!< of the channels, where not Fabric's default
    PolicyTexts acls;       //!< policies of the channels by resource, likewise
    std::vector<std::string> gateways; //!< names of the peers that clients connect to in turn;
                                       //!< empty: all, organisation by organisation in turn
    OperationTable operations;         //!< that the rounds can name
    WorkloadSpec workload;
    std::vector<RoundPlaces> places; //!< of the rounds
    std::vector<LedgerFault> faults;

    /// @return the names of all nodes, for so many orderers and clients.
    std::vector<std::string> GetNodeNames(uint32_t orderers, uint32_t clients) const;
};

/// Reads `workload.gateways:`, names of peers. @throws ScenarioError
std::vector<std::string> ReadGateways(const ScenarioValue& gateways);

/// Checks that they are peers of the organisations. @param gateways as they were written
/// @throws ScenarioError
void CheckGateways(const ScenarioValue& gateways, const std::vector<std::string>& nodes);

/// Reads `workload.modules:`, the operation that stands for each workload module of a Caliper file.
/// @throws ScenarioError
WorkloadModules ReadModules(const ScenarioValue& modules);

/// Checks that the rounds name operations there are, and give them the arguments that they use.
/// @throws ScenarioError
void CheckRounds(const LedgerSettings& ledger);

/// Takes from the rounds of a Caliper file what their operations do not use, with a warning.
void DropUnusedArguments(LedgerSettings& ledger);

/// Reads the `faults:` of a ledger. @throws ScenarioError
std::vector<LedgerFault> ReadLedgerFaults(const ScenarioValue& faults);

/// Checks that faults name nodes that are there. @throws ScenarioError
void CheckLedgerFaults(const std::vector<LedgerFault>& faults,
                       const std::vector<std::string>& nodes);

ScenarioValue WriteGateways(const std::vector<std::string>& gateways);                //!< as YAML
ScenarioValue WriteLedgerFaults(const std::vector<LedgerFault>& faults);              //!< as YAML

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_LEDGER_H */
