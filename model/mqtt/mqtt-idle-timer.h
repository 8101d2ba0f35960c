/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_IDLE_TIMER_H
#define MQTT_IDLE_TIMER_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Tells when nothing has happened for some time.
 *
 * Activity costs nothing: nobody cancels or restarts the timer. It looks when the last activity was
 * each time it runs out, and goes on from there, so it is one event in each idle limit.
 */
class MqttIdleTimer
{
  public:
    using LastActivity = std::function<Time()>; //!< when something last happened
    using ExpiredCallback = std::function<void()>;

    ~MqttIdleTimer();

    /**
     * Starts, from inside the run.
     * @param limit the longest idle time, greater than 0
     * @param last asked when the timer runs out
     * @param expired called when idle for @p limit, and again after each further one; may Stop()
     */
    void Start(Time limit, LastActivity last, ExpiredCallback expired);

    void Stop();

  private:
    void Arm(Time delay);
    void RunOut();

    EventId m_event;
    Time m_limit;
    LastActivity m_last;
    ExpiredCallback m_expired;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_IDLE_TIMER_H */
