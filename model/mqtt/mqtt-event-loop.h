/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_EVENT_LOOP_H
#define MQTT_EVENT_LOOP_H

#include "ns3/message-channel.h"
#include "ns3/mqtt-delivery-queue.h"
#include "ns3/mqtt-slots.h"
#include "ns3/nstime.h"
#include "ns3/shared-bytes.h"
#include "ns3/strand.h"

#include <deque>
#include <functional>
#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One thread of a broker: reads packets and delivers messages, one task at a time.
 *
 * As in mosquitto, the deliveries that a packet brings come before the next packet is read.
 * What a packet means, and what a task costs, its handlers say.
 */
class MqttEventLoop
{
  public:
    /// A packet off a channel, or the channel's end.
    struct Inbound
    {
        MqttSlotId from; //!< a connection
        SharedBytes bytes;
        Time arrived;
        std::optional<MessageChannel::CloseReason> closed;
    };

    struct Handlers
    {
        std::function<Time(const Inbound&)> readCost;
        std::function<void(const Inbound&)> read;
        std::function<Time(uint64_t bytes)> deliveryCost;
        std::function<void(MqttConnection& to, const MqttPublish&, const SharedBytes&)> deliver;
    };

    MqttEventLoop(const MqttSessionTable& sessions,
                  Handlers handlers,
                  MqttDeliveryQueue::DroppedCallback dropped);

    void SetStrand(Ptr<Strand> strand); //!< null: tasks take no time

    void Receive(Inbound inbound);
    MqttDeliveryQueue& GetDeliveries();

    /// Starts the next task if none is under way; call it after adding deliveries.
    void Pump();

    void Clear(); //!< forgets what waits

  private:
    enum class Task
    {
        NONE,
        DELIVERY,
        READ,
    };

    bool StartDelivery();
    bool StartRead();
    void Run(Task task, Time cost);
    void Finish();

    Handlers m_handlers;
    Ptr<Strand> m_strand;
    std::deque<Inbound> m_inbox;
    MqttDeliveryQueue m_deliveries;
    Task m_task{Task::NONE}; //!< under way
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_EVENT_LOOP_H */
