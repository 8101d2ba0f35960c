/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-property-codec.h"

#include "ns3/abort.h"
#include "ns3/assert.h"
#include "ns3/mqtt-string.h"

#include <array>
#include <bitset>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

using Id = MqttPropertyId;
using Place = MqttPropertyPlace;
using Type = MqttPropertyType;

template <typename... Places>
constexpr uint16_t
In(Places... places)
{
    return static_cast<uint16_t>(((1U << static_cast<uint8_t>(places)) | ...));
}

constexpr uint16_t ACKNOWLEDGEMENTS =
    In(Place::PUBACK, Place::PUBREC, Place::PUBREL, Place::PUBCOMP, Place::SUBACK, Place::UNSUBACK);
constexpr uint16_t EVERYWHERE =
    ACKNOWLEDGEMENTS | In(Place::WILL, Place::CONNECT, Place::CONNACK, Place::PUBLISH) |
    In(Place::SUBSCRIBE, Place::UNSUBSCRIBE, Place::DISCONNECT, Place::AUTH);
constexpr uint16_t MESSAGES = In(Place::PUBLISH, Place::WILL);
constexpr uint16_t HANDSHAKE = In(Place::CONNECT, Place::CONNACK);

/// Table 2-4. That a number must not be zero is said where the section defines it.
constexpr MqttPropertyRow ROWS[] = {
    {Id::PAYLOAD_FORMAT_INDICATOR, Type::BYTE, true, MESSAGES},
    {Id::MESSAGE_EXPIRY_INTERVAL, Type::FOUR_BYTE_INTEGER, true, MESSAGES},
    {Id::CONTENT_TYPE, Type::TEXT, true, MESSAGES},
    {Id::RESPONSE_TOPIC, Type::TEXT, true, MESSAGES},
    {Id::CORRELATION_DATA, Type::BINARY, true, MESSAGES},
    {Id::SUBSCRIPTION_IDENTIFIER, // 3.3.2.3.8, 3.8.2.1.2
     Type::VARIABLE_BYTE_INTEGER,
     false,
     In(Place::PUBLISH, Place::SUBSCRIBE)},
    {Id::SESSION_EXPIRY_INTERVAL, Type::FOUR_BYTE_INTEGER, true, HANDSHAKE | In(Place::DISCONNECT)},
    {Id::ASSIGNED_CLIENT_IDENTIFIER, Type::TEXT, true, In(Place::CONNACK)},
    {Id::SERVER_KEEP_ALIVE, Type::TWO_BYTE_INTEGER, true, In(Place::CONNACK)},
    {Id::AUTHENTICATION_METHOD, Type::TEXT, true, HANDSHAKE | In(Place::AUTH)},
    {Id::AUTHENTICATION_DATA, Type::BINARY, true, HANDSHAKE | In(Place::AUTH)},
    {Id::REQUEST_PROBLEM_INFORMATION, Type::BYTE, true, In(Place::CONNECT)},
    {Id::WILL_DELAY_INTERVAL, Type::FOUR_BYTE_INTEGER, true, In(Place::WILL)},
    {Id::REQUEST_RESPONSE_INFORMATION, Type::BYTE, true, In(Place::CONNECT)},
    {Id::RESPONSE_INFORMATION, Type::TEXT, true, In(Place::CONNACK)},
    {Id::SERVER_REFERENCE, Type::TEXT, true, In(Place::CONNACK, Place::DISCONNECT)},
    {Id::REASON_STRING,
     Type::TEXT,
     true,
     ACKNOWLEDGEMENTS | In(Place::CONNACK, Place::DISCONNECT, Place::AUTH)},
    {Id::RECEIVE_MAXIMUM, Type::TWO_BYTE_INTEGER, false, HANDSHAKE}, // 3.1.2.11.3, 3.2.2.3.3
    {Id::TOPIC_ALIAS_MAXIMUM, Type::TWO_BYTE_INTEGER, true, HANDSHAKE},
    {Id::TOPIC_ALIAS, Type::TWO_BYTE_INTEGER, false, In(Place::PUBLISH)}, // 3.3.2.3.4
    {Id::MAXIMUM_QOS, Type::BYTE, true, In(Place::CONNACK)},
    {Id::RETAIN_AVAILABLE, Type::BYTE, true, In(Place::CONNACK)},
    {Id::USER_PROPERTY, Type::TEXT_PAIR, true, EVERYWHERE},
    {Id::MAXIMUM_PACKET_SIZE, Type::FOUR_BYTE_INTEGER, false, HANDSHAKE}, // 3.1.2.11.4, 3.2.2.3.6
    {Id::WILDCARD_SUBSCRIPTION_AVAILABLE, Type::BYTE, true, In(Place::CONNACK)},
    {Id::SUBSCRIPTION_IDENTIFIER_AVAILABLE, Type::BYTE, true, In(Place::CONNACK)},
    {Id::SHARED_SUBSCRIPTION_AVAILABLE, Type::BYTE, true, In(Place::CONNACK)},
};

constexpr std::size_t ID_LIMIT = 0x2b; // one more than the largest identifier

/// @return the index in ROWS for each identifier, or -1.
constexpr std::array<int8_t, ID_LIMIT>
IndexRows()
{
    std::array<int8_t, ID_LIMIT> index{};
    for (auto& i : index)
    {
        i = -1;
    }
    for (std::size_t i = 0; i < std::size(ROWS); ++i)
    {
        index[static_cast<uint8_t>(ROWS[i].id)] = static_cast<int8_t>(i);
    }
    return index;
}

constexpr auto ROW_OF_ID = IndexRows();

uint64_t
GetVarintSize(uint64_t value)
{
    return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4; // 1.5.5, table 1-1
}

void
WriteVarint(ByteWriter& out, uint64_t value)
{
    NS_ABORT_MSG_IF(value > 0xfffffff, "MQTT: a variable byte integer of " << value << " (1.5.5)");
    for (; value > 0x7f; value >>= 7)
    {
        out.U8(static_cast<uint8_t>(value | 0x80));
    }
    out.U8(static_cast<uint8_t>(value));
}

void
WriteText(ByteWriter& out, const std::string& text)
{
    NS_ABORT_MSG_IF(text.size() > UINT16_MAX, "MQTT: a property of " << text.size() << " bytes");
    NS_ASSERT_MSG(IsMqttString(text), "MQTT: not an MQTT string (1.5.4)");
    out.U16(static_cast<uint16_t>(text.size())).Bytes(text);
}

Type
GetType(const MqttProperties::Entry& entry)
{
    return FindMqttProperty(static_cast<uint8_t>(entry.id))->type;
}

uint64_t
GetValueSize(const MqttProperties::Entry& entry)
{
    switch (GetType(entry))
    {
    case Type::BYTE:
        return 1;
    case Type::TWO_BYTE_INTEGER:
        return 2;
    case Type::FOUR_BYTE_INTEGER:
        return 4;
    case Type::VARIABLE_BYTE_INTEGER:
        return GetVarintSize(std::get<uint32_t>(entry.value));
    case Type::TEXT:
        return 2 + std::get<std::string>(entry.value).size();
    case Type::BINARY:
        return 2 + std::get<SharedBytes>(entry.value).GetSize();
    case Type::TEXT_PAIR:
        break;
    }
    const auto& [name, value] = std::get<MqttProperties::Pair>(entry.value);
    return 2 + name.size() + 2 + value.size();
}

uint64_t
GetEntriesSize(const MqttProperties& properties)
{
    uint64_t size = 0;
    for (const auto& entry : properties.GetEntries())
    {
        size += 1 + GetValueSize(entry);
    }
    return size;
}

void
WriteNumber(ByteWriter& out, Type type, uint32_t value)
{
    switch (type)
    {
    case Type::BYTE:
        out.U8(static_cast<uint8_t>(value));
        break;
    case Type::TWO_BYTE_INTEGER:
        NS_ASSERT_MSG(value <= UINT16_MAX, "MQTT: a two byte property of " << value);
        out.U16(static_cast<uint16_t>(value));
        break;
    case Type::FOUR_BYTE_INTEGER:
        out.U32(value);
        break;
    default:
        WriteVarint(out, value);
    }
}

void
WriteValue(ByteWriter& out, const MqttProperties::Entry& entry)
{
    switch (const Type type = GetType(entry))
    {
    case Type::TEXT:
        WriteText(out, std::get<std::string>(entry.value));
        break;
    case Type::BINARY: {
        const auto& bytes = std::get<SharedBytes>(entry.value);
        NS_ABORT_MSG_IF(bytes.GetSize() > UINT16_MAX,
                        "MQTT: a property of " << bytes.GetSize() << " bytes");
        out.U16(static_cast<uint16_t>(bytes.GetSize())).Bytes(bytes);
        break;
    }
    case Type::TEXT_PAIR: {
        const auto& [name, value] = std::get<MqttProperties::Pair>(entry.value);
        WriteText(out, name);
        WriteText(out, value);
        break;
    }
    default:
        WriteNumber(out, type, std::get<uint32_t>(entry.value));
    }
}

uint32_t
ReadNumber(MqttBodyReader& body, const MqttPropertyRow& row)
{
    uint32_t value = 0;
    switch (row.type)
    {
    case Type::BYTE:
        value = body.U8();
        body.Require(value <= 1,
                     "a property that must be 0 or 1 is not (3.1.2.11.6, -.7, 3.2.2.3.4, -.5)",
                     MqttReasonCode::PROTOCOL_ERROR);
        break;
    case Type::TWO_BYTE_INTEGER:
        value = body.U16();
        break;
    case Type::FOUR_BYTE_INTEGER:
        value = body.U32();
        break;
    default:
        value = body.Varint();
    }
    if (row.id == Id::TOPIC_ALIAS)
    {
        body.RequireIfRead(value != 0, "topic alias 0 [MQTT-3.3.2-8]");
    }
    body.RequireIfRead(row.mayBeZero || value != 0,
                       "a property must not be 0 (3.1.2.11.3, -.4, 3.3.2.3.8, 3.8.2.1.2)",
                       MqttReasonCode::PROTOCOL_ERROR);
    return value;
}

MqttProperties::Value
ReadValue(MqttBodyReader& body, const MqttPropertyRow& row)
{
    switch (row.type)
    {
    case Type::TEXT: {
        std::string text = body.String();
        if (row.id == Id::RESPONSE_TOPIC)
        {
            body.RequireIfRead(IsMqttTopicName(text),
                               "the response topic is not a topic name [MQTT-3.3.2-14]",
                               MqttReasonCode::PROTOCOL_ERROR);
        }
        return text;
    }
    case Type::BINARY:
        return body.Binary();
    case Type::TEXT_PAIR: {
        std::string name = body.String();
        return MqttProperties::Pair(std::move(name), body.String());
    }
    default:
        return ReadNumber(body, row);
    }
}

} // namespace

const MqttPropertyRow*
FindMqttProperty(uint32_t id)
{
    return id < ID_LIMIT && ROW_OF_ID[id] >= 0 ? &ROWS[ROW_OF_ID[id]] : nullptr;
}

bool
IsAllowed(const MqttPropertyRow& row, MqttPropertyPlace place)
{
    return row.places >> static_cast<uint8_t>(place) & 1;
}

bool
MayRepeat(const MqttPropertyRow& row, MqttPropertyPlace place)
{
    return row.id == Id::USER_PROPERTY || // 3.1.2.11.8 and so on
           (row.id == Id::SUBSCRIPTION_IDENTIFIER && place == Place::PUBLISH); // 3.3.2.3.8
}

uint64_t
GetSize(const MqttProperties& properties)
{
    const uint64_t size = GetEntriesSize(properties);
    return GetVarintSize(size) + size;
}

void
Write(ByteWriter& out, const MqttProperties& properties)
{
    WriteVarint(out, GetEntriesSize(properties));
    for (const auto& entry : properties.GetEntries())
    {
        out.U8(static_cast<uint8_t>(entry.id));
        WriteValue(out, entry);
    }
}

MqttProperties
ReadProperties(MqttBodyReader& body, MqttPropertyPlace place)
{
    MqttProperties properties;
    std::bitset<ID_LIMIT> seen;
    const uint64_t size = body.Varint();
    const uint64_t end = size <= body.GetRemaining() ? body.GetRemaining() - size : 0;
    body.Require(size <= body.GetRemaining(), "properties longer than the packet (2.2.2.1)");
    while (body.IsSound() && body.GetRemaining() > end)
    {
        const uint32_t id = body.Varint();
        const MqttPropertyRow* row = FindMqttProperty(id);
        body.Require(row && IsAllowed(*row, place),
                     "a property that is not one of this packet (2.2.2.2)");
        if (!body.IsSound())
        {
            break;
        }
        body.Require(!seen[id] || MayRepeat(*row, place),
                     "a property stands there more than once (3.1.2.11 and so on)",
                     MqttReasonCode::PROTOCOL_ERROR);
        seen.set(id);
        properties.Add(row->id, ReadValue(body, *row));
    }
    body.Require(body.GetRemaining() == end || !body.IsSound(),
                 "the last property ends behind the properties (2.2.2.1)");
    body.Require(!seen[static_cast<uint8_t>(Id::AUTHENTICATION_DATA)] ||
                     seen[static_cast<uint8_t>(Id::AUTHENTICATION_METHOD)],
                 "authentication data without a method (3.1.2.11.10)",
                 MqttReasonCode::PROTOCOL_ERROR);
    return properties;
}

} // namespace iotledger
} // namespace ns3
