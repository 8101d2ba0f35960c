/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUND_READER_H
#define ROUND_READER_H

#include "ns3/scenario-value.h"
#include "ns3/workload-spec.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Which operation of the chaincode stands for a Caliper workload module, by the module's path.
/// @ingroup iot-ledger
using WorkloadModules = std::map<std::string, std::string>;

/**
 * @ingroup iot-ledger
 * @brief Reads the rounds of a workload, of a scenario or of a Caliper file, with one set of
 * checks.
 *
 * A scenario's round names its `operation` and `arguments`, and says `report: false` if it only
 * prepares what others work on; an unknown key is refused. A Caliper file's names `workload: { module, arguments }`, or in old files `callback` and `arguments`; a key
 * that has no effect here becomes a warning.
 */
class RoundReader
{
  public:
    /// @param modules of a Caliper file; null: the rounds are a scenario's
    /// @param warnings where a line goes for each thing without effect
    RoundReader(uint32_t workers,
                const WorkloadModules* modules,
                std::vector<std::string>& warnings);

    /**
     * @param rounds a list, not empty
     * @param name its dotted key
     * @throws ScenarioError
     */
    std::vector<RoundSpec> Read(const ScenarioValue& rounds, const std::string& name);

  private:
    RoundSpec ReadRound(const ScenarioValue& round, const std::string& name);
    void CheckKeys(const ScenarioValue& round, const std::string& name);
    void ReadLength(const ScenarioValue& round, const std::string& name, RoundSpec& spec) const;
    void ReadWork(const ScenarioValue& round, const std::string& name, RoundSpec& spec) const;
    std::string MapModule(const ScenarioValue& module, const std::string& name) const;

    uint32_t m_workers;
    const WorkloadModules* m_modules;
    std::vector<std::string>& m_warnings;
};

/// Reads `workload.rounds:` of a scenario. @throws ScenarioError
std::vector<RoundSpec> ReadRounds(const ScenarioValue& rounds,
                                  const std::string& name,
                                  uint32_t workers,
                                  std::vector<std::string>& warnings);

} // namespace iotledger
} // namespace ns3

#endif /* ROUND_READER_H */
