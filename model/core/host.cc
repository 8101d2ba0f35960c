/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "host.h"

#include "ns3/abort.h"
#include "ns3/assert.h"
#include "ns3/double.h"
#include "ns3/event-impl.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{
namespace iotledger
{

NS_LOG_COMPONENT_DEFINE("Host");
NS_OBJECT_ENSURE_REGISTERED(Host);

/// The end of a task: holds its callback, which Simulator::Schedule of a lambda would copy.
class Host::Completion : public EventImpl
{
  public:
    Completion(Ptr<Host> host, Task done)
        : m_host(std::move(host)),
          m_done(std::move(done))
    {
    }

  private:
    void Notify() override
    {
        m_host->Finish(m_done);
    }

    Ptr<Host> m_host;
    Task m_done;
};

TypeId
Host::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::Host")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<Host>()
            .AddAttribute("Cores",
                          "Cores that run tasks side by side; fixed once work is submitted.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&Host::SetCores, &Host::GetCores),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("Speed",
                          "Speed of each core, greater than 0, relative to the machine on which "
                          "the submitted durations hold (that of the crypto profile): at 2 a task "
                          "takes half its duration. Applies to work submitted from then on.",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&Host::m_speed),
                          MakeDoubleChecker<double>(1e-6, 1e6))
            .AddTraceSource("Utilization",
                            "The number of busy cores has changed.",
                            MakeTraceSourceAccessor(&Host::m_utilization),
                            "ns3::iotledger::Host::UtilizationCallback");
    return tid;
}

Host::Host() = default;

Host::~Host() = default;

void
Host::SetCores(uint32_t cores)
{
    NS_ABORT_MSG_IF(!m_freeAt.empty(), "Host: Cores is fixed once work is submitted");
    m_cores = cores;
}

void
Host::Submit(Time duration, Task done)
{
    NS_LOG_FUNCTION(this << duration);
    NS_ASSERT_MSG(!duration.IsStrictlyNegative(), "a task cannot take " << duration);
    const Time coreTime =
        m_speed == 1.0 ? duration : TimeStep(std::llround(duration.GetTimeStep() / m_speed));
    m_submitted += coreTime;
    ++m_unfinished;
    Simulator::Schedule(Reserve(coreTime) - Simulator::Now(),
                        Ptr<EventImpl>(Create<Completion>(this, std::move(done))));
    ReportUtilization();
}

Time
Host::Reserve(Time duration)
{
    const Time now = Simulator::Now();
    if (m_freeAt.size() < m_cores)
    {
        m_freeAt.push_back(now); // a core not used so far
    }
    else
    {
        std::pop_heap(m_freeAt.begin(), m_freeAt.end(), std::greater<>());
    }
    m_freeAt.back() = std::max(now, m_freeAt.back()) + duration;
    const Time end = m_freeAt.back();
    std::push_heap(m_freeAt.begin(), m_freeAt.end(), std::greater<>());
    return end;
}

void
Host::Finish(const Task& done)
{
    --m_unfinished;
    if (done)
    {
        done();
    }
    ReportUtilization();
}

void
Host::ReportUtilization()
{
    if (const uint32_t busy = GetBusyCores(); busy != m_reported)
    {
        m_reported = busy;
        m_utilization(busy, m_cores);
    }
}

uint32_t
Host::GetCores() const
{
    return m_cores;
}

uint32_t
Host::GetBusyCores() const
{
    // No core idles while a task waits.
    return static_cast<uint32_t>(std::min<uint64_t>(m_unfinished, m_cores));
}

Time
Host::GetBusyTime() const
{
    // A core that becomes free later than now is busy from now until then without a gap.
    const Time now = Simulator::Now();
    Time busy = m_submitted;
    for (const Time& freeAt : m_freeAt)
    {
        busy -= std::max(freeAt - now, Time(0));
    }
    return busy;
}

} // namespace iotledger
} // namespace ns3
