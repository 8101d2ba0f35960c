/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_TOPICS_H
#define SCENARIO_TOPICS_H

#include "ns3/scenario-value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A topic and who subscribes to it. @ingroup iot-ledger
struct TopicSpec
{
    std::string name;
    std::vector<uint32_t> subscribers; //!< numbers of devices, from 1
};

/// The topics of a scenario: listed, or so many with subscribers to be drawn. @ingroup iot-ledger
struct TopicSettings
{
    static constexpr uint32_t ALL = UINT32_MAX; //!< subscribers: every device

    std::vector<TopicSpec> listed;
    uint32_t count{0};               //!< of topics to draw, called T1, T2 …; 0: none
    uint32_t subscribersPerTopic{0}; //!< of topics to draw

    std::vector<std::string> GetNames() const; //!< @return of all, in order of registration
};

/// Who sends to which topic in a round. @ingroup iot-ledger
struct TopicPair
{
    uint32_t sender{0}; //!< number of the device, from 1
    std::string topic;
};

/// Reads `keyVerification.topics:`. @param devices the largest number there is
/// @throws ScenarioError
TopicSettings ReadTopics(const ScenarioValue& topics, uint32_t devices);

/// Reads `keyVerification.pairs:` of a scenario with topics. @param devices the largest number
/// there is @throws ScenarioError
std::vector<TopicPair> ReadTopicPairs(const ScenarioValue& pairs,
                                      uint32_t devices,
                                      const TopicSettings& topics);

ScenarioValue WriteTopics(const TopicSettings& topics);             //!< @return them as YAML
ScenarioValue WriteTopicPairs(const std::vector<TopicPair>& pairs); //!< @return them as YAML

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_TOPICS_H */
