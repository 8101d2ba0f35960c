/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-event-loop.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

MqttEventLoop::MqttEventLoop(const MqttSessionTable& sessions,
                             Handlers handlers,
                             MqttDeliveryQueue::DroppedCallback dropped)
    : m_handlers(std::move(handlers)),
      m_deliveries(sessions, std::move(dropped))
{
}

void
MqttEventLoop::SetStrand(Ptr<Strand> strand)
{
    m_strand = std::move(strand);
}

void
MqttEventLoop::Receive(Inbound inbound)
{
    m_inbox.push_back(std::move(inbound));
    Pump();
}

MqttDeliveryQueue&
MqttEventLoop::GetDeliveries()
{
    return m_deliveries;
}

void
MqttEventLoop::Pump()
{
    while (m_task == Task::NONE && (StartDelivery() || StartRead()))
    {
    }
}

void
MqttEventLoop::Clear()
{
    m_inbox.clear();
    m_deliveries.Clear();
}

bool
MqttEventLoop::StartDelivery()
{
    m_task = Task::DELIVERY; // who is told of a dropped message may publish
    if (!m_deliveries.Advance())
    {
        m_task = Task::NONE;
        return false;
    }
    Run(Task::DELIVERY,
        m_handlers.deliveryCost(m_deliveries.GetPublish(), m_deliveries.GetBytes().GetSize()));
    return true;
}

bool
MqttEventLoop::StartRead()
{
    if (m_inbox.empty())
    {
        return false;
    }
    Run(Task::READ, m_handlers.readCost(m_inbox.front()));
    return true;
}

void
MqttEventLoop::Run(Task task, Time cost)
{
    m_task = task;
    if (m_strand)
    {
        m_strand->Submit(cost, [this] {
            Finish();
            Pump();
        });
    }
    else
    {
        Finish();
    }
}

void
MqttEventLoop::Finish()
{
    if (m_task == Task::DELIVERY)
    {
        if (MqttConnection* to = m_deliveries.GetReceiver())
        {
            m_handlers.deliver(*to, m_deliveries.GetPublish(), m_deliveries.GetBytes());
        }
    }
    else if (!m_inbox.empty()) // else stopped meanwhile
    {
        const Inbound inbound = std::move(m_inbox.front());
        m_inbox.pop_front();
        m_handlers.read(inbound);
    }
    m_task = Task::NONE;
}

} // namespace iotledger
} // namespace ns3
