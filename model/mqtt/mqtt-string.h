/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_STRING_H
#define MQTT_STRING_H

#include <optional>
#include <string_view>

/**
 * @file
 * @ingroup iot-ledger
 * What the text fields of MQTT may hold.
 *
 * Source: MQTT Version 5.0, OASIS Standard, sections 1.5.4, 4.7 and 4.8.2; MQTT Version 3.1.1,
 * OASIS Standard, sections 1.5.3 and 4.7.
 */

namespace ns3
{
namespace iotledger
{

/**
 * 1.5.3: at most 65,535 bytes of well-formed UTF-8 (Unicode 6.2, table 3-7: no surrogates, no
 * overlong forms, nothing above U+10FFFF) without U+0000. Control characters and non-characters,
 * which a receiver may refuse, are refused, as by mosquitto.
 * @return whether @p text may be an MQTT string
 */
bool IsMqttString(std::string_view text);

/// 4.7.1, 4.7.3: an MQTT string of at least one character, no wildcards.
/// @return whether @p text may name a topic
bool IsMqttTopicName(std::string_view text);

/// 4.7.1, 4.7.3: as a topic name, but + may fill a level, and # the last one.
/// @return whether @p text may be a topic filter
bool IsMqttTopicFilter(std::string_view text);

/// [v5] 4.8.2: what $share/group/filter says. @ingroup iot-ledger
struct MqttSharedFilter
{
    std::string_view group;  //!< the ShareName
    std::string_view filter; //!< the topic filter whose messages the group shares
};

/// @return whether @p filter starts as a shared subscription's does: $share/
bool IsMarkedAsShared(std::string_view filter);

/// 4.8.2: a group of at least one character, no wildcards nor slash, then a topic filter.
/// @return the parts of @p filter, or nothing if it is not a shared subscription's
std::optional<MqttSharedFilter> SplitSharedFilter(std::string_view filter);

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_STRING_H */
