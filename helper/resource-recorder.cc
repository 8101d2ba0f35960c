/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "resource-recorder.h"

#include "ns3/net-device.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(ResourceRecorder);

TypeId
ResourceRecorder::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::ResourceRecorder")
                            .SetParent<Object>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<ResourceRecorder>()
                            .AddAttribute("Interval",
                                          "Time between two samples of a server",
                                          TimeValue(Seconds(1)),
                                          MakeTimeAccessor(&ResourceRecorder::m_interval),
                                          MakeTimeChecker(MicroSeconds(1)));
    return tid;
}

ResourceRecorder::ResourceRecorder()
    : m_table({"run",
               "time_s",
               "host",
               "node",
               "role",
               "cpu_util",
               "rx_bytes",
               "tx_bytes",
               "disk_write_bytes",
               "disk_read_bytes",
               "memory_bytes"})
{
}

void
ResourceRecorder::SetRun(uint64_t run)
{
    m_run = run;
}

void
ResourceRecorder::Watch(Ptr<Node> node,
                        const std::string& name,
                        const std::string& role,
                        const std::string& hostName,
                        Ptr<Host> host,
                        MemoryFunction memory,
                        bool server)
{
    m_nodes.push_back({name,
                       role,
                       hostName,
                       host,
                       std::move(memory),
                       server,
                       Simulator::Now(),
                       host->GetBusyTime()});
    const auto count = [](uint64_t* bytes) {
        return Callback<void, Ptr<const Packet>>(
            [bytes](Ptr<const Packet> packet) { *bytes += packet->GetSize(); });
    };
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        // A device without these trace sources (the loopback) is no link.
        auto device = node->GetDevice(i);
        device->TraceConnectWithoutContext("PhyRxEnd", count(&m_nodes.back().received));
        device->TraceConnectWithoutContext("PhyTxEnd", count(&m_nodes.back().sent));
    }
    if (server && !m_sampling)
    {
        m_sampling = true;
        Simulator::Schedule(m_interval, &ResourceRecorder::Sample, this);
    }
}

void
ResourceRecorder::Finish()
{
    for (auto& node : m_nodes)
    {
        if (Simulator::Now() > node.since)
        {
            AddRow(node);
        }
    }
}

const CsvTable&
ResourceRecorder::GetTable() const
{
    return m_table;
}

void
ResourceRecorder::DoDispose()
{
    m_nodes.clear();
    Object::DoDispose();
}

void
ResourceRecorder::Sample()
{
    for (auto& node : m_nodes)
    {
        if (node.server)
        {
            AddRow(node);
        }
    }
    Simulator::Schedule(m_interval, &ResourceRecorder::Sample, this);
}

void
ResourceRecorder::AddRow(Watched& node)
{
    const Time now = Simulator::Now();
    const Time busy = node.host->GetBusyTime();
    const double cores = node.host->GetCores();
    const double utilization =
        (busy - node.busySince).GetDouble() / ((now - node.since).GetDouble() * cores);
    constexpr uint64_t NO_DISK = 0; // [B]
    m_table.Cell(m_run).Cell(now).Cell(node.hostName).Cell(node.name).Cell(node.role);
    m_table.Cell(utilization).Cell(node.received).Cell(node.sent);
    m_table.Cell(NO_DISK).Cell(NO_DISK).Cell(node.memory()).EndRow();
    node.since = now;
    node.busySince = busy;
    node.received = 0;
    node.sent = 0;
}

} // namespace iotledger
} // namespace ns3
