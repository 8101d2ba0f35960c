/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INEFFECTIVE_KEYS_H
#define INEFFECTIVE_KEYS_H

#include "ns3/scenario-value.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What becomes of a thing that was written and has no effect.
 *
 * Real Caliper files have them: each becomes a line of warning. In a scenario's own rounds it is a
 * mistake, which would leave a default in force that nobody asked for.
 */
class IneffectiveKeys
{
  public:
    /// @param warnings where the lines go, each once @param areRefused in a scenario's own rounds
    IneffectiveKeys(std::vector<std::string>& warnings, bool areRefused);

    bool AreRefused() const;

    /**
     * A key that nothing reads.
     * @param map its dotted key
     * @param reason for the warning
     * @param known what is read there
     * @throws ScenarioError
     */
    void TellUnknown(const ScenarioEntry& entry,
                     const std::string& map,
                     const std::string& reason,
                     const std::vector<std::string>& known);

    /// A value that changes nothing. @param reason for the warning @param expected for the refusal
    /// @throws ScenarioError
    void Tell(const ScenarioValue& value,
              const std::string& name,
              const std::string& reason,
              const std::string& expected);

    /// Adds a line for what has an effect that nobody would expect.
    void Warn(const ScenarioPlace& place, const std::string& name, const std::string& reason);

  private:
    std::vector<std::string>& m_warnings;
    bool m_areRefused;
};

} // namespace iotledger
} // namespace ns3

#endif /* INEFFECTIVE_KEYS_H */
