/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_NODES_H
#define SCENARIO_NODES_H

#include "ns3/scenario-value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Nodes chosen by name (broker, device1 …; peer1.org1, orderer1, client1 …), or by globs over
 * names (* ? [a-z]).
 */
class NodeSelection
{
  public:
    NodeSelection() = default;
    explicit NodeSelection(std::vector<std::string> globs);

    /// Reads one glob or a list of them.
    /// @throws ScenarioError if there is none, or one that no node could ever match.
    static NodeSelection Read(const ScenarioValue& value, const std::string& key);

    bool Matches(const std::string& node) const; //!< @return whether one of the globs does
    const std::vector<std::string>& GetGlobs() const;
    ScenarioValue Write() const; //!< @return the list of globs

  private:
    std::vector<std::string> m_globs;
};

/// @return the name of the node of this number: 0 is the broker, the others are device1, …
std::string GetNodeName(uint32_t number);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_NODES_H */
