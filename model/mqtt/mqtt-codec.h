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

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief MQTT 3.1.1 and 5.0 control packets to bytes and back.
 *
 * Source: MQTT Version 5.0, OASIS Standard, 7 March 2019, and MQTT Version 3.1.1, OASIS Standard,
 * 29 October 2014 (ABNF as in RFC 5234; what stands in {} is on the wire of 5.0 only):
 * @code
 * packet       = fixed-header body        ; 2.1; remaining length = size of body, see MqttFraming
 * string       = U16 *BYTE                ; 1.5.4: the length, then UTF-8
 * binary       = U16 *BYTE
 * packet-id    = U16                      ; 2.2.1: not 0
 * props        = {properties}             ; 2.2.2, see mqtt-property-codec.h
 *                                         ; type and flags, then the body:
 * CONNECT      = %x10 string level flags keep-alive props client-id
 *                [props will-topic will-message] [user-name] [password]          ; 3.1
 *   flags      = user-name(1) password(1) will-retain(1) will-qos(2) will(1) clean-start(1) 0
 * CONNACK      = %x20 (%x00 / %x01) code props                                   ; 3.2
 * PUBLISH      = %x3_ topic-name [packet-id] props *BYTE ; 3.3: flags dup(1) qos(2) retain(1)
 * PUBACK       = %x40 packet-id {[code [properties]]}                            ; 3.4
 * PUBREC       = %x50 packet-id {[code [properties]]}                            ; 3.5
 * PUBREL       = %x62 packet-id {[code [properties]]}                            ; 3.6
 * PUBCOMP      = %x70 packet-id {[code [properties]]}                            ; 3.7
 * SUBSCRIBE    = %x82 packet-id props 1*(topic-filter options)                   ; 3.8
 *   options    = 0 0 {retain-handling(2) retain-as-published(1) no-local(1)} qos(2)
 * SUBACK       = %x90 packet-id props 1*code                                     ; 3.9
 * UNSUBSCRIBE  = %xA2 packet-id props 1*topic-filter                             ; 3.10
 * UNSUBACK     = %xB0 packet-id {properties 1*code}                              ; 3.11
 * PINGREQ      = %xC0                                                            ; 3.12
 * PINGRESP     = %xD0                                                            ; 3.13
 * DISCONNECT   = %xE0 {[code [properties]]}                                      ; 3.14
 * AUTH         = {%xF0 [code properties]}                                        ; 3.15
 * @endcode
 * What may be left out is, if it says nothing: code 0, no properties.
 */
class MqttCodec
{
  public:
    static constexpr std::size_t ACK_SIZE = 4; //!< [B], 3.4 to 3.7: with nothing but success

    /// @return the bytes of @p packet, whose fields must be valid. CONNECT goes by its own level.
    static SharedBytes Encode(const MqttPacket& packet, MqttVersion version);
    static SharedBytes Encode(const MqttPublish& publish, MqttVersion version); //!< without a copy

    /**
     * @param bytes one whole packet
     * @param version of the connection; CONNECT is read by its own level, whatever this says
     * @param fault where to say what is wrong (may be null)
     * @return the packet, or nothing if any byte of it breaks a rule of the standard
     */
    static std::optional<MqttPacket> Decode(const SharedBytes& bytes,
                                            MqttVersion version,
                                            MqttFault* fault = nullptr);
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CODEC_H */
