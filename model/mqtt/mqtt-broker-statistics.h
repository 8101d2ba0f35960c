/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BROKER_STATISTICS_H
#define MQTT_BROKER_STATISTICS_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What a broker counts, and tells in its $SYS topics.
 *
 * Source: mosquitto(8), section "Broker Status": names and meaning of the topics. Those about load
 * averages and the heap are left out.
 */
struct MqttBrokerStatistics
{
    uint64_t messagesReceived{0}; //!< packets of any type
    uint64_t messagesSent{0};     //!< packets of any type
    uint64_t bytesReceived{0};    //!< [B] of packets
    uint64_t bytesSent{0};        //!< [B] of packets
    uint64_t publishReceived{0};
    uint64_t publishSent{0};
    uint64_t publishDropped{0};
    uint64_t publishBytesReceived{0}; //!< [B] of payloads
    uint64_t publishBytesSent{0};     //!< [B] of payloads
    uint64_t malformed{0};            //!< connections ended for what they sent
    uint64_t refused{0};              //!< CONNECTs and connections not accepted
    uint32_t clientsMaximum{0};       //!< connected at a time
    uint32_t clientsExpired{0};       //!< sessions that were not taken up again in time

    /// What is not counted but stands in the broker's tables.
    struct State
    {
        Time uptime;
        uint32_t connected;
        uint32_t sessions;
        uint64_t subscriptions;
        uint64_t sharedSubscriptions;
        uint64_t retained;
        uint64_t stored; //!< [B] of retained payloads
    };

    /// @return topics and their payloads.
    std::vector<std::pair<std::string, std::string>> Describe(const State& state) const;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BROKER_STATISTICS_H */
