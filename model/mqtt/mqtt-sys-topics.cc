/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-sys-topics.h"

#include "ns3/mqtt-string.h"

namespace ns3
{
namespace iotledger
{

bool
MqttSysTopics::IsAbout(std::string_view filter)
{
    const auto shared = SplitSharedFilter(filter);
    return (shared ? shared->filter : filter).substr(0, 4) == "$SYS";
}

std::vector<MqttPublish>
MqttSysTopics::TakeChanges(const std::vector<std::pair<std::string, std::string>>& values)
{
    std::vector<MqttPublish> changes;
    for (const auto& [topic, value] : values)
    {
        std::string& told = m_told[topic];
        if (told != value)
        {
            told = value;
            const SharedBytes payload(std::vector<uint8_t>(value.begin(), value.end()));
            changes.push_back({topic, payload, 0, true});
        }
    }
    return changes;
}

} // namespace iotledger
} // namespace ns3
