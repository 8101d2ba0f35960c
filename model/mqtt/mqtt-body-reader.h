/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BODY_READER_H
#define MQTT_BODY_READER_H

#include "ns3/byte-io.h"
#include "ns3/mqtt-string.h"

#include <string>
#include <string_view>
#include <utility>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The body of a packet while it is read: keeps the first rule broken.
 *
 * A decoder reads all its fields, requires what it must, and asks Judge once. Requirements after
 * the first broken one change nothing.
 *
 * Source: MQTT 3.1.1, 1.5 (fields) and 2.3.1 (packet identifiers).
 */
class MqttBodyReader
{
  public:
    MqttBodyReader(SharedBytes bytes, uint8_t flags)
        : m_reader(std::move(bytes)),
          m_flags(flags)
    {
    }

    uint8_t GetFlags() const
    {
        return m_flags;
    }

    void Require(bool holds, std::string_view rule)
    {
        if (!holds && m_fault.empty())
        {
            m_fault = rule;
        }
    }

    uint8_t U8()
    {
        return m_reader.U8();
    }

    uint16_t U16()
    {
        return m_reader.U16();
    }

    std::string RawText()
    {
        return m_reader.Text(m_reader.U16());
    }

    std::string String()
    {
        std::string text = RawText();
        Require(IsMqttString(text), "a string is not UTF-8 or holds U+0000 [MQTT-1.5.3-1, -2]");
        return text;
    }

    std::string TopicName()
    {
        std::string text = RawText();
        Require(m_reader.Failed() || IsMqttTopicName(text),
                "not a topic name [MQTT-3.3.2-1, -2, MQTT-4.7.3-1, -2]");
        return text;
    }

    SharedBytes Binary()
    {
        return m_reader.Bytes(m_reader.U16());
    }

    uint16_t PacketId()
    {
        const uint16_t id = m_reader.U16();
        Require(m_reader.Failed() || id != 0, "packet identifier 0 [MQTT-2.3.1-1]");
        return id;
    }

    SharedBytes Rest()
    {
        return m_reader.Rest();
    }

    /// @return whether there is more to read and nothing wrong so far.
    bool HasMore() const
    {
        return m_fault.empty() && m_reader.GetRemaining() > 0;
    }

    /// @return the first rule broken, or an empty text; call it last.
    std::string_view Judge()
    {
        Require(!m_reader.Failed(), "the packet ends inside a field (2.2.3)");
        Require(m_reader.GetRemaining() == 0, "bytes behind the last field (2.2.3)");
        return m_fault;
    }

  private:
    ByteReader m_reader;
    uint8_t m_flags;
    std::string_view m_fault;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BODY_READER_H */
