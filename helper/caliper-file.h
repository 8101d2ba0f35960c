/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CALIPER_FILE_H
#define CALIPER_FILE_H

#include "ns3/round-reader.h"
#include "ns3/workload-spec.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What a Caliper benchmark file says. @ingroup iot-ledger
struct CaliperFile
{
    WorkloadSpec workload;
    std::vector<RoundPlaces> places; //!< of its rounds, in order
};

/**
 * Reads a Hyperledger Caliper benchmark file, anchors and merge keys included: `test.workers`
 * (`clients` in old files) and `test.rounds`. What else it has (monitors, observers, `trim`) has no
 * effect here; of a round and of a rate controller that is said in the warnings.
 *
 * Source: Hyperledger Caliper 0.5, packages/caliper-core/lib/manager/orchestrators/
 * round-orchestrator.js (_validateRoundConfig).
 *
 * @param path of the file
 * @param place where it is named, by workload.caliper
 * @param modules which operation stands for which workload module
 * @throws ScenarioError
 */
CaliperFile ReadCaliperFile(const std::string& path,
                            const ScenarioPlace& place,
                            const WorkloadModules& modules);

/// Reads the same from a text. @param source what stands for the file in errors
CaliperFile ParseCaliper(const std::string& text,
                         const std::string& source,
                         const WorkloadModules& modules);

} // namespace iotledger
} // namespace ns3

#endif /* CALIPER_FILE_H */
