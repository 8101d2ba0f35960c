/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "progress-watchdog.h"

#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

ProgressWatchdog::~ProgressWatchdog()
{
    Stop();
}

void
ProgressWatchdog::Start(Time patience, std::function<void()> stalled)
{
    m_patience = patience;
    m_stalled = std::move(stalled);
    Note();
    m_timer = Simulator::Schedule(m_patience, &ProgressWatchdog::Check, this);
}

void
ProgressWatchdog::Note()
{
    m_progress = Simulator::Now();
}

void
ProgressWatchdog::Stop()
{
    m_timer.Cancel();
    m_stalled = nullptr;
}

void
ProgressWatchdog::Check()
{
    // One timer that re-arms itself: cancelled events would pile up in the scheduler.
    const Time idle = Simulator::Now() - m_progress;
    if (idle < m_patience)
    {
        m_timer = Simulator::Schedule(m_patience - idle, &ProgressWatchdog::Check, this);
        return;
    }
    Note();
    m_timer = Simulator::Schedule(m_patience, &ProgressWatchdog::Check, this);
    const auto stalled = m_stalled; // it may stop this
    stalled();
}

} // namespace iotledger
} // namespace ns3
