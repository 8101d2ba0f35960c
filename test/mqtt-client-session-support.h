/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CLIENT_SESSION_SUPPORT_H
#define MQTT_CLIENT_SESSION_SUPPORT_H

#include "mqtt-bytes.h"

#include "ns3/mqtt-client-session.h"
#include "ns3/mqtt-codec.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

inline constexpr MqttVersion V3 = MqttVersion::V3_1_1;
inline constexpr MqttVersion V5 = MqttVersion::V5_0;

inline MqttConnect
MakeConnect(MqttVersion version, bool cleanStart, std::vector<MqttProperties::Entry> entries = {})
{
    MqttConnect connect;
    connect.protocolLevel = static_cast<uint8_t>(version);
    connect.cleanStart = cleanStart;
    for (auto& entry : entries)
    {
        connect.properties.Add(entry.id, entry.value);
    }
    return connect;
}

inline MqttConnack
MakeConnack(bool sessionPresent, std::vector<MqttProperties::Entry> entries = {})
{
    MqttConnack connack;
    connack.sessionPresent = sessionPresent;
    for (auto& entry : entries)
    {
        connack.properties.Add(entry.id, entry.value);
    }
    return connack;
}

inline void
OpenSession(MqttClientSession& session, MqttVersion version = MqttVersion::V3_1_1)
{
    session.Begin(MakeConnect(version, true));
    session.Open({});
}

inline std::string
NextHex(MqttClientSession& session)
{
    const auto next = session.Next();
    return next ? ToHex(next->bytes) : "";
}

inline MqttFault
FindFault(MqttClientSession& session, std::string_view hex)
{
    MqttFault fault;
    const auto packet = session.Read(SharedBytes(FromHex(hex)), fault);
    EXPECT_EQ(packet.has_value(), fault.rule.empty());
    return fault;
}

/// Lets @p session read @p hex and do what it must. @return its answer
inline std::string
HandlePacket(MqttClientSession& session, std::string_view hex)
{
    MqttFault fault;
    const auto packet = session.Read(SharedBytes(FromHex(hex)), fault);
    EXPECT_TRUE(packet) << hex << ": " << fault.rule;
    const std::string answer = ToHex(session.Answer(*packet));
    if (const auto done = session.Acknowledge(*packet))
    {
        done();
    }
    return answer;
}

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CLIENT_SESSION_SUPPORT_H */
