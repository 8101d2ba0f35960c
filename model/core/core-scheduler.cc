/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "core-scheduler.h"

#include "ns3/event-impl.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{
namespace iotledger
{

/// The end of a run on a core: holds the task, which Simulator::Schedule of a lambda would copy.
class CoreScheduler::RunEnd : public EventImpl
{
  public:
    RunEnd(Ptr<CoreScheduler> scheduler, Ptr<RunQueue> queue, RunQueue::Work work, Time run)
        : m_scheduler(std::move(scheduler)),
          m_queue(std::move(queue)),
          m_work(std::move(work)),
          m_run(run)
    {
    }

  private:
    void Notify() override
    {
        m_scheduler->EndRun(*m_queue, m_work, m_run);
    }

    Ptr<CoreScheduler> m_scheduler;
    Ptr<RunQueue> m_queue;
    RunQueue::Work m_work;
    Time m_run;
};

CoreScheduler::CoreScheduler(Settings settings)
    : m_settings(settings)
{
}

void
CoreScheduler::SetBusyCallback(std::function<void()> changed)
{
    m_changed = std::move(changed);
}

void
CoreScheduler::Add(Ptr<RunQueue> queue)
{
    m_queues.push_back(std::move(queue));
}

void
CoreScheduler::Submit(const Ptr<RunQueue>& queue, Time duration, Executor::Task done)
{
    Add(queue, queue->waiting, duration, std::move(done));
}

void
CoreScheduler::Return(const Ptr<RunQueue>& queue, Time duration, Executor::Task done)
{
    Add(queue,
        queue->returnEvery > 0 ? queue->returning : queue->waiting,
        duration,
        std::move(done));
}

void
CoreScheduler::Add(const Ptr<RunQueue>& queue,
                   std::deque<RunQueue::Work>& line,
                   Time duration,
                   Executor::Task done)
{
    if (!std::exchange(m_isBound, true))
    {
        Simulator::ScheduleDestroy(&CoreScheduler::LetGo, Ptr<CoreScheduler>(this));
    }
    RunQueue::Work work{duration, std::move(done), m_submitted++};
    if (queue->IsIdle())
    {
        work.left += queue->GetWakeUpCost(Simulator::Now(), m_busy < m_settings.cores);
        queue->virtualTime =
            std::max(queue->virtualTime, GetLeastVirtualTime() - m_settings.sleeperCredit);
    }
    line.push_back(std::move(work));
    Dispatch();
    m_changed();
}

void
CoreScheduler::Dispatch()
{
    while (m_busy < m_settings.cores)
    {
        RunQueue* queue = Choose();
        if (!queue)
        {
            return;
        }
        Run(*queue);
    }
}

RunQueue*
CoreScheduler::Choose() const
{
    const auto comesBefore = [this](RunQueue& a, RunQueue& b) {
        return m_settings.fair ? a.virtualTime < b.virtualTime
                               : a.GetNextLine().front().place < b.GetNextLine().front().place;
    };
    RunQueue* best = nullptr;
    for (const auto& queue : m_queues)
    {
        const uint32_t threads = queue->threads == 0 ? m_settings.cores : queue->threads;
        if (queue->HasWork() && queue->running < threads && (!best || comesBefore(*queue, *best)))
        {
            best = PeekPointer(queue);
        }
    }
    return best;
}

void
CoreScheduler::Run(RunQueue& queue)
{
    auto& line = queue.GetNextLine();
    const bool isReturn = &line == &queue.returning;
    RunQueue::Work work = std::move(line.front());
    line.pop_front();
    if (work.kind == RunQueue::Work::Kind::NEW_TASK)
    {
        work.kind = RunQueue::Work::Kind::TASK;
        queue.starts = isReturn ? 0 : queue.starts + 1;
        if (queue.Collect(work))
        {
            queue.waiting.push_front(queue.TakeCollectionSlice(m_settings.slice));
        }
    }
    work.life = queue.life;
    const Time run = m_settings.fair ? std::min(work.left, m_settings.slice) : work.left;
    work.left -= run;
    if (!work.begun)
    {
        work.begun = Simulator::Now();
    }
    queue.virtualTime += TimeStep(std::llround(run.GetTimeStep() / queue.weight));
    queue.Start(Simulator::Now());
    ++m_busy;
    Simulator::Schedule(run, Ptr<EventImpl>(Create<RunEnd>(this, &queue, std::move(work), run)));
}

void
CoreScheduler::EndRun(RunQueue& queue, RunQueue::Work& work, Time run)
{
    const bool isDone = !work.left.IsStrictlyPositive();
    if (isDone && work.done && work.life == queue.life)
    {
        work.done(); // on its core still: the process does not sleep before what this submits
    }
    queue.Stop(Simulator::Now(), run);
    --m_busy;
    if (work.life == queue.life && isDone)
    {
        Continue(queue, work.kind);
    }
    else if (work.life == queue.life)
    {
        queue.Resume(std::move(work), Simulator::Now());
    }
    Dispatch();
    m_changed();
}

void
CoreScheduler::Continue(RunQueue& queue, RunQueue::Work::Kind ended)
{
    if (ended == RunQueue::Work::Kind::COLLECTION)
    {
        auto slice = queue.TakeCollectionSlice(m_settings.slice);
        if (slice.left.IsStrictlyPositive())
        {
            queue.waiting.push_front(std::move(slice));
        }
    }
    else if (queue.IsIdle() && ended != RunQueue::Work::Kind::SLEEP &&
             queue.sleepCost.IsStrictlyPositive() && !Choose())
    {
        queue.waiting.push_back(
            {queue.sleepCost, nullptr, m_submitted++, RunQueue::Work::Kind::SLEEP});
    }
}

Time
CoreScheduler::GetLeastVirtualTime()
{
    bool isFound = false;
    Time least;
    for (const auto& queue : m_queues)
    {
        if (!queue->IsIdle() && (!isFound || queue->virtualTime < least))
        {
            isFound = true;
            least = queue->virtualTime;
        }
    }
    if (isFound)
    {
        m_leastVirtualTime = std::max(m_leastVirtualTime, least);
    }
    return m_leastVirtualTime;
}

void
CoreScheduler::LetGo()
{
    m_isBound = false;
    for (const auto& queue : m_queues)
    {
        queue->Kill();
    }
}

uint32_t
CoreScheduler::GetBusyCores() const
{
    return m_busy;
}

Time
CoreScheduler::GetBusyTime() const
{
    Time busy;
    for (const auto& queue : m_queues)
    {
        busy += queue->GetBusyTime(Simulator::Now());
    }
    return busy;
}

} // namespace iotledger
} // namespace ns3
