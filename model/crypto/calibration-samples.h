/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CALIBRATION_SAMPLES_H
#define CALIBRATION_SAMPLES_H

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// @return [ns] CPU time this thread has used. Internal.
double GetCpuTime();

/// @return the value below which the share @p quantile of @p sorted lies, interpolated. Internal.
double GetQuantile(const std::vector<double>& sorted, double quantile);

/// Repeated measurements of one operation. Internal.
struct CalibrationSamples
{
    std::vector<double> sorted; //!< [ns]
    double drift;               //!< relative difference of the medians of first and second half
};

/// When to stop measuring. Internal.
struct SampleLimits
{
    uint32_t min;
    uint32_t max;
    Time time;        //!< of wall clock
    double tolerance; //!< accepted drift
};

/**
 * Calls @p sample, which returns [ns], until the median is steady or a limit is reached, and
 * @p progress with the share of the limits used up. Internal.
 */
CalibrationSamples TakeSamples(const std::function<double()>& sample,
                               const SampleLimits& limits,
                               const std::function<void(double)>& progress);

/// @return a function for TakeSamples that times @p operation, in batches if it is short. Internal.
std::function<double()> TimeOperation(std::function<void()> operation);

/// A straight line through the medians of an operation at several sizes of data. Internal.
struct CostLine
{
    double intercept; //!< [ns]
    double slope;     //!< [ns/B]
};

/// @return the line with the least squares of relative deviations; neither number is negative.
CostLine FitCostLine(const std::vector<uint64_t>& bytes, const std::vector<double>& medians);

} // namespace iotledger
} // namespace ns3

#endif /* CALIBRATION_SAMPLES_H */
