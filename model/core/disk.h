/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISK_H
#define DISK_H

#include "ns3/data-rate.h"
#include "ns3/host.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>
#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The disk of a machine: one request at a time, in order of submission.
 *
 * A synchronised write (append and fsync) takes SyncLatency and its bytes at WriteBandwidth, with
 * those that were written without and still sit in the page cache. A write without takes no time
 * of the disk until then: it goes to the cache. A read takes its bytes at ReadBandwidth. The CPU
 * time of a request is its caller's, but for what the kernel's own threads do at a sync (file
 * system journal, block layer): SyncCost, which competes with the processes of the machine.
 *
 * The defaults fit what was measured on a cloud virtual machine with a 2.45 GHz AMD EPYC: append
 * and fsync of 4 KB 0.44 ms, of 64 KB 0.52 ms, of 700 KB 1.15 ms (0.44 ms and 1 GB/s give
 * 0.444, 0.504 and 1.14).
 * A sync writes whole blocks of the file system, and its journal (BlockSize, JournalBlocks), which
 * GetWrittenBytes counts: small writes cost more than their bytes.
 * Left out: seeks, merging of syncs, write-back of what nobody synchronises, and of the journal to
 * its place.
 */
class Disk : public Object
{
  public:
    using Task = std::function<void()>;

    static TypeId GetTypeId();

    /// @param host whose kernel does the CPU's part of a sync (attribute SyncCost); null: nobody
    void SetHost(Ptr<Host> host);

    /// Writes to the page cache. @p done is called at once, from the event loop; it may be null.
    void Write(uint64_t bytes, Task done);

    /// Appends and synchronises. @p done is called when the bytes are safe; it may be null.
    void WriteAndSync(uint64_t bytes, Task done);

    /// Reads what is not in memory. @p done may be null.
    void Read(uint64_t bytes, Task done);

    uint64_t GetWrittenBytes() const; //!< [B] of all writes so far, with the file system's own
    uint64_t GetReadBytes() const;    //!< [B] of all reads so far

    /// @return time for which it has served requests until now.
    Time GetBusyTime() const;

  private:
    void Serve(Time duration, Task done);

    Ptr<Host> m_host;
    Time m_syncLatency;
    Time m_syncCost;
    uint32_t m_blockSize; //!< [B]
    uint32_t m_journalBlocks;
    DataRate m_writeBandwidth;
    DataRate m_readBandwidth;
    Time m_freeAt;
    Time m_reserved;        //!< time of all requests so far, waiting ones included
    uint64_t m_written{0};  //!< [B]
    uint64_t m_read{0};     //!< [B]
    uint64_t m_unsynced{0}; //!< [B] in the page cache
};

} // namespace iotledger
} // namespace ns3

#endif /* DISK_H */
