/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_QUEUE_H
#define RUN_QUEUE_H

#include "ns3/executor.h"
#include "ns3/nstime.h"
#include "ns3/simple-ref-count.h"

#include <cmath>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What CoreScheduler knows of one process: its tasks, waiting and running, and its share.
 */
class RunQueue : public SimpleRefCount<RunQueue>
{
  public:
    struct Work
    {
        Time left; //!< [core-time]
        Executor::Task done;
        uint64_t place{0}; //!< in the line of all tasks submitted
        enum class Kind
        {
            NEW_TASK,
            TASK,       //!< has run already, in part
            SLEEP,      //!< what follows the last task
            COLLECTION, //!< a slice of garbage collection
        } kind{Kind::NEW_TASK};
        std::optional<Time> begun{}; //!< when it got its thread; none: it has none
        uint64_t life{0};            //!< of the process: after its end, what runs is dropped
    };

    uint32_t threads{0};       //!< that run at once; 0: as many as there are cores
    Time preemptAfter;         //!< with a thread, while others wait; 0: never
    Time wakeUpCost;           //!< [core-time]
    double busyWakeUpShare{1}; //!< of wakeUpCost, when no core idles
    Time coldCost;             //!< [core-time] more after a long sleep
    Time coldAfter;            //!< such a sleep
    Time sleepCost;            //!< [core-time]

    Time collectionCost;                //!< [core-time]
    double assistRatio{0};              //!< collection per task's own core-time, while one is on
    std::function<Time()> drawInterval; //!< core-time of tasks to the next collection; null: none

    std::deque<Work> waiting;
    std::deque<Work> returning; //!< that come back from a blocking call
    uint32_t returnEvery{0};    //!< new tasks, of which the last may be a returning one; 0: no line
    uint32_t starts{0};         //!< of new tasks since one was
    uint32_t running{0};        //!< threads on a core
    uint64_t life{0};           //!< counts the ends of the process
    double weight{1};           //!< of its share of the cores; fair scheduling only
    Time virtualTime;           //!< [core-time] used, over weight, and given up while idle

    bool HasWork() const
    {
        return !waiting.empty() || !returning.empty();
    }

    bool IsIdle() const
    {
        return running == 0 && !HasWork();
    }

    /// Takes back a task that has run in part: it keeps its thread, or lines up again when it has
    /// had it for long.
    void Resume(Work work, Time now)
    {
        if (preemptAfter.IsStrictlyPositive() && now - *work.begun >= preemptAfter)
        {
            work.begun.reset();
            waiting.push_back(std::move(work));
        }
        else
        {
            waiting.push_front(std::move(work));
        }
    }

    /// @return the line whose first is next to start; one of them is not empty.
    std::deque<Work>& GetNextLine()
    {
        const bool isNew = waiting.empty() || waiting.front().kind == Work::Kind::NEW_TASK;
        const bool isReturn = waiting.empty() || (isNew && starts + 1 >= returnEvery);
        return isReturn && !returning.empty() ? returning : waiting;
    }

    /// @return [core-time] what a task that wakes the process takes more.
    Time GetWakeUpCost(Time now, bool hasIdleCore) const
    {
        const Time cost = hasIdleCore
                              ? wakeUpCost
                              : TimeStep(std::llround(busyWakeUpShare * wakeUpCost.GetTimeStep()));
        return now - m_stopped > coldAfter ? cost + coldCost : cost;
    }

    /// A task is about to start: it pays its share of a collection under way, or makes one due.
    /// @return whether a collection begins.
    bool Collect(Work& work);

    /// @return the next slice of the collection under way; of no length when it is done.
    Work TakeCollectionSlice(Time longest);

    /// The process ends: what waits is gone, and nothing comes of what runs.
    void Kill();

    /// A thread starts a run on a core.
    void Start(Time now)
    {
        ++running;
        m_starts += now;
    }

    /// A thread leaves its core after @p ran.
    void Stop(Time now, Time ran)
    {
        --running;
        m_starts -= now - ran;
        m_ran += ran;
        m_stopped = now;
    }

    /// @return [core-time] used until now, current runs in part.
    Time GetBusyTime(Time now) const
    {
        return m_ran + now * static_cast<int64_t>(running) - m_starts;
    }

  private:
    Time m_collectionLeft;  //!< [core-time]
    Time m_untilCollection; //!< [core-time] of tasks
    bool m_isDrawn{false};  //!< m_untilCollection
    Time m_ran;             //!< [core-time] of runs that have ended
    Time m_stopped;         //!< when a run last ended
    Time m_starts;          //!< sum over the current runs of when they began
};

} // namespace iotledger
} // namespace ns3

#endif /* RUN_QUEUE_H */
