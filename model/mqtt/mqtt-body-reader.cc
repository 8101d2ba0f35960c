/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-body-reader.h"

#include "ns3/mqtt-string.h"

namespace ns3
{
namespace iotledger
{

uint32_t
MqttBodyReader::Varint()
{
    uint32_t value = 0;
    uint8_t byte = 0x80;
    int shift = 0;
    for (; (byte & 0x80) != 0 && shift < 28; shift += 7)
    {
        byte = m_reader.U8();
        value |= static_cast<uint32_t>(byte & 0x7f) << shift;
    }
    Require((byte & 0x80) == 0, "a variable byte integer of more than four bytes (1.5.5)");
    RequireIfRead(byte != 0 || shift == 7,
                  "a variable byte integer longer than it need be [MQTT-1.5.5-1]");
    return value;
}

std::string
MqttBodyReader::RawText()
{
    return m_reader.Text(m_reader.U16());
}

std::string
MqttBodyReader::String()
{
    std::string text = RawText();
    Require(IsMqttString(text), "a string is not UTF-8 or holds U+0000 [MQTT-1.5.4-1, -2]");
    return text;
}

std::string
MqttBodyReader::TopicName()
{
    std::string text = RawText();
    RequireIfRead(IsMqttTopicName(text), "not a topic name [MQTT-3.3.2-1, -2, MQTT-4.7.3-1, -2]");
    return text;
}

SharedBytes
MqttBodyReader::Binary()
{
    return m_reader.Bytes(m_reader.U16());
}

uint16_t
MqttBodyReader::PacketId()
{
    const uint16_t id = m_reader.U16();
    RequireIfRead(id != 0,
                  "packet identifier 0 [MQTT-2.2.1-3, -4]",
                  MqttReasonCode::PROTOCOL_ERROR);
    return id;
}

MqttFault
MqttBodyReader::Judge()
{
    Require(!m_reader.Failed(), "the packet ends inside a field (2.1.4)");
    Require(m_reader.GetRemaining() == 0, "bytes behind the last field (2.1.4)");
    return m_fault;
}

} // namespace iotledger
} // namespace ns3
