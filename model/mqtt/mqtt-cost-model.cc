/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-cost-model.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr auto LOAD = MqttBrokerProfile::Load::BUSY; // an idle one's packets wait for nobody

/// Packet types, table 2-1.
enum Type
{
    CONNECT = 1,
    PUBLISH = 3,
    PUBACK = 4,
    PUBCOMP = 7,
    SUBSCRIBE = 8,
    UNSUBSCRIBE = 10,
    PINGREQ = 12,
};

} // namespace

Time
MqttCostModel::OfPacket(const SharedBytes& bytes) const
{
    if (profile)
    {
        return OfProfiledPacket(bytes);
    }
    const Time cost = readBytes ? readBytes(bytes.GetSize()) : Time(0);
    switch (bytes[0] >> 4)
    {
    case CONNECT:
        return cost + packet + connect;
    case PUBACK:
    case PUBCOMP:
        return cost;
    case SUBSCRIBE:
    case UNSUBSCRIBE:
        return cost + packet + subscribe;
    default:
        return cost + packet;
    }
}

Time
MqttCostModel::OfProfiledPacket(const SharedBytes& bytes) const
{
    switch (bytes[0] >> 4)
    {
    case CONNECT: // with DISCONNECT and the connection's end
        return profile->GetConnectCost();
    case PUBLISH: { // with what follows until it is complete
        const auto qos = std::min<uint8_t>(bytes[0] >> 1 & 0x03, 2);
        return profile->GetPublishCost(LOAD, qos) + profile->GetReadCost(LOAD, bytes.GetSize());
    }
    case SUBSCRIBE:
    case UNSUBSCRIBE:
        return profile->GetPingCost() + profile->GetSubscribeCost();
    case PINGREQ:
        return profile->GetPingCost();
    default: // paid with what they belong to
        return Time(0);
    }
}

Time
MqttCostModel::OfDelivery(const MqttPublish& publish, uint64_t bytes) const
{
    if (profile)
    {
        return profile->GetDeliveryCost(LOAD, publish.qos) + profile->GetWriteCost(LOAD, bytes);
    }
    return delivery + (writeBytes ? writeBytes(bytes) : Time(0));
}

} // namespace iotledger
} // namespace ns3
