/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_KEY_TABLES_H
#define SCENARIO_KEY_TABLES_H

#include "ns3/scenario-form.h"
#include "ns3/scenario-key.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The keys of a scenario, a table for each of its parts.
 *
 * ScenarioSchema joins them and finds a key among them.
 */
class ScenarioKeyTables
{
  public:
    using Keys = std::vector<ScenarioKey>;

    // Of every scenario: scenario-shared-keys.cc.
    static Keys GetGeneralKeys();
    static Keys GetNetworkKeys();
    static Keys GetHostKeys();
    static Keys GetResultKeys();
    static Keys GetFaultKeys();

    // Of a key verification: scenario-verification-keys.cc.
    static Keys GetMqttKeys();
    static Keys GetExperimentKeys();

    // Of a ledger: scenario-ledger-keys.cc.
    static Keys GetFabricKeys();
    static Keys GetWorkloadKeys();

  private:
    using Form = ScenarioForm;

    // As short as a line of a table needs them.
    static ScenarioKey Attribute(const std::string& name,
                                 const std::string& type,
                                 const std::string& attribute)
    {
        return ScenarioKey::OfAttribute(name, type, attribute);
    }

    static ScenarioKey Own(const std::string& name,
                           Form form,
                           const std::string& defaultText,
                           const std::string& help)
    {
        return ScenarioKey::OfScenario(name, form, defaultText, help);
    }
};

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_KEY_TABLES_H */
