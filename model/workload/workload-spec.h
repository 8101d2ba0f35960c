/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WORKLOAD_SPEC_H
#define WORKLOAD_SPEC_H

#include "ns3/nstime.h"
#include "ns3/rate-control-spec.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A round of a workload: what to send, how much, how fast. @ingroup iot-ledger
struct RoundSpec
{
    std::string label;
    std::string operation;                        //!< of the chaincode
    std::map<std::string, std::string> arguments; //!< scalars as written, else one line of YAML
    uint64_t txNumber{0};                         //!< of all workers; 0: the round lasts txDuration
    Time txDuration;
    RateControlSpec rateControl;
    bool isReported{true}; //!< false: it prepares what others work on, and is in no report

    /// @return what one of @p workers sends: an equal share, rounded down, at least one. So a round
    /// may send less than it was asked for. Source: Caliper 0.5, worker-orchestrator.js.
    uint64_t GetTxNumberOf(uint32_t workers) const;
};

/// Rounds that run one after the other, each on all workers. @ingroup iot-ledger
struct WorkloadSpec
{
    uint32_t workers{1};
    std::vector<RoundSpec> rounds;
    std::vector<std::string> warnings; //!< what has not the effect it seems to have, a line each
};

} // namespace iotledger
} // namespace ns3

#endif /* WORKLOAD_SPEC_H */
