/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "strand.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_LOG_COMPONENT_DEFINE("Strand");
NS_OBJECT_ENSURE_REGISTERED(Strand);

TypeId
Strand::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::Strand")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<Strand>()
            .AddAttribute("Executor",
                          "What runs the tasks: a machine, or a process on one.",
                          PointerValue(),
                          MakePointerAccessor(&Strand::SetExecutor, &Strand::GetExecutor),
                          MakePointerChecker<Executor>());
    return tid;
}

Strand::Strand() = default;

Strand::Strand(Ptr<Executor> executor)
    : m_executor(std::move(executor))
{
}

Strand::~Strand() = default;

void
Strand::SetExecutor(Ptr<Executor> executor)
{
    if (executor) // the attribute's initial value, null, comes after the constructor: that one
                  // stays
    {
        m_executor = std::move(executor);
    }
}

void
Strand::DoDispose()
{
    LetGo();
    m_executor = nullptr;
    Object::DoDispose();
}

void
Strand::Submit(Time duration, Executor::Task done)
{
    NS_LOG_FUNCTION(this << duration);
    if (!std::exchange(m_isBound, true))
    {
        Simulator::ScheduleDestroy(&Strand::LetGo, Ptr<Strand>(this));
    }
    if (m_busy)
    {
        m_queue.push_back({duration, std::move(done)});
    }
    else
    {
        Start({duration, std::move(done)});
    }
}

void
Strand::Start(Work work)
{
    NS_ABORT_MSG_IF(!m_executor, "Strand: attribute Executor must be set before work is submitted");
    m_busy = true;
    m_done = std::move(work.done);
    m_executor->Submit(work.duration, [strand = Ptr<Strand>(this)] { strand->Finish(); });
}

void
Strand::Finish()
{
    // Still busy while the callback runs: what it submits queues behind what waits already.
    if (const Executor::Task done = std::exchange(m_done, nullptr); done)
    {
        done();
    }
    m_busy = false;
    if (!m_queue.empty())
    {
        Work next = std::move(m_queue.front());
        m_queue.pop_front();
        Start(std::move(next));
    }
}

void
Strand::LetGo()
{
    m_isBound = false;
    // They go when all is done: what they hold may come back here.
    const auto queue = std::exchange(m_queue, {});
    const auto done = std::exchange(m_done, nullptr);
}

std::size_t
Strand::GetQueueLength() const
{
    return m_queue.size();
}

Ptr<Executor>
Strand::GetExecutor() const
{
    return m_executor;
}

} // namespace iotledger
} // namespace ns3
