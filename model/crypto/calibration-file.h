/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CALIBRATION_FILE_H
#define CALIBRATION_FILE_H

#include "calibration-samples.h"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Writes a profile of this machine, in the format of CryptoProfileLoader. Internal.
class CalibrationFile
{
  public:
    /// @param name of the profile @param tolerance drift above which a row says so
    CalibrationFile(const std::string& name, double tolerance);

    void BeginOperation(std::string_view name);

    /// Adds what the operation just begun costs, or costs at one key size.
    void AddCost(const CalibrationSamples& samples);
    void AddCost(uint32_t bits, const CalibrationSamples& samples);

    /// Adds what it costs by bytes: @p samples for each size in @p bytes.
    void AddLine(const std::vector<uint64_t>& bytes,
                 const std::vector<CalibrationSamples>& samples);

    std::string ToString() const;

  private:
    void WriteCost(const std::string& indent, const CalibrationSamples& samples);
    void WriteSpread(const std::string& indent,
                     const std::vector<double>& sortedFactors,
                     std::size_t samples,
                     double drift);
    void WriteList(const std::vector<double>& numbers);

    std::ostringstream m_text;
    double m_tolerance;
};

} // namespace iotledger
} // namespace ns3

#endif /* CALIBRATION_FILE_H */
