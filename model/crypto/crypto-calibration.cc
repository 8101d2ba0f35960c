/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration.h"

#include "calibration-file.h"
#include "calibration-workload.h"
#include "crypto-operation.h"
#include "openssl-library.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// Measures one row after the other and tells how far it has come.
class CalibrationRun
{
  public:
    CalibrationRun(const CryptoCalibration::Options& options,
                   const CryptoCalibration::Progress& progress)
        : m_options(options),
          m_progress(progress),
          m_file(options.name, options.tolerance)
    {
    }

    std::string Measure()
    {
        RandomBytes numbers(CreateObject<UniformRandomVariable>());
        const ErrorScope errors;
        const RandomScope random(numbers);
        for (const auto& [operation, name, kind] : CRYPTO_OPERATIONS)
        {
            m_file.BeginOperation(name);
            if (operation == CryptoOperation::SOCKET_WRITE)
            {
                MeasureSocket(name, &LoopbackConnection::Cost::write);
            }
            else if (operation == CryptoOperation::SOCKET_READ)
            {
                MeasureSocket(name, &LoopbackConnection::Cost::read);
            }
            else if (kind == CostKind::BY_KEY_SIZE)
            {
                MeasureByKeySize(operation, name);
            }
            else if (kind == CostKind::BY_BYTES)
            {
                const auto prepare = [op = operation](uint64_t size) {
                    return TimeOperation(PrepareOperation(op, size));
                };
                MeasureByBytes(name, prepare);
            }
            else
            {
                const auto sample = TimeOperation(PrepareOperation(operation, 0));
                m_file.AddCost(Sample(std::string(name), sample, m_options.rowLimit, 0, 1));
            }
            m_rows++;
        }
        if (m_progress)
        {
            m_progress("done", 1);
        }
        return m_file.ToString();
    }

  private:
    void MeasureByKeySize(CryptoOperation operation, std::string_view name)
    {
        const auto limit =
            operation == CryptoOperation::RSA_KEYGEN ? m_options.keygenLimit : m_options.rowLimit;
        for (std::size_t i = 0; i < m_options.rsaBits.size(); i++)
        {
            const auto bits = m_options.rsaBits[i];
            m_file.AddCost(bits,
                           Sample(std::string(name) + " " + std::to_string(bits) + " bit",
                                  TimeOperation(PrepareOperation(operation, bits)),
                                  limit,
                                  i,
                                  m_options.rsaBits.size()));
        }
    }

    /// @param prepare makes what takes a sample at a size of data
    void MeasureByBytes(std::string_view name,
                        const std::function<std::function<double()>(uint64_t)>& prepare)
    {
        std::vector<CalibrationSamples> samples;
        for (std::size_t i = 0; i < m_options.bytes.size(); i++)
        {
            const auto size = m_options.bytes[i];
            samples.push_back(Sample(std::string(name) + " " + std::to_string(size) + " B",
                                     prepare(size),
                                     m_options.rowLimit,
                                     i,
                                     m_options.bytes.size()));
        }
        m_file.AddLine(m_options.bytes, samples);
    }

    void MeasureSocket(std::string_view name, double LoopbackConnection::Cost::*side)
    {
        LoopbackConnection connection;
        MeasureByBytes(name, [&connection, side](uint64_t size) {
            return [&connection, side, size] { return connection.Move(size).*side; };
        });
    }

    /// Samples part @p part of the @p parts of a row.
    CalibrationSamples Sample(const std::string& name,
                              const std::function<double()>& sample,
                              Time limit,
                              std::size_t part,
                              std::size_t parts)
    {
        const SampleLimits limits{m_options.minSamples,
                                  m_options.maxSamples,
                                  limit,
                                  m_options.tolerance};
        return TakeSamples(sample, limits, [&](double share) {
            Report(name, (static_cast<double>(part) + share) / static_cast<double>(parts));
        });
    }

    /// Passes progress on, a few times a second.
    void Report(const std::string& name, double share)
    {
        const auto now = std::chrono::steady_clock::now();
        if (m_progress && now >= m_nextReport)
        {
            m_nextReport = now + std::chrono::milliseconds(200);
            m_progress(name, (m_rows + share) / static_cast<double>(CRYPTO_OPERATIONS.size()));
        }
    }

    const CryptoCalibration::Options& m_options;
    const CryptoCalibration::Progress& m_progress;
    CalibrationFile m_file;
    double m_rows{0}; //!< done
    std::chrono::steady_clock::time_point m_nextReport{};
};

[[noreturn]] void
RefusePath(const std::string& path)
{
    throw std::runtime_error(path +
                             ": cannot be written: " + std::generic_category().message(errno));
}

} // namespace

std::string
CryptoCalibration::Measure(const Options& options, const Progress& progress) const
{
    return CalibrationRun(options, progress).Measure();
}

void
Calibrate(const std::string& path, const std::function<void(const std::string&, double)>& progress)
{
    // Opened before the measurement, which takes minutes, so that a bad path is refused at once.
    const auto draft = path + ".part";
    std::ofstream file(draft, std::ios::binary);
    if (!file)
    {
        RefusePath(path);
    }
    CryptoCalibration::Options options;
    options.name = std::filesystem::path(path).stem().string();
    try
    {
        file << CryptoCalibration().Measure(options, progress);
    }
    catch (...)
    {
        std::remove(draft.c_str());
        throw;
    }
    file.close();
    if (!file || std::rename(draft.c_str(), path.c_str()) != 0)
    {
        std::remove(draft.c_str());
        RefusePath(path);
    }
}

} // namespace iotledger
} // namespace ns3
