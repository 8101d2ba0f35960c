/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "process.h"

#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/run-queue.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(Process);

namespace
{

/// Linux 5.15, kernel/sched/core.c, sched_prio_to_weight: from niceness 0 on.
constexpr std::array NICE_WEIGHTS{1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
                                  110,  87,  70,  56,  45,  36,  29,  23,  18,  15};

} // namespace

TypeId
Process::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::Process")
            .SetParent<Executor>()
            .SetGroupName("IotLedger")
            .AddAttribute("Threads",
                          "Tasks that run at once, as Go's GOMAXPROCS; 0: as many as the host has "
                          "cores.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Process::SetThreads),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ReturnEvery",
                          "Tasks started, of which the last may be one that comes back from a "
                          "blocking call while others wait; 0: these wait like all. A task stands "
                          "for several of Go's goroutines.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Process::SetReturnEvery),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "PreemptAfter",
                "Time with a thread, on a core or off it, after which a task gives it to "
                "others that wait (Go 1.19, runtime/proc.go, forcePreemptNS: 10 ms); fair "
                "scheduling only. 0: never.",
                TimeValue(Time(0)),
                MakeTimeAccessor(&Process::SetPreemptAfter),
                MakeTimeChecker(Time(0)))
            .AddAttribute("Niceness",
                          "How little it claims of cores that others want too, as Unix's nice; "
                          "fair scheduling only. Weights are Linux's (kernel/sched/core.c, "
                          "sched_prio_to_weight).",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Process::SetNiceness),
                          MakeUintegerChecker<uint32_t>(0, NICE_WEIGHTS.size() - 1))
            .AddAttribute("WakeUpCost",
                          "Core-time, on a core of speed 1, that the task which wakes a sleeping "
                          "process takes more.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&Process::SetWakeUpCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("BusyWakeUpShare",
                          "Part of WakeUpCost that is left when no core of the host idles: none "
                          "has to be woken, which on a virtual machine is most of it.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&Process::SetBusyWakeUpShare),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("ColdCost",
                          "Core-time, on a core of speed 1, that the task takes more beside when "
                          "the process slept for longer than ColdAfter.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&Process::SetColdCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ColdAfter",
                          "Sleep after which a process is cold.",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&Process::SetColdAfter),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SleepCost",
                          "Core-time, on a core of speed 1, that a process uses after its last "
                          "task before it sleeps, unless another process waits for the "
                          "core.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&Process::SetSleepCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Variation",
                          "Factor of each task's duration, at least 0, drawn anew for "
                          "each millisecond of it; null: 1.",
                          PointerValue(),
                          MakePointerAccessor(&Process::m_variation),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("CollectionInterval",
                          "Core-time [s] of tasks, on a core of speed 1, from one garbage "
                          "collection to the next, greater than 0; null: none is needed.",
                          PointerValue(),
                          MakePointerAccessor(&Process::SetCollectionInterval),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("CollectionCost",
                          "Core-time of a garbage collection on a core of speed 1.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&Process::SetCollectionCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("AssistRatio",
                          "Core-time that a task gives to a garbage collection under way, "
                          "relative to its own.",
                          DoubleValue(2),
                          MakeDoubleAccessor(&Process::SetAssistRatio),
                          MakeDoubleChecker<double>(0));
    return tid;
}

Process::Process(Ptr<Host> host)
    : m_host(std::move(host)),
      m_queue(m_host->AddRunQueue())
{
}

Process::~Process() = default;

void
Process::Submit(Time duration, Task done)
{
    m_host->SubmitTo(m_queue, m_variation ? Vary(duration) : duration, std::move(done));
}

void
Process::SubmitAfterBlocking(Time duration, Task done)
{
    m_host->ReturnTo(m_queue, m_variation ? Vary(duration) : duration, std::move(done));
}

void
Process::Kill()
{
    m_queue->Kill();
}

Time
Process::Vary(Time duration) const
{
    const Time varied = MilliSeconds(1); // work with a factor of its own
    const auto pieces = std::max<int64_t>(1, duration.GetTimeStep() / varied.GetTimeStep());
    double factors = 0;
    for (int64_t piece = 0; piece < pieces; ++piece)
    {
        factors += m_variation->GetValue();
    }
    return TimeStep(std::llround(duration.GetTimeStep() * factors / pieces));
}

Time
Process::GetBusyTime() const
{
    return m_queue->GetBusyTime(Simulator::Now());
}

std::size_t
Process::GetQueueLength() const
{
    return m_queue->waiting.size() + m_queue->returning.size();
}

uint32_t
Process::GetRunning() const
{
    return m_queue->running;
}

Ptr<Host>
Process::GetHost() const
{
    return m_host;
}

void
Process::SetThreads(uint32_t threads)
{
    m_queue->threads = threads;
}

void
Process::SetReturnEvery(uint32_t tasks)
{
    m_queue->returnEvery = tasks;
}

void
Process::SetPreemptAfter(Time time)
{
    m_queue->preemptAfter = time;
}

void
Process::SetNiceness(uint32_t niceness)
{
    m_queue->weight = static_cast<double>(NICE_WEIGHTS.at(niceness)) / NICE_WEIGHTS.front();
}

void
Process::SetWakeUpCost(Time cost)
{
    m_queue->wakeUpCost = m_host->GetCoreTime(cost);
}

void
Process::SetBusyWakeUpShare(double share)
{
    m_queue->busyWakeUpShare = share;
}

void
Process::SetColdCost(Time cost)
{
    m_queue->coldCost = m_host->GetCoreTime(cost);
}

void
Process::SetColdAfter(Time sleep)
{
    m_queue->coldAfter = sleep;
}

void
Process::SetSleepCost(Time cost)
{
    m_queue->sleepCost = m_host->GetCoreTime(cost);
}

void
Process::SetCollectionCost(Time cost)
{
    m_queue->collectionCost = m_host->GetCoreTime(cost);
}

void
Process::SetAssistRatio(double ratio)
{
    m_queue->assistRatio = ratio;
}

void
Process::SetCollectionInterval(Ptr<RandomVariableStream> interval)
{
    m_collectionInterval = interval;
    m_queue->drawInterval = nullptr;
    if (interval)
    {
        const Time second = m_host->GetCoreTime(Seconds(1));
        m_queue->drawInterval = [interval, second] {
            return TimeStep(std::llround(interval->GetValue() * second.GetTimeStep()));
        };
    }
}

int64_t
Process::AssignStreams(int64_t first)
{
    int64_t taken = 0;
    for (const auto& stream : {m_variation, m_collectionInterval})
    {
        if (stream)
        {
            stream->SetStream(first + taken);
        }
        ++taken; // used or not: the streams of others must not shift
    }
    return taken;
}

} // namespace iotledger
} // namespace ns3
