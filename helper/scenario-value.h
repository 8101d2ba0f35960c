/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_VALUE_H
#define SCENARIO_VALUE_H

#include "ns3/scenario-error.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

struct ScenarioEntry;

/**
 * @ingroup iot-ledger
 * @brief A piece of a scenario as it was written: YAML without types, each part with its place.
 */
struct ScenarioValue
{
    enum class Kind
    {
        NOTHING, //!< a key without a value
        SCALAR,
        LIST,
        MAP,
    };

    Kind kind{Kind::NOTHING};
    ScenarioPlace place;
    std::string text;                   //!< of a SCALAR
    std::vector<ScenarioValue> items;   //!< of a LIST
    std::vector<ScenarioEntry> entries; //!< of a MAP, each key once

    static ScenarioValue MakeScalar(const std::string& text);
    static ScenarioValue MakeList(std::vector<ScenarioValue> items);

    bool IsMap() const;  //!< @return whether it is a MAP or NOTHING, which stands for an empty one
    bool IsList() const; //!< @return whether it is a LIST or NOTHING, which stands for an empty one
    bool IsScalar() const; //!< @return whether it is a SCALAR

    /// @return the value of @p key of a MAP, null if there is none.
    const ScenarioValue* Find(const std::string& key) const;

    /// @return the value at a dotted key of nested MAPs, null if there is none.
    const ScenarioValue* FindPath(const std::string& dottedKey) const;

    /// Replaces, or adds, the value of @p key; a value that is no MAP becomes one.
    ScenarioValue& Put(const std::string& key, ScenarioValue value);

    /// Replaces, or adds, the value at a dotted key of nested MAPs.
    void PutPath(const std::string& dottedKey, ScenarioValue value);

    void Erase(const std::string& key); //!< removes a key of a MAP, if it is there
    void Sort();                        //!< orders the keys of all MAPs within

    /// Adds what @p base has and this has not, at every level of MAPs.
    void Inherit(const ScenarioValue& base);
};

/// A key of a MAP with its value. @ingroup iot-ledger
struct ScenarioEntry
{
    std::string key;
    ScenarioPlace place; //!< of the key
    ScenarioValue value;
};

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_VALUE_H */
