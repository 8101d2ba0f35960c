/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-broker-profile.h"

#include "mqtt-broker-profile-loader.h"

#include <cmath>

namespace ns3
{
namespace iotledger
{

namespace
{

Time
ToTime(double nanoseconds)
{
    return NanoSeconds(static_cast<uint64_t>(std::llround(nanoseconds)));
}

uint64_t
ToBytes(double bytes)
{
    return static_cast<uint64_t>(std::llround(bytes));
}

} // namespace

MqttBrokerProfile
MqttBrokerProfile::Read(const std::string& nameOrPath)
{
    return MqttBrokerProfileLoader(nameOrPath).Load();
}

const std::string&
MqttBrokerProfile::GetName() const
{
    return m_name;
}

const std::string&
MqttBrokerProfile::GetMachine() const
{
    return m_machine;
}

const std::string&
MqttBrokerProfile::GetBroker() const
{
    return m_broker;
}

const std::string&
MqttBrokerProfile::GetDate() const
{
    return m_date;
}

const std::string&
MqttBrokerProfile::GetDigest() const
{
    return m_digest;
}

const MqttBrokerProfile::MessageCosts&
MqttBrokerProfile::Get(Load load) const
{
    return load == Load::BUSY ? m_busy : m_isolated;
}

Time
MqttBrokerProfile::GetPublishCost(Load load, uint8_t qos) const
{
    return ToTime(Get(load).publish.at(qos));
}

Time
MqttBrokerProfile::GetDeliveryCost(Load load, uint8_t qos) const
{
    return ToTime(Get(load).delivery.at(qos));
}

Time
MqttBrokerProfile::GetReadCost(Load load, uint64_t bytes) const
{
    return ToTime(Get(load).readByte * static_cast<double>(bytes));
}

Time
MqttBrokerProfile::GetWriteCost(Load load, uint64_t bytes) const
{
    return ToTime(Get(load).writeByte * static_cast<double>(bytes));
}

Time
MqttBrokerProfile::GetConnectCost() const
{
    return ToTime(m_connect);
}

Time
MqttBrokerProfile::GetSubscribeCost() const
{
    return ToTime(m_subscribe);
}

Time
MqttBrokerProfile::GetPingCost() const
{
    return ToTime(m_ping);
}

uint64_t
MqttBrokerProfile::GetConnectionMemory() const
{
    return ToBytes(m_connectionMemory);
}

uint64_t
MqttBrokerProfile::GetRetainedMemory(uint64_t messages, uint64_t payloadBytes) const
{
    return ToBytes(m_retained.message * static_cast<double>(messages) +
                   m_retained.byte * static_cast<double>(payloadBytes));
}

uint64_t
MqttBrokerProfile::GetQueuedMemory(uint64_t messages, uint64_t payloadBytes) const
{
    return ToBytes(m_queued.message * static_cast<double>(messages) +
                   m_queued.byte * static_cast<double>(payloadBytes));
}

} // namespace iotledger
} // namespace ns3
