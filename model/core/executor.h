/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EXECUTOR_H
#define EXECUTOR_H

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What work can be submitted to: a Host, or a Process on one.
 *
 * Work is a duration on a core of speed 1 and what to call when it has run. How many tasks run at
 * once and in which order is the business of each kind.
 */
class Executor : public Object
{
  public:
    using Task = std::function<void()>;

    static TypeId GetTypeId();

    /**
     * Queues work. @p done is called when it has run, from the event loop, never from within
     * Submit.
     * @param duration on a core of speed 1; zero is allowed, negative is not
     * @param done may be null
     */
    virtual void Submit(Time duration, Task done) = 0;

    /// @return core-time of all its work that has run until now, running tasks in part.
    virtual Time GetBusyTime() const = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* EXECUTOR_H */
