/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "broker-events.h"

#include <iomanip>
#include <sstream>

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
Describe(const std::string& clientId)
{
    return clientId.empty() ? "a client" : clientId;
}

} // namespace

BrokerEvents::BrokerEvents(EventLog& events)
    : m_events(events)
{
}

void
BrokerEvents::Watch(Ptr<MqttBroker> broker, const std::string& node)
{
    m_node = node;
    broker->TraceConnectWithoutContext("Malformed",
                                       MakeCallback(&BrokerEvents::HandleMalformed, this));
    broker->TraceConnectWithoutContext("Refused", MakeCallback(&BrokerEvents::HandleRefused, this));
    broker->TraceConnectWithoutContext("Dropped", MakeCallback(&BrokerEvents::HandleDropped, this));
}

void
BrokerEvents::HandleMalformed(const std::string& clientId, const std::string& reason)
{
    m_events.Add(m_node, "malformed", Describe(clientId) + ": " + reason);
}

void
BrokerEvents::HandleRefused(const std::string& clientId, MqttReasonCode reason)
{
    std::ostringstream detail;
    detail << Describe(clientId) << ": reason code 0x" << std::hex << std::setfill('0')
           << std::setw(2) << +static_cast<uint8_t>(reason);
    m_events.Add(m_node, "refused", detail.str());
}

void
BrokerEvents::HandleDropped(const std::string& clientId, const MqttPublish& publish)
{
    m_events.Add(m_node, "message-dropped", "of " + publish.topic + " for " + Describe(clientId));
}

} // namespace iotledger
} // namespace ns3
