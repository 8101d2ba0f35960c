/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What transactions cost the simulator: a scenario's ledger with as many of them as asked for.

#include "ns3/command-line.h"
#include "ns3/scenario-runner.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <sys/resource.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// The resources that this process has used so far.
struct Usage
{
    double cpu;        //!< [s]
    uint64_t peakSize; //!< [B] resident

    static Usage Get()
    {
        rusage usage;
        getrusage(RUSAGE_SELF, &usage);
        return {usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
                    (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
                static_cast<uint64_t>(usage.ru_maxrss) * 1024};
    }
};

/// @return the sum of a column of a table. @param column from 0
double
SumColumn(const std::string& path, std::size_t column)
{
    std::ifstream table(path);
    std::string line;
    std::getline(table, line);
    double sum = 0;
    while (std::getline(table, line))
    {
        std::istringstream cells(line);
        std::string cell;
        for (std::size_t i = 0; i <= column; ++i)
        {
            std::getline(cells, cell, ',');
        }
        sum += std::stod(cell);
    }
    return sum;
}

} // namespace

int
main(int argc, char* argv[])
{
    std::string file;
    std::string rounds;
    std::string folder;
    CommandLine commandLine(__FILE__);
    commandLine.AddValue("scenario", "Scenario file", file);
    commandLine.AddValue("rounds", "Its workload.rounds, as JSON without blanks; empty: as they are", rounds);
    commandLine.AddValue("folder", "Where the result files go", folder);
    commandLine.Parse(argc, argv);

    Scenario scenario = Scenario::Load(file);
    if (!rounds.empty())
    {
        scenario.Set("workload.rounds", rounds);
    }
    std::filesystem::create_directories(folder);
    const auto before = Usage::Get();
    const auto began = std::chrono::steady_clock::now();
    const auto statistics = RunScenario(scenario, 1, folder);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
    const auto after = Usage::Get();

    constexpr std::size_t TRANSACTIONS = 4; // columns of blocks.csv
    constexpr std::size_t BYTES = 5;
    const std::string blocks = folder + "/blocks.csv";
    std::cout << "{\"program\": \"ledger-transactions\", \"transactions\": "
              << SumColumn(blocks, TRANSACTIONS) << ", \"ledger_bytes\": " << SumColumn(blocks, BYTES)
              << ", \"cpu_s\": " << after.cpu - before.cpu << ", \"wall_s\": " << wall.count()
              << ", \"simulated_s\": " << statistics.simulatedSeconds
              << ", \"rss_bytes\": " << after.peakSize - before.peakSize << "}" << std::endl;
    return 0;
}
