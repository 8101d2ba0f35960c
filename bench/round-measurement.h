/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUND_MEASUREMENT_H
#define ROUND_MEASUREMENT_H

#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace ns3
{
namespace iotledger
{

/// Processor time and memory of this process, split into the set-up and the measured rounds.
class RoundMeasurement
{
  public:
    RoundMeasurement()
        : m_baseline(GetResidentBytes())
    {
    }

    void Begin()
    {
        m_begin = GetCpuSeconds();
    }

    void End()
    {
        m_end = GetCpuSeconds();
        m_resident = GetResidentBytes();
    }

    /// Prints one line of JSON. Memory is what was added since the program started.
    void Print(const std::string& program, uint32_t devices, uint64_t messages) const
    {
        std::cout << "{\"program\": \"" << program << "\", \"devices\": " << devices
                  << ", \"messages\": " << messages << ", \"cpu_s\": " << m_end - m_begin
                  << ", \"setup_cpu_s\": " << m_begin
                  << ", \"rss_bytes\": " << m_resident - m_baseline << "}" << std::endl;
    }

  private:
    static double GetCpuSeconds()
    {
        rusage usage;
        getrusage(RUSAGE_SELF, &usage);
        return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
               (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    }

    static uint64_t GetResidentBytes()
    {
        std::ifstream statm("/proc/self/statm"); // proc(5): total, then resident, in pages
        uint64_t total = 0;
        uint64_t resident = 0;
        statm >> total >> resident;
        return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
    }

    uint64_t m_baseline; //!< [B]
    double m_begin{0};
    double m_end{0};
    uint64_t m_resident{0}; //!< [B]
};

} // namespace iotledger
} // namespace ns3

#endif /* ROUND_MEASUREMENT_H */
