/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_FIELDS_H
#define SCENARIO_FIELDS_H

#include "ns3/scenario-value.h"

#include <string>

namespace ns3
{
namespace iotledger
{

class ScenarioKey;

/// @return what an error quotes of a wrong value: a scalar as it was written, nothing of nothing.
std::string QuoteValue(const ScenarioValue& value);

/// @return the value of a scalar in canonical form.
/// @param name the key as the scenario has it, for the error
/// @throws ScenarioError if it is not what @p key expects.
std::string ReadScalar(const ScenarioKey& key, const ScenarioValue& value, const std::string& name);

/// @return the elements of a list. @throws ScenarioError if it is none; @p expected says of what.
const std::vector<ScenarioValue>& ReadList(const ScenarioValue& value,
                                           const std::string& name,
                                           const std::string& expected);

/**
 * @ingroup iot-ledger
 * @brief A map of a structured key, such as one host, read field by field by the schema.
 */
class ScenarioFields
{
  public:
    /**
     * @param map one entry; it must live as long as this
     * @param name its dotted key: hosts.device, network.links[]
     * @throws ScenarioError if it is no map or has an unknown key.
     */
    ScenarioFields(const ScenarioValue& map, const std::string& name);

    /// @return a field as it was written, null if it was not.
    const ScenarioValue* Find(const std::string& field) const;

    /// @return a scalar field in canonical form, its default if it was not written.
    /// @throws ScenarioError if it is wrong, or missing and without a default.
    std::string Read(const std::string& field) const;

    std::string GetName(const std::string& field) const; //!< @return the dotted key of a field
    const ScenarioPlace& GetPlace() const;               //!< @return where the map is

  private:
    const ScenarioValue& m_map;
    std::string m_name;
};

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_FIELDS_H */
