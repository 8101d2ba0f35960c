/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BRIDGE_TOPIC_H
#define MQTT_BRIDGE_TOPIC_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Which topics two brokers share, in which direction, and what they are called at each.
 *
 * A message of the local topic localPrefix + x has the remote topic remotePrefix + x, where x
 * matches the pattern.
 *
 * Source: mosquitto.conf(5) of mosquitto 2.0.11, option `topic` of a bridge:
 * @code
 * topic pattern [[[ out | in | both ] qos-level] local-prefix remote-prefix]
 * @endcode
 * with "" for an empty pattern or prefix; the defaults are out, 0 and no prefixes.
 */
struct MqttBridgeTopic
{
    enum class Direction : uint8_t
    {
        OUT,  //!< from the local to the remote broker
        IN,   //!< from the remote to the local broker
        BOTH, //!< either way
    };

    std::string pattern;
    Direction direction{Direction::OUT};
    uint8_t qos{0}; //!< the highest in either direction
    std::string localPrefix;
    std::string remotePrefix;

    /// @return the topic that the words of @p line tell, if they are as in mosquitto.conf.
    static std::optional<MqttBridgeTopic> Parse(std::string_view line);

    /// @return whether both filters are topic filters, the prefixes have no wildcards, and an empty
    /// pattern has a prefix at either side (the table in mosquitto.conf(5)).
    bool IsValid() const;

    bool IsOut() const;
    bool IsIn() const;
    std::string GetLocalFilter() const;  //!< what to export
    std::string GetRemoteFilter() const; //!< what to import

    /// @return the other broker's name of a topic that matches, or nothing if the topic lacks the
    /// prefix (L/# matches L, too) or would have no name there.
    std::optional<std::string> ToRemote(const std::string& localTopic) const;
    std::optional<std::string> ToLocal(const std::string& remoteTopic) const;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BRIDGE_TOPIC_H */
