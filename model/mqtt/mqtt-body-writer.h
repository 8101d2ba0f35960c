/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BODY_WRITER_H
#define MQTT_BODY_WRITER_H

#include "ns3/abort.h"
#include "ns3/assert.h"
#include "ns3/byte-io.h"
#include "ns3/mqtt-property-codec.h"
#include "ns3/mqtt-reason-code.h"
#include "ns3/mqtt-string.h"

#include <cstdint>
#include <string_view>

/**
 * @file
 * @ingroup iot-ledger
 * The fields of packet bodies, written to a ByteWriter or counted by an MqttSizeCounter.
 *
 * Source: MQTT 5.0, 1.5 (fields), 2.2 and 2.4.
 */

namespace ns3
{
namespace iotledger
{

/// Takes what a ByteWriter takes, and only counts it. @ingroup iot-ledger
class MqttSizeCounter
{
  public:
    MqttSizeCounter& U8(uint8_t /* value */)
    {
        size += 1;
        return *this;
    }

    MqttSizeCounter& U16(uint16_t /* value */)
    {
        size += 2;
        return *this;
    }

    MqttSizeCounter& Bytes(std::string_view text)
    {
        size += text.size();
        return *this;
    }

    MqttSizeCounter& Bytes(const SharedBytes& bytes)
    {
        size += bytes.GetSize();
        return *this;
    }

    uint64_t size{0}; //!< [B]
};

inline void
WriteProperties(MqttSizeCounter& out, const MqttProperties& properties)
{
    out.size += GetSize(properties);
}

inline void
WriteProperties(ByteWriter& out, const MqttProperties& properties)
{
    Write(out, properties);
}

template <typename Out>
void
WriteString(Out& out, std::string_view text)
{
    NS_ABORT_MSG_IF(text.size() > UINT16_MAX, "MQTT: a string of " << text.size() << " bytes");
    NS_ASSERT_MSG(IsMqttString(text), "MQTT: not an MQTT string (1.5.4)");
    out.U16(static_cast<uint16_t>(text.size())).Bytes(text);
}

template <typename Out>
void
WriteBinary(Out& out, const SharedBytes& bytes)
{
    NS_ABORT_MSG_IF(bytes.GetSize() > UINT16_MAX, "MQTT: a field of " << bytes.GetSize() << " B");
    out.U16(static_cast<uint16_t>(bytes.GetSize())).Bytes(bytes);
}

template <typename Out>
void
WritePacketId(Out& out, uint16_t id)
{
    NS_ASSERT_MSG(id != 0, "MQTT: packet identifier 0 (2.2.1)");
    out.U16(id);
}

template <typename Out>
void
WriteCode(Out& out, MqttReasonCode code)
{
    out.U8(static_cast<uint8_t>(code));
}

/// 3.4.2, 3.14.2: no properties need no length, and success without properties no code.
template <typename Out>
void
WriteCodeAndProperties(Out& out, MqttReasonCode code, const MqttProperties& properties)
{
    if (code != MqttReasonCode::SUCCESS || !properties.IsEmpty())
    {
        WriteCode(out, code);
    }
    if (!properties.IsEmpty())
    {
        WriteProperties(out, properties);
    }
}

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BODY_WRITER_H */
