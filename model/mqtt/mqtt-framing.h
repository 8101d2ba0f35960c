/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_FRAMING_H
#define MQTT_FRAMING_H

#include "ns3/message-framing.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Where an MQTT control packet ends.
 *
 * Source: MQTT 5.0, 2.1 (the same in 3.1.1, 2.2, but for type 15, which MqttCodec refuses there):
 * @code
 * fixed-header     = type-and-flags remaining-length
 * type-and-flags   = BYTE                 ; upper four bits: 1 to 15 (table 2-1)
 * remaining-length = 0*3(%x80-FF) %x00-7F ; 2.1.4: seven bits each, least significant first
 * @endcode
 * Packet type 0 and a fourth length byte with its continuation bit set are malformed.
 */
class MqttFraming : public MessageFraming
{
  public:
    static constexpr std::size_t HEADER_LIMIT = 5;                //!< [B] of the fixed header
    static constexpr uint32_t MAX_REMAINING_LENGTH = 268'435'455; //!< [B], 2.1.4

    Extent Measure(const uint8_t* data, std::size_t size) const override;
    std::size_t GetHeaderLimit() const override;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_FRAMING_H */
