/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RATE_CONTROL_READER_H
#define RATE_CONTROL_READER_H

#include "ns3/ineffective-keys.h"
#include "ns3/nstime.h"
#include "ns3/rate-control-spec.h"
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
 * @brief Reads a `rateControl:`, of a scenario or of a Caliper file, with one set of checks.
 *
 * What a controller does not read has no effect, and is told as such.
 */
class RateControlReader
{
  public:
    /// @param duration of the round; zero: it has a number of transactions
    RateControlReader(uint32_t workers, Time duration, IneffectiveKeys& ineffective);

    /**
     * @param value a map of `type` and `opts`
     * @param name its dotted key
     * @throws ScenarioError
     */
    RateControlSpec Read(const ScenarioValue& value, const std::string& name);

  private:
    void ReadOptions(const ScenarioValue& options, const std::string& name, RateControlSpec& spec);
    void ReadOption(const RateOption& option,
                    const ScenarioValue& value,
                    const std::string& name,
                    RateControlSpec& spec);
    void ReadWeights(const ScenarioValue& value, const std::string& name, RateControlSpec& spec);
    void ReadText(const RateOption& option,
                  const ScenarioValue& value,
                  const std::string& name,
                  RateControlSpec& spec);
    void Check(const ScenarioValue& value,
               const std::string& name,
               const RateControlSpec& spec) const;

    uint32_t m_workers;
    Time m_duration;
    IneffectiveKeys& m_ineffective;
};

} // namespace iotledger
} // namespace ns3

#endif /* RATE_CONTROL_READER_H */
