/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_PROPERTY_CODEC_H
#define MQTT_PROPERTY_CODEC_H

#include "ns3/byte-io.h"
#include "ns3/mqtt-body-reader.h"
#include "ns3/mqtt-properties.h"

#include <cstdint>

/**
 * @file
 * @ingroup iot-ledger
 * The properties of MQTT 5.0 to bytes and back.
 *
 * Source: MQTT Version 5.0, OASIS Standard, 7 March 2019, 2.2.2 (ABNF as in RFC 5234):
 * @code
 * properties = varint *(varint value)     ; [B] of all that follow, then identifier and value
 * value      = BYTE / U16 / U32 / varint / string / binary / (string string) ; table 2-4 says which
 * varint     = 0*3(%x80-FF) %x00-7F       ; 1.5.5: as few bytes as the number needs
 * @endcode
 */

namespace ns3
{
namespace iotledger
{

/// Where properties stand: in a packet, by its type (table 2-1), or in the will of a CONNECT.
/// @ingroup iot-ledger
enum class MqttPropertyPlace : uint8_t
{
    WILL = 0,
    CONNECT = 1,
    CONNACK = 2,
    PUBLISH = 3,
    PUBACK = 4,
    PUBREC = 5,
    PUBREL = 6,
    PUBCOMP = 7,
    SUBSCRIBE = 8,
    SUBACK = 9,
    UNSUBSCRIBE = 10,
    UNSUBACK = 11,
    DISCONNECT = 14,
    AUTH = 15,
};

/// What table 2-4 calls Type. @ingroup iot-ledger
enum class MqttPropertyType : uint8_t
{
    BYTE, //!< 0 or 1: the standard has no byte of another range
    TWO_BYTE_INTEGER,
    FOUR_BYTE_INTEGER,
    VARIABLE_BYTE_INTEGER,
    TEXT, //!< a UTF-8 encoded string
    BINARY,
    TEXT_PAIR,
};

/// A row of table 2-4. @ingroup iot-ledger
struct MqttPropertyRow
{
    MqttPropertyId id;
    MqttPropertyType type;
    bool mayBeZero;  //!< of a number
    uint16_t places; //!< one bit for each MqttPropertyPlace, by its number
};

/// @return the row of @p id, or null if the standard knows no such property.
const MqttPropertyRow* FindMqttProperty(uint32_t id);

/// @return whether properties of @p row may stand in @p place.
bool IsAllowed(const MqttPropertyRow& row, MqttPropertyPlace place);

/// @return whether a packet may have several of @p row; all others: 2.2.2.2, "more than once".
bool MayRepeat(const MqttPropertyRow& row, MqttPropertyPlace place);

/// @return [B] of @p properties on the wire, with the length in front.
uint64_t GetSize(const MqttProperties& properties);

/// Writes @p properties, whose values must be of the types of table 2-4.
void Write(ByteWriter& out, const MqttProperties& properties);

/// Reads the properties of @p place; @p body keeps the first rule they break.
MqttProperties ReadProperties(MqttBodyReader& body, MqttPropertyPlace place);

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_PROPERTY_CODEC_H */
