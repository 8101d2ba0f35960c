/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BROKER_EVENTS_H
#define BROKER_EVENTS_H

#include "ns3/event-log.h"
#include "ns3/mqtt-broker.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Writes what a broker does not take, or cannot keep, to events.csv.
 *
 * An observer; it must outlive the broker's run.
 */
class BrokerEvents
{
  public:
    explicit BrokerEvents(EventLog& events);

    /// @param node name of the broker's node
    void Watch(Ptr<MqttBroker> broker, const std::string& node);

  private:
    void HandleMalformed(const std::string& clientId, const std::string& reason);
    void HandleRefused(const std::string& clientId, MqttReasonCode reason);
    void HandleDropped(const std::string& clientId, const MqttPublish& publish);

    EventLog& m_events;
    std::string m_node;
};

} // namespace iotledger
} // namespace ns3

#endif /* BROKER_EVENTS_H */
