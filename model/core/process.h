/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROCESS_H
#define PROCESS_H

#include "ns3/executor.h"
#include "ns3/host.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <cstddef>
#include <cstdint>

namespace ns3
{
namespace iotledger
{

class RunQueue;

/**
 * @ingroup iot-ledger
 * @brief An operating-system process on a Host: a multi-threaded program, such as one written in
 * Go.
 *
 * Its tasks wait in order of submission for one of its Threads (Go's GOMAXPROCS), and a thread that
 * has work for one of the host's cores, which the host hands to its processes in turn (attribute
 * Scheduling of Host).
 *
 * A process with nothing to do sleeps. The task that wakes it takes WakeUpCost more (the poller
 * returns, an idle core is kicked, caches are cold); when its last task has ended, the process
 * works for another SleepCost (idle threads look for work, then park in the poller), which delays
 * none of its own tasks while it has another thread. Both count as its busy time: an unloaded
 * process takes more core-time per task than a loaded one.
 */
class Process : public Executor
{
  public:
    static TypeId GetTypeId();

    explicit Process(Ptr<Host> host);
    ~Process() override;

    void Submit(Time duration, Task done) override;

    /// @return core-time used until now, of wake-ups too, running tasks in part.
    Time GetBusyTime() const override;

    std::size_t GetQueueLength() const; //!< tasks waiting, without those running
    uint32_t GetRunning() const;        //!< tasks running now, each on a core
    Ptr<Host> GetHost() const;

    /// Fixes the streams of Variation and CollectionInterval. @return how many it took.
    int64_t AssignStreams(int64_t first);

  private:
    void SetThreads(uint32_t threads);
    void SetWakeUpCost(Time cost);
    void SetSleepCost(Time cost);
    void SetCollectionCost(Time cost);
    void SetAssistRatio(double ratio);
    void SetCollectionInterval(Ptr<RandomVariableStream> interval);

    Ptr<RandomVariableStream> m_variation;
    Ptr<RandomVariableStream> m_collectionInterval;
    Ptr<Host> m_host;
    Ptr<RunQueue> m_queue;
};

} // namespace iotledger
} // namespace ns3

#endif /* PROCESS_H */
