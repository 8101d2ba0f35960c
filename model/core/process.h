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
 * returns, a thread is started; only BusyWakeUpShare of it when every core is busy, so that none
 * has to be woken), and ColdCost on top after a sleep longer than ColdAfter, when its caches are
 * cold. When its last task has ended and no other process waits for the core, it works for another
 * SleepCost (idle threads look for work, then park in the poller), which delays none of its own
 * tasks while it has another thread. All count as its busy time: an unloaded process takes more
 * core-time per task than a loaded one.
 *
 * A program with a garbage collector, as Go's, collects after each CollectionInterval of core-time
 * of its tasks: CollectionCost of work by one thread, ahead of what waits, while every task that
 * starts pays AssistRatio times its own core-time towards it (mutator assists: Go 1.19,
 * runtime/mgcpacer.go). On a loaded host that stalls the process.
 *
 * Variation multiplies each task's duration: lock waits, allocation, and all else that makes equal
 * work take unequal time. Longer tasks are made of many steps and so vary less: each millisecond
 * has a factor of its own.
 *
 * A thread that comes back from a blocking call has lost its place (Go: its P) and waits in a line
 * of its own, which is looked at when no other task waits, and by each ReturnEvery-th task started
 * (Go 1.19, runtime/proc.go: schedule looks at the global run queue every 61st time). 0: there is
 * no such line.
 *
 * A task that runs for longer than the host's Slice keeps its thread, though not its core, until it
 * ends: no task of its own process overtakes it, unless it has had the thread for PreemptAfter. Then
 * it lines up behind those that wait.
 */
class Process : public Executor
{
  public:
    static TypeId GetTypeId();

    explicit Process(Ptr<Host> host);
    ~Process() override;

    void Submit(Time duration, Task done) override;

    /// Likewise, by a thread that comes back from a blocking call, such as a disk's sync.
    void SubmitAfterBlocking(Time duration, Task done);

    /// Ends it as SIGKILL does: of what was submitted nothing calls back. What runs leaves its core
    /// at the end of its slice. It may be started again at once; its Strands may not.
    void Kill();

    /// @return core-time used until now, of wake-ups too, running tasks in part.
    Time GetBusyTime() const override;

    std::size_t GetQueueLength() const; //!< tasks waiting, without those running
    uint32_t GetRunning() const;        //!< tasks running now, each on a core
    Ptr<Host> GetHost() const;

    /// Fixes the streams of Variation and CollectionInterval. @return how many it took.
    int64_t AssignStreams(int64_t first);

  private:
    Time Vary(Time duration) const;
    void SetThreads(uint32_t threads);
    void SetReturnEvery(uint32_t tasks);
    void SetNiceness(uint32_t niceness);
    void SetPreemptAfter(Time time);
    void SetWakeUpCost(Time cost);
    void SetBusyWakeUpShare(double share);
    void SetColdCost(Time cost);
    void SetColdAfter(Time sleep);
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
