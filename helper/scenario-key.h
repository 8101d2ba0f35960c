/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_KEY_H
#define SCENARIO_KEY_H

#include "ns3/nstime.h"
#include "ns3/scenario-form.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One key a scenario may hold: its form, default, range and help.
 *
 * A key that stands for an ns-3 attribute states none of these itself: they are read from the
 * attribute's TypeId, with the defaults set by Config::SetDefault, each time they are asked for.
 */
class ScenarioKey
{
  public:
    /// A key that stands for an attribute of ns3::iotledger::@p type.
    static ScenarioKey OfAttribute(const std::string& name,
                                   const std::string& type,
                                   const std::string& attribute);

    /// A key of the scenario's own. A COUNT or SIZE is from 1 to 4294967295, unless
    /// UpTo says otherwise.
    static ScenarioKey OfScenario(const std::string& name,
                                  ScenarioForm form,
                                  const std::string& defaultText,
                                  const std::string& help);

    ScenarioKey WithChoices(std::vector<std::string> choices) const; //!< @return a copy, a CHOICE
    ScenarioKey InBytes() const; //!< @return a copy whose whole number is a SIZE
    ScenarioKey UpTo(
        uint32_t most) const; //!< @return a copy with this bound, for the scenario's own
    ScenarioKey AtLeast(Time least) const; //!< @return likewise, of a TIME

    /// @return the dotted name; in it * stands for any one name and [] for each element of a list.
    const std::string& GetName() const;
    const std::string& GetTypeName() const;  //!< @return of the attribute's class, or empty
    const std::string& GetAttribute() const; //!< @return empty if the key stands for none
    const std::vector<std::string>& GetChoices() const;

    ScenarioForm GetForm() const;
    std::string GetDefault() const;  //!< @return in canonical form
    std::string GetHelp() const;     //!< @return what the value means, with its unit
    std::string GetRange() const;    //!< @return such as "from 1 to 100"; empty: no bounds
    std::string GetExpected() const; //!< @return what a value has to be, for an error

    /// @return @p text in the one form of its value (1024KB as 1MB), empty if it is no such value
    /// or out of range.
    std::optional<std::string> Canonicalize(const std::string& text) const;

    /// @param text as Canonicalize accepts
    /// @return the value as the attribute takes it
    Ptr<AttributeValue> MakeValue(const std::string& text) const;

  private:
    /// @throws std::logic_error if the class or its attribute is not in this program.
    TypeId::AttributeInformation GetInformation() const;

    std::string m_name;
    std::string m_type;      //!< with its namespaces; empty: no attribute
    std::string m_attribute; //!< the following three are of keys without one
    ScenarioForm m_form{ScenarioForm::TEXT};
    std::string m_default;
    std::string m_help;
    uint32_t m_most{std::numeric_limits<uint32_t>::max()}; //!< largest COUNT or SIZE
    Time m_least;                                          //!< shortest TIME
    std::vector<std::string> m_choices;
    bool m_inBytes{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_KEY_H */
