/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "composite-rate-controller.h"

#include "ns3/abort.h"

#include <cmath>
#include <numeric>
#include <utility>

namespace ns3
{
namespace iotledger
{

CompositeRateController::CompositeRateController(const RateControlSpec& spec,
                                                 const RateContext& context,
                                                 Time now)
    : m_context(context)
{
    const double sum = std::accumulate(spec.weights.begin(), spec.weights.end(), 0.0);
    double shares = 0;
    for (std::size_t i = 0; i < spec.controllers.size(); ++i)
    {
        const double share = spec.weights[i] / sum;
        if (share > 0)
        {
            shares += share;
            AddPart(spec.controllers[i], share, shares);
        }
    }
    NS_ABORT_MSG_IF(m_parts.empty(), "composite-rate needs a controller with a weight above 0");
    StartPart(now);
}

void
CompositeRateController::AddPart(const RateControlSpec& spec, double share, double shareUpToIt)
{
    Part part;
    part.spec = spec;
    part.context = m_context;
    part.context.statistics = std::make_shared<TransactionStatistics>();
    m_context.statistics->AddPart(part.context.statistics);
    if (m_context.txNumber > 0)
    {
        part.context.txNumber = static_cast<uint64_t>(m_context.txNumber * share);
        part.lastIndex = static_cast<uint64_t>(m_context.txNumber * shareUpToIt);
    }
    else
    {
        const double duration = m_context.txDuration.GetSeconds();
        part.context.txDuration = Seconds(std::floor(duration * share));
        part.end = MilliSeconds(static_cast<uint64_t>(duration * 1000 * shareUpToIt));
    }
    m_parts.push_back(std::move(part));
}

RateDecision
CompositeRateController::Decide(Time now)
{
    if (m_active + 1 < m_parts.size() && IsTurnOver(now))
    {
        EndPart();
        ++m_active;
        StartPart(now);
    }
    return m_parts[m_active].controller->Decide(now);
}

void
CompositeRateController::BeforeSend(Time now)
{
    m_parts[m_active].controller->BeforeSend(now);
}

void
CompositeRateController::AfterEnd(uint64_t number)
{
    const Part& part = m_parts[m_active];
    if (number >= part.first) // else it was sent in another's turn
    {
        part.controller->AfterEnd(number - part.first);
    }
}

void
CompositeRateController::End()
{
    EndPart();
}

bool
CompositeRateController::IsTurnOver(Time now) const
{
    const Part& part = m_parts[m_active];
    const auto& statistics = *m_context.statistics;
    return m_context.txNumber > 0 ? statistics.GetSubmitted() > part.lastIndex
                                  : now - statistics.GetStart() >= part.end;
}

void
CompositeRateController::StartPart(Time now)
{
    Part& part = m_parts[m_active];
    part.context.statistics->Start(now);
    part.first = m_context.statistics->GetSubmitted();
    part.controller = RateController::Create(part.spec, part.context, now);
}

void
CompositeRateController::EndPart()
{
    m_parts[m_active].context.statistics->Stop();
    m_parts[m_active].controller->End();
}

} // namespace iotledger
} // namespace ns3
