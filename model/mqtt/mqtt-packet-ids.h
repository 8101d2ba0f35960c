/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_PACKET_IDS_H
#define MQTT_PACKET_IDS_H

#include <cstddef>
#include <cstdint>
#include <unordered_set>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The packet identifiers that one end of a connection has in use.
 *
 * Source: MQTT 3.1.1, 2.3.1: not zero, and not one that still waits for its acknowledgement.
 */
class MqttPacketIds
{
  public:
    /// @return the next identifier not in use, now in use; 0 when all 65,535 are.
    uint16_t Allocate();

    /// An acknowledgement came. @return whether @p id was in use; it no longer is.
    bool Release(uint16_t id);

    std::size_t GetInUse() const;

  private:
    uint16_t m_last{0};
    std::unordered_set<uint16_t> m_inUse; //!< looked up, never iterated
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_PACKET_IDS_H */
