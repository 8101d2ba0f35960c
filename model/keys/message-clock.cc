/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "message-clock.h"

#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

MessageClock::MessageClock(uint32_t devices)
    : m_up(devices),
      m_down(devices)
{
}

void
MessageClock::LeaveDevice(uint32_t device)
{
    m_up[device - 1].push_back(Simulator::Now());
}

void
MessageClock::LeaveBroker(uint32_t device)
{
    m_down[device - 1].push_back(Simulator::Now());
}

MessageHop
MessageClock::ComeToBroker(uint32_t device, Time came)
{
    return Match(m_up[device - 1], came);
}

MessageHop
MessageClock::ComeToDevice(uint32_t device, Time came)
{
    return Match(m_down[device - 1], came);
}

MessageHop
MessageClock::Match(std::deque<Time>& left, Time came)
{
    if (left.empty())
    {
        return {came, came};
    }
    const MessageHop hop{left.front(), came};
    left.pop_front();
    return hop;
}

} // namespace iotledger
} // namespace ns3
