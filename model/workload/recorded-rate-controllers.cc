/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "recorded-rate-controllers.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
GetPath(const RateControlSpec& spec, const RateContext& context)
{
    return raterecording::FillTemplate(spec.GetText("pathTemplate"), context.round, context.worker);
}

} // namespace

RecordRateController::RecordRateController(const RateControlSpec& spec,
                                           const RateContext& context,
                                           Time now)
    : m_context(context),
      m_recorded(RateController::Create(spec.controllers.front(), context, now)),
      m_path(GetPath(spec, context)),
      m_format(spec.GetText("outputFormat")),
      m_recording(context.txNumber, 0)
{
}

RateDecision
RecordRateController::Decide(Time now)
{
    return m_recorded->Decide(now);
}

void
RecordRateController::BeforeSend(Time now)
{
    m_recorded->BeforeSend(now);
    const uint64_t index = m_context.statistics->GetSubmitted();
    m_recording.resize(std::max<std::size_t>(m_recording.size(), index + 1));
    m_recording[index] = (now - m_context.statistics->GetStart()).GetMilliSeconds();
}

void
RecordRateController::AfterEnd(uint64_t number)
{
    m_recorded->AfterEnd(number);
}

void
RecordRateController::End()
{
    m_recorded->End();
    m_context.recordings->Put(m_path, m_format, std::move(m_recording));
}

ReplayRateController::ReplayRateController(const RateControlSpec& spec, const RateContext& context)
    : m_statistics(context.statistics),
      m_defaultSleepTime(spec.GetNumber("defaultSleepTime"))
{
    if (const RateRecording* recording = context.recordings->Find(GetPath(spec, context)))
    {
        m_recording = *recording;
    }
}

RateDecision
ReplayRateController::Decide(Time now)
{
    constexpr double LONGEST_SKIPPED = 5; // [ms]
    const uint64_t index = m_statistics->GetSubmitted();
    if (index >= m_recording.size())
    {
        return RateDecision::Sleep(m_defaultSleepTime);
    }
    const double wait = m_recording[index] - (now - m_statistics->GetStart()).GetSeconds() * 1000;
    return wait > LONGEST_SKIPPED ? RateDecision::Sleep(wait) : RateDecision::Now();
}

} // namespace iotledger
} // namespace ns3
