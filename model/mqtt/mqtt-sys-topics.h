/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SYS_TOPICS_H
#define MQTT_SYS_TOPICS_H

#include "ns3/mqtt-packet.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What of a broker's $SYS topics has changed since it was last told.
 */
class MqttSysTopics
{
  public:
    /// @return whether @p filter, shared or not, asks for $SYS topics; one that starts with a
    /// wildcard does not (4.7.2).
    static bool IsAbout(std::string_view filter);

    /// @param values topics and payloads as they are now
    /// @return the retained messages that tell what has changed
    std::vector<MqttPublish> TakeChanges(
        const std::vector<std::pair<std::string, std::string>>& values);

  private:
    std::map<std::string, std::string> m_told;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SYS_TOPICS_H */
