/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STRAND_H
#define STRAND_H

#include "ns3/executor.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstddef>
#include <deque>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Runs one task at a time on an Executor, in order of submission: a single-threaded program.
 *
 * A task starts when the one before it has finished and the executor gets to it.
 */
class Strand : public Object
{
  public:
    static TypeId GetTypeId();

    Strand();
    explicit Strand(Ptr<Executor> executor);
    ~Strand() override;

    /**
     * Queues work. @p done is called when it has run, from the event loop, before the next task
     * starts.
     * @param duration on a core of speed 1; zero is allowed, negative is not
     * @param done may be null
     */
    void Submit(Time duration, Executor::Task done);

    std::size_t GetQueueLength() const; //!< tasks waiting, without the one running
    Ptr<Executor> GetExecutor() const;

  protected:
    void DoDispose() override; //!< drops what waits; the task running ends without its callback

  private:
    struct Work
    {
        Time duration;
        Executor::Task done;
    };

    void SetExecutor(Ptr<Executor> executor);
    void Start(Work work);
    void Finish();
    void LetGo(); //!< of callbacks, which may hold what holds this

    Ptr<Executor> m_executor;
    std::deque<Work> m_queue;
    Executor::Task m_done; //!< of the task running
    bool m_busy{false};
    bool m_isBound{false}; //!< to let go when the simulation is destroyed
};

} // namespace iotledger
} // namespace ns3

#endif /* STRAND_H */
