/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-topic.h"

#include <charconv>

namespace ns3
{
namespace iotledger
{
namespace mtptopic
{

const std::string REGISTER = "mtp/register";
const std::string KEYS = "mtp/keys";
const std::string VERIFY = "mtp/verify";
const std::string DATA = "mtp/data";
const std::string PROVE = "mtp/prove";
const std::string ANY_DEVICE = "mtp/device/+";

namespace
{

const std::string CLIENT_PREFIX = "device";
const std::string DEVICE_PREFIX = "mtp/device/";

/// @return the number behind @p prefix, 0 if there is none.
uint32_t
GetNumber(const std::string& name, const std::string& prefix)
{
    uint32_t number = 0;
    if (name.compare(0, prefix.size(), prefix) == 0)
    {
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
    }
    return number;
}

} // namespace

std::string
ClientId(uint32_t device)
{
    return CLIENT_PREFIX + std::to_string(device);
}

std::string
Keys(uint32_t device)
{
    return KEYS + "/" + std::to_string(device);
}

std::string
Device(uint32_t device)
{
    return DEVICE_PREFIX + std::to_string(device);
}

uint32_t
GetClient(const std::string& clientId)
{
    return GetNumber(clientId, CLIENT_PREFIX);
}

uint32_t
GetDevice(const std::string& topic)
{
    return GetNumber(topic, DEVICE_PREFIX);
}

} // namespace mtptopic
} // namespace iotledger
} // namespace ns3
