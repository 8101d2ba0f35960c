/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_POLICIES_H
#define SCENARIO_POLICIES_H

#include "ns3/policy-definition.h"
#include "ns3/scenario-value.h"

#include <map>
#include <set>
#include <string>

namespace ns3
{
namespace iotledger
{

/// Rules by the names of policies, or policies by the names of resources. @ingroup iot-ledger
using PolicyTexts = std::map<std::string, std::string>;

/// Policies of a channel by its groups: Channel, Orderer, Application. @ingroup iot-ledger
using GroupPolicies = std::map<std::string, PolicyTexts>;

/**
 * Reads the rule of a policy as configtx.yaml has it: "ANY Readers" is an implicit meta policy,
 * "OR('Org1MSP.peer')" a signature policy. ANY, ALL or MAJORITY alone is of Endorsement.
 * @throws PolicyError @ingroup iot-ledger
 */
PolicyDefinition ParsePolicyRule(const std::string& rule);

/// Reads rules by name. @param name dotted key of the map @throws ScenarioError
PolicyTexts ReadPolicies(const ScenarioValue& policies, const std::string& name);

/// Reads `fabric.policies:`. @throws ScenarioError
GroupPolicies ReadGroupPolicies(const ScenarioValue& groups);

/// Reads `fabric.acls:`, the policy that guards each resource. @throws ScenarioError
PolicyTexts ReadAccessControl(const ScenarioValue& acls);

/// Checks that a signature policy asks for MSPs there are, and can be read at all.
/// @param place of the rule, which is said by @p key @throws ScenarioError
void CheckPolicy(const std::string& rule,
                 const std::set<std::string>& mspIds,
                 const ScenarioPlace& place,
                 const std::string& key);

ScenarioValue WritePolicies(const PolicyTexts& policies);       //!< as YAML
ScenarioValue WriteGroupPolicies(const GroupPolicies& policies); //!< as YAML

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_POLICIES_H */
