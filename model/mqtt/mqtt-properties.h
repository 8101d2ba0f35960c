/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_PROPERTIES_H
#define MQTT_PROPERTIES_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// The properties of MQTT 5.0 by identifier (2.2.2.2, table 2-4). @ingroup iot-ledger
enum class MqttPropertyId : uint8_t
{
    PAYLOAD_FORMAT_INDICATOR = 0x01,
    MESSAGE_EXPIRY_INTERVAL = 0x02, //!< [s]
    CONTENT_TYPE = 0x03,
    RESPONSE_TOPIC = 0x08,
    CORRELATION_DATA = 0x09,
    SUBSCRIPTION_IDENTIFIER = 0x0b,
    SESSION_EXPIRY_INTERVAL = 0x11, //!< [s]
    ASSIGNED_CLIENT_IDENTIFIER = 0x12,
    SERVER_KEEP_ALIVE = 0x13, //!< [s]
    AUTHENTICATION_METHOD = 0x15,
    AUTHENTICATION_DATA = 0x16,
    REQUEST_PROBLEM_INFORMATION = 0x17,
    WILL_DELAY_INTERVAL = 0x18, //!< [s]
    REQUEST_RESPONSE_INFORMATION = 0x19,
    RESPONSE_INFORMATION = 0x1a,
    SERVER_REFERENCE = 0x1c,
    REASON_STRING = 0x1f,
    RECEIVE_MAXIMUM = 0x21,
    TOPIC_ALIAS_MAXIMUM = 0x22,
    TOPIC_ALIAS = 0x23,
    MAXIMUM_QOS = 0x24,
    RETAIN_AVAILABLE = 0x25,
    USER_PROPERTY = 0x26,
    MAXIMUM_PACKET_SIZE = 0x27, //!< [B]
    WILDCARD_SUBSCRIPTION_AVAILABLE = 0x28,
    SUBSCRIPTION_IDENTIFIER_AVAILABLE = 0x29,
    SHARED_SUBSCRIPTION_AVAILABLE = 0x2a,
};

/**
 * @ingroup iot-ledger
 * @brief The properties of one packet, in their order on the wire.
 *
 * Most packets carry none: then this takes the room of three pointers and no more. Integers of
 * every width are uint32_t here; user properties are pairs of name and value.
 *
 * Source: MQTT Version 5.0, 2.2.2.
 */
class MqttProperties
{
  public:
    using Pair = std::pair<std::string, std::string>;
    using Value = std::variant<uint32_t, std::string, SharedBytes, Pair>;

    struct Entry
    {
        MqttPropertyId id;
        Value value; //!< of the type that MqttCodec gives to id
    };

    /// Adds a property behind the others.
    void Add(MqttPropertyId id, Value value);

    /// Puts the value in the place of the first property of this id, or adds it.
    void Set(MqttPropertyId id, Value value);

    /// Takes away all properties of this id.
    void Remove(MqttPropertyId id);

    bool Has(MqttPropertyId id) const;
    std::size_t Count(MqttPropertyId id) const;

    /// @return the first integer of this id, or @p otherwise if there is none.
    uint32_t GetNumber(MqttPropertyId id, uint32_t otherwise) const;

    /// @return the first string of this id, or an empty one.
    const std::string& GetText(MqttPropertyId id) const;

    /// @return the first binary data of this id, or null.
    const SharedBytes* FindBinary(MqttPropertyId id) const;

    bool IsEmpty() const;
    const std::vector<Entry>& GetEntries() const;

  private:
    const Entry* Find(MqttPropertyId id) const;

    std::vector<Entry> m_entries;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_PROPERTIES_H */
