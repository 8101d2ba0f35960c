/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_SWEEP_H
#define SCENARIO_SWEEP_H

#include "ns3/scenario-hosts.h"
#include "ns3/scenario-value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A swept key and its values, as YAML texts on one line. @ingroup iot-ledger
struct SweepAxis
{
    std::string key;
    std::vector<std::string> values;
};

/**
 * @ingroup iot-ledger
 * @brief The sweep of a scenario: every combination of the axes' values, each repeated.
 */
class ScenarioSweep
{
  public:
    ScenarioSweep() = default;

    /// Reads the `sweep:` of a scenario. Values are not checked, see CheckPoints.
    /// @throws ScenarioError for a key that cannot be swept, or values that are no list.
    static ScenarioSweep Read(const ScenarioValue& scenario);

    const std::vector<SweepAxis>& GetAxes() const; //!< @return in the order they were written
    uint32_t GetRepetitions() const;

    /**
     * Checks every value of every axis, and every combination of those axes whose values depend on
     * each other (devices and what names devices, topology, hosts).
     * @param scenario the one this was read from
     * @param profiles see ReadSettings
     * @throws ScenarioError
     */
    void CheckPoints(const ScenarioValue& scenario, CryptoProfiles& profiles) const;

    /// Takes the sweep of @p key, and of keys below it, out of a scenario.
    /// @throws ScenarioError if a key above it is swept: both cannot hold.
    static void Fix(ScenarioValue& scenario, const std::string& key, const ScenarioPlace& place);

  private:
    struct Axis
    {
        std::string key;
        std::vector<ScenarioValue> values;
    };

    void CheckCombinations(ScenarioValue& point, size_t firstAxis, CryptoProfiles& profiles) const;

    std::vector<Axis> m_values;
    std::vector<SweepAxis> m_axes;
    uint32_t m_repetitions{1};
};

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_SWEEP_H */
