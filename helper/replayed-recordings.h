/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REPLAYED_RECORDINGS_H
#define REPLAYED_RECORDINGS_H

#include "ns3/rate-control-spec.h"
#include "ns3/scenario-value.h"

#include <cstdint>
#include <set>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Finds the recordings that replay-rate names: made by an earlier round of the same run, or
 * in files that can be read before anything runs.
 */
class ReplayedRecordings
{
  public:
    explicit ReplayedRecordings(uint32_t workers);

    /**
     * Looks for what a round replays, and remembers what it records. The path of a file becomes
     * absolute: it is relative to the file that names it.
     * @param spec what was read of @p control
     * @param name its dotted key
     * @param round its number, from 0; rounds come in their order
     * @throws ScenarioError for a recording that is not there or not of its format
     */
    void Resolve(RateControlSpec& spec,
                 const ScenarioValue& control,
                 const std::string& name,
                 uint32_t round);

  private:
    void ResolveInner(RateControlSpec& spec,
                      const ScenarioValue& control,
                      const std::string& name,
                      uint32_t round);
    bool AreRecorded(const std::string& pathTemplate, uint32_t round) const; //!< of all workers

    uint32_t m_workers;
    std::set<std::string> m_recorded; //!< names of those that the rounds so far make
};

} // namespace iotledger
} // namespace ns3

#endif /* REPLAYED_RECORDINGS_H */
