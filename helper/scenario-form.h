/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_FORM_H
#define SCENARIO_FORM_H

#include "ns3/attribute.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/// What a key's value looks like. @ingroup iot-ledger
enum class ScenarioForm
{
    TEXT,
    CHOICE,    //!< one of a few words
    FLAG,      //!< true or false
    COUNT,     //!< a whole number
    NUMBER,    //!< a decimal number
    SIZE,      //!< bytes, 2MB
    TIME,      //!< 5ms
    RATE,      //!< 1Gbps
    QUEUE,     //!< 100p or 64KB
    STRUCTURE, //!< a list, or a map with keys of its own
};

std::string GetFormName(ScenarioForm form);  //!< @return in lower case, for documentation
std::string DescribeForm(ScenarioForm form); //!< @return what a value has to be, for an error

/// @return the form of an attribute's values; a whole number is a COUNT.
ScenarioForm FindForm(const AttributeChecker& checker);

/// @return @p text as a value of the attribute type that goes with @p form, null if it is none.
/// A rate or a queue length of 0 is none: nothing would ever arrive.
Ptr<AttributeValue> ParseValue(ScenarioForm form, const std::string& text);

/// @return @p value in the shortest text that reads back as the same.
std::string FormatValue(ScenarioForm form,
                        const AttributeValue& value,
                        Ptr<const AttributeChecker> checker);

/// @return the bounds of an attribute, such as "from 1 to 100"; empty if it has none to speak of.
std::string FormatRange(ScenarioForm form, const AttributeChecker& checker);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_FORM_H */
