/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SERVER_READER_H
#define MQTT_SERVER_READER_H

#include "ns3/mqtt-packet.h"
#include "ns3/mqtt-server-limits.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Reads what one client sends: decodes it, and checks that it may be sent now.
 *
 * Source: MQTT Version 5.0, sections 3 and 4.13, and MQTT Version 3.1.1, section 3.
 */
class MqttServerReader
{
  public:
    /**
     * Decodes a packet. A PUBLISH leaves with its topic, whatever topic alias stood for it.
     * @param bytes one whole packet
     * @param limits what clients may send
     * @param fault the rule it breaks, if the result is empty
     */
    std::optional<MqttPacket> Read(const SharedBytes& bytes,
                                   const MqttServerLimits& limits,
                                   MqttFault& fault);

    /// The server has accepted the connection, in the version that CONNECT asked for.
    void Open(MqttVersion version);

    bool IsOpen() const;
    MqttVersion GetVersion() const;

  private:
    MqttFault Check(MqttPacket& packet, const MqttServerLimits& limits);
    MqttFault CheckPublish(MqttPublish& publish, const MqttServerLimits& limits);
    MqttFault ResolveAlias(MqttPublish& publish, const MqttServerLimits& limits);

    MqttVersion m_version{MqttVersion::V3_1_1};
    bool m_isOpen{false};
    std::vector<std::string> m_aliases; //!< topic by alias - 1; empty: not set (3.3.2.3.4)
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SERVER_READER_H */
