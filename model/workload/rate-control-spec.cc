/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "rate-control-spec.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace iotledger
{

namespace
{

using Kind = RateOption::Kind;

// Defaults: Caliper 0.5, packages/caliper-core/lib/worker/rate-control, one file for each; not
// those of its documentation. What closed-loop and poisson need has none.
const std::vector<RateControllerType> TYPES = {
    {"fixed-rate", {{"tps", Kind::NUMBER, 10}}},
    {"fixed-load", {{"transactionLoad", Kind::INTEGER, 10}, {"startTps", Kind::INTEGER, 5}}},
    {"fixed-feedback-rate",
     {{"tps", Kind::INTEGER, 10},
      {"transactionLoad", Kind::NUMBER, 10},
      {"sleepTime", Kind::NUMBER, 100}}},
    {"linear-rate", {{"startingTps", Kind::NUMBER, 0}, {"finishingTps", Kind::NUMBER, 0}}},
    {"maximum-rate",
     {{"tps", Kind::NUMBER, 5},
      {"step", Kind::NUMBER, 5},
      {"sampleInterval", Kind::INTEGER, 10},
      {"includeFailed", Kind::FLAG, 0}}},
    {"composite-rate",
     {{"weights", Kind::WEIGHTS, 0},
      {"rateControllers", Kind::CONTROLLERS, 0},
      {"logChange", Kind::FLAG, 0}}},
    {"zero-rate", {}},
    {"record-rate",
     {{"rateController", Kind::CONTROLLER, 0},
      {"pathTemplate", Kind::TEXT, 0},
      {"outputFormat", Kind::TEXT, 0}}},
    {"replay-rate",
     {{"pathTemplate", Kind::TEXT, 0},
      {"inputFormat", Kind::TEXT, 0},
      {"defaultSleepTime", Kind::NUMBER, 100}}},
    {"closed-loop", {{"slots", Kind::INTEGER, 0}}},
    {"poisson", {{"tps", Kind::NUMBER, 0}}},
};

/// @return the mean rate of linear-rate [1/s], whose gap changes linearly from 1/start to 1/finish:
/// over the transactions the mean gap is the mean of the two, over time the rate 1/gap is averaged.
double
GetLinearRate(double start, double finish, bool isTimed)
{
    if (start == finish)
    {
        return start;
    }
    return isTimed ? std::log(start / finish) / (1 / finish - 1 / start)
                   : 2 * start * finish / (start + finish);
}

/// @return that of controllers which run in turn, by their shares of the time or the transactions.
std::optional<double>
GetCompositeRate(const RateControlSpec& spec, bool isTimed)
{
    double weights = 0;
    double sum = 0; // of transactions in a unit of time, or of time for one transaction
    for (std::size_t i = 0; i < spec.controllers.size(); ++i)
    {
        const auto rate = spec.controllers[i].GetAskedRate(isTimed);
        if (spec.weights[i] > 0 && !rate)
        {
            return std::nullopt;
        }
        if (spec.weights[i] > 0)
        {
            sum += isTimed ? spec.weights[i] * *rate : spec.weights[i] / *rate;
            weights += spec.weights[i];
        }
    }
    return isTimed ? sum / weights : weights / sum;
}

} // namespace

const RateOption*
RateControllerType::FindOption(const std::string& option) const
{
    const auto found = std::find_if(options.begin(), options.end(), [&](const auto& it) {
        return it.name == option;
    });
    return found == options.end() ? nullptr : &*found;
}

const std::vector<RateControllerType>&
RateControllerType::GetAll()
{
    return TYPES;
}

const RateControllerType*
RateControllerType::Find(const std::string& type)
{
    const auto found =
        std::find_if(TYPES.begin(), TYPES.end(), [&](const auto& it) { return it.name == type; });
    return found == TYPES.end() ? nullptr : &*found;
}

double
RateControlSpec::GetNumber(const std::string& option) const
{
    const RateControllerType* kind = RateControllerType::Find(type);
    const RateOption* read = kind ? kind->FindOption(option) : nullptr;
    NS_ABORT_MSG_IF(!read, type << " has no option " << option);
    const auto found = numbers.find(option);
    const double written = found == numbers.end() ? 0 : found->second;
    if (written == 0)
    {
        return read->standard;
    }
    return read->kind == RateOption::Kind::INTEGER ? std::trunc(written) : written;
}

std::string
RateControlSpec::GetText(const std::string& option) const
{
    const auto found = texts.find(option);
    return found == texts.end() ? "" : found->second;
}

std::optional<double>
RateControlSpec::GetAskedRate(bool isTimed) const
{
    if (type == "fixed-rate" || type == "fixed-feedback-rate" || type == "poisson")
    {
        return GetNumber("tps");
    }
    if (type == "linear-rate")
    {
        return GetLinearRate(GetNumber("startingTps"), GetNumber("finishingTps"), isTimed);
    }
    if (type == "zero-rate")
    {
        return 0;
    }
    if (type == "composite-rate")
    {
        return GetCompositeRate(*this, isTimed);
    }
    return type == "record-rate" ? controllers.front().GetAskedRate(isTimed) : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
