/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HOST_H
#define HOST_H

#include "ns3/executor.h"
#include "ns3/nstime.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class CoreScheduler;
class RunQueue;

/**
 * @ingroup iot-ledger
 * @brief A machine: C cores that run the work of the nodes placed on it.
 *
 * Work is a duration on a core of speed 1; it runs on a free core, or queues in order of
 * submission until one is free (first in, first out, no pre-emption). Work on a core of speed s
 * takes duration / s, to the nearest nanosecond. One task at a time per program is Strand's
 * business.
 *
 * The order being fixed, the finishing time is known at submission: a task is one event.
 *
 * On a host with Processes, Scheduling says whose turn it is (CoreScheduler has the rules); work
 * submitted to the host itself is then that of one process more.
 */
class Host : public Executor
{
  public:
    static TypeId GetTypeId();

    Host();
    ~Host() override;

    /**
     * Queues work. @p done is called when it has run, from the event loop, never from within
     * Submit. Equal submission times run in order of submission, and tasks that finish at the same
     * time call back in that order.
     * @param duration on a core of speed 1; zero is allowed, negative is not
     * @param done may be null
     */
    void Submit(Time duration, Task done) override;

    uint32_t GetCores() const;
    uint32_t GetBusyCores() const;

    /// @return core-time of all work that has run until now, running tasks in part.
    Time GetBusyTime() const override;

    /// @return what @p duration on a core of speed 1 takes on a core of this host.
    Time GetCoreTime(Time duration) const;

    /// Busy cores have changed: @p busy of @p cores run. A core that goes from one task straight to
    /// the next stays busy, also when the first one's callback submits the next.
    typedef void (*UtilizationCallback)(uint32_t busy, uint32_t cores);

  private:
    class Completion;
    friend class Process;

    Ptr<RunQueue> AddRunQueue();
    void SubmitTo(const Ptr<RunQueue>& queue, Time duration, Task done);
    void ReturnTo(const Ptr<RunQueue>& queue, Time duration, Task done); //!< from a blocking call
    void SetCores(uint32_t cores);
    void SetScheduling(const std::string& scheduling);
    std::string GetScheduling() const;
    Time Reserve(Time duration); //!< @return when the earliest core has run @p duration [core-time]
    void Finish(const Task& done);
    void ReportUtilization();

    uint32_t m_cores{1};
    double m_speed{1.0};
    std::vector<Time> m_freeAt; //!< heap, earliest first: when each core used so far becomes free
    Time m_submitted;           //!< core-time of all work submitted
    uint64_t m_unfinished{0};   //!< tasks submitted and not finished
    bool m_isFair{false};
    Time m_slice;
    Time m_sleeperCredit;
    Ptr<CoreScheduler> m_scheduler; //!< null while the host has no processes
    Ptr<RunQueue> m_ownQueue;       //!< of work submitted to the host itself; null as m_scheduler
    uint32_t m_reported{0};         //!< busy cores as last told to m_utilization
    TracedCallback<uint32_t, uint32_t> m_utilization;
};

} // namespace iotledger
} // namespace ns3

#endif /* HOST_H */
