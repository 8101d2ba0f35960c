/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_FAULTS_H
#define SCENARIO_FAULTS_H

#include "ns3/device-share.h"
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
    std::string type; //!< tamper-key or compromise
    Time at;          //!< after the start

    // tamper-key: a device's copy of another's public key is replaced.
    uint32_t device{0};      //!< number of the device it happens to, from 1
    uint32_t target{0};      //!< number of the device whose key is replaced, from 1
    std::string replacement; //!< none: "None", as in the paper; attacker: the attacker's key

    // compromise: devices answer Check whatever they hold, or the broker lies about keys.
    DeviceShare devices;           //!< drawn from those that no fault names
    bool broker{false};            //!< it is the broker; target may then be 0: all devices
    std::vector<uint32_t> victims; //!< devices that are told the lie; empty: all
    bool forgesAnswers{false};     //!< the broker answers Check in the devices' names
};

/// Who sends to whom in a round: numbers of devices, from 1. @ingroup iot-ledger
struct DevicePair
{
    uint32_t sender{0};
    uint32_t recipient{0};
};

/// Reads `faults:`. @param devices the largest number there is @throws ScenarioError
std::vector<Fault> ReadFaults(const ScenarioValue& faults, uint32_t devices);

/// Reads `keyVerification.pairs:`. @param devices the largest number there is
/// @throws ScenarioError
std::vector<DevicePair> ReadPairs(const ScenarioValue& pairs, uint32_t devices);

/// @return numbers of those of @p all devices that no fault is aimed at.
std::vector<uint32_t> GetUnnamedDevices(const std::vector<Fault>& faults, uint32_t all);

ScenarioValue WriteFaults(const std::vector<Fault>& faults);    //!< @return them as YAML
ScenarioValue WritePairs(const std::vector<DevicePair>& pairs); //!< @return them as YAML

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_FAULTS_H */
