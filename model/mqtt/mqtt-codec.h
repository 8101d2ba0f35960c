/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CODEC_H
#define MQTT_CODEC_H

#include "ns3/mqtt-packet.h"
#include "ns3/shared-bytes.h"

#include <optional>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief MQTT 3.1.1 control packets to bytes and back.
 *
 * Source: MQTT Version 3.1.1, OASIS Standard, 29 October 2014 (ABNF as in RFC 5234):
 * @code
 * packet       = fixed-header body        ; 2.2; remaining length = size of body, see MqttFraming
 * string       = U16 *BYTE                ; 1.5.3: the length, then UTF-8
 * binary       = U16 *BYTE
 * packet-id    = U16                      ; 2.3.1: not 0
 *                                         ; type and flags, then the body:
 * CONNECT      = %x10 string level flags keep-alive client-id
 *                [will-topic will-message] [user-name] [password]            ; 3.1
 *   flags      = user-name(1) password(1) will-retain(1) will-qos(2) will(1) clean-session(1) 0
 * CONNACK      = %x20 (%x00 / %x01) code  ; 3.2: session present; code 0 to 5
 * PUBLISH      = %x3_ topic-name [packet-id] *BYTE ; 3.3: flags dup(1) qos(2) retain(1)
 * PUBACK       = %x40 packet-id           ; 3.4
 * SUBSCRIBE    = %x82 packet-id 1*(topic-filter qos)                         ; 3.8
 * SUBACK       = %x90 packet-id 1*(%x00 / %x01 / %x02 / %x80)                ; 3.9
 * PINGREQ      = %xC0                     ; 3.12
 * PINGRESP     = %xD0                     ; 3.13
 * DISCONNECT   = %xE0                     ; 3.14
 * @endcode
 * Left out: as in mqtt-packet.h; such packets are refused.
 */
class MqttCodec
{
  public:
    static constexpr std::size_t PUBACK_SIZE = 4; //!< [B], 3.4

    /// @return the bytes of @p packet, whose fields must be valid.
    static SharedBytes Encode(const MqttPacket& packet, MqttVersion version);
    static SharedBytes Encode(const MqttPublish& publish); //!< the same, without a copy

    /**
     * @param bytes one whole packet
     * @param reason where to say what is wrong (may be null); a text of unlimited lifetime
     * @return the packet, or nothing if any byte of it breaks a rule of the standard
     */
    static std::optional<MqttPacket> Decode(const SharedBytes& bytes,
                                            std::string_view* reason = nullptr);
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CODEC_H */
