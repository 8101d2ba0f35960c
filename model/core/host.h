/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HOST_H
#define HOST_H

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ns3
{
namespace iotledger
{

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
 */
class Host : public Object
{
  public:
    using Task = std::function<void()>;

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
    void Submit(Time duration, Task done);

    uint32_t GetCores() const;
    uint32_t GetBusyCores() const;

    /// @return core-time of all work that has run until now, running tasks in part.
    Time GetBusyTime() const;

    /// Busy cores have changed: @p busy of @p cores run. A core that goes from one task straight to
    /// the next stays busy, also when the first one's callback submits the next.
    typedef void (*UtilizationCallback)(uint32_t busy, uint32_t cores);

  private:
    class Completion;

    void SetCores(uint32_t cores);
    Time Reserve(Time duration); //!< @return when the earliest core has run @p duration [core-time]
    void Finish(const Task& done);
    void ReportUtilization();

    uint32_t m_cores{1};
    double m_speed{1.0};
    std::vector<Time> m_freeAt; //!< heap, earliest first: when each core used so far becomes free
    Time m_submitted;           //!< core-time of all work submitted
    uint64_t m_unfinished{0};   //!< tasks submitted and not finished
    uint32_t m_reported{0};     //!< busy cores as last told to m_utilization
    TracedCallback<uint32_t, uint32_t> m_utilization;
};

} // namespace iotledger
} // namespace ns3

#endif /* HOST_H */
