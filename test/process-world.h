/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROCESS_WORLD_H
#define PROCESS_WORLD_H

#include "ns3/process.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A host and its processes, and the log of what they finished.
struct ProcessWorld
{
    using Log = std::vector<std::pair<std::string, int64_t>>;

    explicit ProcessWorld(uint32_t cores, const std::string& scheduling = "fair")
        : host(CreateObjectWithAttributes<Host>("Cores",
                                                UintegerValue(cores),
                                                "Scheduling",
                                                StringValue(scheduling)))
    {
    }

    ~ProcessWorld()
    {
        Simulator::Destroy();
    }

    Ptr<Process> MakeProcess(uint32_t threads = 0) const
    {
        auto process = CreateObject<Process>(host);
        process->SetAttribute("Threads", UintegerValue(threads));
        return process;
    }

    Executor::Task Note(const std::string& name)
    {
        return [this, name] { log.emplace_back(name, Simulator::Now().GetMicroSeconds()); };
    }

    Ptr<Host> host;
    Log log; //!< [us]
};

} // namespace iotledger
} // namespace ns3

#endif /* PROCESS_WORLD_H */
