/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_SETTINGS_H
#define SCENARIO_SETTINGS_H

#include "ns3/scenario-faults.h"
#include "ns3/scenario-hosts.h"
#include "ns3/scenario-kind.h"
#include "ns3/scenario-ledger.h"
#include "ns3/scenario-links.h"
#include "ns3/scenario-topics.h"

#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// The value of one key, in canonical form, and where it was said. @ingroup iot-ledger
struct ScenarioSetting
{
    std::string text;
    ScenarioPlace place; //!< of the whole scenario if the value is the default
};

/// Everything a scenario says, checked, with all defaults filled in. @ingroup iot-ledger
struct ScenarioSettings
{
    ScenarioKind kind{ScenarioKind::KEY_VERIFICATION};
    std::map<std::string, ScenarioSetting> values; //!< of the kind's keys that are single values
    std::vector<HostPlacement> hosts;
    std::vector<LinkOverride> links;
    std::vector<SiteSpec> sites;
    DelayMatrix delays;

    TopicSettings topics; //!< this and the following three are of key verification
    std::vector<DevicePair> pairs;
    std::vector<TopicPair> topicPairs; //!< of the protocol that has topics
    std::vector<Fault> faults;

    LedgerSettings ledger; //!< of a ledger
};

/// Whether relations between keys are checked, such as the device of a fault being there.
/// They need not hold for what a sweep replaces.
enum class ScenarioRelations
{
    CHECKED,
    IGNORED,
};

/**
 * Reads all of a scenario but its sweep.
 * @param profiles what was read for other points of the scenario; takes what is read now
 * @throws ScenarioError
 */
ScenarioSettings ReadSettings(const ScenarioValue& scenario,
                              ScenarioRelations relations,
                              CryptoProfiles& profiles);

/// @return a scenario with exactly these settings, its keys sorted.
ScenarioValue WriteSettings(const ScenarioSettings& settings);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_SETTINGS_H */
