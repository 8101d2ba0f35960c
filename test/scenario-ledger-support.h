/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_LEDGER_SUPPORT_H
#define SCENARIO_LEDGER_SUPPORT_H

#include "scenario-test-support.h"

#include "ns3/object-base.h"
#include "ns3/scenario.h"

#include <string>

namespace ns3
{
namespace iotledger
{

inline const std::string ROUND = "{ label: create, operation: CreateAsset, txNumber: 10, "
                                 "rateControl: { type: fixed-rate, opts: { tps: 5 } } }";
inline const std::string MINIMAL_LEDGER =
    "fabric: { orderers: 3 }\nworkload: { clients: 2, rounds: [" + ROUND + "] }\n";

inline Scenario
Parse(const std::string& yaml)
{
    return Scenario::Parse(yaml, "f.yaml");
}

/// A ledger's scenario with these two sections, the second without its round.
inline std::string
MakeLedger(const std::string& fabric, const std::string& workload)
{
    return "fabric: {" + fabric + "}\nworkload: {" + workload + " rounds: [" + ROUND + "] }\n";
}

/// @return the value of an attribute that is read as a Value, a TimeValue say.
template <typename Value>
auto
GetAttribute(const ObjectBase& object, const std::string& name)
{
    Value value;
    object.GetAttribute(name, value);
    return value.Get();
}

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_LEDGER_SUPPORT_H */
