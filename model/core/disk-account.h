/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISK_ACCOUNT_H
#define DISK_ACCOUNT_H

#include "ns3/disk.h"
#include "ns3/object.h"

#include <cstdint>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What one program does with the disk of its machine, counted apart from what others do.
 */
class DiskAccount : public Object
{
  public:
    static TypeId GetTypeId();

    explicit DiskAccount(Ptr<Disk> disk);

    void Write(uint64_t bytes, Disk::Task done);        //!< as Disk's
    void WriteAndSync(uint64_t bytes, Disk::Task done); //!< as Disk's
    void Read(uint64_t bytes, Disk::Task done);         //!< as Disk's

    uint64_t GetWrittenBytes() const; //!< [B] of all writes so far
    uint64_t GetReadBytes() const;    //!< [B] of all reads so far

  private:
    Ptr<Disk> m_disk;
    uint64_t m_written{0}; //!< [B]
    uint64_t m_read{0};    //!< [B]
};

} // namespace iotledger
} // namespace ns3

#endif /* DISK_ACCOUNT_H */
