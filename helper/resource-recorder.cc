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
               "memory_bytes",
               "process_cpu_s"})
{
}

void
ResourceRecorder::SetRun(uint64_t run)
{
    m_run = run;
}

void
ResourceRecorder::Watch(const Source& source)
{
    m_nodes.push_back(MakeWatched(source));
    const auto count = [](uint64_t* bytes) {
        return Callback<void, Ptr<const Packet>>(
            [bytes](Ptr<const Packet> packet) { *bytes += packet->GetSize(); });
    };
    for (uint32_t i = 0; source.node && i < source.node->GetNDevices(); ++i)
    {
        // A device without these trace sources (the loopback) is no link.
        auto device = source.node->GetDevice(i);
        device->TraceConnectWithoutContext("PhyRxEnd", count(&m_nodes.back().received));
        device->TraceConnectWithoutContext("PhyTxEnd", count(&m_nodes.back().sent));
    }
    if (source.isSampled && !m_sampling)
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
        if (node.source.isSampled)
        {
            AddRow(node);
        }
    }
    Simulator::Schedule(m_interval, &ResourceRecorder::Sample, this);
}

ResourceRecorder::Watched
ResourceRecorder::MakeWatched(const Source& source)
{
    Time used;
    for (const auto& process : source.processes)
    {
        used += process->GetBusyTime();
    }
    return {source,
            Simulator::Now(),
            source.host->GetBusyTime(),
            used,
            source.disk ? source.disk->GetWrittenBytes() : 0,
            source.disk ? source.disk->GetReadBytes() : 0};
}

void
ResourceRecorder::AddRow(Watched& node)
{
    const auto& source = node.source;
    const auto next = MakeWatched(source);
    const double utilization = (next.busySince - node.busySince).GetDouble() /
                               ((next.since - node.since).GetDouble() * source.host->GetCores());
    m_table.Cell(m_run).Cell(next.since).Cell(source.hostName).Cell(source.name);
    m_table.Cell(source.role).Cell(utilization).Cell(node.received).Cell(node.sent);
    m_table.Cell(next.writtenSince - node.writtenSince).Cell(next.readSince - node.readSince);
    m_table.Cell(source.memory());
    source.processes.empty() ? m_table.Cell("")
                             : m_table.Cell(next.processSince - node.processSince);
    m_table.EndRow();
    node = next;
}

} // namespace iotledger
} // namespace ns3
