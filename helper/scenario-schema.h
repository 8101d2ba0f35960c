/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_SCHEMA_H
#define SCENARIO_SCHEMA_H

#include "ns3/scenario-key.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

struct ScenarioPlace;

/**
 * @ingroup iot-ledger
 * @brief Every key a scenario may hold.
 *
 * A new setting of a model is one line of ScenarioKeyTables; its default, range and help stay with
 * the model.
 */
class ScenarioSchema
{
  public:
    /// @return all keys, sections together.
    static const std::vector<ScenarioKey>& GetKeys();

    /// @return the key of a dotted name (hosts.device.cores is hosts.*.cores), null if none.
    static const ScenarioKey* Find(const std::string& name);

    /// @return the key of a dotted name that is known to be there.
    static const ScenarioKey& Get(const std::string& name);

    /// @return whether @p name is a map of further keys, such as network.link.
    static bool IsSection(const std::string& name);

    /// @return whether a scalar stands by itself at this key: no pattern, no STRUCTURE, and not one
    /// of those that steer the reading (include, sweep).
    static bool IsSetting(const ScenarioKey& key);

    /// Refuses an unknown key: names the nearest known one. @throws ScenarioError always.
    [[noreturn]] static void RefuseUnknown(const ScenarioPlace& place, const std::string& name);
};

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_SCHEMA_H */
