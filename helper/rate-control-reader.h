/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RATE_CONTROL_READER_H
#define RATE_CONTROL_READER_H

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
 * An option that the controller does not read is no mistake (real files have them): it becomes a
 * warning, since it has no effect.
 */
class RateControlReader
{
  public:
    /// @param warnings where a line goes for each thing without effect
    RateControlReader(uint32_t workers, bool isTimed, std::vector<std::string>& warnings);

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
    bool m_isTimed;
    std::vector<std::string>& m_warnings;
};

/// Adds `PLACE: NAME: text` to @p warnings, once.
void AddWarning(std::vector<std::string>& warnings,
                const ScenarioPlace& place,
                const std::string& name,
                const std::string& text);

} // namespace iotledger
} // namespace ns3

#endif /* RATE_CONTROL_READER_H */
