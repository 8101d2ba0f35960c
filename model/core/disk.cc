/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "disk.h"

#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(Disk);

TypeId
Disk::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::Disk")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<Disk>()
            .AddAttribute("SyncLatency",
                          "Time of a synchronised write beside that of its bytes. Measured on a "
                          "cloud virtual machine: append and fsync of 4 KB take 0.44 ms.",
                          TimeValue(MicroSeconds(440)),
                          MakeTimeAccessor(&Disk::m_syncLatency),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SyncCost",
                          "Core-time, on a core of speed 1, of the kernel's own threads for each "
                          "synchronised write, beside it.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&Disk::m_syncCost),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("BlockSize",
                          "Bytes that the file system writes at least, and in multiples of which a "
                          "sync writes: ext4's block (Linux, Documentation/filesystems/ext4/"
                          "blocks.rst). SyncLatency has the time of what is written more.",
                          UintegerValue(4096),
                          MakeUintegerAccessor(&Disk::m_blockSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("JournalBlocks",
                          "Blocks that the file system writes at each sync beside the data: ext4's "
                          "journal has the transaction's descriptor, the file's inode and the "
                          "commit record (Linux, Documentation/filesystems/ext4/journal.rst). "
                          "Likewise.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&Disk::m_journalBlocks),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("WriteBandwidth",
                          "Rate at which synchronised bytes are written. Measured there: append "
                          "and fsync of 700 KB take 1.15 ms.",
                          DataRateValue(DataRate("8Gbps")),
                          MakeDataRateAccessor(&Disk::m_writeBandwidth),
                          MakeDataRateChecker())
            .AddAttribute("ReadBandwidth",
                          "Rate at which bytes are read. Taken to be that of writing.",
                          DataRateValue(DataRate("8Gbps")),
                          MakeDataRateAccessor(&Disk::m_readBandwidth),
                          MakeDataRateChecker());
    return tid;
}

void
Disk::SetHost(Ptr<Host> host)
{
    m_host = std::move(host);
}

void
Disk::Write(uint64_t bytes, Task done)
{
    m_written += bytes;
    m_unsynced += bytes;
    Simulator::ScheduleNow([done = std::move(done)] {
        if (done)
        {
            done();
        }
    });
}

void
Disk::WriteAndSync(uint64_t bytes, Task done)
{
    const uint64_t flushed = std::exchange(m_unsynced, 0) + bytes;
    m_written += bytes;
    if (flushed > 0)
    {
        const uint64_t rest = flushed % m_blockSize;
        m_written += (rest > 0 ? m_blockSize - rest : 0) + uint64_t{m_journalBlocks} * m_blockSize;
    }
    if (m_host && m_syncCost.IsStrictlyPositive())
    {
        m_host->Submit(m_syncCost, nullptr);
    }
    Serve(m_syncLatency + m_writeBandwidth.CalculateBytesTxTime(flushed), std::move(done));
}

void
Disk::Read(uint64_t bytes, Task done)
{
    m_read += bytes;
    Serve(m_readBandwidth.CalculateBytesTxTime(bytes), std::move(done));
}

void
Disk::Serve(Time duration, Task done)
{
    m_freeAt = std::max(m_freeAt, Simulator::Now()) + duration;
    m_reserved += duration;
    Simulator::Schedule(m_freeAt - Simulator::Now(), [done = std::move(done)] {
        if (done)
        {
            done();
        }
    });
}

uint64_t
Disk::GetWrittenBytes() const
{
    return m_written;
}

uint64_t
Disk::GetReadBytes() const
{
    return m_read;
}

Time
Disk::GetBusyTime() const
{
    // What is left of the queue runs from now on without a gap.
    return m_reserved - std::max(m_freeAt - Simulator::Now(), Time(0));
}

} // namespace iotledger
} // namespace ns3
