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

#include <functional>

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
 * takes duration / s. One task at a time per program is Strand's business.
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
     * Submit. Equal submission times run in order of submission.
     */
    void Submit(Time duration, Task done);

    uint32_t GetCores() const;
    uint32_t GetBusyCores() const;
    Time GetBusyTime() const; //!< core-time of all work submitted and finished or running, until now

    /// Busy cores have changed: @p busy of @p cores run.
    typedef void (*UtilizationCallback)(uint32_t busy, uint32_t cores);
};

} // namespace iotledger
} // namespace ns3

#endif /* HOST_H */
