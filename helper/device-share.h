/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEVICE_SHARE_H
#define DEVICE_SHARE_H

#include "ns3/scenario-value.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/// How many devices: a number of them, or a share of all. @ingroup iot-ledger
struct DeviceShare
{
    uint32_t count{0};
    double percent{0}; //!< of all devices, where count is 0

    uint32_t Of(uint32_t all) const; //!< @return how many of so many, to the nearest
    std::string ToText() const;      //!< @return such as 12 or 30%
};

/// Reads 12 or 30%. @param key where it stands, for the error @throws ScenarioError
DeviceShare ReadDeviceShare(const ScenarioValue& value, const std::string& key);

} // namespace iotledger
} // namespace ns3

#endif /* DEVICE_SHARE_H */
