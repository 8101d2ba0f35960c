/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "device-share.h"

#include "ns3/scenario-quantity.h"
#include "ns3/scenario-yaml.h"

#include <cmath>
#include <limits>

namespace ns3
{
namespace iotledger
{

uint32_t
DeviceShare::Of(uint32_t all) const
{
    return count > 0 ? count : static_cast<uint32_t>(std::llround(percent / 100 * all));
}

std::string
DeviceShare::ToText() const
{
    return count > 0 ? std::to_string(count) : quantity::FormatNumber(percent) + "%";
}

DeviceShare
ReadDeviceShare(const ScenarioValue& value, const std::string& key)
{
    const bool isShare = !value.text.empty() && value.text.back() == '%';
    const auto count = isShare ? std::nullopt : quantity::ParseCount(value.text);
    const auto percent =
        isShare ? quantity::ParseNumber(value.text.substr(0, value.text.size() - 1)) : std::nullopt;
    const bool inRange = (count && *count >= 1 && *count <= std::numeric_limits<uint32_t>::max()) ||
                         (percent && *percent > 0 && *percent <= 100);
    if (!value.IsScalar() || !inRange)
    {
        throw ScenarioError(value.place,
                            key,
                            "a number of devices, or a share of them such as 30%",
                            WriteYamlLine(value));
    }
    return {static_cast<uint32_t>(count.value_or(0)), percent.value_or(0)};
}

} // namespace iotledger
} // namespace ns3
