/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BODY_READER_H
#define MQTT_BODY_READER_H

#include "ns3/byte-io.h"
#include "ns3/mqtt-packet.h"

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
 * Source: MQTT 5.0 and 3.1.1, 1.5 (fields) and 2.2.1 (2.3.1 in 3.1.1: packet identifiers).
 */
class MqttBodyReader
{
  public:
    MqttBodyReader(SharedBytes bytes, uint8_t flags, MqttVersion version)
        : m_reader(std::move(bytes)),
          m_flags(flags),
          m_version(version)
    {
    }

    uint8_t GetFlags() const
    {
        return m_flags;
    }

    /// CONNECT tells the version itself.
    void SetVersion(MqttVersion version)
    {
        m_version = version;
    }

    bool IsV5() const
    {
        return m_version == MqttVersion::V5_0;
    }

    void Require(bool holds,
                 std::string_view rule,
                 MqttReasonCode code = MqttReasonCode::MALFORMED_PACKET)
    {
        if (!holds && m_fault.rule.empty())
        {
            m_fault = {code, rule};
        }
    }

    /// As Require, about a value that was read: one that is missing breaks another rule.
    void RequireIfRead(bool holds,
                       std::string_view rule,
                       MqttReasonCode code = MqttReasonCode::MALFORMED_PACKET)
    {
        Require(m_reader.Failed() || holds, rule, code);
    }

    uint8_t U8()
    {
        return m_reader.U8();
    }

    uint16_t U16()
    {
        return m_reader.U16();
    }

    uint32_t U32()
    {
        return m_reader.U32();
    }

    /// 1.5.5: a variable byte integer.
    uint32_t Varint();

    std::string RawText();   //!< a string whose bytes need not be UTF-8
    std::string String();    //!< 1.5.4
    std::string TopicName(); //!< 4.7
    SharedBytes Binary();    //!< 1.5.6
    uint16_t PacketId();     //!< 2.2.1

    SharedBytes Rest()
    {
        return m_reader.Rest();
    }

    uint64_t GetRemaining() const //!< [B] not read yet
    {
        return m_reader.GetRemaining();
    }

    /// @return whether nothing is wrong so far.
    bool IsSound() const
    {
        return m_fault.rule.empty() && !m_reader.Failed();
    }

    /// @return whether there is more to read and nothing wrong so far.
    bool HasMore() const
    {
        return m_fault.rule.empty() && m_reader.GetRemaining() > 0;
    }

    /// @return the first rule broken, if any; call it last.
    MqttFault Judge();

  private:
    ByteReader m_reader;
    uint8_t m_flags;
    MqttVersion m_version;
    MqttFault m_fault;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BODY_READER_H */
