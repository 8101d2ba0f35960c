/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "calibration-file.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <locale>
#include <openssl/crypto.h>
#include <sys/utsname.h>
#include <thread>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::vector<double> LEVELS{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};

/// @return one line about processor and system.
std::string
DescribeHost()
{
    std::ifstream file("/proc/cpuinfo");
    std::string model = "unknown processor";
    for (std::string line; std::getline(file, line);)
    {
        // x86 names the processor; ARM boards name themselves, last.
        if (line.rfind("model name", 0) == 0 || line.rfind("Model", 0) == 0)
        {
            model = line.substr(std::min(line.size(), line.find(':') + 2));
        }
    }
    utsname system{};
    uname(&system);
    return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " processors, " +
           system.sysname + " " + system.machine;
}

std::string
GetToday()
{
    const auto now = std::time(nullptr);
    std::ostringstream date;
    date << std::put_time(std::gmtime(&now), "%F");
    return date.str();
}

/// @return for 1234 "1.234us".
std::string
FormatTime(double nanoseconds)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << std::setprecision(5);
    if (nanoseconds < 1e3)
    {
        text << nanoseconds << "ns";
    }
    else if (nanoseconds < 1e6)
    {
        text << nanoseconds / 1e3 << "us";
    }
    else
    {
        text << nanoseconds / 1e6 << "ms";
    }
    return text.str();
}

} // namespace

CalibrationFile::CalibrationFile(const std::string& name, double tolerance)
    : m_tolerance(tolerance)
{
    m_text.imbue(std::locale::classic());
    m_text << "# CPU time on one core of this machine. Factors are quantiles of the time over the\n"
           << "# cost; they are those of batches where a single operation is too short to time.\n"
           << "name: " << std::quoted(name) << "\n"
           << "description: " << std::quoted(DescribeHost()) << "\n"
           << "library: " << std::quoted(OpenSSL_version(OPENSSL_VERSION)) << "\n"
           << "date: " << GetToday() << "\n"
           << "quantiles: ";
    WriteList(LEVELS);
    m_text << "operations:\n";
}

void
CalibrationFile::BeginOperation(std::string_view name)
{
    m_text << "  " << name << ":\n";
}

void
CalibrationFile::AddCost(const CalibrationSamples& samples)
{
    WriteCost("    ", samples);
}

void
CalibrationFile::AddCost(uint32_t bits, const CalibrationSamples& samples)
{
    m_text << "    " << bits << ":\n";
    WriteCost("      ", samples);
}

void
CalibrationFile::AddLine(const std::vector<uint64_t>& bytes,
                         const std::vector<CalibrationSamples>& samples)
{
    std::vector<double> medians;
    for (const auto& series : samples)
    {
        medians.push_back(GetQuantile(series.sorted, 0.5));
    }
    const auto line = FitCostLine(bytes, medians);

    // A hundred quantiles of each size, so that all sizes weigh the same.
    std::vector<double> factors;
    std::size_t count = 0;
    double drift = 0;
    for (std::size_t i = 0; i < bytes.size(); i++)
    {
        const auto cost = line.intercept + line.slope * static_cast<double>(bytes[i]);
        for (int percent = 0; percent < 100; percent++)
        {
            factors.push_back(GetQuantile(samples[i].sorted, (percent + 0.5) / 100) / cost);
        }
        count += samples[i].sorted.size();
        drift = std::max(drift, samples[i].drift);
    }
    std::sort(factors.begin(), factors.end());
    m_text << "    intercept: " << FormatTime(line.intercept) << "\n"
           << "    perByte: " << FormatTime(line.slope) << "\n";
    WriteSpread("    ", factors, count, drift);
}

std::string
CalibrationFile::ToString() const
{
    return m_text.str();
}

void
CalibrationFile::WriteCost(const std::string& indent, const CalibrationSamples& samples)
{
    const auto median = GetQuantile(samples.sorted, 0.5);
    auto factors = samples.sorted;
    for (auto& factor : factors)
    {
        factor /= median;
    }
    m_text << indent << "cost: " << FormatTime(median) << "\n";
    WriteSpread(indent, factors, factors.size(), samples.drift);
}

void
CalibrationFile::WriteSpread(const std::string& indent,
                             const std::vector<double>& sortedFactors,
                             std::size_t samples,
                             double drift)
{
    std::vector<double> factors;
    for (const auto level : LEVELS)
    {
        factors.push_back(GetQuantile(sortedFactors, level));
    }
    m_text << indent << "factors: ";
    WriteList(factors);
    m_text << indent << "samples: " << samples;
    if (drift > m_tolerance)
    {
        m_text << " # medians of first and second half differ by " << std::setprecision(2)
               << drift * 100 << " %";
    }
    m_text << "\n";
}

void
CalibrationFile::WriteList(const std::vector<double>& numbers)
{
    m_text << "[" << std::setprecision(4);
    for (std::size_t i = 0; i < numbers.size(); i++)
    {
        m_text << (i == 0 ? "" : ", ") << numbers[i];
    }
    m_text << "]\n";
}

} // namespace iotledger
} // namespace ns3
