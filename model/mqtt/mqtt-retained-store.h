/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_RETAINED_STORE_H
#define MQTT_RETAINED_STORE_H

#include "ns3/mqtt-message.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The last retained message of each topic.
 *
 * Source: MQTT Version 5.0, 3.3.1.3 and 4.7.
 *
 * A look-up goes through the topics that begin as the filter does before its first wildcard.
 */
class MqttRetainedStore
{
  public:
    /// Keeps @p message in the place of its topic's last one; an empty payload removes that.
    void Put(MqttMessagePtr message);

    /// @param filter a topic filter
    /// @param now messages that have expired by then are let go
    /// @return the matching messages, in order of their topics
    std::vector<MqttMessagePtr> Find(std::string_view filter, Time now);

    std::size_t GetCount() const;
    uint64_t GetBytes() const; //!< [B] of payloads held

  private:
    using Topics = std::map<std::string, MqttMessagePtr, std::less<>>;

    Topics::iterator Remove(Topics::iterator message);

    Topics m_topics;
    uint64_t m_bytes{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_RETAINED_STORE_H */
