/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-broker-statistics.h"

namespace ns3
{
namespace iotledger
{

std::vector<std::pair<std::string, std::string>>
MqttBrokerStatistics::Describe(const State& state) const
{
    const auto text = [](uint64_t number) { return std::to_string(number); };
    const std::string root = "$SYS/broker/";
    const uint64_t seconds = static_cast<uint64_t>(state.uptime.GetSeconds());
    return {
        {root + "version", "iot-ledger"},
        {root + "uptime", text(seconds) + " seconds"},
        {root + "clients/total", text(state.sessions)},
        {root + "clients/inactive", text(state.sessions - state.connected)},
        {root + "clients/disconnected", text(state.sessions - state.connected)},
        {root + "clients/active", text(state.connected)},
        {root + "clients/connected", text(state.connected)},
        {root + "clients/expired", text(clientsExpired)},
        {root + "clients/maximum", text(clientsMaximum)},
        {root + "messages/received", text(messagesReceived)},
        {root + "messages/sent", text(messagesSent)},
        {root + "bytes/received", text(bytesReceived)},
        {root + "bytes/sent", text(bytesSent)},
        {root + "publish/messages/dropped", text(publishDropped)},
        {root + "publish/messages/received", text(publishReceived)},
        {root + "publish/messages/sent", text(publishSent)},
        {root + "publish/bytes/received", text(publishBytesReceived)},
        {root + "publish/bytes/sent", text(publishBytesSent)},
        {root + "retained messages/count", text(state.retained)},
        {root + "store/messages/bytes", text(state.stored)},
        {root + "subscriptions/count", text(state.subscriptions)},
        {root + "shared_subscriptions/count", text(state.sharedSubscriptions)},
    };
}

} // namespace iotledger
} // namespace ns3
