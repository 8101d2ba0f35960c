/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "load-rate-controllers.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace iotledger
{

FixedLoadController::FixedLoadController(const RateControlSpec& spec, const RateContext& context)
    : m_statistics(context.statistics),
      m_startGap(1000 * context.workers / spec.GetNumber("startTps")),
      m_target(spec.GetNumber("transactionLoad") / context.workers)
{
}

RateDecision
FixedLoadController::Decide(Time)
{
    if (m_statistics->GetFinished() == 0)
    {
        return RateDecision::Sleep(m_startGap);
    }
    const double excess = m_statistics->GetUnfinished() - m_target;
    if (excess < 0)
    {
        return RateDecision::Now();
    }
    // Within composite-rate, what has finished may all be of the controller before; then Caliper
    // divides 0 by 0 and sleeps for its shortest time.
    const auto latency = m_statistics->GetMeanLatency();
    return RateDecision::Sleep(latency ? excess * latency->GetSeconds() * 1000 : 0);
}

FixedFeedbackRateController::FixedFeedbackRateController(const RateControlSpec& spec,
                                                         const RateContext& context)
    : m_statistics(context.statistics),
      m_gap(1000 * context.workers / spec.GetNumber("tps")),
      m_backOffTime(spec.GetNumber("sleepTime")),
      m_load(spec.GetNumber("transactionLoad") / context.workers)
{
}

RateDecision
FixedFeedbackRateController::Decide(Time now)
{
    constexpr double MOST_LOADS = 10;
    const int64_t unfinished = m_statistics->GetUnfinished();
    if (unfinished < m_load / 2)
    {
        const double elapsed = (now - m_statistics->GetStart()).GetSeconds() * 1000;
        return RateDecision::Sleep(m_gap * m_statistics->GetSubmitted() - elapsed);
    }
    const double loads = std::min(std::floor(unfinished / m_load), MOST_LOADS);
    return loads < 1 ? RateDecision::Now() : RateDecision::Sleep(loads * m_backOffTime);
}

MaximumRateController::MaximumRateController(const RateControlSpec& spec,
                                             const RateContext& context)
    : m_statistics(context.statistics),
      m_sampleInterval(Seconds(spec.GetNumber("sampleInterval"))),
      m_rate(spec.GetNumber("tps") / context.workers),
      m_step(spec.GetNumber("step") / context.workers)
{
}

RateDecision
MaximumRateController::Decide(Time now)
{
    if (m_statistics->GetFinished() > 0)
    {
        m_update = m_update.value_or(now);
        if (now - *m_update >= m_sampleInterval)
        {
            Adapt();
            m_update = now;
        }
    }
    return RateDecision::Sleep(1000 / m_rate);
}

double
MaximumRateController::GetRate() const
{
    return m_rate;
}

void
MaximumRateController::Adapt()
{
    constexpr double SMALLEST_HALVED = 0.2; // [1/s]
    const uint64_t completed =
        m_statistics->GetSuccessful().count + m_statistics->GetFailed().count;
    const Time latency = m_statistics->GetTotalLatency();
    // Not a number when nothing has completed; as such it compares as no rise, now and next time.
    const double observed = (completed - m_completed) / (latency - m_latency).GetSeconds();
    if (observed - m_observed > 0)
    {
        m_rate += m_step;
    }
    else
    {
        m_rate -= m_step;
        m_step = m_step > SMALLEST_HALVED ? m_step / 2 : m_step;
    }
    m_observed = observed;
    m_completed = completed;
    m_latency = latency;
}

ClosedLoopController::ClosedLoopController(const RateControlSpec& spec, const RateContext& context)
    : m_statistics(context.statistics)
{
    const auto slots = static_cast<uint64_t>(spec.GetNumber("slots"));
    m_slots = slots / context.workers + (context.worker < slots % context.workers ? 1 : 0);
}

RateDecision
ClosedLoopController::Decide(Time)
{
    return m_statistics->GetSubmitted() < m_ended + m_slots ? RateDecision::AtOnce()
                                                            : RateDecision::Completion();
}

void
ClosedLoopController::AfterEnd(uint64_t)
{
    ++m_ended;
}

} // namespace iotledger
} // namespace ns3
