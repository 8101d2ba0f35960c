/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "paced-rate-controllers.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

FixedRateController::FixedRateController(const RateControlSpec& spec, const RateContext& context)
    : m_statistics(context.statistics),
      m_gap(1000 * context.workers / spec.GetNumber("tps"))
{
}

RateDecision
FixedRateController::Decide(Time now)
{
    const double elapsed = (now - m_statistics->GetStart()).GetSeconds() * 1000;
    return RateDecision::Sleep(m_gap * m_statistics->GetSubmitted() - elapsed);
}

LinearRateController::LinearRateController(const RateControlSpec& spec, const RateContext& context)
    : m_statistics(context.statistics),
      m_isTimed(context.txNumber == 0),
      m_firstGap(1000 * context.workers / spec.GetNumber("startingTps"))
{
    const double length =
        m_isTimed ? context.txDuration.GetSeconds() * 1000 : static_cast<double>(context.txNumber);
    m_gradient = (1000 * context.workers / spec.GetNumber("finishingTps") - m_firstGap) / length;
}

RateDecision
LinearRateController::Decide(Time now)
{
    constexpr double LONGEST_SKIPPED = 5; // [ms]
    const double position = m_isTimed ? (now - m_statistics->GetStart()).GetSeconds() * 1000
                                      : static_cast<double>(m_statistics->GetSubmitted());
    const double gap = m_firstGap + position * m_gradient;
    return gap > LONGEST_SKIPPED ? RateDecision::Sleep(gap) : RateDecision::Now();
}

ZeroRateController::ZeroRateController(const RateContext& context)
    : m_duration(context.txDuration)
{
}

RateDecision
ZeroRateController::Decide(Time)
{
    return RateDecision::Sleep(m_duration.GetSeconds() * 1000);
}

PoissonRateController::PoissonRateController(const RateControlSpec& spec,
                                             const RateContext& context,
                                             Time now)
    : m_draw(context.draw),
      m_mean(context.workers / spec.GetNumber("tps")),
      m_next(now)
{
    NS_ASSERT_MSG(m_draw, "poisson needs what it draws from");
}

RateDecision
PoissonRateController::Decide(Time)
{
    constexpr double LONGEST = 1e8; // [s] longer than any run, and a Time holds it
    m_next += Seconds(std::min(m_draw() * m_mean, LONGEST));
    return RateDecision::Until(m_next);
}

} // namespace iotledger
} // namespace ns3
