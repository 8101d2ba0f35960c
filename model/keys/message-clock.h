/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MESSAGE_CLOCK_H
#define MESSAGE_CLOCK_H

#include "ns3/key-operation.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Tells how long messages between devices and a broker were under way, for an observer.
 *
 * A connection keeps messages in order: the times at which they left wait in a queue per device and
 * direction, and are matched as messages come. When a connection breaks, what it lost is never
 * matched; a message that nothing is known of counts as having left when it came.
 */
class MessageClock
{
  public:
    /// @param devices how many there are, numbered from 1
    explicit MessageClock(uint32_t devices);

    void LeaveDevice(uint32_t device); //!< a message to the broker leaves now
    void LeaveBroker(uint32_t device); //!< a message to @p device leaves the broker now

    /// @return the way of the next message of @p device, which came to the broker at @p came.
    MessageHop ComeToBroker(uint32_t device, Time came);

    /// @return the way of the next message to @p device, which came there at @p came.
    MessageHop ComeToDevice(uint32_t device, Time came);

  private:
    static MessageHop Match(std::deque<Time>& left, Time came);

    std::vector<std::deque<Time>> m_up;   //!< by device - 1
    std::vector<std::deque<Time>> m_down; //!< by device - 1
};

} // namespace iotledger
} // namespace ns3

#endif /* MESSAGE_CLOCK_H */
