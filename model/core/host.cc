/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "host.h"

#include "ns3/abort.h"
#include "ns3/assert.h"
#include "ns3/core-scheduler.h"
#include "ns3/double.h"
#include "ns3/event-impl.h"
#include "ns3/log.h"
#include "ns3/run-queue.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
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
            .SetParent<Executor>()
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
            .AddAttribute("Scheduling",
                          "How processes share the cores: fifo (tasks in order of submission) or "
                          "fair (equal core-time for each that has work); fixed once the host has "
                          "a process.",
                          StringValue("fifo"),
                          MakeStringAccessor(&Host::SetScheduling, &Host::GetScheduling),
                          MakeStringChecker())
            .AddAttribute("Slice",
                          "Longest run on a core while another process waits; fair scheduling "
                          "only. Linux's min_granularity on two cores is 1.5 ms "
                          "(kernel/sched/fair.c).",
                          TimeValue(MicroSeconds(1500)),
                          MakeTimeAccessor(&Host::m_slice),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("SleeperCredit",
                          "Core-time by which a process that wakes may be ahead of those that "
                          "run; fair scheduling only. Linux's is half the latency of 12 ms on two "
                          "cores (kernel/sched/fair.c).",
                          TimeValue(MilliSeconds(6)),
                          MakeTimeAccessor(&Host::m_sleeperCredit),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Utilization",
                            "The number of busy cores has changed.",
                            MakeTraceSourceAccessor(&Host::m_utilization),
                            "ns3::iotledger::Host::UtilizationCallback");
    return tid;
}

Host::Host() = default;

Host::~Host()
{
    if (m_scheduler)
    {
        m_scheduler->SetBusyCallback([] {}); // events that remain hold it
    }
}

void
Host::SetCores(uint32_t cores)
{
    NS_ABORT_MSG_IF(!m_freeAt.empty() || m_scheduler,
                    "Host: Cores is fixed once work is submitted or a process made");
    m_cores = cores;
}

void
Host::SetScheduling(const std::string& scheduling)
{
    NS_ABORT_MSG_IF(scheduling != "fifo" && scheduling != "fair",
                    "Host: Scheduling is fifo or fair, not " << scheduling);
    NS_ABORT_MSG_IF(m_scheduler, "Host: Scheduling is fixed once a process is made");
    m_isFair = scheduling == "fair";
}

std::string
Host::GetScheduling() const
{
    return m_isFair ? "fair" : "fifo";
}

Ptr<RunQueue>
Host::AddRunQueue()
{
    if (!m_scheduler)
    {
        NS_ABORT_MSG_IF(!m_freeAt.empty(), "Host: processes are made before work is submitted");
        m_scheduler = Create<CoreScheduler>(
            CoreScheduler::Settings{m_cores, m_isFair, m_slice, m_sleeperCredit});
        m_scheduler->SetBusyCallback([this] { ReportUtilization(); });
        m_ownQueue = Create<RunQueue>();
        m_scheduler->Add(m_ownQueue);
    }
    auto queue = Create<RunQueue>();
    m_scheduler->Add(queue);
    return queue;
}

Time
Host::GetCoreTime(Time duration) const
{
    return m_speed == 1.0 ? duration : TimeStep(std::llround(duration.GetTimeStep() / m_speed));
}

void
Host::SubmitTo(const Ptr<RunQueue>& queue, Time duration, Task done)
{
    NS_ASSERT_MSG(!duration.IsStrictlyNegative(), "a task cannot take " << duration);
    m_scheduler->Submit(queue, GetCoreTime(duration), std::move(done));
}

void
Host::ReturnTo(const Ptr<RunQueue>& queue, Time duration, Task done)
{
    NS_ASSERT_MSG(!duration.IsStrictlyNegative(), "a task cannot take " << duration);
    m_scheduler->Return(queue, GetCoreTime(duration), std::move(done));
}

void
Host::Submit(Time duration, Task done)
{
    NS_LOG_FUNCTION(this << duration);
    NS_ASSERT_MSG(!duration.IsStrictlyNegative(), "a task cannot take " << duration);
    if (m_scheduler)
    {
        SubmitTo(m_ownQueue, duration, std::move(done));
        return;
    }
    const Time coreTime = GetCoreTime(duration);
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
    if (m_scheduler)
    {
        return m_scheduler->GetBusyCores();
    }
    // No core idles while a task waits.
    return static_cast<uint32_t>(std::min<uint64_t>(m_unfinished, m_cores));
}

Time
Host::GetBusyTime() const
{
    if (m_scheduler)
    {
        return m_scheduler->GetBusyTime();
    }
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
