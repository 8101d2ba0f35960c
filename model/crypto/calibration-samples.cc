/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "calibration-samples.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// Samples below this length are batches: reading the clock takes about 0.3 us.
constexpr double SHORTEST_SAMPLE = 30'000; // [ns]

/// The fewest samples to take whatever the time limit says.
constexpr std::size_t FEWEST_SAMPLES = 3;

double
GetMedian(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return GetQuantile(values, 0.5);
}

double
GetDrift(const std::vector<double>& samples)
{
    const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
    const auto first = GetMedian({samples.begin(), middle});
    const auto second = GetMedian({middle, samples.end()});
    return std::abs(first - second) / std::max(first, second);
}

/// @return half of the relative width of the interval that holds the median with 95 % confidence:
/// the order statistics 1.96 sqrt(n) / 2 ranks around the middle.
double
GetUncertainty(std::vector<double> samples)
{
    std::sort(samples.begin(), samples.end());
    const auto reach = 0.98 / std::sqrt(static_cast<double>(samples.size()));
    const auto width = GetQuantile(samples, 0.5 + reach) - GetQuantile(samples, 0.5 - reach);
    return width / 2 / GetQuantile(samples, 0.5);
}

/// Two halves may agree by chance where the spread is wide, so the interval must be narrow as well.
bool
IsSteady(const std::vector<double>& samples, double tolerance)
{
    return GetDrift(samples) <= tolerance && GetUncertainty(samples) <= tolerance;
}

} // namespace

double
GetCpuTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

double
GetQuantile(const std::vector<double>& sorted, double quantile)
{
    const auto position = quantile * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - std::floor(position)) * (sorted[above] - sorted[below]);
}

CalibrationSamples
TakeSamples(const std::function<double()>& sample,
            const SampleLimits& limits,
            const std::function<void(double)>& progress)
{
    const auto start = std::chrono::steady_clock::now();
    const auto allowed = std::chrono::nanoseconds(limits.time.GetNanoSeconds());
    std::vector<double> samples;
    std::size_t nextCheck = std::max<std::size_t>(limits.min, FEWEST_SAMPLES);
    double used = 0;
    sample(); // fills caches and tables
    while (samples.size() < FEWEST_SAMPLES || (samples.size() < limits.max && used < 1))
    {
        samples.push_back(sample());
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        used = elapsed / allowed;
        if (samples.size() >= nextCheck)
        {
            if (IsSteady(samples, limits.tolerance))
            {
                break;
            }
            nextCheck = samples.size() + samples.size() / 4 + 1;
        }
        const auto counted = static_cast<double>(samples.size()) / limits.max;
        progress(std::min(1.0, std::max(used, counted)));
    }
    const auto drift = GetDrift(samples);
    std::sort(samples.begin(), samples.end());
    return {std::move(samples), drift};
}

std::function<double()>
TimeOperation(std::function<void()> operation)
{
    uint32_t batch = 1;
    for (double length = 0; length < SHORTEST_SAMPLE; batch *= 2)
    {
        const auto start = GetCpuTime();
        for (uint32_t i = 0; i < batch; i++)
        {
            operation();
        }
        length = GetCpuTime() - start;
    }
    batch = std::max<uint32_t>(1, batch / 2);
    return [operation = std::move(operation), batch] {
        const auto start = GetCpuTime();
        for (uint32_t i = 0; i < batch; i++)
        {
            operation();
        }
        return (GetCpuTime() - start) / batch;
    };
}

CostLine
FitCostLine(const std::vector<uint64_t>& bytes, const std::vector<double>& medians)
{
    // Least squares of (a + b x - y) / y: the normal equations with weights 1 / y^2.
    double w = 0;
    double wx = 0;
    double wy = 0;
    double wxx = 0;
    double wxy = 0;
    for (std::size_t i = 0; i < bytes.size(); i++)
    {
        const auto x = static_cast<double>(bytes[i]);
        const auto y = medians[i];
        const auto weight = 1 / (y * y);
        w += weight;
        wx += weight * x;
        wy += weight * y;
        wxx += weight * x * x;
        wxy += weight * x * y;
    }
    const auto slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
    const auto intercept = (wy - slope * wx) / w;
    if (intercept < 0)
    {
        return {0, wxy / wxx};
    }
    return slope < 0 ? CostLine{wy / w, 0} : CostLine{intercept, slope};
}

} // namespace iotledger
} // namespace ns3
