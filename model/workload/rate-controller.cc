/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "rate-controller.h"

#include "ns3/abort.h"
#include "ns3/composite-rate-controller.h"
#include "ns3/load-rate-controllers.h"
#include "ns3/paced-rate-controllers.h"
#include "ns3/recorded-rate-controllers.h"

#include <map>
#include <string>
#include <type_traits>

namespace ns3
{
namespace iotledger
{

namespace
{

/// Makes a controller of any of the forms that their constructors have.
template <typename Controller>
std::unique_ptr<RateController>
Make(const RateControlSpec& spec, const RateContext& context, Time now)
{
    using Spec = const RateControlSpec&;
    using Context = const RateContext&;
    if constexpr (std::is_constructible_v<Controller, Spec, Context, Time>)
    {
        return std::make_unique<Controller>(spec, context, now);
    }
    else if constexpr (std::is_constructible_v<Controller, Spec, Context>)
    {
        return std::make_unique<Controller>(spec, context);
    }
    else
    {
        return std::make_unique<Controller>(context);
    }
}

} // namespace

RateDecision
RateDecision::Now()
{
    return {};
}

RateDecision
RateDecision::AtOnce()
{
    return {Kind::AT_ONCE, Time()};
}

RateDecision
RateDecision::Sleep(double milliseconds)
{
    constexpr double LONGEST = 2'147'483'647; // [ms] Node.js, timers: TIMEOUT_MAX
    const bool isTimer = milliseconds > 0 && milliseconds <= LONGEST;
    return {Kind::SLEEP, isTimer ? Seconds(milliseconds / 1000) : Time(0)};
}

RateDecision
RateDecision::Until(Time when)
{
    return {Kind::UNTIL, when};
}

RateDecision
RateDecision::Completion()
{
    return {Kind::COMPLETION, Time(0)};
}

std::unique_ptr<RateController>
RateController::Create(const RateControlSpec& spec, const RateContext& context, Time now)
{
    using Maker =
        std::unique_ptr<RateController> (*)(const RateControlSpec&, const RateContext&, Time);
    static const std::map<std::string, Maker> makers = {
        {"fixed-rate", Make<FixedRateController>},
        {"fixed-load", Make<FixedLoadController>},
        {"fixed-feedback-rate", Make<FixedFeedbackRateController>},
        {"linear-rate", Make<LinearRateController>},
        {"maximum-rate", Make<MaximumRateController>},
        {"composite-rate", Make<CompositeRateController>},
        {"zero-rate", Make<ZeroRateController>},
        {"record-rate", Make<RecordRateController>},
        {"replay-rate", Make<ReplayRateController>},
        {"closed-loop", Make<ClosedLoopController>},
        {"poisson", Make<PoissonRateController>},
    };
    const auto maker = makers.find(spec.type);
    NS_ABORT_MSG_IF(maker == makers.end(), "there is no rate controller " << spec.type);
    return maker->second(spec, context, now);
}

void
RateController::BeforeSend(Time)
{
}

void
RateController::AfterEnd(uint64_t)
{
}

void
RateController::End()
{
}

} // namespace iotledger
} // namespace ns3
