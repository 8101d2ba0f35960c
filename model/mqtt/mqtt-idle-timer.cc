/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-idle-timer.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

MqttIdleTimer::~MqttIdleTimer()
{
    Stop();
}

void
MqttIdleTimer::Start(Time limit, LastActivity last, ExpiredCallback expired)
{
    Stop();
    m_limit = limit;
    m_last = std::move(last);
    m_expired = std::move(expired);
    Arm(limit);
}

void
MqttIdleTimer::Stop()
{
    m_event.Cancel();
}

void
MqttIdleTimer::Arm(Time delay)
{
    m_event = Simulator::Schedule(delay, &MqttIdleTimer::RunOut, this);
}

void
MqttIdleTimer::RunOut()
{
    const Time idle = Simulator::Now() - m_last();
    if (idle < m_limit)
    {
        Arm(m_limit - idle);
        return;
    }
    Arm(m_limit);
    m_expired();
}

} // namespace iotledger
} // namespace ns3
