/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_STRING_H
#define MQTT_STRING_H

#include <string_view>

/**
 * @file
 * @ingroup iot-ledger
 * What the text fields of MQTT may hold.
 *
 * Source: MQTT Version 3.1.1, OASIS Standard, sections 1.5.3 and 4.7.
 */

namespace ns3
{
namespace iotledger
{

/**
 * 1.5.3: at most 65,535 bytes of well-formed UTF-8 (Unicode 6.2, table 3-7: no surrogates, no
 * overlong forms, nothing above U+10FFFF) without U+0000. Control characters and non-characters,
 * which a receiver may refuse, are accepted.
 * @return whether @p text may be an MQTT string
 */
bool IsMqttString(std::string_view text);

/// 4.7.1, 4.7.3: an MQTT string of at least one character, no wildcards.
/// @return whether @p text may name a topic
bool IsMqttTopicName(std::string_view text);

/// 4.7.1, 4.7.3: as a topic name, but + may fill a level, and # the last one.
/// @return whether @p text may be a topic filter
bool IsMqttTopicFilter(std::string_view text);

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_STRING_H */
