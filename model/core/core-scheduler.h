/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CORE_SCHEDULER_H
#define CORE_SCHEDULER_H

#include "ns3/executor.h"
#include "ns3/nstime.h"
#include "ns3/run-queue.h"
#include "ns3/simple-ref-count.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Hands the cores of a Host to its processes' threads.
 *
 * First in, first out: a free core takes the task that was submitted first, of those whose process
 * has a thread free, and runs it to its end. Fair: it takes the first task of the process with the
 * least virtual run time, for a slice at most; then, if another such process has less, the rest
 * waits at the head of its process's queue. Virtual run time is core-time used over the process's
 * weight; one that was idle comes back with no less than the least among its active peers minus the
 * sleeper's credit, so that it cannot claim the time it slept.
 *
 * Source: Linux 5.15, kernel/sched/fair.c (pick_next_entity, update_curr, place_entity), with the
 * process as the entity, as in group scheduling. Left out: queues per core and their balancing,
 * pre-emption on wake-up before the slice is over.
 */
class CoreScheduler : public SimpleRefCount<CoreScheduler>
{
  public:
    struct Settings
    {
        uint32_t cores;
        bool fair;
        Time slice;         //!< [core-time] longest run while others wait; fair only
        Time sleeperCredit; //!< [core-time] fair only
    };

    explicit CoreScheduler(Settings settings);

    /// @param changed called when the number of busy cores may have changed
    void SetBusyCallback(std::function<void()> changed);

    /// Adds a queue to those that are served. It stays for good.
    void Add(Ptr<RunQueue> queue);

    /// Queues a task of @p duration [core-time] of a process that was added.
    void Submit(const Ptr<RunQueue>& queue, Time duration, Executor::Task done);

    /// Likewise, of a thread that comes back from a blocking call.
    void Return(const Ptr<RunQueue>& queue, Time duration, Executor::Task done);

    uint32_t GetBusyCores() const;
    Time GetBusyTime() const;

  private:
    void Add(const Ptr<RunQueue>& queue,
             std::deque<RunQueue::Work>& line,
             Time duration,
             Executor::Task done);
    class RunEnd;

    void Dispatch(); //!< gives free cores work
    RunQueue* Choose() const;
    void Run(RunQueue& queue);
    void EndRun(RunQueue& queue, RunQueue::Work& work, Time run);
    void Continue(RunQueue& queue, RunQueue::Work::Kind ended); //!< collecting, or going to sleep
    Time GetLeastVirtualTime();
    void LetGo(); //!< of callbacks, which may hold what holds this

    Settings m_settings;
    std::vector<Ptr<RunQueue>> m_queues; //!< in the order they were added
    uint32_t m_busy{0};                  //!< cores that run a task
    uint64_t m_submitted{0};             //!< tasks so far: the next one's place in line
    Time m_leastVirtualTime;             //!< as last seen: it never falls
    std::function<void()> m_changed;
    bool m_isBound{false}; //!< to let go when the simulation is destroyed
};

} // namespace iotledger
} // namespace ns3

#endif /* CORE_SCHEDULER_H */
