/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROGRESS_WATCHDOG_H
#define PROGRESS_WATCHDOG_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Tells when nothing has happened for some time, again and again until it is stopped.
 */
class ProgressWatchdog
{
  public:
    ~ProgressWatchdog();

    /// @param patience how long nothing may happen @param stalled called when nothing has
    void Start(Time patience, std::function<void()> stalled);

    void Note(); //!< something has happened
    void Stop();

  private:
    void Check();

    Time m_patience;
    std::function<void()> m_stalled; //!< null: stopped
    Time m_progress;                 //!< when something last happened
    EventId m_timer;
};

} // namespace iotledger
} // namespace ns3

#endif /* PROGRESS_WATCHDOG_H */
