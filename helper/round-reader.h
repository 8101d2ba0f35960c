/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUND_READER_H
#define ROUND_READER_H

#include "ns3/ineffective-keys.h"
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

/// The operation of the chaincode that stands for a Caliper workload module. @ingroup iot-ledger
struct WorkloadModule
{
    std::string operation;
    ScenarioPlace place; //!< of the entry that says so
};

using WorkloadModules = std::map<std::string, WorkloadModule>; //!< by the module's path

/// Where a round says what it does, for errors that show when all is read. @ingroup iot-ledger
struct RoundPlaces
{
    ScenarioPlace operation;
    std::string operationKey; //!< dotted key at that place
    ScenarioPlace arguments;
    std::string argumentsKey; //!< likewise
};

/**
 * @ingroup iot-ledger
 * @brief Reads the rounds of a workload, of a scenario or of a Caliper file, with one set of
 * checks.
 *
 * A scenario's round names its `operation` and `arguments`, and says `report: false` if it only
 * prepares what others work on; what has no effect is refused, and so is a label that another round
 * has. A Caliper file's names `workload: { module, arguments }`, or in old files `callback` and
 * `arguments`; what has no effect here becomes a warning, and of rounds with one label the later
 * ones are numbered: get, get-2.
 */
class RoundReader
{
  public:
    /// @param modules of a Caliper file; null: the rounds are a scenario's
    /// @param warnings where a line goes for each thing without the effect it seems to have
    RoundReader(uint32_t workers,
                const WorkloadModules* modules,
                std::vector<std::string>& warnings);

    /**
     * @param rounds a list, not empty
     * @param name its dotted key
     * @throws ScenarioError
     */
    std::vector<RoundSpec> Read(const ScenarioValue& rounds, const std::string& name);

    const std::vector<RoundPlaces>& GetPlaces() const; //!< @return of the rounds read, in order

  private:
    RoundSpec ReadRound(const ScenarioValue& round, const std::string& name);
    void CheckKeys(const ScenarioValue& round, const std::string& name);
    void ReadLength(const ScenarioValue& round, const std::string& name, RoundSpec& spec) const;
    void ReadWork(const ScenarioValue& round, const std::string& name, RoundSpec& spec);
    void ReadOperation(const ScenarioValue& round, const std::string& name, RoundSpec& spec);
    void ReadModule(const ScenarioValue& module, const std::string& name, RoundSpec& spec);
    void ReadArguments(const ScenarioValue& map, const std::string& name, RoundSpec& spec);

    uint32_t m_workers;
    const WorkloadModules* m_modules; //!< null: the rounds are a scenario's
    IneffectiveKeys m_ineffective;
    std::vector<RoundPlaces> m_places;
};

} // namespace iotledger
} // namespace ns3

#endif /* ROUND_READER_H */
