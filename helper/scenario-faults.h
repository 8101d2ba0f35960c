/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_FAULTS_H
#define SCENARIO_FAULTS_H

#include "ns3/nstime.h"
#include "ns3/scenario-value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Something that goes wrong during a run. @ingroup iot-ledger
struct Fault
{
    std::string type;   //!< tamper-key: a device's copy of another's public key is replaced
    Time at;            //!< after the start
    uint32_t device{0}; //!< number of the device it happens to, from 1
    uint32_t target{0}; //!< number of the device whose key is replaced, from 1; 0: a topic's is
    std::string topic;  //!< name of the topic whose key is replaced
};

/// Who sends to whom in a round: numbers of devices, from 1. @ingroup iot-ledger
struct DevicePair
{
    uint32_t sender{0};
    uint32_t recipient{0};
};

/// Reads the number of a device. @param key for the error @param devices the largest number there
/// is @throws ScenarioError
uint32_t ReadDevice(const ScenarioValue& value, const std::string& key, uint32_t devices);

/// Reads `faults:`. @param devices the largest number there is @param topics the names there are
/// @throws ScenarioError
std::vector<Fault> ReadFaults(const ScenarioValue& faults,
                              uint32_t devices,
                              const std::vector<std::string>& topics);

/// Reads `keyVerification.pairs:`. @param devices the largest number there is
/// @throws ScenarioError
std::vector<DevicePair> ReadPairs(const ScenarioValue& pairs, uint32_t devices);

ScenarioValue WriteFaults(const std::vector<Fault>& faults);    //!< @return them as YAML
ScenarioValue WritePairs(const std::vector<DevicePair>& pairs); //!< @return them as YAML

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_FAULTS_H */
