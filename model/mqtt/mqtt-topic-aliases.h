/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_TOPIC_ALIASES_H
#define MQTT_TOPIC_ALIASES_H

#include "ns3/mqtt-packet.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The topic aliases of one connection, each direction with its own.
 *
 * Source: MQTT 5.0, 3.3.2.3.4. Outgoing topics get aliases in the order of their first use until
 * the peer's maximum is reached; later topics travel by name.
 */
class MqttTopicAliases
{
  public:
    /// The greatest alias this end takes, and the greatest one the peer takes; 0: none.
    MqttTopicAliases(uint16_t incomingMaximum, uint16_t outgoingMaximum);

    /// Puts the name into a received @p publish that has an alias in its place.
    /// @return the rule it breaks, if any
    MqttFault Resolve(MqttPublish& publish);

    /// Puts an alias into a @p publish to be sent, and takes its topic away if the peer knows it.
    void Apply(MqttPublish& publish);

  private:
    uint16_t m_outgoingMaximum;
    std::vector<std::string> m_incoming;                  //!< by alias, less one; empty: unset
    std::unordered_map<std::string, uint16_t> m_outgoing; //!< looked up, never iterated
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_TOPIC_ALIASES_H */
