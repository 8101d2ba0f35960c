/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_KIND_H
#define SCENARIO_KIND_H

#include "ns3/scenario-value.h"

#include <map>
#include <string>

namespace ns3
{
namespace iotledger
{

/// What a scenario simulates. @ingroup iot-ledger
enum class ScenarioKind
{
    KEY_VERIFICATION, //!< it has `keyVerification`
    LEDGER,           //!< it has `fabric` and `workload`
};

/// @return what @p scenario simulates, as its sections say.
/// @throws ScenarioError if it has the sections of no kind, or some that do not go together.
ScenarioKind FindKind(const ScenarioValue& scenario);

/// @return whether a key, by its dotted name, means anything in a scenario of this kind.
bool IsOfKind(const std::string& key, ScenarioKind kind);

/// @return the roles of nodes and the glob of each role's nodes.
const std::map<std::string, std::string>& GetRoles(ScenarioKind kind);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_KIND_H */
