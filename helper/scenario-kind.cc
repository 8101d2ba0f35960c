/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-kind.h"

#include "ns3/scenario-schema.h"

#include <array>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string EXPERIMENT = "keyVerification";
const std::string LEDGER = "fabric";
const std::string WORKLOAD = "workload";

bool
IsAtOrBelow(const std::string& key, const std::string& section)
{
    return key == section || key.compare(0, section.size() + 1, section + ".") == 0;
}

/// Refuses the first key that means nothing in a scenario of this kind.
void
RefuseOthers(const ScenarioValue& section, const std::string& prefix, ScenarioKind kind)
{
    for (const auto& entry : section.entries)
    {
        const std::string name = prefix + entry.key;
        if (!IsOfKind(name, kind))
        {
            const bool isLedger = kind == ScenarioKind::LEDGER;
            throw ScenarioError(entry.place,
                                name,
                                "a key that goes with '" + (isLedger ? LEDGER : EXPERIMENT) + "'",
                                entry.key);
        }
        if (entry.value.IsMap())
        {
            RefuseOthers(entry.value, name + ".", kind);
        }
    }
}

} // namespace

ScenarioKind
FindKind(const ScenarioValue& scenario)
{
    for (const auto& entry : scenario.entries)
    {
        if (!ScenarioSchema::Find(entry.key) && !ScenarioSchema::IsSection(entry.key))
        {
            ScenarioSchema::RefuseUnknown(entry.place, entry.key);
        }
    }
    const bool isLedger = scenario.Find(LEDGER) != nullptr;
    if (!isLedger && !scenario.Find(EXPERIMENT))
    {
        throw ScenarioError(scenario.place,
                            EXPERIMENT,
                            "this section, or fabric and workload: what is simulated",
                            "");
    }
    if (isLedger && !scenario.Find(WORKLOAD))
    {
        throw ScenarioError(scenario.place, WORKLOAD, "this section: the load on the ledger", "");
    }
    const auto kind = isLedger ? ScenarioKind::LEDGER : ScenarioKind::KEY_VERIFICATION;
    RefuseOthers(scenario, "", kind);
    return kind;
}

bool
IsOfKind(const std::string& key, ScenarioKind kind)
{
    static const std::array<std::string, 5> verification{EXPERIMENT,
                                                         "mqtt",
                                                         "crypto.rsaBits",
                                                         "crypto.topicRsaBits",
                                                         "crypto.aes"};
    static const std::array<std::string, 2> ledger{LEDGER, WORKLOAD};
    const auto contains = [&key](const auto& sections) {
        for (const auto& section : sections)
        {
            if (IsAtOrBelow(key, section))
            {
                return true;
            }
        }
        return false;
    };
    return kind == ScenarioKind::LEDGER ? !contains(verification) : !contains(ledger);
}

const std::map<std::string, std::string>&
GetRoles(ScenarioKind kind)
{
    static const std::map<std::string, std::string> verification{{"broker", "broker"},
                                                                 {"device", "device*"}};
    static const std::map<std::string, std::string> ledger{{"client", "client*"},
                                                           {"orderer", "orderer*"},
                                                           {"peer", "peer*"}};
    return kind == ScenarioKind::LEDGER ? ledger : verification;
}

} // namespace iotledger
} // namespace ns3
