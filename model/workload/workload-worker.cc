/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "workload-worker.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

WorkloadWorker::WorkloadWorker(const RateControlSpec& spec, RateContext context, Settings settings)
    : m_context(std::move(context)),
      m_settings(std::move(settings)),
      m_controller(RateController::Create(spec, m_context, m_context.statistics->GetStart()))
{
}

void
WorkloadWorker::Start()
{
    m_sending = true;
    Loop();
}

void
WorkloadWorker::Stop()
{
    m_stopped = true;
    m_sleep.Cancel();
    m_sleep = EventId();     // its event holds this
    m_settings = Settings(); // what it calls may hold this
}

const TransactionStatistics&
WorkloadWorker::GetStatistics() const
{
    return *m_context.statistics;
}

bool
WorkloadWorker::HasMore() const
{
    return m_context.txNumber > 0 ? m_context.statistics->GetSubmitted() < m_context.txNumber
                                  : Simulator::Now() < GetEnd();
}

Time
WorkloadWorker::GetEnd() const
{
    return m_context.statistics->GetStart() + m_context.txDuration;
}

void
WorkloadWorker::Loop()
{
    if (HasMore())
    {
        Follow(m_controller->Decide(Simulator::Now()));
    }
    else
    {
        StopSending();
    }
}

void
WorkloadWorker::Follow(RateDecision decision)
{
    const Ptr<WorkloadWorker> self(this);
    const auto wait = [&](Time duration) {
        m_sleep = Simulator::Schedule(duration, [self] { self->TakeTurn(); });
    };
    switch (decision.kind)
    {
    case RateDecision::Kind::NOW:
        TakeTurn();
        break;
    case RateDecision::Kind::AT_ONCE:
        m_controller->BeforeSend(Simulator::Now());
        m_sleep = Simulator::ScheduleNow([self] { self->Send(); });
        break;
    case RateDecision::Kind::SLEEP:
        wait(std::max(decision.time, m_settings.shortestSleep));
        break;
    case RateDecision::Kind::UNTIL:
        if (m_context.txNumber == 0 && decision.time >= GetEnd())
        {
            StopSending();
            break;
        }
        wait(std::max(decision.time - Simulator::Now(), Time(0)));
        break;
    case RateDecision::Kind::COMPLETION:
        m_awaiting = true;
        break;
    }
}

void
WorkloadWorker::TakeTurn()
{
    m_controller->BeforeSend(Simulator::Now());
    const auto loop = m_settings.loop; // Stop, which may be called meanwhile, drops it
    loop(m_settings.loopTime, [self = Ptr<WorkloadWorker>(this)] { self->Send(); });
}

void
WorkloadWorker::Send()
{
    if (m_stopped)
    {
        return;
    }
    const uint64_t index = m_context.statistics->GetSubmitted();
    m_context.statistics->Submit();
    const auto ended = [self = Ptr<WorkloadWorker>(this), index, created = Simulator::Now()](
                           bool success) { self->Finish(index, created, success); };
    const auto submit = m_settings.submit; // as above
    submit(index, ended);
    if (!m_stopped)
    {
        Loop();
    }
}

void
WorkloadWorker::Finish(uint64_t index, Time created, bool isSuccess)
{
    if (m_stopped)
    {
        return;
    }
    m_context.statistics->Finish(created, Simulator::Now(), isSuccess);
    m_controller->AfterEnd(index);
    if (m_awaiting)
    {
        m_awaiting = false;
        Loop();
    }
    else
    {
        EndIfDone();
    }
}

void
WorkloadWorker::StopSending()
{
    m_sending = false;
    EndIfDone();
}

void
WorkloadWorker::EndIfDone()
{
    if (m_sending || m_context.statistics->GetUnfinished() > 0)
    {
        return;
    }
    m_context.statistics->Stop();
    m_controller->End();
    const auto ended = m_settings.ended;
    Stop();
    ended();
}

} // namespace iotledger
} // namespace ns3
