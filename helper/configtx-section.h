/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONFIGTX_SECTION_H
#define CONFIGTX_SECTION_H

#include "ns3/nstime.h"
#include "ns3/policy-definition.h"
#include "ns3/scenario-value.h"

#include <cstdint>
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief A map of a configtx.yaml, with typed access to its values. Internal.
 *
 * Every function throws a ScenarioError with the dotted key for what does not fit. Where a default
 * is given the key may be missing.
 */
class ConfigtxSection
{
  public:
    /// @param key dotted, of the map itself @param known the keys that it may have
    ConfigtxSection(const ScenarioValue& map,
                    const std::string& key,
                    std::initializer_list<const char*> known);

    /// @return the value of @p key; null if there is none.
    const ScenarioValue* Find(const std::string& key) const;
    const ScenarioValue& Get(const std::string& key) const;

    /// @return a section within.
    ConfigtxSection Enter(const std::string& key, std::initializer_list<const char*> known) const;

    /// @return the items of a list, none if it is missing.
    const std::vector<ScenarioValue>& GetList(const std::string& key) const;

    std::string GetText(const std::string& key) const;
    uint32_t GetCount(const std::string& key, uint32_t least, uint32_t standard) const;
    uint32_t GetBytes(const std::string& key, uint32_t standard) const; //!< [B], at least 1
    Time GetTime(const std::string& key, Time standard) const;          //!< longer than zero

    /// @return the capabilities that are true. @param standard if the key is missing
    std::set<std::string> GetCapabilities(std::set<std::string> standard) const;

    /// @param required which policies must be there
    PolicyDefinitions GetPolicies(std::initializer_list<const char*> required) const;

    std::string GetKey(const std::string& key) const; //!< dotted

    [[noreturn]] void Refuse(const std::string& key, const std::string& expected) const;

  private:
    const ScenarioValue& m_map;
    std::string m_key;
};

} // namespace iotledger
} // namespace ns3

#endif /* CONFIGTX_SECTION_H */
